/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who requests folios, uses and puts them. As DAX does, with offsets that are shared;
 * with OWNER, as drivers do, which have an allocator of offsets.
 */

#ifdef OWNER
inline set_avail(pg, o, v)
{
	p = pg;
	do
	:: p < pg + nr(o) -> avail[p] = v; p++
	:: else -> break
	od;
	p = 0
}
#define may_request(pg, o)	(avail[pg] && avail[(pg) + nr(o) - 1] && \
				 avail[(pg) + nr(o) / 2] && avail[(pg) + nr(o) / 4])

/* The driver's allocator has handed out these offsets, and nobody else uses them */
inline get_or_request()
{
	pgmap_request_folio(page, order, f);
	assert(f != NIL || got);	/* I4: who owns the offsets is not refused */
	if
	:: got -> d_step { set_avail(page, order, 1) }
	:: else -> fresh = 1
	fi
}
#else
#define may_request(pg, o)	1
#define set_avail(pg, o, v) skip

/* dax_insert_entry() and dev_dax_fault(): another user may be there already */
inline get_or_request()
{
	get_folio_of(page, f);		/* pgmap_get_folio() */
	if
	:: f == NIL ->
		pgmap_request_folio(page, order, f);
#ifdef ASSOC
		/* Of -EEXIST: dax_get_folio() requests what has the entry */
		if
		:: f == NIL && !got -> pgmap_request_folio(0, N / 2, f)
		:: else
		fi;
#endif
		fresh = (f != NIL)
	:: else
	fi
}
#endif

inline choose(o, pg)
{
	d_step {
		!gone && may_request(pg, o) ->
		order = o; page = pg;
		requesting++;
		set_avail(pg, o, 0)
	}
}

/* As migration does. The caller has a reference, and puts those that it then has */
inline split_and_put()
{
	lead = f;
	stop = f + nr(folio_order(f));
	if
	:: g = 0
	:: g = folio_order(f) - 1
	fi;
	folio_split(lead, g, got);
	if
	:: !got -> folio_put(f)
	:: else ->
		do
		:: lead < stop -> f = lead; lead = lead + nr(g); folio_put(f)
		:: else -> break
		od
	fi;
	atomic { got = 0; g = 0; lead = 0; stop = 0 }
}

proctype requester(byte lo; byte hi)
{
	LOCALS;
	byte stop;
	bit fresh;

end:	do
#ifdef ASSOC
	/* dax_disassociate_entry(), at any time */
	:: atomic { assoc[0] -> assoc[0] = 0 }
	:: atomic { assoc[N - 1] -> assoc[N - 1] = 0 }
	:: atomic { assoc[N / 2] -> assoc[N / 2] = 0 }
#endif
	:: !live -> break
	:: if
	   :: choose(lo, N - nr(lo))
	   :: choose(hi, 0)
#ifdef MORE
	   :: choose(lo, 0)
	   :: choose(hi, N - nr(hi))
#endif
	   fi;
	   get_or_request();
	   d_step {
		requesting--;
		order = 0;
		assert(f == NIL || (life[page] == 1 + f && head[page] == f));	/* I5: the folio is that of the page */
		if
		:: fresh -> data[f] = 1; fresh = 0
		:: else
		fi
	   }
	   if
	   :: f == NIL && got -> break
	   :: f == NIL && !got -> page = 0; f = 0; goto end
	   :: else
	   fi;
	   if
	   :: page = 0;
	      folio_put(f)
	   /* The entry has the reference. A large folio's last page may be mapped, too */
	   :: atomic { pte == 0 -> pte = page + 1 }
	   :: atomic { pte == 0 && large[f] -> pte = f + nr(folio_order(f)) }
#ifdef ASSOC
	   /* dax_associate_entry(), with a reference */
	   :: atomic { assoc[f] = 1; page = 0 }
	      folio_put(f)
#endif
#ifdef SPLIT
	   :: atomic { large[f] -> page = 0 }
	      split_and_put()
#endif
	   fi;
	   f = 0; page = 0
	od
}
