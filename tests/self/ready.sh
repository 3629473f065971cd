# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: the gates of "make ready", and a warning that sparse really gives.
fine=$top/tests/self/good/fine.patch
edit() { sed "$1" "$fine" >"$tmp/edited.patch"; }
form() { edit "$2"; ../../lint/form "$1" "$tmp/edited.patch"; }
for g in size prefix fixes links; do accept ../../lint/form $g "$fine"; done
long() { { sed '/^@@/q' "$fine"; seq 301 | sed 's/^/+/'; } >"$tmp/long.patch"; ../../lint/form size "$tmp/long.patch"; }
reject '30[0-9] changed lines besides tests.*split it' long
reject "prefix 'net' is not what" form prefix 's/^Subject:.*/Subject: [PATCH] net: change something/'
trailer() { form "$1" "s|^Assisted-by:|$2\\n&|"; }
accept trailer fixes 'Fixes: 27674ef6c73f ("mm: remove the extra ZONE_DEVICE struct page refcount")'
git init -q "$tmp/history"
git -C "$tmp/history" -c user.name=a -c user.email=a commit -q --allow-empty -m 'mm: that'
c=$(git -C "$tmp/history" rev-parse --short=12 HEAD)
looked_up() { trailer fixes "Fixes: $c (\"$1\")"; }
LINUX=$tmp/history says '1 tags looked up' looked_up 'mm: that'
LINUX=$tmp/history reject "commit $c is .mm: that.$" looked_up 'mm: another'
LINUX='' says 'no LINUX= with history' looked_up 'mm: another'
reject 'not of the form' trailer fixes 'Fixes: 27674ef ("mm: remove the extra ZONE_DEVICE struct page refcount")'
reject 'not of the form' trailer fixes 'Fixes: 27674ef6c73f'
reject 'neither Fixes: nor' trailer fixes 'Cc: <stable@vger.kernel.org>'
reject 'not a link to an archived' trailer links 'Link: https://example.org/mail'
accept trailer links 'Link: https://lore.kernel.org/all/1@example.org/'

# Cover letters, of one posting that needs another
mkdir -p "$tmp/covers/one" "$tmp/covers/two"
printf 'one mm linux-mm - no\ntwo mm linux-mm one no\n' >"$tmp/covers/series"
letter() { # POSTING EXPRESSION: the letter, changed
	printf 'Subject: [PATCH 0/2] mm: %s things\n\n%s\n\nA (2):\n  mm: a\n' "$1" "First [1].
Second.
Third, made by a language model. After \"mm: one things\".

[1] https://lore.kernel.org/all/1@example.org/" | sed "$2" >"$tmp/covers/$1/0000-cover-letter.patch"
	PGMAP_PATCHES="$tmp/covers" ../../lint/cover "$1"
}
accept letter one ''
accept letter two ''
reject 'cover of two: does not name what it needs: one, "mm: one things"' letter two 's/After.*//'
reject 'does not say which tools' letter one 's/made by.*//'
reject 'nothing refers to link .1.' letter one 's/ .1..$/./'
reject 'more than 75 characters' letter one "s/Second./$(seq -s ' ' 40)/"
reject 'less than three lines' letter one '/Second/d; /^.1/d'

# Tests belong to postings, which exist
few() { PGMAP_PATCHES="$tmp/covers" sh -c '. "$0"; . "$top/tests/rows.sh"; '"$1" "$top/scripts/lib.sh"; }
reject 'patches/series has no posting ' few check_rows
printf 'device-dax mm linux-mm - no\nfsdax mm linux-mm - no\n' >"$tmp/covers/series"
names() { few "tested=$1; our_rows ${3:-} | cut -f2 | sort | paste -s -d ' ' | grep -x '$2'"; }
accept names device-dax 'devdax-2M-iouring.*pgmap_dax-4k' case\ self\ long
# "make check" says which kernel a row has first, and is the only one that leaves out some
jobs() { few "tested=device-dax; $1 jobs_of $2 | grep -o 'pgmap_dax-4k [a-z]* series'"; }
accept jobs '' ''
accept jobs FIRST=test long
reject '^$' jobs FIRST=test ''
accept names device-dax 'gup_test-1G gup_test-2M gup_test-4k' 'gup*'
reject '^$' names device-dax '..*' kunit
accept names fsdax 'fio pgmap_fsdax pgmap_fsdax-pci .*' self

