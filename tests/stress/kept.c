// SPDX-License-Identifier: GPL-2.0
/*
 * A process whose mappings stay, also while the device is taken away: it does
 * not unmap when it gets a SIGBUS, but when the device is there again, or when
 * somebody wants to unmount the file system.
 */
#include "stress.h"

static const struct {
	const char *gate, *file;
	enum target target;
	size_t size;
	int flags;
} what[NR_KEPT] = {
	[KEPT_PTE] = { "/tmp/gate/fs", "/kept-pte", FS, PMD, 0 },
	[KEPT_PMD] = { "/tmp/gate/fs", "/kept-pmd", FS, PMD, 0 },
	[KEPT_SYNC] = { "/tmp/gate/fs", "/kept-sync", FS, PMD, MAP_SYNC },
	[KEPT_DAX] = { "/tmp/gate/dax", "", DAX, PMD, 0 },
	[KEPT_PUD] = { "/tmp/gate/gig", "", GIGA, GIG, 0 },
};

static struct {
	char *p;
	unsigned long since;	/* removals */
	char real[64];		/* where the gate led to */
} kept[NR_KEPT];

static bool is_open(int n, char *real, size_t size)
{
	ssize_t len = readlink(what[n].gate, real, size - 1);

	real[len < 0 ? 0 : len] = 0;
	return len > 0;
}

/* At addresses where others look for them, too */
static char *place(int n)
{
	return n == KEPT_PUD ? big_arena() : arena() + 2 * n * PMD + (n == KEPT_PTE ? PAGE : 0);
}

static void map(int n)
{
	int flags = MAP_FIXED | (what[n].flags ? MAP_SHARED_VALIDATE | what[n].flags : MAP_SHARED);
	unsigned long since = removals(what[n].target);
	char path[80];
	int fd;
	char *p;

	if (since % 2 || !is_open(n, kept[n].real, sizeof(kept[n].real)))
		return;
	snprintf(path, sizeof(path), "%s%s", what[n].gate, what[n].file);
	fd = *what[n].file ? open_file(what[n].file + 1, PMD) : open(path, O_RDWR);
	if (fd < 0)
		return;
	p = mmap(place(n), what[n].size, PROT_READ | PROT_WRITE, flags, fd,
		 n == KEPT_DAX ? 60 * PMD : 0);
	close(fd);
	if (p == MAP_FAILED)
		return;
	kept[n].p = p;
	kept[n].since = since;
}

static void unmap(int n)
{
	if (mmap(kept[n].p, what[n].size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_NORESERVE | MAP_FIXED, -1, 0) != kept[n].p)
		wrong("what was kept cannot be unmapped", errno, n);
	kept[n].p = NULL;
}

static void use(int n)
{
	char *p = kept[n].p;
	size_t i;

	if (sigsetjmp(env, 1))
		return;
	for (i = 0; i < 8; i++)
		*(volatile char *)(p + i * what[n].size / 8 + any(PAGE)) = i;
	shared->kept[n]++;
}

void keep(void)
{
	static const struct kind none = { .name = "kept", .target = ANY };
	unsigned long gone;
	char real[64];
	int n;

	catch_signals();
	begin_cycle(&none);
	sow(1);
	for (n = 0; n < NR_KEPT; n = (n + 1) % NR_KEPT) {
		if (shared->stop)
			_exit(0);
		shared->worker[KEEPER].since = now();
		nap(40);
		if (!kept[n].p) {
			map(n);
			continue;
		}
		/* Anything that has happened to it since it was mapped */
		begin_use(what[n].target, kept[n].since);
		gone = removals(what[n].target) - kept[n].since;
		if (is_open(n, real, sizeof(real)) && !strcmp(real, kept[n].real) &&
		    (!gone || gone % 2)) {
			use(n);
			continue;
		}
		shared->outlived[n] += !!gone;
		unmap(n);
	}
}
