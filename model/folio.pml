/* SPDX-License-Identifier: GPL-2.0 */
/* What the rest of mm does to folios: references, the last put, and the split. */

/* Locals of every process; the inlines below use them */
#define LOCALS byte f, g, page, order, n, p, q, t, lead, last; bit ok, z, got

/* page_folio(), without a reference */
inline page_folio(pg, res)
{
	d_step {
		assert(!gone);	/* I8: the memmap is there */
		res = head[pg]
	}
}

/* folio_put(), free_zone_device_folio() if it was the last one */
inline folio_put(fo)
{
	d_step {
		assert(!gone && ref[fo] > 0);	/* I1: a reference keeps the memmap */
		ref[fo]--;
		z = (ref[fo] == 0);
		if
		:: z ->
			n = folio_order(fo);	/* for free_zone_device_folio() */
			p = 0;
			do
			:: p < N ->
				if
				:: p >= fo && p < fo + nr(n) ->
					assert(life[p] == 1 + fo);	/* I5: the folio that was requested is put */
					life[p] = DYING + life[p]
				:: else ->
					assert(life[p] != 1 + fo)	/* I5: all of the folio is put */
				fi;
				p++
			:: else -> break
			od
		:: else
		fi;
		p = 0
	}
	if
	:: z -> free_zone_device_folio(fo)
	:: else
	fi
}

/*
 * try_get_folio() of mm/gup.c, and pgmap_get_folio(), which is the same loop:
 * page_folio(), folio_ref_try_add(), and page_folio() again. A reference keeps the
 * shape, so the last two are one step. What comes back is taken for the folio of
 * the page.
 */
inline get_folio_of(pg, res)
{
	do
	:: page_folio(pg, res);
	   d_step {
		assert(!gone);	/* I8: the memmap is there */
		ok = 0;
		if
		:: ref[res] == 0 -> res = NIL
		:: else -> ref[res]++;
#ifndef MUT_NO_RECHECK
			ok = (head[pg] != res);
#endif
			assert(ok || life[pg] == 1 + res)	/* I5: a reference is one on the folio of the page */
		fi
	   }
	   if
	   :: ok -> ok = 0; folio_put(res)
	   :: else -> break
	   fi
	od
}

/*
 * folio_split() with one reference that is ours: folio_ref_freeze(),
 * __split_folio_to_order(), and the references at the end of
 * __folio_freeze_and_split_unmapped(), that of the head last. While the count is
 * frozen nobody can tell one step of it from the next.
 */
inline folio_split(fo, to, res)
{
	d_step {
		res = (ref[fo] == 1);
		if
		:: res ->
			ref[fo] = 0;
			last = fo + nr(folio_order(fo));
			q = fo + 1;
			do
			:: q < last ->
				head[q] = q - (q % nr(to));
				large[q] = (to > 0 && head[q] == q);
				order_of[q] = (head[q] == q -> 0 : to);
				data[q] = (head[q] == q -> data[fo] : 0);
				q++
			:: else -> break
			od;
			large[fo] = (to > 0);
			q = fo + nr(to)
		:: else
		fi
	}
	do
	:: q < last -> split_ref_unfreeze(fo, q, to); q = q + nr(to)
	:: else -> break
	od;
	if
	:: res -> split_ref_unfreeze(fo, fo, to)
	:: else
	fi;
	q = 0; last = 0
}

inline split_ref_unfreeze(fo, part, to)
{
	d_step {
		assert(ref[part] == 0 && ptype[part] == NONE);	/* I6: frozen is not idle */
		p = part;
		do
		:: p < part + nr(to) ->
			assert(life[p] == 1 + fo);	/* I6: frozen is not idle */
			life[p] = 1 + part;
			p++
		:: else -> break
		od;
		p = 0;
		ref[part] = 1
	}
}
