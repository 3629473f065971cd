// SPDX-License-Identifier: GPL-2.0
/*
 * hmm_hold DEVICE MODE: migrate 2 MiB to the memory of a test_hmm device, say
 * "held", wait for end of input, find the data as it was, let go.
 *
 *	open	mapped, the device's file is open
 *	pipe	mapped, a page of it is in a pipe, the device's file is closed.
 *		For coherent memory, as private memory cannot be pinned.
 *	read	the same, but the page is read from the pipe after 3 seconds. From
 *		then on nothing but the mapping keeps the memory.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

/* As in lib/test_hmm_uapi.h */
struct cmd {
	__u64 addr, ptr, npages, cpages, faults;
};
#define MIGRATE_TO_DEV	_IOWR('H', 0x02, struct cmd)

#define SIZE	(2UL << 20)
#define PAGE	4096UL

int main(int argc, char **argv)
{
	unsigned long *p, *copy, i, words = SIZE / sizeof(*p);
	struct iovec iov = { .iov_len = PAGE };
	unsigned long page[PAGE / sizeof(*p)];
	struct cmd cmd = { .npages = SIZE / PAGE };
	int fd, fds[2] = { -1, -1 };
	char *area, c;

	if (argc != 3)
		errx(2, "usage: hmm_hold DEVICE MODE");
	fd = open(argv[1], O_RDWR);
	if (fd < 0)
		err(2, "%s", argv[1]);
	area = mmap(NULL, 2 * SIZE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	copy = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (area == MAP_FAILED || copy == MAP_FAILED)
		err(2, "mmap");
	p = (void *)(((unsigned long)area + SIZE - 1) & ~(SIZE - 1));
	madvise(p, SIZE, MADV_HUGEPAGE);
	for (i = 0; i < words; i++)
		p[i] = ~i;

	cmd.addr = (unsigned long)p;
	cmd.ptr = (unsigned long)copy;
	if (ioctl(fd, MIGRATE_TO_DEV, &cmd))
		err(2, "migrate");
	if (cmd.cpages != cmd.npages)
		errx(2, "migrated %llu of %llu pages", cmd.cpages, cmd.npages);

	if (strcmp(argv[2], "open")) {
		iov.iov_base = (char *)p + SIZE / 2;
		if (pipe(fds) || vmsplice(fds[1], &iov, 1, 0) != (ssize_t)PAGE)
			err(2, "vmsplice");
		close(fd);
	}
	puts("held");
	fflush(stdout);
	if (!strcmp(argv[2], "read")) {
		sleep(3);
		if (read(fds[0], page, PAGE) != (ssize_t)PAGE)
			err(1, "pipe");
		fds[0] = -1;
	}
	while (read(0, &c, 1) > 0)
		;

	for (i = 0; i < words; i++)
		if (p[i] != ~i)
			errx(1, "word %lu is %#lx", i, p[i]);
	if (fds[0] >= 0) {
		if (read(fds[0], page, PAGE) != (ssize_t)PAGE)
			err(1, "pipe");
		for (i = 0; i < PAGE / sizeof(*p); i++)
			if (page[i] != ~(words / 2 + i))
				errx(1, "word %lu of the pipe is %#lx", i, page[i]);
	}
	puts("released");
	return 0;
}
