// SPDX-License-Identifier: GPL-2.0
/*
 * use_many FILE MODE: use a file on a DAX mount from several processes until the
 * device goes away. Say so, go on until the end of input, and see how they ended.
 *
 *	sync		two processes write through MAP_SYNC mappings
 *	load		four processes map, write, truncate, punch holes, fsync
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "use.h"

static sigjmp_buf jmp;

static void bus_error(int sig)
{
	(void)sig;
	siglongjmp(jmp, 1);
}

static void writer(int fd)
{
	char *p = map(fd, MAP_SHARED_VALIDATE | MAP_SYNC);
	unsigned long n;

	if (sigsetjmp(jmp, 1))
		return;
	signal(SIGBUS, bus_error);
	for (n = 0; ; n += 4096 * 7)
		p[n % SIZE] = n;
}

/* Ends by any error, SIGBUS aside, as the file is short at times */
static void load(int fd, unsigned int seed)
{
	char *p = map(fd, MAP_SHARED), buf[512] = "";
	int n;

	sigsetjmp(jmp, 1);
	signal(SIGBUS, bus_error);
	for (n = 0; ; n++) {
		off_t at = rand_r(&seed) % SIZE & ~511UL;

		switch (rand_r(&seed) % 8) {
		case 0:
			if (ftruncate(fd, at) || ftruncate(fd, 2 * SIZE))
				return;
			break;
		case 1:
			if (fallocate(fd, FALLOC_FL_PUNCH_HOLE |
				      FALLOC_FL_KEEP_SIZE, at, 65536))
				return;
			break;
		case 2:
			if (fsync(fd))
				return;
			break;
		case 3:
			if (pwrite(fd, buf, sizeof(buf), at) < 0)
				return;
			break;
		default:
			p[at] = n;
			break;
		}
	}
}

static void wait_for_end_of_input(void)
{
	char c;

	puts("held");
	fflush(stdout);
	while (read(0, &c, 1) > 0)
		;
}

int main(int argc, char **argv)
{
	int fd, n = 0, i, status, rc = 0;

	if (argc != 3 || (fd = open(argv[1], O_RDWR)) < 0)
		err(2, "use_many FILE MODE: %s", argv[1]);
	if (!strcmp(argv[2], "sync"))
		n = 2;
	else if (!strcmp(argv[2], "load"))
		n = 4;
	else
		errx(2, "no such mode: %s", argv[2]);
	/* XFS with rmapbt sends one to whoever maps a device that goes away */
	signal(SIGBUS, SIG_IGN);
	memset(map(fd, MAP_SHARED), 0x5a, SIZE);
	for (i = 0; i < n; i++) {
		if (!fork()) {
			n == 2 ? writer(fd) : load(fd, i);
			_exit(0);
		}
	}
	usleep(500000);
	wait_for_end_of_input();
	for (i = 0; i < n; i++)
		if (wait(&status) < 0 || status)
			rc = 1;
	puts(rc ? "went wrong" : "released");
	return rc;
}
