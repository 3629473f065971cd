/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BENCH_H
#define BENCH_H
#include <linux/ioport.h>
#include <linux/irqflags.h>
#include <linux/memremap.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <asm/tsc.h>

/* With QEMU's -icount shift=0 this counts instructions */
static __always_inline u64 now(void)
{
	return rdtsc_ordered();
}

/* The same, but only while this task runs, and not while it waits */
u64 now_running(void);

/* What two calls of now() take when there is nothing between them */
extern u64 bench_overhead;

/*
 * A pgmap over physical addresses that nothing answers to. NULL if there is no
 * room, which is said. @ticks is what this task did.
 */
struct bench_map {
	struct dev_pagemap pgmap;
	struct resource *res;
};

struct bench_map *bench_map(enum memory_type type, unsigned long size,
			    unsigned int vmemmap_shift, u64 *ticks);
void bench_unmap(struct bench_map *map, u64 *ticks);

/* One result: @ticks for @per of something */
void bench_result(const char *what, s64 ticks, u64 per);
/* The same for the median of @nr samples */
void bench_median(const char *what, u64 *sample, int nr);

int bench_request(void);
int bench_remap(void);
#endif
