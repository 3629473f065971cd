/* SPDX-License-Identifier: GPL-2.0 */
/* mm/memremap.c: claim idle folios, and make another of them. */

/*
 * Whether a page belongs to a folio does not change as long as we have claimed that
 * folio, so the claim and what is checked after it are one step.
 */
inline pgmap_claim(fo, idle, res)
{
	assert(!gone);		/* I1: the memmap stays during a request */
#ifdef MUT_COUNT_ONLY
	res = (ref[fo] == 0 && head[fo] == fo && PGMAP_IDLE(folio_order(fo)) == idle);
#else
	res = (ptype[fo] == idle);
#endif
	if
	:: res -> ptype[fo] = NONE;
		assert(ref[fo] == 0)	/* I6: an idle folio has no references */
	:: else
	fi
}

inline pgmap_claim_any_order(pg, res)
{
	do
	:: page_folio(pg, res);
	   d_step {
		t = ptype[res];
		ok = 0;
		if
		:: t != NONE -> pgmap_claim(res, t, ok)
		:: else
		fi;
		t = 0;
		if
		:: !ok -> res = NIL
		:: else ->
#ifdef MUT_NO_CLAIM_RECHECK
			ok = 0
#else
			ok = (head[pg] != res)
#endif
		fi
	   }
	   if
	   :: ok -> ok = 0; pgmap_unclaim(res)
	   :: else -> break
	   fi
	od
}

/*
 * All fields but compound_info are private to who has the claim. The page is a
 * tail of the new folio, if (pg) != (to), or an idle folio of its own, if (mark).
 * Nobody gets a reference before and after, so this is one step.
 */
inline pgmap_reset_page(pg, to, mark)
{
	d_step {
		assert(ref[pg] == 0 && ptype[pg] == NONE);	/* I5: only an idle folio is reshaped */
		assert(life[pg] == 0);	/* I5: only an idle folio is reshaped */
#ifdef ASSOC
		assert(!assoc[pg]);	/* I5: a folio that a file has keeps its order */
#endif
		large[pg] = 0; order_of[pg] = 0; data[pg] = 0;
		head[pg] = to;
		ptype[pg] = (mark -> PGMAP_IDLE(0) : NONE)
	}
}

/* Is (x) a tail of the folio that is made? */
#define is_tail(x, pg, o)	((x) > (pg) && (x) < (pg) + nr(o))

/* With the order of (stale) in n */
inline pgmap_change_order(stale, pg, o)
{
	q = stale + 1;
	last = stale + (n > o -> nr(n) : nr(o));
#ifdef MUT_HEAD_FIRST
	pgmap_reset_page(stale, stale, stale != pg);
#endif
	do
	:: q < last && is_tail(q, pg, o) -> pgmap_reset_page(q, pg, 0); q++
	:: q < last && !is_tail(q, pg, o) -> pgmap_reset_page(q, q, q != pg); q++
	:: else -> break
	od;
#ifndef MUT_HEAD_FIRST
	pgmap_reset_page(stale, stale, stale != pg);
#endif
	atomic {
		q = 0; last = 0;
		large[pg] = (o > 0);
		if
		:: o > 0 -> order_of[pg + 1] = o
		:: else
		fi
	}
}
