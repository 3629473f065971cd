# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by guest-stress.sh: the memory of test_hmm.
hmm_set_up() { :; }
hmm_counts="hmm-load hmm-unload"

hmm_load() {
	insmod test_hmm.ko spm_addr_dev0=0x40000000 spm_addr_dev1=0x50000000 &&
	open_gate hmm-private "/dev/hmm_dmirror$((RANDOM % 2))" &&
	open_gate hmm-coherent "/dev/hmm_dmirror$((2 + RANDOM % 2))"
}
hmm_unload() {
	shut_gate hmm-private
	shut_gate hmm-coherent
	# Busy while it is open; the pages may still be in a pipe
	again "rmmod test_hmm" rmmod test_hmm
}
hmm_loop() {
	while ! stopped; do
		hmm_load || { fail "test_hmm cannot be loaded"; return; }
		count hmm-load
		naps 8 16
		hmm_unload || return
		count hmm-unload
	done
}
hmm_end() { ! grep -q '^test_hmm ' /proc/modules; }
