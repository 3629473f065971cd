/* SPDX-License-Identifier: GPL-2.0 */
/* Who takes away: GUP-fast a reference, memunmap_pages() the memory. */

/* munmap(), truncate() or dax_revoke_pgmap(): the entry's reference goes, too */
inline zap()
{
	atomic { pte != 0 -> f = head[pte - 1]; pte = 0 }
	folio_put(f);
	f = 0
}

proctype gup_fast()
{
	LOCALS;

end:	do
	:: atomic { pte != 0 -> page = pte; gup_in = 1 }
	   get_folio_of(page - 1, f);
	   if
	   :: atomic { f == NIL -> page = 0; gup_in = 0; gp_waits = 0 }
	   :: atomic { f != NIL && pte != page -> page = 0 }
	      folio_put(f);
	      d_step { gup_in = 0; gp_waits = 0 }
	   :: atomic { f != NIL && pte == page -> page = 0; gup_in = 0; gp_waits = 0 }
	      folio_put(f)	/* the pin has been in use until here */
	   fi;
	   f = 0
	od
}

proctype memunmap_pages()
{
	LOCALS;

	do
	:: zap()		/* dax_revoke_pgmap(), or a munmap() before */
	:: atomic {
		live ->		/* percpu_ref_kill() */
		live = 0;
		pref--;
		assert(pref >= busy)	/* I1: a folio in service pins the pgmap */
	   }
	:: atomic {
		pref == 0 ->	/* pgmap_wait_idle() */
		assert(busy == 0);	/* I1: removal does not go on while a folio is in service */
#ifndef MUT_NO_GRACE_PERIOD
		gp_waits = gup_in;	/* synchronize_rcu() */
#endif
		break
	   }
	od;
	atomic {
		requesting == 0 && !gp_waits -> gone = 1;
		assert(busy == 0 && pref == 0 && pte == 0);	/* I1: nothing is in service without its memmap */
		p = 0;
		do
		:: p < N ->
			assert(ref[p] == 0 && life[p] == 0);	/* I1: nothing is in service without its memmap */
			assert(ptype[head[p]] != NONE);	/* I4: no claim is left behind */
			p++
		:: else -> break
		od
	}
}
