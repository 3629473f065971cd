// SPDX-License-Identifier: GPL-2.0
/*
 * memremap_pages() and memunmap_pages(). Two sizes tell the cost per page.
 */
#include "bench.h"

static int both(enum memory_type type, unsigned long size,
		unsigned int vmemmap_shift, s64 *remap, s64 *unmap)
{
	struct bench_map *map = bench_map(type, size, vmemmap_shift, (u64 *)remap);

	if (!map)
		return -ENOMEM;
	bench_unmap(map, (u64 *)unmap);
	return 0;
}

static void report(const char *kind, unsigned long nr, s64 ticks, const char *what)
{
	char name[48];

	snprintf(name, sizeof(name), "%s-%s-page", kind, what);
	bench_result(name, ticks, nr);
}

static int two_sizes(const char *kind, enum memory_type type,
		     unsigned int vmemmap_shift, unsigned long size1,
		     unsigned long size2)
{
	unsigned long nr1 = size1 >> PAGE_SHIFT, nr2 = size2 >> PAGE_SHIFT;
	s64 remap[2], unmap[2];
	int err;

	err = both(type, size1, vmemmap_shift, &remap[0], &unmap[0]);
	if (!err)
		err = both(type, size2, vmemmap_shift, &remap[1], &unmap[1]);
	if (err)
		return err;
	report(kind, nr2 - nr1, remap[1] - remap[0], "remap");
	report(kind, nr2 - nr1, unmap[1] - unmap[0], "unmap");
	report(kind, nr2 - nr1, remap[1] + unmap[1] - remap[0] - unmap[0], "both");
	return 0;
}

int bench_remap(void)
{
	int err;

	err = two_sizes("private", MEMORY_DEVICE_PRIVATE, 0, SZ_256M, SZ_1G * 4UL);
	if (err)
		return err;
	/* As device-dax does it: one folio of 2 MiB shares most of its memmap */
	return two_sizes("devdax", MEMORY_DEVICE_GENERIC, 9, SZ_1G * 4UL, SZ_64G);
}
