// SPDX-License-Identifier: GPL-2.0
/*
 * hold FILE MODE: get hold of device memory, say so, wait for end of input,
 * let go. FILE is a device-dax character device or a file on a DAX mount.
 *
 *	map		keep a mapping		let go: touch (SIGBUS), munmap
 *	fd		touch, keep the file	let go: close
 *	truncate	touch, keep the file	let go: ftruncate, close
 *	fsync		touch, keep the file	let go: fsync, close
 *	punch		touch, keep the file	let go: punch a hole, close
 *	iouring		fixed buffer only	let go: unregister
 *	vmsplice	page in a pipe only	let go: close the pipe
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define SIZE (2UL << 20)

static sigjmp_buf jmp;
static volatile sig_atomic_t touching;

/* XFS with rmapbt sends one to whoever maps a device that goes away */
static void bus_error(int sig)
{
	(void)sig;
	if (touching)
		siglongjmp(jmp, 1);
}

static int raises_sigbus(char *p)
{
	if (sigsetjmp(jmp, 1))
		return 1;
	touching = 1;
	*(volatile char *)p = 1;
	return 0;
}

static void say(const char *what)
{
	puts(what);
	fflush(stdout);
}

static void wait_for_end_of_input(void)
{
	char c;

	while (read(0, &c, 1) > 0)
		;
}

int main(int argc, char **argv)
{
	struct io_uring_params params = {};
	struct iovec iov = {};
	struct stat st;
	const char *mode;
	int fd, ring = -1, fds[2] = { -1, -1 };
	char *p;

	if (argc != 3)
		errx(2, "usage: hold FILE MODE");
	mode = argv[2];
	signal(SIGBUS, bus_error);

	fd = open(argv[1], O_RDWR);
	if (fd < 0 || fstat(fd, &st))
		err(2, "%s", argv[1]);
	p = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		err(2, "mmap %s", argv[1]);
	memset(p, 0x5a, SIZE);
	iov.iov_base = p;
	iov.iov_len = SIZE;

	if (!strcmp(mode, "iouring")) {
		ring = syscall(__NR_io_uring_setup, 1, &params);
		if (ring < 0)
			err(2, "io_uring_setup");
		if (syscall(__NR_io_uring_register, ring,
			    IORING_REGISTER_BUFFERS, &iov, 1))
			err(2, "io_uring_register");
	} else if (!strcmp(mode, "vmsplice")) {
		iov.iov_len = 4096;
		if (pipe(fds) || vmsplice(fds[1], &iov, 1, 0) != 4096)
			err(2, "vmsplice");
	} else if (!strstr(" map fd truncate fsync punch ", mode)) {
		errx(2, "no such mode: %s", mode);
	}
	if (strcmp(mode, "map"))
		munmap(p, SIZE);
	if (ring >= 0 || fds[0] >= 0)
		close(fd);

	say("held");
	wait_for_end_of_input();

	if (!strcmp(mode, "map")) {
		if (!raises_sigbus(p))
			errx(1, "the mapping is still there");
		munmap(p, SIZE);
	}
	if (!strcmp(mode, "truncate") && ftruncate(fd, 0))
		warn("ftruncate");
	if (!strcmp(mode, "fsync") && fsync(fd))
		warn("fsync");
	if (!strcmp(mode, "punch") &&
	    fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, SIZE))
		warn("punch hole");
	if (ring >= 0) {
		if (syscall(__NR_io_uring_register, ring,
			    IORING_UNREGISTER_BUFFERS, NULL, 0))
			err(1, "unregister");
		close(ring);
	} else if (fds[0] >= 0) {
		close(fds[0]);
		close(fds[1]);
	} else {
		close(fd);
	}
	say("released");
	return 0;
}
