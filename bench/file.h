/* SPDX-License-Identifier: GPL-2.0 */
/* Files on /tmp/mnt, where /dev/pmem0 is mounted */
#ifndef FILE_H
#define FILE_H
#include "bench.h"
#include <sys/mount.h>

#define NR_4K 128
#define NR_2M 16
#define FILE_4K "/tmp/mnt/small"
#define FILE_2M "/tmp/mnt/large"

static const char *prefix, *type;
static uint64_t sample[NR_4K];

/* A file of @size, with blocks but without entries in i_pages */
static int written_file(const char *name, size_t size)
{
	static char buf[2 * MB];
	size_t done;
	int fd;

	unlink(name);
	fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || fallocate(fd, 0, 0, size))
		err(1, "%s", name);
	for (done = 0; done < size; done += sizeof(buf))
		if (pwrite(fd, buf, size - done < sizeof(buf) ? size - done :
			   sizeof(buf), done) < 0)
			err(1, "%s: write", name);
	fsync(fd);
	return fd;
}

static int reopen(const char *name, int fd)
{
	close(fd);
	if (umount("/tmp/mnt") || mount("/dev/pmem0", "/tmp/mnt", type, 0, "dax"))
		err(1, "mount");
	fd = open(name, O_RDWR);
	if (fd < 0)
		err(1, "%s", name);
	return fd;
}

/* Touch the first 4 KiB of each 2 MiB, as folios of order 0 */
static void touch_small(int fd)
{
	int i;

	for (i = 0; i < NR_2M; i++) {
		char *p = mmap(NULL, 4 * KB, PROT_READ | PROT_WRITE, MAP_SHARED, fd, i * 2 * MB);

		if (p == MAP_FAILED)
			err(1, "mmap");
		sample[i] = touch(p, 1);
		munmap(p, 4 * KB);
	}
}

static void touch_large(int fd)
{
	char *p = map(fd, NR_2M * 2 * MB, 2 * MB, 0);

	touch_all(p, NR_2M, 2 * MB, 1, sample);
	munmap(p, NR_2M * 2 * MB);
}
#endif
