// SPDX-License-Identifier: GPL-2.0
/*
 * bench_fsdax TYPE PREFIX [reflink]: page faults and truncation of files on
 * /tmp/mnt, where /dev/pmem0 is mounted. All files are written before they are
 * mapped, and a new mount forgets the entries in i_pages. So a first fault finds
 * blocks but no entry, and memory that has had its order before; with "reorder"
 * it has had another one. "Again" finds the entry, and memory that is idle;
 * "shared" finds memory that another mapping uses.
 */
#include "file.h"
#include <linux/fs.h>

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

/*
 * From the end, one folio at a time. The first call would delete the entries of
 * the whole file, so there is one entry at a time, if @mapped.
 */
static void truncates(const char *what, int fd, int nr, size_t size, int mapped)
{
	int i;

	for (i = nr - 1; i >= 0; i--) {
		if (mapped) {
			char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, i * size);

			if (p == MAP_FAILED)
				err(1, "mmap");
			touch(p, 1);
			if (size > 4 * KB && touch(p + size / 2, 0) > 1000)
				errx(1, "%s: no 2 MiB fault", what);
			munmap(p, size);
		}
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
}

static void reflink(void)
{
	int from = written_file("/tmp/mnt/from", NR_4K * 4 * KB), to;
	char *p;

	to = open("/tmp/mnt/to", O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (to < 0 || ioctl(to, FICLONE, from))
		err(1, "FICLONE");
	p = map(to, NR_4K * 4 * KB, 2 * MB, 0);
	touch_all(p, NR_4K, 4 * KB, 1, sample);
	result(prefix, "4k-reflink-cow", sample, NR_4K, 1);
}

static void small(void)
{
	int fd = written_file(FILE_4K, NR_4K * 4 * KB);
	char *p = map(fd, NR_4K * 4 * KB, 2 * MB, 0);

	touch_all(p, NR_4K, 4 * KB, 1, sample);
	munmap(p, NR_4K * 4 * KB);
	fd = reopen(FILE_4K, fd);
	faults("4k-write", fd, NR_4K, 4 * KB, 1);
	fd = reopen(FILE_4K, fd);
	faults("4k-read", fd, NR_4K, 4 * KB, 0);
	fd = reopen(FILE_4K, fd);
	map_sync(fd, NR_4K);
	truncates("4k-truncate", fd, NR_4K, 4 * KB, 1);
	truncates("4k-truncate-unused", written_file(FILE_4K, NR_4K * 4 * KB), NR_4K, 4 * KB, 0);
}

static void large(void)
{
	int fd = written_file(FILE_2M, NR_2M * 2 * MB);

	touch_small(fd);
	fd = reopen(FILE_2M, fd);
	touch_large(fd);
	result(prefix, "2m-write-reorder", sample, NR_2M, 1);
	fd = reopen(FILE_2M, fd);
	touch_small(fd);
	result(prefix, "4k-write-reorder", sample, NR_2M, 1);
	fd = reopen(FILE_2M, fd);
	touch_large(fd);
	fd = reopen(FILE_2M, fd);
	faults("2m-write", fd, NR_2M, 2 * MB, 1);
	truncates("2m-truncate", fd, NR_2M, 2 * MB, 1);
	truncates("2m-truncate-unused", written_file(FILE_2M, NR_2M * 2 * MB), NR_2M, 2 * MB, 0);
}

/* The first use of memory after memremap_pages(), then as 4 KiB, then again as 2 MiB */
static void fresh(void)
{
	int fd = written_file(FILE_2M, NR_2M * 2 * MB), i;
	size_t len = NR_2M * 2 * MB;
	uint64_t t;
	char *p;

	touch_large(fd);
	result(prefix, "2m-write-fresh", sample, NR_2M, 1);
	close(fd);

	fd = written_file(FILE_4K, len);
	touch_small(fd);
	result(prefix, "4k-write-fresh", sample, NR_2M, 1);
	p = map(fd, len, 2 * MB, 0);
	madvise(p, len, MADV_NOHUGEPAGE);
	for (t = 0, i = 0; i < NR_2M * 512; i++)
		t += touch(p + i * 4 * KB, 1);
	munmap(p, len);
	result(prefix, "4k-write-fresh-all", &t, 1, NR_2M * 512);
	fd = reopen(FILE_4K, fd);
	touch_large(fd);
	result(prefix, "2m-write-used", sample, NR_2M, 1);
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		errx(1, "usage: bench_fsdax TYPE PREFIX [reflink|fresh]");
	type = argv[1];
	prefix = argv[2];
	if (argc > 3) {
		if (strcmp(argv[3], "fresh"))
			reflink();
		else
			fresh();
		return 0;
	}
	small();
	large();
	return 0;
}
