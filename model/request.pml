/* SPDX-License-Identifier: GPL-2.0 */
/* mm/memremap.c: pgmap_request_folio(), the way into service. */

#ifdef ASSOC
#ifdef MUT_NO_ASSOC
#define pgmap_is_associated(fo)	0
#else
#define pgmap_is_associated(fo)	assoc[fo]
#endif
#else
#define pgmap_is_associated(fo)	0
#endif

#ifdef MUT_NO_LOCK
#define take_lock()	skip
#else
#define take_lock()	atomic { !lock -> lock = 1 }
#endif

/* With the claims taken, what they are about is private until it is marked idle */
inline pgmap_claim_and_reshape(pg, o, res)
{
	take_lock();
	pgmap_claim_any_order(pg, lead);
	atomic {
		if
		:: lead == NIL -> res = NIL
		:: else ->
			n = folio_order(lead);
			res = pg;
			if
			:: n >= o && pgmap_is_associated(lead) -> n = o; res = lead
			:: else
			fi
		fi
	}
	if
	:: lead != NIL && n < o ->
		q = pg; g = lead;
		do
		:: atomic {
			if
			:: g == NIL -> res = NIL; break
			:: else -> q = q + nr(folio_order(g))
			fi;
			if
			:: pgmap_is_associated(g) -> res = NIL; break
			:: !pgmap_is_associated(g) && q == pg + nr(o) -> break
			:: else
			fi
		   }
		   pgmap_claim_any_order(q, g)
		od;
		/* out_idle */
		last = q; q = pg;
		do
		:: res == NIL && q < last ->
			atomic { g = q; q = q + nr(folio_order(g)) }
			pgmap_unclaim(g)
		:: else -> break
		od;
		q = 0; last = 0
	:: else
	fi;
	if
	:: res != NIL && n != o -> pgmap_change_order(lead, pg, o)
	:: else
	fi;
	atomic { lead = 0; g = 0; n = 0; lock = 0 }
}

/* The refcount goes from 0 to 1, and a life begins */
inline folio_ref_unfreeze(fo, o)
{
	d_step {
		n = folio_order(fo);
#ifndef MUT_NO_EXTRA_PIN
		pref = pref + nr(n) - nr(o);	/* FS_DAX, and larger */
#endif
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
	d_step {
		/* percpu_ref_tryget_live(), and percpu_ref_get_many() of the rest */
		z = !live;
#ifdef MUT_NO_KILL_CHECK
		got = 0; pref = pref + nr(o);
#elif defined(MUT_PIN_LATE)
		got = !live;
#else
		got = !live;
		pref = pref + (live -> nr(o) : 0);
#endif
	}
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
