// SPDX-License-Identifier: GPL-2.0
/* Kinds that pin what a file or device-dax has mapped, or copy from it by GUP. */
#include "stress.h"
#include <linux/io_uring.h>
#include <linux/types.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>

/* As in mm/gup_test.h */
struct gup_test {
	__u64 get_delta_usec, put_delta_usec, addr, size;
	__u32 nr_pages_per_call, gup_flags, test_flags, which_pages[8];
};
#define GUP_FAST_BENCHMARK	_IOWR('g', 1, struct gup_test)
#define PIN_FAST_BENCHMARK	_IOWR('g', 2, struct gup_test)

/*
 * A cycle that holds a pin waits for nothing but time: who waits for a pin
 * while he holds one may wait for himself. Closing a file is such a wait: if
 * somebody has unlinked it, the file system waits for pins before it frees
 * the blocks.
 */
enum outcome pin_vmsplice(const struct kind *kind)
{
	struct iovec iov;
	int fd, fds[2];
	char *p = map_target(kind, &fd, PMD);
	ssize_t n;

	if (!p)
		return REFUSED;
	touch(p, PMD, 2);
	iov.iov_base = p + any(PMD / PAGE - 8) * PAGE;
	iov.iov_len = (1 + any(8)) * PAGE;
	if (pipe(fds))
		return REFUSED;
	n = vmsplice(fds[1], &iov, 1, SPLICE_F_NONBLOCK);
	unmap_arena();
	if (kind->target != FS)
		close(fd);
	if (n > 0)
		nap(any(4) ? any(100) : any(1500));
	close(fds[0]);
	close(fds[1]);
	return n > 0 ? DONE : REFUSED;
}

enum outcome pin_uring(const struct kind *kind)
{
	struct io_uring_params params = { 0 };
	struct iovec iov = { .iov_len = PMD };
	int fd, ring, ret;
	char *p = map_target(kind, &fd, PMD);

	if (!p)
		return REFUSED;
	ring = syscall(__NR_io_uring_setup, 1, &params);
	if (ring < 0)
		return REFUSED;
	iov.iov_base = p;
	ret = syscall(__NR_io_uring_register, ring, IORING_REGISTER_BUFFERS, &iov, 1);
	unmap_arena();
	close(fd);
	if (!ret)
		nap(any(4) ? any(100) : any(1500));
	return ret ? REFUSED : DONE;
}

enum outcome gup_fast(const struct kind *kind)
{
	struct gup_test args = { .nr_pages_per_call = 1 + any(64) };
	int fd, gup, pin, i, done = 0;
	char *p = map_target(kind, &fd, PMD);

	gup = open("/sys/kernel/debug/gup_test", O_RDWR);
	if (!p || gup < 0)
		return REFUSED;
	touch(p, PMD, 4);
	for (i = 0; i < 8; i++) {
		args.addr = (unsigned long)p + any(256) * PAGE;
		args.size = (1 + any(255)) * PAGE;
		/* FOLL_WRITE, as the zero page of a hole is not pinned, which gup_test minds */
		pin = any(2);
		args.gup_flags = pin || any(2);
		done += !ioctl(gup, pin ? PIN_FAST_BENCHMARK : GUP_FAST_BENCHMARK, &args);
	}
	return done ? DONE : REFUSED;
}

enum outcome odirect(const struct kind *kind)
{
	int fd, disk, i, done = 0;
	char *p = map_target(kind, &fd, PMD);

	disk = open("/dev/nullb0", O_RDWR | O_DIRECT);
	if (!p || disk < 0)
		return REFUSED;
	for (i = 0; i < 6; i++) {
		size_t len = (1 + any(32)) * PAGE;
		char *buf = p + any(256) * PAGE;

		done += (any(2) ? pwrite(disk, buf, len, 0) :
				  pread(disk, buf, len, 0)) == (ssize_t)len;
	}
	return done ? DONE : REFUSED;
}

/* As a debugger does: GUP of another process, and a copy page by page */
enum outcome proc_mem(const struct kind *kind)
{
	static char copy[16 * PAGE];
	int fd, mem, i, done = 0;
	char *p = map_target(kind, &fd, PMD);

	mem = open("/proc/self/mem", O_RDWR);
	if (!p || mem < 0)
		return REFUSED;
	for (i = 0; i < 4; i++) {
		off_t at = (unsigned long)p + any(PMD - sizeof(copy));

		done += (any(2) ? pread(mem, copy, sizeof(copy), at) :
				  pwrite(mem, copy, sizeof(copy), at)) > 0;
	}
	return done ? DONE : REFUSED;
}
