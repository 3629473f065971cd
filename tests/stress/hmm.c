// SPDX-License-Identifier: GPL-2.0
/* Anonymous memory, and the devices of test_hmm that it can be migrated to. */
#include "stress.h"
#include <linux/types.h>
#include <sys/ioctl.h>

/* As in lib/test_hmm_uapi.h */
struct cmd {
	__u64 addr, ptr, npages, cpages, faults;
};
#define MIGRATE_TO_DEV	_IOWR('H', 0x02, struct cmd)
#define MIGRATE_TO_SYS	_IOWR('H', 0x03, struct cmd)
#define EXCLUSIVE	_IOWR('H', 0x05, struct cmd)

/* What the device copies to, for the ioctls that want to */
static char copy[PMD] __attribute__((aligned(4096)));
unsigned long hmm_mark;

static int order(int fd, unsigned long cmd, char *p, size_t size)
{
	struct cmd args = {
		.addr = (unsigned long)p,
		.ptr = (unsigned long)copy,
		.npages = size / PAGE,
	};

	return ioctl(fd, cmd, &args);
}

int hmm_to_device(int fd, char *p, size_t size)
{
	return order(fd, MIGRATE_TO_DEV, p, size);
}

int hmm_to_system(int fd, char *p, size_t size)
{
	return order(fd, MIGRATE_TO_SYS, p, size);
}

/* Others fault then, and the device loses it */
int hmm_own(int fd, char *p, size_t size)
{
	return order(fd, EXCLUSIVE, p, size);
}

size_t hmm_size(const struct kind *kind)
{
	return kind->how & BY_PMD ? PMD : (1 + any(48)) * PAGE;
}

/*
 * The first word of a page tells which it is. Not of every page: each that is on
 * the device is a fault, and 512 of them take a minute with debug options.
 */
void hmm_check(char *p, size_t from, size_t to)
{
	for (; from < to; from += (1 + any(48)) * PAGE) {
		unsigned long got = *(volatile unsigned long *)(p + from);

		if (got != hmm_mark + from)
			wrong("migrated memory has changed", got, hmm_mark + from);
	}
}

/* Filled memory, and a device to migrate it to */
char *hmm_prepare(const struct kind *kind, int *fd, size_t size)
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
	hmm_mark = (unsigned long)any(1 << 30) << 24;
	for (i = 0; i < size; i += PAGE)
		*(unsigned long *)(p + i) = hmm_mark + i;
	return p;
}
