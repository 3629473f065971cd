/* SPDX-License-Identifier: GPL-2.0 */
/* What use_many and use_two have in common */
#include <err.h>
#include <stddef.h>
#include <sys/mman.h>

#define SIZE (2UL << 20)

static char *map(int fd, int flags)
{
	char *p = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED)
		err(2, "mmap");
	return p;
}
