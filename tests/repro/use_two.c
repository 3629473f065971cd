// SPDX-License-Identifier: GPL-2.0
/*
 * use_two FILE MODE: use a file on a DAX mount in a way that takes another one. Say
 * so, wait for the end of input, and let go.
 *
 *	reflink		FILE and a clone are mapped, a page of FILE is in a pipe
 *	odirect		O_DIRECT from the mapping to /dev/mapper/slow is in flight
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "use.h"

static void wait_for_end_of_input(void)
{
	char c;

	puts("held");
	fflush(stdout);
	while (read(0, &c, 1) > 0)
		;
}

static int clone_it(const char *file, int fd, char *p)
{
	struct iovec iov = { p, 4096 };
	char *q, name[256], got[4096];
	int to, fds[2];

	snprintf(name, sizeof(name), "%s.clone", file);
	to = open(name, O_RDWR | O_CREAT, 0600);
	if (fsync(fd) || to < 0 || ioctl(to, FICLONE, fd))
		err(2, "clone");
	q = map(to, MAP_SHARED);
	if (q[0] != 0x5a || q[SIZE - 1] != 0x5a || pipe(fds) ||
	    vmsplice(fds[1], &iov, 1, 0) != 4096)
		err(2, "clone or vmsplice");
	wait_for_end_of_input();
	return read(fds[0], got, 4096) != 4096 || got[4095] != 0x5a;
}

static int write_slowly(char *p)
{
	int status, to = open("/dev/mapper/slow", O_WRONLY | O_DIRECT);

	if (to < 0)
		err(2, "/dev/mapper/slow");
	if (!fork())
		_exit(pwrite(to, p, 65536, 0) != 65536);
	usleep(500000);
	munmap(p, SIZE);
	wait_for_end_of_input();
	return wait(&status) < 0 || status;
}

int main(int argc, char **argv)
{
	int fd, rc;
	char *p;

	if (argc != 3 || (fd = open(argv[1], O_RDWR)) < 0)
		err(2, "use_two FILE MODE: %s", argv[1]);
	/* XFS with rmapbt sends one to whoever maps a device that goes away */
	signal(SIGBUS, SIG_IGN);
	p = map(fd, MAP_SHARED);
	memset(p, 0x5a, SIZE);
	if (!strcmp(argv[2], "reflink"))
		rc = clone_it(argv[1], fd, p);
	else if (!strcmp(argv[2], "odirect"))
		rc = write_slowly(p);
	else
		errx(2, "no such mode: %s", argv[2]);
	puts(rc ? "went wrong" : "released");
	return rc;
}
