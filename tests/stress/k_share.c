// SPDX-License-Identifier: GPL-2.0
/* Lanes of files that share blocks. */
#include "lane.h"
#include <linux/falloc.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

static int new_clone(struct lane *lane)
{
	char name[32];
	int fd;

	snprintf(name, sizeof(name), "clone-%d", worker_number());
	fd = open_file(name, FILE_SIZE);
	return fd < 0 || ioctl(fd, FICLONE, lane->fd) ? -1 : fd;
}

/* The clone has what was there when it was made, and so it stays */
enum outcome lane_clone(const struct kind *kind)
{
	struct lane lane;
	int fd;

	if (!lane_open(&lane, 0) || (any(2) && !lane_map(&lane, kind)) ||
	    !lane_put(&lane, lane_page(), 4))
		return REFUSED;
	fd = new_clone(&lane);
	if (fd < 0 || !lane_check_copy(&lane, fd) || !lane_pass(&lane, 8) ||
	    (!any(3) && !lane_sync(&lane)))
		return REFUSED;
	return DONE;
}

static int same(int from, int to, size_t at, size_t len)
{
	char buf[sizeof(struct file_dedupe_range) + sizeof(struct file_dedupe_range_info)]
		__attribute__((aligned(8))) = "";
	struct file_dedupe_range *range = (void *)buf;

	range->src_offset = at;
	range->src_length = len;
	range->dest_count = 1;
	range->info[0].dest_fd = to;
	range->info[0].dest_offset = at;
	if (ioctl(from, FIDEDUPERANGE, range))
		return -1;
	return range->info[0].status;
}

/* Blocks of the clone into the file, where they are the same at that moment */
enum outcome lane_dedupe(const struct kind *kind)
{
	int i, fd, done = 0;
	struct lane lane;

	if (!lane_open(&lane, 0) || !lane_map(&lane, kind))
		return REFUSED;
	fd = new_clone(&lane);
	if (fd < 0)
		return REFUSED;
	for (i = 0; i < 8; i++) {
		size_t page = lane_page();

		/* Not shared any more, but for the first time, and the same */
		if (fallocate(fd, FALLOC_FL_UNSHARE_RANGE, page * PAGE, PAGE))
			return REFUSED;
		done += same(fd, lane.fd, page * PAGE, PAGE) == FILE_DEDUPE_RANGE_SAME;
		if (!lane_put(&lane, page, 2) || !lane_check(&lane, page))
			return REFUSED;
	}
	return done ? DONE : REFUSED;
}

enum outcome lane_unshare(const struct kind *kind)
{
	struct lane lane;
	int fd;

	if (!lane_open(&lane, 0) || !lane_map(&lane, kind))
		return REFUSED;
	fd = new_clone(&lane);
	if (fd < 0 || !lane_pass(&lane, 2) ||
	    fallocate(lane.fd, FALLOC_FL_UNSHARE_RANGE, any(8) * PAGE, (1 + any(64)) * PAGE))
		return REFUSED;
	return lane_pass(&lane, 8) ? DONE : REFUSED;
}
