/* SPDX-License-Identifier: GPL-2.0 */
/* mm/memremap.c: the way out of service. */

/* @freed: pages whose life this ends; else a refused request is undone */
inline percpu_ref_put_many(k, freed)
{
	d_step {
		assert(pref >= k);	/* I1: what is dropped was taken */
		pref = pref - k;
		busy = busy - freed;
		assert(pref >= busy)	/* I1: a folio in service pins the pgmap */
	}
}

inline pgmap_mark_idle(fo, o)
{
	d_step {
		assert(!gone);		/* I1: the memmap stays until the free is done */
		ptype[fo] = PGMAP_IDLE(o)
	}
}

/* pgmap_mark_idle(folio, folio_order(folio)): a claim is given up */
inline pgmap_unclaim(fo)
{
	d_step {
		assert(!gone);		/* I1: the memmap stays during a request */
		ptype[fo] = PGMAP_IDLE(folio_order(fo))
	}
}

inline offset_free(fo, o, d)
{
	d_step {
		assert(d);		/* I6: what the driver is told is of the life that ends */
#ifdef OWNER
		p = fo;
		do
		:: p < fo + nr(o) ->
			assert(!avail[p]);	/* I4: an offset comes back once */
			avail[p] = 1;
			p++
		:: else -> break
		od;
		p = 0
#endif
	}
}

/* With the order in n, which folio_put() has looked at: it stays until the mark */
inline free_zone_device_folio(fo)
{
#ifdef MUT_UNPIN_EARLY
	percpu_ref_put_many(nr(n), nr(n));
#endif
#ifdef MUT_MARK_EARLY
	pgmap_mark_idle(fo, n);
#endif
#ifdef MUT_CALLBACK_FIRST
	z = data[fo];
	offset_free(fo, n, z);
#endif
	d_step {
		assert(!gone);		/* I1: the memmap stays until the free is done */
		z = data[fo];
		data[fo] = 0;		/* for fewer states: the request does it */
#ifndef MUT_MARK_EARLY
		ptype[fo] = PGMAP_IDLE(n);
#endif
		p = fo;
		do
		:: p < fo + nr(n) -> life[p] = 0; p++
		:: else -> break
		od;
		p = 0
	}
#ifndef MUT_CALLBACK_FIRST
	offset_free(fo, n, z);
#endif
#ifndef MUT_UNPIN_EARLY
	percpu_ref_put_many(nr(n), nr(n));
#endif
	d_step { n = 0; z = 0 }
}
