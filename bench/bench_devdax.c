// SPDX-License-Identifier: GPL-2.0
/* bench_devdax DEVICE ALIGN PREFIX: map, touch and unmap device-dax memory */
#include "bench.h"

#define NR_SAMPLES 31
/* Many, as munmap() also frees what a mapping takes besides */
#define MAX_FOLIOS 256

int main(int argc, char **argv)
{
	static uint64_t fault[NR_SAMPLES * MAX_FOLIOS], one[MAX_FOLIOS];
	uint64_t gone[NR_SAMPLES], both[NR_SAMPLES];
	size_t align = argc > 3 ? strtoul(argv[2], NULL, 0) : 0;
	int fd, i, j, nr = align == GB ? 2 : MAX_FOLIOS;
	char *p;

	if (!align)
		errx(1, "usage: bench_devdax DEVICE ALIGN PREFIX");
	fd = open(argv[1], O_RDWR);
	if (fd < 0)
		err(1, "%s", argv[1]);
	for (i = 0; i < NR_SAMPLES; i++) {
		p = map(fd, nr * align, align, 0);
		touch_all(p, nr, align, 1, one);
		gone[i] = unmap(p, nr * align);
		both[i] = gone[i];
		for (j = 0; j < nr; j++) {
			fault[i * nr + j] = one[j];
			both[i] += one[j];
		}
	}
	result(argv[3], "fault", fault, NR_SAMPLES * nr, 1);
	result(argv[3], "munmap", gone, NR_SAMPLES, nr);
	result(argv[3], "both", both, NR_SAMPLES, nr);
	return 0;
}
