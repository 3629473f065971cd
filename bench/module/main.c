// SPDX-License-Identifier: GPL-2.0
/*
 * Measure what memremap_pages() and the pages that it makes cost. It all happens
 * when the module is loaded: what=request|remap. Results are in the kernel log.
 */
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "bench.h"

static char *what = "request";
module_param(what, charp, 0444);

u64 bench_overhead;

static int compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

void bench_result(const char *name, s64 ticks, u64 per)
{
	pr_info("pgmap_bench: result %s %lld %llu\n", name, ticks, per);
}

void bench_median(const char *name, u64 *sample, int nr)
{
	sort(sample, nr, sizeof(*sample), compare, NULL);
	bench_result(name, sample[nr / 2], 1);
}

u64 now_running(void)
{
	/* Brings the time up to date */
	yield();
	return mul_u64_u32_div(current->se.sum_exec_runtime, tsc_khz, 1000000);
}

static void calibrate(void)
{
	u64 sample[31];
	int i;

	local_irq_disable();
	for (i = 0; i < ARRAY_SIZE(sample); i++) {
		sample[i] = now();
		sample[i] = now() - sample[i];
	}
	local_irq_enable();
	sort(sample, ARRAY_SIZE(sample), sizeof(*sample), compare, NULL);
	bench_overhead = sample[ARRAY_SIZE(sample) / 2];
}

#ifdef SERIES
static void offset_free(struct dev_pagemap *pgmap, pgoff_t pgmap_offset,
			unsigned int order, void *data)
{
}
#else
static void folio_free(struct folio *folio)
{
}
#endif

static vm_fault_t migrate_to_ram(struct vm_fault *vmf)
{
	return VM_FAULT_SIGBUS;
}

static const struct dev_pagemap_ops ops = {
#ifdef SERIES
	.offset_free = offset_free,
#else
	.folio_free = folio_free,
#endif
	.migrate_to_ram = migrate_to_ram,
};

struct bench_map *bench_map(enum memory_type type, unsigned long size,
			    unsigned int vmemmap_shift, u64 *ticks)
{
	unsigned long align = PAGE_SIZE << vmemmap_shift;
	struct bench_map *map = kzalloc_obj(*map);
	struct dev_pagemap *pgmap;
	void *addr;

	if (!map)
		return NULL;
	pgmap = &map->pgmap;
	map->res = request_free_mem_region(&iomem_resource, size + align,
					   "pgmap_bench");
	if (IS_ERR(map->res)) {
		pr_err("pgmap_bench: no room for %lu\n", size);
		goto out_free;
	}
	pgmap->type = type;
	pgmap->vmemmap_shift = vmemmap_shift;
	pgmap->ops = &ops;
	pgmap->owner = map;
	pgmap->nr_range = 1;
	pgmap->range.start = ALIGN(map->res->start, align);
	pgmap->range.end = pgmap->range.start + size - 1;
	*ticks = now_running();
	addr = memremap_pages(pgmap, NUMA_NO_NODE);
	*ticks = now_running() - *ticks;
	if (!IS_ERR(addr))
		return map;
	pr_err("pgmap_bench: memremap_pages(): %pe\n", addr);
	release_mem_region(map->res->start, resource_size(map->res));
out_free:
	kfree(map);
	return NULL;
}

void bench_unmap(struct bench_map *map, u64 *ticks)
{
	*ticks = now_running();
	memunmap_pages(&map->pgmap);
	*ticks = now_running() - *ticks;
	release_mem_region(map->res->start, resource_size(map->res));
	kfree(map);
}

static int __init bench_init(void)
{
	calibrate();
	return strcmp(what, "remap") ? bench_request() : bench_remap();
}
module_init(bench_init);

static void __exit bench_exit(void)
{
}
module_exit(bench_exit);

MODULE_DESCRIPTION("Cost of device memory");
MODULE_LICENSE("GPL");
