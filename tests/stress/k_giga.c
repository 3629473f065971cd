// SPDX-License-Identifier: GPL-2.0
/* Kinds that use device-dax of which a PUD maps 1 GiB. A worker has a word of each page. */
#include "stress.h"
#include <sys/uio.h>

static unsigned long value;

static char *map_giga(const struct kind *kind)
{
	int fd = open_target(kind, 0);

	value = (unsigned long)any(1 << 30) << 8;
	return fd < 0 ? NULL : map_at(big_arena(), fd, GIG);
}

static volatile unsigned long *word(char *p, unsigned int page)
{
	return (unsigned long *)(p + page * (GIG / 64)) + worker_number();
}

static void store(char *p)
{
	int i;

	for (i = 0; i < 64; i += 7)
		*word(p, i) = value + i;
}

static void look(char *p)
{
	int i;

	for (i = 0; i < 64; i += 7)
		if (*word(p, i) != value + i)
			wrong("a word of 1 GiB is not what was stored", value + i, *word(p, i));
}

enum outcome giga_fault(const struct kind *kind)
{
	char *p = map_giga(kind);

	if (!p)
		return REFUSED;
	store(p);
	if (any(2))
		madvise(p, GIG, MADV_DONTNEED);
	look(p);
	/* A part is refused: no smaller entry can map what is left */
	if (!munmap(p + PMD, PMD))
		wrong("a part of 1 GiB could be unmapped", 0, 0);
	look(p);
	return DONE;
}

enum outcome giga_mremap(const struct kind *kind)
{
	char *p = map_giga(kind), *to = big_arena() + GIG;

	if (!p)
		return REFUSED;
	store(p);
	if (mremap(p, GIG, GIG, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
		return REFUSED;
	look(to);
	if (mremap(to, GIG, GIG, MREMAP_MAYMOVE | MREMAP_FIXED, p) != p)
		return REFUSED;
	look(p);
	return DONE;
}

enum outcome giga_fork(const struct kind *kind)
{
	char *p = map_giga(kind);

	if (!p)
		return REFUSED;
	store(p);
	if (!spawn()) {
		look(p);
		_exit(0);
	}
	if (any(2))
		mprotect(p, GIG, PROT_READ);
	look(p);
	reap();
	return DONE;
}

enum outcome giga_pin(const struct kind *kind)
{
	static char page[PAGE];
	char *p = map_giga(kind);
	struct iovec iov = { .iov_base = p, .iov_len = PAGE };
	int fds[2];

	if (!p || pipe(fds))
		return REFUSED;
	store(p);
	if (vmsplice(fds[1], &iov, 1, SPLICE_F_NONBLOCK) != (ssize_t)PAGE)
		return REFUSED;
	unmap_arena();
	nap(any(4) ? any(100) : any(1500));
	if (read(fds[0], page, PAGE) != (ssize_t)PAGE || *word(page, 0) != value)
		wrong("a pinned word of 1 GiB has changed", value, *word(page, 0));
	return DONE;
}
