/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Files of which each byte has one writer: a worker has the bytes of a lane, one in
 * LANES, its second thread those of another one. A store adds one to a byte, so
 * that it is known what is there: the last value, or after a store that has ended
 * by SIGBUS maybe the one before, and when the device has been away, anything
 * since the last fsync().
 */
#ifndef LANE_H
#define LANE_H
#include "stress.h"

#define LANES		16
#define LANE_FILES	2
#define CELLS		(FILE_SIZE / LANES)
#define PAGE_CELLS	(PAGE / LANES)

struct lane {
	int fd;
	struct state *state;
	int number;
	unsigned char *p;	/* where it is mapped, or NULL */
};

struct state {
	unsigned long made, away;	/* file systems, and removals, until now */
	long pending;			/* the cell of a store that may have failed, or -1 */
	unsigned char now[CELLS], synced[CELLS];
};

static inline size_t lane_offset(const struct lane *lane, size_t cell)
{
	return cell * LANES + lane->number;
}

/* lane.c; the second one of a worker has thread 1 */
bool lane_open(struct lane *lane, int thread);

/* lane_byte.c */
bool lane_map(struct lane *lane, const struct kind *kind);
size_t lane_page(void);
bool lane_put(struct lane *lane, size_t page, int times);
bool lane_check(const struct lane *lane, size_t page);
bool lane_check_copy(const struct lane *lane, int fd);
bool lane_sync(struct lane *lane);
bool lane_pass(struct lane *lane, int pages);
#endif