# Recipients
rm -r "$tmp/covers/one" "$tmp/covers/two"
echo 'three A <a@example.org> # why' >"$tmp/covers/cc"
reject 'patches/cc: there is no posting three' env PGMAP_PATCHES="$tmp/covers" "$top/scripts/recipients"
echo 'fsdax A <a@example.org>' >"$tmp/covers/cc"
reject 'patches/cc: not POSTING NAME <ADDRESS> # WHY' env PGMAP_PATCHES="$tmp/covers" "$top/scripts/recipients"

# Statements that are not true any more
mkdir -p "$tmp/idle/mm"
git init -q "$tmp/idle"
said() { printf '/* ZONE_DEVICE\n * %b */\n' "$1" >"$tmp/idle/mm/a.c"; git -C "$tmp/idle" add -A; LEAST=1 ../../lint/idle "$tmp/idle"; }
accept said 'An idle page has a refcount of 0.'
reject 'mm/a.c' said "reference count never\n * drops below 1"
reject 'mm/a.c' said 'Page from ZONE_DEVICE have one extra reference'

# Records of what has been run
record() { printf 'commit 1234\nhost abc host\nstatus %s\ndate today\ncounts %s\n%s' "$1" "$2" "$3" >"$tmp/record"; }
record 0 '3 passed, 0 failed, 0 skipped' ''
accept ../judge/fresh "$tmp/record" 1234 host 'make it'
reject 'stale, of 1234 .*make it' ../judge/fresh "$tmp/record" 5678 host 'make it'
record 1 '3 passed, 1 failed, 0 skipped' ''
reject 'stale, of abc host of this repository' ../judge/fresh "$tmp/record" 1234 other 'make it'
reject 'failed at' ../judge/fresh "$tmp/record" 1234 host 'make it'
record 0 '3 passed, 0 failed, 2 skipped' ''
reject '2 skipped' ../judge/fresh "$tmp/record" 1234 host 'make it'
record 0 '3 passed, 0 failed, 0 skipped' 'note with uncommitted changes
'
reject 'uncommitted' ../judge/fresh "$tmp/record" 1234 host 'make it'
reject 'no result' ../judge/fresh "$tmp/no-such-record" 1234 host 'make it'

ends() { # COMMIT-BEFORE: what a verb leaves behind when it ends, on a tree of its own
	(record_commit=$1 RECORD=$tmp/record; uncommitted() { :; }; record_end 0) >/dev/null
	../judge/fresh "$tmp/record" "$(series_commit)" "$(host_state)" 'make it'
}
accept ends none
accept ends "$(series_commit)"
reject 'the series changed during the run' ends 1234

# sparse as lint calls it
sp() { # BASE NEW: expressions
	for e in base new; do
		[ $e = base ] && x=$1 || x=$2
		printf 'typedef unsigned short __attribute__((bitwise)) le;\nle f(int x);\nle f(int x)\n{\n\treturn %s;\n}\n' "$x" >"$tmp/sp.c"
		(cd "$tmp" && sparse -D__typeof_unqual__=__typeof__ sp.c) >"$tmp/sp.$e" 2>&1 || :
	done
	worse "$tmp/sp.base" "$tmp/sp.new"
}
accept sp '(__attribute__((force)) le)x' '(__attribute__((force)) le)(x + 1)'
reject 'incorrect type in return' sp '(__attribute__((force)) le)x' 'x'

reject 'POSTING=none is not in patches/series' env POSTING=none "$top/tests/run"
reject 'REV=no-such-rev is no commit' env REV=no-such-rev LINUX= "$top/scripts/diff"
