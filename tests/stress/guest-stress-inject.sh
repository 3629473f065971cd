# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by guest-stress.sh: requests for device memory that fail, of tasks that say so
# in make-it-fail, and claims that fail, of all.
inject=/sys/kernel/debug/fail_pgmap
inject_times=1000000

inject_set_up() {
	local d
	[ -d ${inject}_request ] || return 0
	for d in ${inject}_request ${inject}_claim; do
		attr $d/verbose 0
		attr $d/interval 1
		attr $d/times $inject_times
		attr $d/probability 3
	done
	attr ${inject}_request/task-filter 1
}

# As the counts of the program
inject_report() {
	local d
	[ -d ${inject}_request ] || return 0
	for d in request claim; do
		attr ${inject}_$d/probability 0
		echo "count injected-$d $((inject_times - $(cat ${inject}_$d/times)))"
	done
}
