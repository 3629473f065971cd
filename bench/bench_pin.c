// SPDX-License-Identifier: GPL-2.0
/*
 * bench_pin FILE SIZE PREFIX [BLOCKDEVICE]: get or pin, and put, the pages of a
 * mapping of FILE that is populated; read a block into it with O_DIRECT.
 */
#include "bench.h"
#include <linux/types.h>
/* mm/gup_test.h of the kernel */
struct gup_test {
	__u64 get_delta_usec, put_delta_usec, addr, size;
	__u32 nr_pages_per_call, gup_flags, test_flags, which_pages[8];
};
#define GUP_FAST	_IOWR('g', 1, struct gup_test)
#define PIN_FAST	_IOWR('g', 2, struct gup_test)
#define PIN_LONGTERM	_IOWR('g', 3, struct gup_test)
#define GUP_SLOW	_IOWR('g', 4, struct gup_test)
#define PIN_SLOW	_IOWR('g', 5, struct gup_test)
#define FOLL_WRITE	1

#define NR_SAMPLES 31

static void pin(int fd, const char *prefix, const char *what, char *p, size_t len,
		unsigned long cmd)
{
	uint64_t sample[NR_SAMPLES];
	int i;

	for (i = 0; i < NR_SAMPLES; i++) {
		struct gup_test gup = {
			.addr = (uintptr_t)p, .size = len,
			.nr_pages_per_call = 512, .gup_flags = FOLL_WRITE,
		};

		sample[i] = now();
		if (ioctl(fd, cmd, &gup)) {
			warn("%s: %s", prefix, what);
			return;
		}
		sample[i] = now() - sample[i];
		if (gup.size != len)
			errx(1, "%s: %s: not all pages", prefix, what);
	}
	result(prefix, what, sample, NR_SAMPLES, len / (4 * KB));
}

static void o_direct(const char *disk, const char *prefix, char *p, size_t len)
{
	int fd = open(disk, O_RDONLY | O_DIRECT), i, nr = len / (4 * KB);
	uint64_t *sample = calloc(nr, sizeof(*sample));

	if (fd < 0 || !sample)
		err(1, "%s", disk);
	for (i = 0; i < nr; i++) {
		sample[i] = now();
		if (pread(fd, p + i * 4 * KB, 4 * KB, i * 4 * KB) != 4 * KB)
			err(1, "%s: read", disk);
		sample[i] = now() - sample[i];
	}
	result(prefix, "o-direct-4k", sample, nr, 1);
}

int main(int argc, char **argv)
{
	size_t len = argc > 3 ? strtoul(argv[2], NULL, 0) : 0, i;
	int fd, gup;
	char *p;

	if (!len)
		errx(1, "usage: bench_pin FILE SIZE PREFIX [BLOCKDEVICE]");
	fd = open(argv[1], O_RDWR | O_CREAT, 0600);
	gup = open("/sys/kernel/debug/gup_test", O_RDWR);
	if (fd < 0 || gup < 0)
		err(1, "%s, gup_test", argv[1]);
	/* Fails on a device, which has its size */
	if (fallocate(fd, 0, 0, len))
		warnx("%s: fallocate failed", argv[1]);
	p = map(fd, len, 2 * MB, 0);
	for (i = 0; i < len; i += 4 * KB)
		p[i] = 1;

	pin(gup, argv[3], "get-fast", p, len, GUP_FAST);
	pin(gup, argv[3], "pin-fast", p, len, PIN_FAST);
	pin(gup, argv[3], "get-slow", p, len, GUP_SLOW);
	pin(gup, argv[3], "pin-slow", p, len, PIN_SLOW);
	/* Refused on a DAX file system */
	if (strncmp(argv[1], "/tmp/", 5))
		pin(gup, argv[3], "pin-longterm", p, len, PIN_LONGTERM);
	if (argc > 4)
		o_direct(argv[4], argv[3], p, len);
	return 0;
}
