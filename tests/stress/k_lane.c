// SPDX-License-Identifier: GPL-2.0
/* Kinds that store to bytes that nobody else writes, and look at them. See lane.h */
#include "lane.h"
#include <pthread.h>

enum outcome lane_store(const struct kind *kind)
{
	struct lane lane;

	if (!lane_open(&lane, 0) || !lane_map(&lane, kind) ||
	    !lane_pass(&lane, 16) || (any(2) && !lane_sync(&lane)))
		return REFUSED;
	return lane_pass(&lane, 4) ? DONE : REFUSED;
}

enum outcome lane_write(const struct kind *kind)
{
	struct lane lane;

	(void)kind;
	if (!lane_open(&lane, 0) || !lane_pass(&lane, 16) ||
	    (any(2) && !lane_sync(&lane)))
		return REFUSED;
	return DONE;
}

/* Whichever gets a SIGBUS has it for itself */
static void *second(void *arg)
{
	struct lane *lane = arg;

	sow(lane->number + now_ms());
	if (!sigsetjmp(env, 1) && lane_pass(lane, 16))
		return arg;
	return NULL;
}

/* Two threads, in the same pages of one mapping */
enum outcome lane_threads(const struct kind *kind)
{
	struct lane one, two;
	pthread_t thread;
	void *mine, *ret = NULL;

	if (!lane_open(&two, 1) || !lane_open(&one, 0) ||
	    !lane_map(&one, kind))
		return REFUSED;
	if (one.state + LANE_FILES == two.state)
		two.p = one.p;
	if (pthread_create(&thread, NULL, second, &two))
		return REFUSED;
	mine = second(&one);
	pthread_join(thread, &ret);
	return mine && ret ? DONE : REFUSED;
}
