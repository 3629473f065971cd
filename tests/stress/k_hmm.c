// SPDX-License-Identifier: GPL-2.0
/* Kinds that migrate anonymous memory to the devices of test_hmm and back. */
#include "stress.h"
#include <linux/types.h>
#include <sys/ioctl.h>
#include <sys/uio.h>

/* As in lib/test_hmm_uapi.h */
struct cmd {
	__u64 addr, ptr, npages, cpages, faults;
};
#define MIGRATE_TO_DEV	_IOWR('H', 0x02, struct cmd)
#define MIGRATE_TO_SYS	_IOWR('H', 0x03, struct cmd)
#define EXCLUSIVE	_IOWR('H', 0x05, struct cmd)

/* What the device copies to, for the ioctls that want to */
static char copy[PMD] __attribute__((aligned(4096)));
static unsigned long mark;

static int order(int fd, unsigned long cmd, char *p, size_t size)
{
	struct cmd args = {
		.addr = (unsigned long)p,
		.ptr = (unsigned long)copy,
		.npages = size / PAGE,
	};

	return ioctl(fd, cmd, &args);
}

static size_t size_of(const struct kind *kind)
{
	return kind->how & BY_PMD ? PMD : (1 + any(64)) * PAGE;
}

static size_t half(size_t size)
{
	return size / 2 & ~(PAGE - 1);
}

/*
 * The first word of a page tells which it is. Not of every page: each that is on
 * the device is a fault, and 512 of them take a minute with debug options.
 */
static void check(char *p, size_t from, size_t to)
{
	for (; from < to; from += (1 + any(48)) * PAGE) {
		unsigned long got = *(volatile unsigned long *)(p + from);

		if (got != mark + from)
			wrong("migrated memory has changed", got, mark + from);
	}
}

/* Filled memory, and a device to migrate it to */
static char *prepare(const struct kind *kind, int *fd, size_t size)
{
	char *p;
	size_t i;

	*fd = open_target(kind, 0);
	if (*fd < 0)
		return NULL;
	p = mmap(arena(), PMD, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	madvise(p, PMD, kind->how & BY_PMD ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
	mark = (unsigned long)any(1 << 30) << 24;
	for (i = 0; i < size; i += PAGE)
		*(unsigned long *)(p + i) = mark + i;
	return p;
}

enum outcome hmm_migrate(const struct kind *kind)
{
	size_t size = size_of(kind);
	int fd, i;
	char *p = prepare(kind, &fd, size);

	if (!p)
		return REFUSED;
	for (i = 0; i < 3; i++) {
		/* All of it or a part: the other way is by fault where not by ioctl */
		if (order(fd, MIGRATE_TO_DEV, p, size))
			return REFUSED;
		if (any(2))
			order(fd, MIGRATE_TO_SYS, p, any(2) ? size : PAGE);
		check(p, any(2) ? 0 : half(size), size);
	}
	return DONE;
}

enum outcome hmm_fork(const struct kind *kind)
{
	size_t size = size_of(kind);
	int fd;
	char *p = prepare(kind, &fd, size);

	if (!p || order(fd, MIGRATE_TO_DEV, p, size))
		return REFUSED;
	if (!spawn()) {
		check(p, 0, half(size));
		_exit(0);
	}
	if (any(2))
		*(unsigned long *)p = mark;
	check(p, half(size), size);
	reap();
	return DONE;
}

/* Unmap, move and touch parts of what a PMD maps on the device */
enum outcome hmm_split(const struct kind *kind)
{
	int fd, part = any(3);
	char *p = prepare(kind, &fd, PMD), *to = arena() + 4 * PMD;

	if (!p || order(fd, MIGRATE_TO_DEV, p, PMD))
		return REFUSED;
	if (part == 0) {
		munmap(p, PMD / 2);
	} else if (part == 1) {
		if (mremap(p, PMD / 2, PMD / 2, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
			return REFUSED;
		check(to, 0, PMD / 2);
	} else {
		madvise(p + PAGE, PAGE, MADV_DONTNEED);
		check(p, 0, PAGE);
	}
	check(p, PMD / 2, PMD);
	return DONE;
}

enum outcome hmm_exclusive(const struct kind *kind)
{
	size_t size = size_of(kind);
	int fd;
	char *p = prepare(kind, &fd, size);

	if (!p || order(fd, EXCLUSIVE, p, size))
		return REFUSED;
	check(p, 0, size);
	return DONE;
}

/* Coherent memory can be pinned: the pin outlives the mapping and the file */
enum outcome hmm_pin(const struct kind *kind)
{
	unsigned long page[PAGE / sizeof(unsigned long)];
	int fd, fds[2];
	char *p = prepare(kind, &fd, PMD);
	struct iovec iov = { p, PAGE };

	if (!p || order(fd, MIGRATE_TO_DEV, p, PMD) || pipe(fds) ||
	    vmsplice(fds[1], &iov, 1, SPLICE_F_NONBLOCK) != (ssize_t)PAGE)
		return REFUSED;
	unmap_arena();
	close(fd);
	nap(any(4) ? any(100) : any(1500));
	if (read(fds[0], page, PAGE) != (ssize_t)PAGE || page[0] != mark)
		wrong("a pinned page has changed", page[0], mark);
	return DONE;
}
