// SPDX-License-Identifier: GPL-2.0
/*
 * A worker: kinds at random. The device may go at any moment: SIGBUS ends a
 * cycle, and whatever the cycle had is given back between two cycles.
 */
#include "stress.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static unsigned int state;
static int number, first_fd;
static bool in_child;
static sigjmp_buf env;
static char *reserved;

unsigned int any(unsigned int below)
{
	return rand_r(&state) % below;
}

void nap(unsigned int ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&t, NULL);
}

int worker_number(void)
{
	return number;
}

void wrong(const char *what, unsigned long a, unsigned long b)
{
	char buf[160];
	int len = snprintf(buf, sizeof(buf), "wrong: worker %d: %s: %#lx, %#lx\n",
			   number, what, a, b);

	shared->wrong = 1;
	if (write(1, buf, len) != len)
		_exit(1);
}

/* XFS with rmapbt also sends one that no access has raised */
static void bus_error(int sig)
{
	(void)sig;
	if (in_child)
		_exit(0);
	siglongjmp(env, 1);
}

char *arena(void)
{
	return reserved;
}

/* Everything that a cycle maps is there, so this unmaps it whatever it was */
void unmap_arena(void)
{
	if (mmap(reserved, ARENA_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_NORESERVE | MAP_FIXED, -1, 0) != reserved)
		wrong("the arena cannot be unmapped", errno, 0);
}

pid_t spawn(void)
{
	pid_t pid = fork();

	if (!pid)
		in_child = true;
	return pid;
}

void reap(void)
{
	int status;

	while (wait(&status) > 0)
		if (WIFEXITED(status) && WEXITSTATUS(status))
			wrong("a child of a cycle failed", status, 0);
}

/* The gates are symbolic links, which are not there while a device is not used */
int open_target(const struct kind *kind, int flags)
{
	static const char * const gates[] = {
		[DAX] = "/tmp/gate/dax",
		[HMM_PRIVATE] = "/tmp/gate/hmm-private",
		[HMM_COHERENT] = "/tmp/gate/hmm-coherent",
	};
	struct fsxattr attr;
	struct stat st;
	char path[64];
	int fd;

	if (kind->target != FS)
		return open(gates[kind->target], O_RDWR | flags);
	snprintf(path, sizeof(path), "/tmp/gate/%s/%u", any(3) ? "fs" : "fs2", any(FILES));
	fd = open(path, O_RDWR | O_CREAT | flags, 0600);
	if (fd < 0 || fstat(fd, &st) || st.st_size)
		return fd;
	/* PMDs want 2 MiB in one piece, which ext4 does by itself */
	if (!ioctl(fd, FS_IOC_FSGETXATTR, &attr)) {
		attr.fsx_xflags |= FS_XFLAG_EXTSIZE;
		attr.fsx_extsize = PMD;
		ioctl(fd, FS_IOC_FSSETXATTR, &attr);
	}
	/* Blocks now, or when it is written to */
	if (any(2) ? fallocate(fd, 0, 0, FILE_SIZE) : ftruncate(fd, FILE_SIZE)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* NULL: there is nothing to map */
char *map_target(const struct kind *kind, int *fd, size_t size)
{
	int flags = MAP_FIXED | (kind->how & PRIVATE ? MAP_PRIVATE : MAP_SHARED);
	char *p = reserved + (kind->how & BY_PTE ? PAGE : 0);
	off_t offset = kind->target == DAX ? any(16) * PMD : 0;

	if (kind->how & SYNC)
		flags = MAP_FIXED | MAP_SHARED_VALIDATE | MAP_SYNC;
	*fd = open_target(kind, 0);
	if (*fd < 0)
		return NULL;
	p = mmap(p, size, PROT_READ | PROT_WRITE, flags, *fd, offset);
	return p == MAP_FAILED ? NULL : p;
}

void touch(char *p, size_t size, int times)
{
	while (times--) {
		volatile char *at = p + any(size);

		if (any(3))
			*at = times;
		else
			(void)*at;
	}
}

static const struct kind *pick(void)
{
	unsigned int sum = 0, at;
	int i;

	for (i = 0; i < nr_kinds; i++)
		sum += kinds[i].weight;
	at = any(sum);
	for (i = 0; at >= kinds[i].weight; i++)
		at -= kinds[i].weight;
	return &kinds[i];
}

void work(int n, unsigned int seed)
{
	struct sigaction action = { .sa_handler = bus_error, .sa_flags = SA_NODEFER };
	unsigned long *volatile counter = NULL;
	const struct kind *kind;

	number = n;
	state = seed;
	first_fd = 3;
	reserved = mmap(NULL, ARENA_SIZE + PMD, PROT_NONE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	reserved = (char *)(((unsigned long)reserved + PMD - 1) & ~(PMD - 1));
	if (sigsetjmp(env, 1) && shared->worker[n].kind >= 0)
		counter = &shared->sigbus[shared->worker[n].kind];
	sigaction(SIGBUS, &action, NULL);
	for (;;) {
		reap();
		unmap_arena();
		close_range(first_fd, ~0U, 0);
		if (counter)
			__atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
		counter = NULL;
		shared->worker[n].kind = -1;
		shared->worker[n].since = now();
		if (shared->stop)
			_exit(0);
		kind = pick();
		shared->worker[n].kind = kind - kinds;
		if (kind->run(kind) == DONE) {
			counter = &shared->done[kind - kinds];
		} else {
			counter = &shared->refused[kind - kinds];
			nap(20);
		}
	}
}
