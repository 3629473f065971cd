// SPDX-License-Identifier: GPL-2.0
/* Kinds that migrate anonymous memory to the devices of test_hmm and back. */
#include "stress.h"
#include <sys/uio.h>

static size_t half(size_t size)
{
	return size / 2 & ~(PAGE - 1);
}

enum outcome hmm_migrate(const struct kind *kind)
{
	size_t size = hmm_size(kind);
	int fd, i;
	char *p = hmm_prepare(kind, &fd, size);

	if (!p)
		return REFUSED;
	for (i = 0; i < 3; i++) {
		/* All of it or a part: the other way is by fault where not by ioctl */
		if (hmm_to_device(fd, p, size))
			return REFUSED;
		if (any(2))
			hmm_to_system(fd, p, any(2) ? size : PAGE);
		hmm_check(p, any(2) ? 0 : half(size), size);
	}
	return DONE;
}

enum outcome hmm_fork(const struct kind *kind)
{
	size_t size = hmm_size(kind);
	int fd;
	char *p = hmm_prepare(kind, &fd, size);

	if (!p || hmm_to_device(fd, p, size))
		return REFUSED;
	if (!spawn()) {
		hmm_check(p, 0, half(size));
		_exit(0);
	}
	if (any(2))
		*(unsigned long *)p = hmm_mark;
	hmm_check(p, half(size), size);
	reap();
	return DONE;
}

/* Unmap, move and touch parts of what a PMD maps on the device */
enum outcome hmm_split(const struct kind *kind)
{
	int fd, part = any(3);
	char *p = hmm_prepare(kind, &fd, PMD), *to = arena() + 4 * PMD;

	if (!p || hmm_to_device(fd, p, PMD))
		return REFUSED;
	if (part == 0) {
		munmap(p, PMD / 2);
	} else if (part == 1) {
		if (mremap(p, PMD / 2, PMD / 2, MREMAP_MAYMOVE | MREMAP_FIXED, to) != to)
			return REFUSED;
		hmm_check(to, 0, PMD / 2);
	} else {
		madvise(p + PAGE, PAGE, MADV_DONTNEED);
		hmm_check(p, 0, PAGE);
	}
	hmm_check(p, PMD / 2, PMD);
	return DONE;
}

enum outcome hmm_exclusive(const struct kind *kind)
{
	size_t size = hmm_size(kind);
	int fd;
	char *p = hmm_prepare(kind, &fd, size);

	if (!p || hmm_own(fd, p, size))
		return REFUSED;
	hmm_check(p, 0, size);
	return DONE;
}

/* Coherent memory can be pinned: the pin outlives the mapping and the file */
enum outcome hmm_pin(const struct kind *kind)
{
	unsigned long page[PAGE / sizeof(unsigned long)];
	int fd, fds[2];
	char *p = hmm_prepare(kind, &fd, PMD);
	struct iovec iov = { p, PAGE };

	if (!p || hmm_to_device(fd, p, PMD) || pipe(fds) ||
	    vmsplice(fds[1], &iov, 1, SPLICE_F_NONBLOCK) != (ssize_t)PAGE)
		return REFUSED;
	unmap_arena();
	close(fd);
	nap(any(4) ? any(100) : any(1500));
	if (read(fds[0], page, PAGE) != (ssize_t)PAGE || page[0] != hmm_mark)
		wrong("a pinned page has changed", page[0], hmm_mark);
	return DONE;
}

/* Small pages that were on the device become a large one, which goes there, too */
enum outcome hmm_collapse(const struct kind *kind)
{
	int fd, done;
	char *p = hmm_prepare(kind, &fd, PMD);

	if (!p || hmm_to_device(fd, p, (1 + any(64)) * PAGE))
		return REFUSED;
	if (any(2))
		hmm_to_system(fd, p, 64 * PAGE);
	madvise(p, PMD, MADV_HUGEPAGE);
	done = !madvise(p, PMD, MADV_COLLAPSE);
	if (done && any(2))
		hmm_to_device(fd, p, PMD);
	hmm_check(p, any(2) ? 0 : PMD / 2, PMD);
	return done ? DONE : REFUSED;
}
