// SPDX-License-Identifier: GPL-2.0
/* bench_hmm DEVICE: migrate anonymous memory to device-private memory and back */
#include "bench.h"
#include <linux/types.h>
/* lib/test_hmm_uapi.h of the kernel */
struct hmm_dmirror_cmd {
	__u64 addr, ptr, npages, cpages, faults;
};
#define MIGRATE_TO_DEV	_IOWR('H', 0x02, struct hmm_dmirror_cmd)
#define MIGRATE_TO_SYS	_IOWR('H', 0x03, struct hmm_dmirror_cmd)

#define SIZE (2 * MB)
#define NR_PAGES (SIZE / (4 * KB))
#define NR_SAMPLES 31

static char buf[SIZE];

/* @nr is the number of pages, or that of folios on the way back on the base */
static uint64_t migrate(int fd, unsigned long cmd, char *p, unsigned long nr)
{
	struct hmm_dmirror_cmd c = {
		.addr = (uintptr_t)p, .ptr = (uintptr_t)buf, .npages = NR_PAGES,
	};
	uint64_t t = now();

	if (ioctl(fd, cmd, &c))
		err(1, "migrate");
	t = now() - t;
	if (c.cpages != nr && c.cpages != NR_PAGES)
		errx(1, "migrated %lu of %lu", (unsigned long)c.cpages, nr);
	return t;
}

static void both(int fd, const char *prefix, int advice, unsigned long nr_folios)
{
	uint64_t there[NR_SAMPLES], back[NR_SAMPLES], sum[NR_SAMPLES];
	int i;

	for (i = 0; i < NR_SAMPLES; i++) {
		char *p = map(-1, SIZE, 2 * MB, MAP_PRIVATE | MAP_ANONYMOUS);

		madvise(p, SIZE, advice);
		memset(p, i, SIZE);
		there[i] = migrate(fd, MIGRATE_TO_DEV, p, NR_PAGES);
		back[i] = migrate(fd, MIGRATE_TO_SYS, p, nr_folios);
		sum[i] = there[i] + back[i];
		munmap(p, SIZE);
	}
	result(prefix, "to-device", there, NR_SAMPLES, NR_PAGES);
	result(prefix, "back", back, NR_SAMPLES, NR_PAGES);
	result(prefix, "both", sum, NR_SAMPLES, NR_PAGES);
}

int main(int argc, char **argv)
{
	int fd = argc > 1 ? open(argv[1], O_RDWR) : -1;

	if (fd < 0)
		err(1, "usage: bench_hmm DEVICE");
	memset(buf, 1, SIZE);
	both(fd, "hmm-order0", MADV_NOHUGEPAGE, NR_PAGES);
	both(fd, "hmm-order9", MADV_HUGEPAGE, 1);
	return 0;
}
