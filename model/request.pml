/* SPDX-License-Identifier: GPL-2.0 */
/* mm/memremap.c: pgmap_request_folio(), the way into service. */

#ifdef MUT_NO_LOCK
#define take_lock()	skip
#else
#define take_lock()	atomic { !lock -> lock = 1 }
#endif

/* res: the page, or NIL for -EBUSY and -EEXIST */
inline pgmap_claim_and_reshape(pg, o, res)
{
	take_lock();
	page_folio(pg, lead);
	d_step {
		t = ptype[lead];
		res = (t == NONE -> NIL : pg);
		n = (t == NONE -> 0 : t - PGMAP_IDLE(0));
		z = 0
	}
	if
	:: res == NIL
	:: res != NIL && n < o -> t = 0; pgmap_grow(pg, o, res)
	:: res != NIL && n >= o ->
		d_step {
			pgmap_claim(lead, t, ok);
			if
			:: !ok -> res = NIL
			:: ok && n == o && lead == pg
			:: else ->
#ifndef MUT_NO_CLAIM_RECHECK
				z = (head[pg] != lead);
#endif
				if
				:: pgmap_is_associated(lead) -> z = 1
				:: else
				fi;
				if
				:: z -> res = NIL
				:: else
				fi
			fi;
			t = 0; ok = 0
		}
		if
		:: z -> pgmap_unclaim(lead)
		:: !z && res != NIL && n != o -> pgmap_shrink(lead, pg, o)
		:: else
		fi
	fi;
	atomic { lead = 0; g = 0; n = 0; z = 0; t = 0; lock = 0 }
}

/* The refcount goes from 0 to 1, and a life begins */
inline folio_ref_unfreeze(fo, o)
{
	d_step {
		n = folio_order(fo);
		assert(n == o);		/* I4: the order that was asked for */
		assert(ref[fo] == 0 && ptype[fo] == NONE);	/* I2: 0 before, and claimed */
		assert(fo % nr(n) == 0 && head[fo] == fo);	/* I5: naturally aligned, not a tail */
		p = fo;
		do
		:: p < fo + nr(n) ->
			assert(life[p] == 0);	/* I6: every previous life has ended */
			assert(head[p] == fo);	/* I5: tails have this head */
			assert(p == fo || (ref[p] == 0 && ptype[p] == NONE && !large[p]));	/* I5: tails are nothing by themselves */
			life[p] = 1 + fo;
			p++
		:: else -> break
		od;
		data[fo] = 0;
		ref[fo] = 1;
		busy = busy + nr(n);
#ifndef MUT_PIN_LATE
		assert(pref >= busy);	/* I1: a folio in service pins the pgmap */
#endif
		n = 0; p = 0
	}
}

/* res: a folio; NIL for -EBUSY; got is 1 for -ENODEV. Arguments are valid. */
inline pgmap_request_folio(pg, o, res)
{
	/* percpu_ref_is_dying() */
	d_step {
		z = !live;
#ifdef MUT_NO_KILL_CHECK
		got = 0
#else
		got = !live
#endif
	}
#ifndef MUT_PIN_LATE
	d_step {
		/* percpu_ref_tryget_many() */
		if
		:: !got && pref > 0 -> pref = pref + nr(o)
		:: else -> got = 1
		fi
	}
#endif
	if
	:: got -> res = NIL
	:: else ->
		assert(!z);	/* I4: no new request once the pgmap is dying */
		res = pg;
		d_step { pgmap_claim(pg, PGMAP_IDLE(o), ok) }
		if
		:: !ok -> pgmap_claim_and_reshape(pg, o, res)
		:: else -> ok = 0
		fi;
		if
		:: res == NIL ->
#ifndef MUT_PIN_LATE
			percpu_ref_put_many(nr(o), 0)
#endif
		:: else ->
			folio_ref_unfreeze(res, o);
#ifdef MUT_PIN_LATE
			pref = pref + nr(o)
#endif
		fi
	fi
}
