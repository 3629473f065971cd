// SPDX-License-Identifier: GPL-2.0
/* Kinds that change files on a DAX mount. */
#include "stress.h"
#include <linux/fs.h>
#include <linux/falloc.h>
#include <sys/ioctl.h>

enum outcome truncate_it(const struct kind *kind)
{
	int fd = open_target(kind, 0);

	if (fd < 0 || ftruncate(fd, any(FILE_SIZE)) || ftruncate(fd, FILE_SIZE))
		return REFUSED;
	return DONE;
}

enum outcome punch(const struct kind *kind)
{
	int fd = open_target(kind, 0);
	off_t at = any(FILE_SIZE), len = any(4) ? 1 + any(PMD / 4) : PMD;
	int mode = any(3) ? FALLOC_FL_PUNCH_HOLE : FALLOC_FL_ZERO_RANGE;

	if (!any(3))
		at &= ~(PMD - 1);
	if (fd < 0 || fallocate(fd, mode | FALLOC_FL_KEEP_SIZE, at, len))
		return REFUSED;
	return DONE;
}

/* Both written to through mappings afterwards; a copy where nothing is shared */
enum outcome reflink(const struct kind *kind)
{
	int from, to = open_target(kind, 0);
	char *p = map_target(kind, &from, PMD), *q;
	loff_t at = 0, to_at = 0;

	if (!p || to < 0)
		return REFUSED;
	touch(p, PMD, 4);
	if (ioctl(to, FICLONE, from) &&
	    (errno != EOPNOTSUPP ||
	     copy_file_range(from, &at, to, &to_at, PMD, 0) <= 0))
		return REFUSED;
	q = mmap(arena() + 4 * PMD, PMD, PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_FIXED, to, 0);
	if (q == MAP_FAILED)
		return REFUSED;
	touch(q, PMD, 8);
	touch(p, PMD, 8);
	return DONE;
}

enum outcome sync_it(const struct kind *kind)
{
	int fd;
	char *p = map_target(kind, &fd, PMD);

	if (!p)
		return REFUSED;
	touch(p, PMD, 6);
	if (any(2) ? fsync(fd) : msync(p, PMD, MS_SYNC))
		return REFUSED;
	return DONE;
}

enum outcome read_write(const struct kind *kind)
{
	static char buf[16 * PAGE];
	int i, fd = open_target(kind, 0);

	if (fd < 0)
		return REFUSED;
	for (i = 0; i < 4; i++) {
		size_t len = 1 + any(sizeof(buf));
		off_t at = any(FILE_SIZE - sizeof(buf));

		if ((any(2) ? pwrite(fd, buf, len, at) : pread(fd, buf, len, at)) < 0)
			return REFUSED;
	}
	return DONE;
}

enum outcome recreate(const struct kind *kind)
{
	char path[64];
	int fd;

	/* Any of them: it is made anew with its full size, but not at once */
	uses_short_file();
	snprintf(path, sizeof(path), "/tmp/gate/%s/%u", any(3) ? "fs" : "fs2", any(FILES));
	if (unlink(path))
		return REFUSED;
	fd = open_target(kind, 0);
	return fd < 0 ? REFUSED : DONE;
}
