# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run after vm.sh, with its stand-in for QEMU: tests/table, its
# runner, and the words for what has become of a guest.
rows() { PGMAP_TABLE="$tmp/table" sh -c '. "$0"; . "$top/tests/rows.sh"; '"$1" "$top/scripts/lib.sh"; }
accept env PGMAP_TABLE="$top/tests/table" sh -c '. "$0"; . "$top/tests/rows.sh"; check_rows' "$top/scripts/lib.sh"
p=$(awk '!/^#/ && NF { print $1; exit }' "$top/patches/series")
table() { printf "$1" | tr ' ' '\t' >"$tmp/table"; rows check_rows; }
accept table "case a - test oops pass $p ./x\n"
accept table "self a - debug,test - pass:b,c $p ./x\nbase b - test fail - $p =a\n"
reject 'a: is there twice' table "case a - test oops pass $p ./x\ncase a - test oops pass $p ./x\n"
reject 'no kind of test: cases' table "cases a - test oops pass $p ./x\n"
reject 'no configuration: tests' table "case a - tests oops pass $p ./x\n"
reject 'nothing to expect: - -' table "case a - test - - $p ./x\n"
reject 'nothing to expect: oops works' table "case a - test oops works $p ./x\n"
reject 'no posting none' table "case a - test oops pass $p,none ./x\n"
reject 'no row before it =a' table "base b - test fail - $p =a\n"
reject '7 columns' table "case a - test oops pass ./x\n"

# What a boot leaves behind, and what it is called
export PGMAP_RESULTS="$tmp/boots"
mkdir -p "$PGMAP_RESULTS"
boot_log() { printf '[    0.0] Linux version 7\n%b[    9.0] reboot: Power down\n' "$1" >"$PGMAP_RESULTS/v.console"; }
verdict() { # WORDS KIND STATUS CONSOLE OUT
	boot_log "$4"
	printf '%b' "$5" >"$PGMAP_RESULTS/v.out"
	../judge/verdict "$2" v "$3" 2>/dev/null | grep -xE "$1" || { ../judge/verdict "$2" v "$3" 2>&1; return 1; }
}
unbound='result: unbind waited, ended after the release; release worked, bound again\n'
accept verdict 'survives: unbind waited.*' case 0 '' "$unbound"
accept verdict 'oops in f' case 126 '[ 5] BUG: unable to handle page fault\n[ 5] RIP: 0010:f+0x1/0x2\n' "$unbound"
accept verdict 'hang' case 124 '' ''
accept verdict 'splat: WARNING: at x.*' case 0 '[ 5] WARNING: at x\n' "$unbound"
accept verdict 'wrong: unbind waited, never.*' case 0 '' 'result: unbind waited, never ended\n'
accept verdict 'did not run: cannot.*' case 1 '' 'cannot run: x\n'
accept verdict 'passes: 1 passed, 0 failed, 0 skipped' self 0 '' 'TAP version 13\n1..1\nok 1 a\n'
accept verdict 'fails: the command ended with status 3' self 3 '' 'TAP version 13\n1..1\nok 1 a\n'
accept verdict 'fails: b' self 1 '' 'TAP version 13\n1..2\nok 1 a\nnot ok 2 b\n'
accept verdict 'fails: the results are not complete.*' self 0 '' 'TAP version 13\n1..2\nok 1 a\n'
accept verdict 'skipped: .*' self 0 '' 'TAP version 13\n1..2\nok 1 a\nok 2 b # SKIP\n'
accept verdict 'splat: BUG: sleeping.*|oops in .*' self 0 '[ 5] BUG: sleeping function\n' 'TAP version 13\n1..1\nok 1 a\n'
accept verdict 'did not run.*' kunit 0 '' ''
unset PGMAP_RESULTS

# Without a tree yet: it is the first thing that is made, and nobody asks git about it
first_words() { PGMAP_BUILD="$tmp/none" LINUX="$tmp/no-tree" "$top/tests/run" case 2>&1 | grep -m1 .; }
says 'no-tree does not exist' first_words
