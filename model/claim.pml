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

#ifdef ASSOC
#ifdef MUT_NO_ASSOC
#define pgmap_is_associated(fo)	0
#else
#define pgmap_is_associated(fo)	assoc[fo]
#endif
#else
#define pgmap_is_associated(fo)	0
#endif

/*
 * Nobody gets a reference on a page that is claimed, as a head or as a tail, so all
 * that others can see of these two is where the page belongs.
 */
inline set_compound_head(pg, to)
{
	d_step {
		assert(ref[pg] == 0 && ptype[pg] == NONE);	/* I5: only an idle folio is reshaped */
		assert(life[pg] == 0);	/* I5: only an idle folio is reshaped */
#ifdef ASSOC
		assert(!assoc[pg]);	/* I5: a folio that a file has keeps its order */
#endif
		head[pg] = to
	}
}

inline pgmap_make_head(pg, o)
{
	d_step {
		large[pg] = (o > 0); order_of[pg] = 0; data[pg] = 0;
		if
		:: o > 0 -> order_of[pg + 1] = o
		:: else
		fi
	}
	set_compound_head(pg, pg)
}

/* One folio: from o = 1 on there is nothing to see in how many are made, or in what order */
inline pgmap_make_folio(pg, o)
{
	q = pg + 1;
	do
	:: q < pg + nr(o) -> set_compound_head(q, pg); q++
	:: else -> break
	od;
	pgmap_make_head(pg, o)
}

/* With the order of (old) in n. The part that has (pg) starts at g */
inline pgmap_shrink(old, pg, o)
{
	g = old; t = n;
	do
	:: t > o ->
		d_step {
			t--;
			last = (pg < g + nr(t) -> g + nr(t) : g);
			g = (pg < g + nr(t) -> g : g + nr(t))
		}
		pgmap_make_folio(last, t);
#ifdef MUT_HEAD_FIRST
		if
		:: last == old -> pgmap_unclaim(old)
		:: else
		fi
#endif
	:: else -> break
	od;
	pgmap_make_folio(pg, o);
	q = old; last = old + nr(n);
	do
	:: q < last ->
		atomic { g = q; q = q + nr(folio_order(g)) }
		if
#ifdef MUT_HEAD_FIRST
		:: g == pg || (g == old && old != pg)
#else
		:: g == pg
#endif
		:: else -> pgmap_unclaim(g)
		fi
	:: else -> break
	od;
	atomic { q = 0; last = 0; t = 0; g = 0 }
}

inline pgmap_grow(pg, o, res)
{
	q = pg;
	do
	:: q < pg + nr(o) && res != NIL ->
		d_step {
			t = ptype[q];
			ok = 0;
			if
			:: t != NONE -> pgmap_claim(q, t, ok)
			:: else
			fi;
			if
			:: !ok -> res = NIL
			:: else ->
				g = q;
				q = q + nr(t - PGMAP_IDLE(0));
				if
				:: pgmap_is_associated(g) -> res = NIL
				:: else
				fi
			fi;
			ok = 0; t = 0; g = 0
		}
	:: else -> break
	od;
	if
	:: res == NIL ->	/* unclaim */
		last = q; q = pg;
		do
		:: q < last ->
			atomic { g = q; q = q + nr(folio_order(g)) }
			pgmap_unclaim(g)
		:: else -> break
		od
	:: else -> pgmap_make_folio(pg, o)
	fi;
	atomic { q = 0; last = 0; g = 0 }
}
