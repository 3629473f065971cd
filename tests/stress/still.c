// SPDX-License-Identifier: GPL-2.0
/* Files that nobody writes to while there are workers. */
#include "stress.h"
#include <err.h>
#include <sys/stat.h>

/* Words of number @i of file @n */
static unsigned long still_word(unsigned long n, unsigned long i)
{
	return (n * 0x9e3779b97f4a7c15UL) ^ (i * 0xbf58476d1ce4e5b9UL);
}

int write_still(const char *dir)
{
	unsigned long n, i, words = PMD / sizeof(unsigned long);
	unsigned long *buf = malloc(PMD);
	char path[256];

	for (n = 0; n < 4; n++) {
		int fd;

		for (i = 0; i < words; i++)
			buf[i] = still_word(n, i);
		snprintf(path, sizeof(path), "%s/%lu", dir, n);
		fd = open(path, O_RDWR | O_CREAT, 0600);
		if (fd < 0 || write(fd, buf, PMD) != (ssize_t)PMD || fsync(fd))
			err(1, "%s", path);
		close(fd);
	}
	return 0;
}

/* Read through a mapping */
enum outcome verify(const struct kind *kind)
{
	unsigned long *p, i, n = any(4), words = PMD / sizeof(*p);
	struct stat st;
	char path[64];
	int fd;
	snprintf(path, sizeof(path), "/tmp/gate/%s/%lu", kind->target == STILL ? "still" : "quiet", n);
	uses(kind->target);
	fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &st) || st.st_size != (off_t)PMD)
		return REFUSED;
	p = mmap(arena() + (any(2) ? PAGE : 0), PMD, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);
	if (p == MAP_FAILED)
		return REFUSED;
	for (i = any(64); i < words; i += 1 + any(512))
		if (p[i] != still_word(n, i))
			wrong("a file that nobody writes to has changed", n, i);
	return DONE;
}
