/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How device memory enters and leaves service, and how its pgmap is removed:
 * the protocol of mm/memremap.c. README.md says which line is which function.
 *
 * Sequentially consistent; what the code needs barriers for is in litmus/.
 */
#ifndef N
#define N	4		/* pages of the pgmap, a power of 2 */
#endif
#ifndef R0
#define R0	0, 2		/* the lowest and highest order that each one uses */
#define R1	0, 2
#endif
#define NIL	15		/* no folio */

/* page_type: UINT_MAX, or PGMAP_IDLE(order) */
#define NONE	0
#define PGMAP_IDLE(o)	((o) + 1)

/* struct page */
byte ref[N];			/* _refcount */
byte ptype[N];			/* page_type */
byte head[N];			/* compound_info of a tail; else the page itself */
bit  large[N];			/* PG_head */
byte order_of[N + 1];		/* in the second page of a large folio */
bit  data[N];			/* zone_device_data: set by whoever requested */
#ifdef ASSOC
bit  assoc[N];			/* ->mapping or ->share of an FS_DAX folio */
#endif

/* struct dev_pagemap */
byte pref = 1;			/* pgmap->ref, and whether it is live */
bit  live = 1;
bit  lock;			/* of the block, see pgmap_lock() */
bit  gone;			/* the memmap has been removed */

byte pte;			/* a page table entry: 0, or 1 + page */
bit  gup_in, gp_waits;		/* RCU read side of GUP-fast, grace period that waits for it */
byte requesting;		/* "memunmap_pages() does not return" before 0 */
#ifdef OWNER
bit  avail[N];			/* the free offsets of a driver */
#endif

/*
 * Ghosts: what must be true, told apart from what the code looks at.
 * life[page]: 0 is idle, 1 + head is in service, and DYING from the last put to
 * the end of what the core does to the struct pages.
 */
#define DYING	16
byte life[N];
byte busy;			/* pages from their request to the end of their free */

#define nr(o)		(1 << (o))
#define folio_order(f)	(large[f] -> order_of[(f) + 1] : 0)

#include "folio.pml"
#include "free.pml"
#include "claim.pml"
#include "request.pml"
#include "requester.pml"
#include "removal.pml"

init {
	byte i;

	/* memmap_init_zone_device() */
	d_step {
		do
		:: i < N ->
			head[i] = i;
			ptype[i] = PGMAP_IDLE(0);
#ifdef OWNER
			avail[i] = 1;
#endif
			i++
		:: else -> break
		od
	}
	atomic {
		run requester(R0);
		run requester(R1);
		run gup_fast();
		run memunmap_pages()
	}
}
