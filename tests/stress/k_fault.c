// SPDX-License-Identifier: GPL-2.0
/* Kinds that fault, and that change the page tables of a mapping. */
#include "stress.h"

enum outcome fault(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, PMD);

	if (!p)
		return REFUSED;
	touch(p, PMD, 1 + any(24));
	return DONE;
}

enum outcome fork_it(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, PMD);

	if (!p)
		return REFUSED;
	touch(p, PMD, 4);
	if (!spawn()) {
		touch(p, PMD, 8);
		munmap(p, PAGE);
		_exit(0);
	}
	if (any(2))
		unmap_arena();
	else
		touch(p, PMD, 8);
	reap();
	return DONE;
}

enum outcome mremap_it(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, PMD), *to = arena() + 4 * PMD;

	if (!p)
		return REFUSED;
	touch(p, PMD, 4);
	/* To where a PMD can map it, to where none can, and a part of it */
	if (any(2))
		to += any(4) * PAGE;
	if (mremap(p, PMD, PMD, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
		return REFUSED;
	touch(to, PMD, 4);
	if (mremap(to, PMD / 2, PMD / 2, MREMAP_MAYMOVE | MREMAP_FIXED, p) == p)
		touch(p, PMD / 2, 4);
	return DONE;
}

enum outcome zap_part(const struct kind *kind)
{
	int fd, i;
	char *p = map_target(kind, &fd, PMD);

	if (!p)
		return REFUSED;
	for (i = 0; i < 4; i++) {
		char *part = p + any(256) * PAGE;

		touch(p, PMD, 2);
		if (any(2))
			madvise(part, (1 + any(255)) * PAGE, MADV_DONTNEED);
		else if (!mprotect(part, PAGE, PROT_READ))
			mprotect(part, PAGE, PROT_READ | PROT_WRITE);
	}
	return DONE;
}

enum outcome populate(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, PMD);

	if (!p || madvise(p + any(256) * PAGE, PMD / 2, MADV_POPULATE_WRITE))
		return REFUSED;
	touch(p, PMD, 2);
	return DONE;
}

/* It is refused for device memory, after a look at it */
enum outcome collapse(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, 2 * PMD);

	if (!p)
		return REFUSED;
	touch(p, PMD, 8);
	if (!madvise(p, 2 * PMD, MADV_COLLAPSE) || errno == EINVAL || errno == EAGAIN)
		touch(p, PMD, 4);
	else
		return REFUSED;
	return DONE;
}
