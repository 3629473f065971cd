/* SPDX-License-Identifier: GPL-2.0 */
/* What the measuring programs share: a clock, a median, a line of output */
#ifndef BENCH_H
#define BENCH_H
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define KB (1UL << 10)
#define MB (1UL << 20)
#define GB (1UL << 30)

/* With QEMU's -icount shift=0 this counts instructions */
static inline uint64_t now(void)
{
	uint32_t lo, hi;

	__asm__ volatile("lfence; rdtsc; lfence" : "=a"(lo), "=d"(hi) :: "memory");
	return (uint64_t)hi << 32 | lo;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static inline uint64_t median(uint64_t *sample, int nr)
{
	qsort(sample, nr, sizeof(*sample), compare);
	return sample[nr / 2];
}

/* The median of @nr samples, each of which is @per of something */
static inline void result(const char *prefix, const char *what, uint64_t *sample,
			  int nr, unsigned long per)
{
	printf("result %s-%s %lu %lu\n", prefix, what,
	       (unsigned long)median(sample, nr), per);
}

static inline uint64_t touch(volatile char *p, int write)
{
	uint64_t t = now();

	if (write)
		*p = 1;
	else
		(void)*p;
	return now() - t;
}

/* Touch @nr folios of @size from @p on, one sample each */
static inline void touch_all(char *p, int nr, size_t size, int write, uint64_t *sample)
{
	int i;

	for (i = 0; i < nr; i++)
		sample[i] = touch(p + i * size, write);
}

/* A shared mapping at an address that is a multiple of @align */
static inline char *map(int fd, size_t len, size_t align, int flags)
{
	char *p = mmap(NULL, len + align, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *at = (char *)(((uintptr_t)p + align - 1) & ~(align - 1));

	if (p == MAP_FAILED)
		err(1, "mmap");
	munmap(p, len + align);
	p = mmap(at, len, PROT_READ | PROT_WRITE,
		 (flags ? flags : MAP_SHARED) | MAP_FIXED, fd, 0);
	if (p == MAP_FAILED)
		err(1, "mmap");
	return p;
}

static inline uint64_t unmap(char *p, size_t len)
{
	uint64_t t = now();

	munmap(p, len);
	return now() - t;
}
#endif
