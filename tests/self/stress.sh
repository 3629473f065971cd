# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154
# Sourced by run: the verdict on what a guest of "stress" has said.
report=good/stress.out
judge() { # MINUTES EXPRESSION: the report, changed
	sed "$2" $report >"$tmp/stress.out"
	../stress/verdict "$tmp/stress.out" "$1" "${3:-all}"
}
says '7 operations done 131 times, mismatches 0, unbinds 3, the longest 4 s' judge 30 ''
says 'freeze 5[(]2/0[)]' judge 30 ''
# Never done: told after a short run, an error after a long one in which it could be
says 'never done: freeze$' judge 5 's/^count freeze 5/count freeze 0/'
reject 'never done in 30 minutes: freeze$' judge 30 's/^count freeze 5/count freeze 0/'
reject 'never done in 30 minutes: injected-claim$' judge 30 's/^count injected-claim .*/count injected-claim 0/'
says 'never done: freeze$' judge 30 's/^count freeze 5/count freeze 0/' 'dax hmm'
# Something went wrong, whatever is said at the end
reject '2 mismatches' judge 2 's/^mismatches 0/mismatches 2/'
reject '0 mismatches, 1 complaints' judge 2 '/^seed/a wrong: worker 0, reflink: SIGBUS without a reason: 0x7f, 0x2'
reject '0 mismatches, 1 complaints' judge 2 '/^seed/a no progress: worker 1, process 7, is in punch since 110 s'
reject 'failed: unbind of pfn0.0' judge 2 's/^result: .*/result: failed: unbind of pfn0.0 does not end/'
# Cut off, anywhere
reject 'it did not start' judge 2 '/^seed/d'
reject 'cut off: 6 of 7' judge 2 '/^count unbind-fs/d'
reject 'cut off: 0 of 0' judge 2 '/^counts/,$d'
reject 'cut off' judge 2 '/^mismatches/,$d'
reject 'cut off' judge 2 '/^result/d'
reject 'no output' judge 2 d
