// SPDX-License-Identifier: GPL-2.0
/* Kinds that look at what others use: a copy of their memory, and what /proc has. */
#include "stress.h"
#include <stdint.h>
#include <sys/uio.h>

/* A worker, or the process whose mappings stay: all have their arena at one address */
static pid_t other(void)
{
	int n = any(MAX_WORKERS);
	pid_t pid = shared->worker[n].pid;

	return any(3) && pid && n != worker_number() ? pid : shared->worker[KEEPER].pid;
}

enum outcome read_other(const struct kind *kind)
{
	static char copy[8 * PAGE];
	struct iovec here = { copy, sizeof(copy) }, there = { .iov_len = sizeof(copy) };
	int i, done = 0;

	(void)kind;
	for (i = 0; i < 16; i++) {
		there.iov_base = arena() + any(ARENA_SIZE - sizeof(copy));
		if (!any(4))
			there.iov_base = big_arena() + any(64) * (GIG / 64);
		else if (any(2))
			there.iov_base = arena() + any(PMD);
		done += process_vm_readv(other(), &here, 1, &there, 1, 0) > 0;
	}
	return done ? DONE : REFUSED;
}

static long read_all(const char *path)
{
	static char buf[64 * PAGE];
	long sum = 0, n;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		sum += n;
	close(fd);
	return sum;
}

enum outcome read_maps(const struct kind *kind)
{
	static uint64_t entries[ARENA_SIZE / PAGE];
	char path[64];
	pid_t pid = other();
	long done;
	int fd;

	(void)kind;
	snprintf(path, sizeof(path), "/proc/%d/%s", pid, any(2) ? "smaps" : "smaps_rollup");
	done = read_all(path);
	snprintf(path, sizeof(path), "/proc/%d/pagemap", pid);
	fd = open(path, O_RDONLY);
	if (fd < 0 || done <= 0)
		return REFUSED;
	return pread(fd, entries, sizeof(entries), (unsigned long)arena() / PAGE * 8) > 0 ?
		DONE : REFUSED;
}

/* What is in service, while that changes */
enum outcome read_pgmap(const struct kind *kind)
{
	int i;

	(void)kind;
	for (i = 0; i < 4; i++)
		if (read_all("/sys/kernel/debug/pgmap") < 0)
			return REFUSED;
	return DONE;
}

/* The ranges of device memory, which may be gone when they are looked at */
static int ranges(unsigned long *first, unsigned long *last, int max)
{
	FILE *file = fopen("/sys/kernel/debug/pgmap", "r");
	char line[256];
	int n = 0;

	while (file && n < max && fgets(line, sizeof(line), file))
		if (sscanf(line, " range %lx-%lx", &first[n], &last[n]) == 2)
			n++;
	if (file)
		fclose(file);
	return n;
}

enum outcome read_flags(const struct kind *kind)
{
	static const char * const files[] = { "kpageflags", "kpagecount", "kpagecgroup" };
	static uint64_t flags[4096];
	unsigned long first[16], last[16], pfn;
	int i, fd, n = ranges(first, last, 16), done = 0;
	char path[64];

	(void)kind;
	for (i = 0; n && i < 12; i++) {
		int r = any(n);

		snprintf(path, sizeof(path), "/proc/%s", files[i % 3]);
		fd = open(path, O_RDONLY);
		if (fd < 0)
			continue;
		pfn = first[r] / PAGE + any((last[r] - first[r]) / PAGE + 1);
		done += pread(fd, flags, sizeof(flags), pfn * sizeof(*flags)) > 0 && !(i % 3);
		close(fd);
	}
	return done ? DONE : REFUSED;
}
