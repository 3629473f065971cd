// SPDX-License-Identifier: GPL-2.0
/*
 * bench_fsdax DIRECTORY PREFIX [reflink]: page faults and truncation of files on
 * a DAX mount. All files are written before they are mapped, so a first fault
 * finds blocks but no entry in i_pages. "Again" finds the entry, and memory that
 * is idle; "shared" finds memory that another mapping uses.
 */
#include "bench.h"
#include <linux/fs.h>

#define NR_4K 128
#define NR_2M 16

static const char *prefix;
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

static void faults(const char *what, int fd, int nr, size_t size, int write)
{
	size_t len = nr * size;
	uint64_t t;
	char name[32], *p = map(fd, len, 2 * MB, 0), *q;

	touch_all(p, nr, size, write, sample);
	/* If the rest of the first folio is not there, it was not a large folio */
	if (size > 4 * KB && touch(p + size / 2, 0) > 1000)
		errx(1, "%s: no 2 MiB fault: is the file not aligned?", what);
	snprintf(name, sizeof(name), "%s-first", what);
	result(prefix, name, sample, nr, 1);
	if (!write) {
		touch_all(p, nr, size, 1, sample);
		snprintf(name, sizeof(name), "%s-then-write", what);
		result(prefix, name, sample, nr, 1);
	}
	q = map(fd, len, 2 * MB, 0);
	touch_all(q, nr, size, write, sample);
	snprintf(name, sizeof(name), "%s-shared", what);
	result(prefix, name, sample, nr, 1);
	munmap(q, len);
	t = unmap(p, len);
	snprintf(name, sizeof(name), "%s-munmap", what);
	result(prefix, name, &t, 1, nr);

	p = map(fd, len, 2 * MB, 0);
	touch_all(p, nr, size, write, sample);
	snprintf(name, sizeof(name), "%s-again", what);
	result(prefix, name, sample, nr, 1);
	munmap(p, len);
}

/* From the end, one folio at a time */
static void truncates(const char *what, int fd, int nr, size_t size)
{
	int i;

	for (i = nr - 1; i >= 0; i--) {
		sample[i] = now();
		if (ftruncate(fd, i * size))
			err(1, "ftruncate");
		sample[i] = now() - sample[i];
	}
	result(prefix, what, sample, nr, 1);
	close(fd);
}

static void map_sync(int fd, int nr)
{
	size_t len = nr * 4 * KB;
	char *p = map(fd, len, 2 * MB, MAP_SHARED_VALIDATE | MAP_SYNC);

	touch_all(p, nr, 4 * KB, 1, sample);
	result(prefix, "4k-sync-write-first", sample, nr, 1);
	munmap(p, len);
	close(fd);
}

static void reflink(int nr)
{
	int from = written_file("from", nr * 4 * KB), to;
	char *p;

	to = open("to", O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (to < 0 || ioctl(to, FICLONE, from))
		err(1, "FICLONE");
	p = map(to, nr * 4 * KB, 2 * MB, 0);
	touch_all(p, nr, 4 * KB, 1, sample);
	result(prefix, "4k-reflink-cow", sample, nr, 1);
	munmap(p, nr * 4 * KB);
	close(from);
	close(to);
}

int main(int argc, char **argv)
{
	int fd;

	if (argc < 3 || chdir(argv[1]))
		err(1, "usage: bench_fsdax DIRECTORY PREFIX [reflink]");
	prefix = argv[2];

	fd = written_file("f", NR_4K * 4 * KB);
	faults("4k-write", fd, NR_4K, 4 * KB, 1);
	truncates("4k-truncate", fd, NR_4K, 4 * KB);
	truncates("4k-truncate-unused", written_file("f", NR_4K * 4 * KB), NR_4K, 4 * KB);
	fd = written_file("f", NR_4K * 4 * KB);
	faults("4k-read", fd, NR_4K, 4 * KB, 0);
	close(fd);
	map_sync(written_file("f", NR_4K * 4 * KB), NR_4K);

	fd = written_file("f", NR_2M * 2 * MB);
	faults("2m-write", fd, NR_2M, 2 * MB, 1);
	truncates("2m-truncate", fd, NR_2M, 2 * MB);
	truncates("2m-truncate-unused", written_file("f", NR_2M * 2 * MB), NR_2M, 2 * MB);

	if (argc > 3)
		reflink(NR_4K);
	return 0;
}
