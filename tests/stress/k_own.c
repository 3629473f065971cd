// SPDX-License-Identifier: GPL-2.0
/* Kinds that move or share the blocks of files that nobody else uses. */
#include "stress.h"
#include <linux/falloc.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

#define PAGES	(PMD / PAGE)

static unsigned long mark;

static int own(const char *what)
{
	char name[32];

	snprintf(name, sizeof(name), "%s-%d", what, worker_number());
	return open_file(name, PMD);
}

/* Each page has its number, so that it can be seen where it has gone */
static char *fill(int fd, char *at)
{
	char *p = fd < 0 ? NULL : map_at(at, fd, PMD);
	size_t i;

	for (i = 0; p && i < PAGES; i++)
		*(volatile unsigned long *)(p + i * PAGE) = mark + i;
	return p;
}

static void look(char *p, size_t page, unsigned long want)
{
	unsigned long got = *(volatile unsigned long *)(p + page * PAGE);

	if (got != want)
		wrong("an own page is not what was stored", got, want);
}

/* A hole into it, and out again, under a mapping */
enum outcome own_shift(const struct kind *kind)
{
	int i, fd = own("shift");
	size_t at, len, page;
	char *p;

	(void)kind;
	mark = (unsigned long)any(1 << 30) << 16;
	p = fill(fd, arena());
	if (!p)
		return REFUSED;
	at = any(PAGES);
	len = 1 + any(64);
	if (fallocate(fd, FALLOC_FL_INSERT_RANGE, at * PAGE, len * PAGE))
		return REFUSED;
	for (i = 0; i < 24; i++) {
		page = any(PAGES);
		look(p, page, page < at ? mark + page : page < at + len ? 0 : mark + page - len);
	}
	if (fallocate(fd, FALLOC_FL_COLLAPSE_RANGE, at * PAGE, len * PAGE))
		return REFUSED;
	for (i = 0; i < 24; i++) {
		page = any(PAGES);
		look(p, page, mark + page);
	}
	return DONE;
}

/* Stores to either are not seen in the other one */
static void store_and_look(char *p, char *q)
{
	int i;

	for (i = 0; i < 16; i++) {
		size_t page = any(PAGES), other = any(PAGES);

		*(volatile unsigned long *)(q + page * PAGE) = 1;
		look(p, page, mark + page);
		*(volatile unsigned long *)(q + page * PAGE) = mark + page;
		look(q, other, mark + other);
	}
}

enum outcome own_unshare(const struct kind *kind)
{
	int from = own("from"), to = own("to");
	char *p, *q;

	(void)kind;
	mark = (unsigned long)any(1 << 30) << 16;
	p = fill(from, arena());
	q = to < 0 ? NULL : map_at(arena() + 2 * PMD, to, PMD);
	if (!p || !q || ioctl(to, FICLONE, from))
		return REFUSED;
	if (fallocate(any(2) ? from : to, FALLOC_FL_UNSHARE_RANGE, any(PAGES / 2) * PAGE,
		      (1 + any(PAGES / 2)) * PAGE))
		return REFUSED;
	store_and_look(p, q);
	return DONE;
}

enum outcome own_dedupe(const struct kind *kind)
{
	char buf[sizeof(struct file_dedupe_range) + sizeof(struct file_dedupe_range_info)]
		__attribute__((aligned(8))) = "";
	struct file_dedupe_range *range = (void *)buf;
	int from = own("from"), to = own("to");
	char *p, *q;

	(void)kind;
	mark = (unsigned long)any(1 << 30) << 16;
	/* Also where they had been shared, and had other contents */
	if (from < 0 || to < 0 || fallocate(from, FALLOC_FL_ZERO_RANGE, 0, PMD) ||
	    fallocate(to, FALLOC_FL_ZERO_RANGE, 0, PMD))
		return REFUSED;
	p = fill(from, arena());
	q = fill(to, arena() + 2 * PMD);
	if (!p || !q)
		return REFUSED;
	range->src_length = PMD;
	range->dest_count = 1;
	range->info[0].dest_fd = to;
	if (ioctl(from, FIDEDUPERANGE, range))
		return REFUSED;
	if (range->info[0].status == FILE_DEDUPE_RANGE_DIFFERS)
		wrong("two files with the same data are said to differ", mark, 0);
	if (range->info[0].status)
		return REFUSED;
	store_and_look(p, q);
	return DONE;
}
