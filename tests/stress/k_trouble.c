// SPDX-License-Identifier: GPL-2.0
/* Kinds that want trouble: memory failure, a frozen file system, one without space. */
#include "stress.h"
#include <linux/falloc.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

/*
 * memory_failure() on memory that nobody else uses. That madvise() leaves no
 * bad block behind: the mark is gone with the struct page when the device is
 * unbound. Few, as each prints, and takes memory out of use until then.
 */
enum outcome poison(const struct kind *kind)
{
	int fd, dax = kind->target == DAX;
	char name[64], *p;

	if (shared->poisoned > (unsigned long)now() / 10)
		return REFUSED;
	snprintf(name, sizeof(name), "poison-%d", worker_number());
	fd = dax ? open_target(kind, 0) : open_file(name, PMD);
	if (fd < 0)
		return REFUSED;
	p = mmap(arena(), PMD, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd,
		 dax ? (32 + worker_number()) * PMD : 0);
	if (p == MAP_FAILED)
		return REFUSED;
	p += any(16) * PAGE;
	*(volatile char *)p = 1;
	poisoning = true;
	__atomic_add_fetch(&shared->poisoned, 1, __ATOMIC_RELAXED);
	return madvise(p, PAGE, MADV_HWPOISON) ? REFUSED : DONE;
}

/* What others do meanwhile waits. Nothing here may: it would wait for itself. */
enum outcome freeze(const struct kind *kind)
{
	int dir = open("/tmp/gate/fs", O_RDONLY | O_DIRECTORY);

	(void)kind;
	uses(FS);
	if (dir < 0 || ioctl(dir, FIFREEZE, 0))
		return REFUSED;
	nap(any(300));
	if (ioctl(dir, FITHAW, 0))
		return REFUSED;
	return DONE;
}

static int write_page(int fd, off_t at)
{
	static char buf[PAGE] = "full";

	return pwrite(fd, buf, sizeof(buf), at) == (ssize_t)sizeof(buf) ? 0 : errno;
}

/*
 * All space, and then writes to holes by write() and by faults. What is freed may not
 * be there at once: others are excused for longer. The last blocks of a fragmented file
 * system are found one by one: not for longer than 30 s.
 */
enum outcome fill_up(const struct kind *kind)
{
	int i, fd, fill, full = 0;
	char name[32], path[64], *p;
	off_t end = 0, len = 64UL << 20;
	time_t enough = now() + 30;

	(void)kind;
	snprintf(name, sizeof(name), "hole-%d", worker_number());
	snprintf(path, sizeof(path), "/tmp/gate/fs/fill-%d", worker_number());
	fd = open_file(name, FILE_SIZE);
	fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, any(PMD), PMD);
	fill = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || fill < 0)
		return REFUSED;
	__atomic_add_fetch(&shared->fills, 1, __ATOMIC_RELAXED);
	__atomic_add_fetch(&shared->filling, 1, __ATOMIC_RELAXED);
	while (len >= (off_t)PAGE && now() < enough) {
		if (!fallocate(fill, 0, end, len)) {
			end += len;
			continue;
		}
		full += errno == ENOSPC;
		len = errno == ENOSPC ? len / 4 : 0;
	}
	for (i = 0; i < 8 && full; i++)
		full += write_page(fd, any(FILE_SIZE / PAGE) * PAGE) == ENOSPC;
	p = map_at(arena(), fd, FILE_SIZE);
	if (p && full)
		for (i = 0; i < 8; i++)
			madvise(p + any(FILE_SIZE / PAGE) * PAGE, PAGE, MADV_POPULATE_WRITE);
	unlink(path);
	close(fill);
	shared->full_until = now() + 5;
	__atomic_sub_fetch(&shared->filling, 1, __ATOMIC_RELAXED);
	return full ? DONE : REFUSED;
}
