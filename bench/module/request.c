// SPDX-License-Identifier: GPL-2.0
/* Request and last put, order by order */
#include "bench.h"

#define MAX_ORDER_BENCH 9
#define NR_SAMPLES 31
#define HUGE_ORDER 18

static u64 put[NR_SAMPLES], same[NR_SAMPLES], both[NR_SAMPLES];
static u64 larger[NR_SAMPLES], smaller[NR_SAMPLES];

/* What a driver does to have a folio, given where it is */
static noinline struct folio *request(struct dev_pagemap *pgmap, pgoff_t offset,
				      unsigned int order)
{
#ifdef SERIES
	return pgmap_request_folio(pgmap, offset, order);
#else
	struct page *page = pfn_to_page(PHYS_PFN(pgmap->range.start) + offset);
	struct folio *folio = (struct folio *)page;

	zone_device_folio_init(folio, pgmap, order);
	return folio;
#endif
}

static int request_and_put(struct dev_pagemap *pgmap, pgoff_t offset,
			   unsigned int order, u64 *requested, u64 *freed)
{
	struct folio *folio;

	*requested = now();
	folio = request(pgmap, offset, order);
	*requested = now() - *requested - bench_overhead;
	if (IS_ERR(folio) || folio_order(folio) != order ||
	    folio_ref_count(folio) != 1)
		return -EIO;
	if (folio_test_locked(folio))
		folio_unlock(folio);
	*freed = now();
	folio_put(folio);
	*freed = now() - *freed - bench_overhead;
	return 0;
}

static void report(const char *what, unsigned int order, u64 *sample)
{
	char name[32];

	snprintf(name, sizeof(name), "%s-%u", what, order);
	bench_median(name, sample, NR_SAMPLES);
}

/* Before and after it all pages have order 0 */
static int one_order(struct dev_pagemap *pgmap, unsigned int order)
{
	int i, err = 0;
	u64 dummy;

	for (i = 0; i < NR_SAMPLES && !err; i++) {
		pgoff_t offset = i << MAX_ORDER_BENCH;

		local_irq_disable();
		err = request_and_put(pgmap, offset, order, &larger[i], &dummy);
		if (!err)
			err = request_and_put(pgmap, offset, order, &same[i], &put[i]);
		both[i] = same[i] + put[i];
		if (!err)
			err = request_and_put(pgmap, offset, 0, &smaller[i], &dummy);
		local_irq_enable();
	}
	if (err)
		return err;
	report("request-same", order, same);
	report("put", order, put);
	report("request-put", order, both);
	if (order) {
		report("request-larger", order, larger);
		report("request-smaller", order, smaller);
	}
	return 0;
}

/* The base has device-dax memory in use all the time: nothing to compare with */
static int huge(void)
{
#ifdef SERIES
	struct bench_map *map;
	int i, err = 0;
	u64 ticks;

	map = bench_map(MEMORY_DEVICE_GENERIC, PAGE_SIZE << HUGE_ORDER,
			HUGE_ORDER, &ticks);
	if (!map)
		return -ENOMEM;
	for (i = 0; i < NR_SAMPLES && !err; i++) {
		local_irq_disable();
		err = request_and_put(&map->pgmap, 0, HUGE_ORDER, &same[i], &put[i]);
		local_irq_enable();
	}
	bench_unmap(map, &ticks);
	if (err)
		return err;
	report("request-same", HUGE_ORDER, same);
	report("put", HUGE_ORDER, put);
#endif
	return 0;
}

int bench_request(void)
{
	struct bench_map *map;
	unsigned int order;
	int err = 0;
	u64 ticks;

	map = bench_map(MEMORY_DEVICE_PRIVATE,
			(PAGE_SIZE * NR_SAMPLES) << MAX_ORDER_BENCH, 0, &ticks);
	if (!map)
		return -ENOMEM;
	for (order = 0; order <= MAX_ORDER_BENCH && !err; order++)
		err = one_order(&map->pgmap, order);
	bench_unmap(map, &ticks);
	return err ? err : huge();
}
