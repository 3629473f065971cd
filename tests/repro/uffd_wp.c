// SPDX-License-Identifier: GPL-2.0
/*
 * uffd_wp FILE: write-protect a mapping of FILE by userfaultfd, in the mode in which
 * the kernel resolves faults, before and after anything is mapped, and read and
 * write it, at last by several threads. In KTAP; SIGALRM ends a fault that never ends.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef UFFD_FEATURE_WP_ASYNC
#define UFFD_FEATURE_WP_ASYNC	(1 << 15)
#endif
#define SIZE	(2UL << 20)

/* Not to be mapped by a PMD, so that there is a PTE that is protected */
static volatile char *map(const char *file)
{
	int fd = open(file, O_RDWR);
	char *p = mmap(NULL, 3 * SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	p = (char *)(((unsigned long)p + SIZE - 1) & ~(SIZE - 1)) + 4096;
	p = mmap(p, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	if (p == MAP_FAILED)
		exit(2);
	return p;
}

static void protect(volatile char *p)
{
	struct uffdio_api api = { .api = UFFD_API, .features = UFFD_FEATURE_WP_ASYNC };
	struct uffdio_register reg = {
		.range = { (unsigned long)p, SIZE },
		.mode = UFFDIO_REGISTER_MODE_WP,
	};
	struct uffdio_writeprotect wp = {
		.range = reg.range,
		.mode = UFFDIO_WRITEPROTECT_MODE_WP,
	};
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC);

	if (ioctl(fd, UFFDIO_API, &api))
		perror("# UFFDIO_API");
	else if (ioctl(fd, UFFDIO_REGISTER, &reg))
		perror("# UFFDIO_REGISTER");
	else if (ioctl(fd, UFFDIO_WRITEPROTECT, &wp))
		perror("# UFFDIO_WRITEPROTECT");
	else
		return;
	exit(3);
}

/* Each page by all threads at the same time */
#define WRITERS	4

static pthread_barrier_t barrier;

static void *write_pages(void *p)
{
	volatile char *page;

	for (page = p; page < (char *)p + SIZE; page += 4096) {
		pthread_barrier_wait(&barrier);
		*page = 1;
	}
	return NULL;
}

/* A page that has been written to must not be one that is still protected */
static int together(volatile char *p)
{
	int i, fd = open("/proc/self/pagemap", O_RDONLY), wrong = 0;
	pthread_t threads[WRITERS];
	uint64_t entry;

	pthread_barrier_init(&barrier, NULL, WRITERS);
	for (i = 0; i < WRITERS; i++)
		pthread_create(&threads[i], NULL, write_pages, (void *)p);
	for (i = 0; i < WRITERS; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < (int)(SIZE / 4096); i++) {
		if (pread(fd, &entry, 8, ((uintptr_t)p / 4096 + i) * 8) != 8)
			return 4;
		wrong += entry >> 57 & 1;
	}
	if (wrong)
		printf("# %d pages are written to and protected\n", wrong);
	fflush(stdout);
	return !!wrong;
}

int main(int argc, char **argv)
{
	static const char * const names[] = {
		"read what was not mapped", "write what was not mapped", "write what was mapped",
		"write at the same time",
	};
	int n, status;

	if (argc != 2)
		return 2;
	printf("TAP version 13\n1..4\n");
	for (n = 0; n < 4; n++) {
		fflush(stdout);
		if (!fork()) {
			volatile char *p = map(argv[1]);

			alarm(n == 3 ? 60 : 10);
			if (n == 2)
				*p = 1;
			protect(p);
			if (n == 0)
				_exit(*p != *p);
			if (n == 3)
				_exit(together(p));
			*p = 2;
			_exit(*p != 2);
		}
		wait(&status);
		if (status)
			printf("# %s %d\n", WIFSIGNALED(status) ? "signal" : "status",
			       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
		printf("%sok %d %s\n", status ? "not " : "", n + 1, names[n]);
	}
	return 0;
}
