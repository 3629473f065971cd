# SPDX-License-Identifier: GPL-2.0
# Sourced by selftest: the gates of "make ready", and a warning that sparse really gives.
fine=$top/check/good/fine.patch
edit() { sed "$1" "$fine" >"$tmp/edited.patch"; }
form() { edit "$2"; ./form "$1" "$tmp/edited.patch"; }
for g in size prefix fixes links; do accept ./form $g "$fine"; done
long() { { sed '/^@@/q' "$fine"; seq 301 | sed 's/^/+/'; } >"$tmp/long.patch"; ./form size "$tmp/long.patch"; }
reject '30[0-9] changed lines besides tests.*split it' long
reject "prefix 'net' is not what" form prefix 's/^Subject:.*/Subject: [PATCH] net: change something/'
reject "no full stop" form prefix 's/^\(Subject:.*\)$/\1./'
trailer() { form "$1" "s|^Assisted-by:|$2\\n&|"; }
accept trailer fixes 'Fixes: 27674ef6c73f ("mm: remove the extra ZONE_DEVICE struct page refcount")'
reject 'not of the form' trailer fixes 'Fixes: 27674ef ("mm: remove the extra ZONE_DEVICE struct page refcount")'
reject 'not of the form' trailer fixes 'Fixes: 27674ef6c73f'
reject 'neither Fixes: nor' trailer fixes 'Cc: <stable@vger.kernel.org>'
reject 'not a link to an archived' trailer links 'Link: https://example.org/mail'
accept trailer links 'Link: https://lore.kernel.org/all/1@example.org/'

cover=$(ls "$top"/patches/0000-*)
accept ./cover "$cover"
reject 'nothing about behaviour changes' sh -c "sed '/^Behaviour changes/d' '$cover' >'$tmp/cover'; ./cover '$tmp/cover'"
reject 'last patch of part fixes' sh -c "sed 's/leave an action/leave one/' '$cover' >'$tmp/cover'; ./cover '$tmp/cover'"

# Statements that are not true any more
mkdir -p "$tmp/idle/mm"
git init -q "$tmp/idle"
said() { printf '/* ZONE_DEVICE\n * %b */\n' "$1" >"$tmp/idle/mm/a.c"; git -C "$tmp/idle" add -A; LEAST=1 ./idle "$tmp/idle"; }
accept said 'An idle page has a refcount of 0.'
reject 'mm/a.c' said "reference count never\n * drops below 1"
reject 'mm/a.c' said 'Page from ZONE_DEVICE have one extra reference'

# Records of what has been run
record() { printf 'commit 1234\nstatus %s\ndate today\ncounts %s\n%s' "$1" "$2" "$3" >"$tmp/record"; }
record 0 '3 passed, 0 failed, 0 skipped' ''
accept ./fresh "$tmp/record" 1234 'make it'
reject 'stale, of 1234 .*make it' ./fresh "$tmp/record" 5678 'make it'
record 1 '3 passed, 1 failed, 0 skipped' ''
reject 'failed at' ./fresh "$tmp/record" 1234 'make it'
record 0 '3 passed, 0 failed, 2 skipped' ''
reject '2 skipped' ./fresh "$tmp/record" 1234 'make it'
record 0 '3 passed, 0 failed, 0 skipped' 'note with uncommitted changes
'
reject 'uncommitted' ./fresh "$tmp/record" 1234 'make it'
reject 'no result' ./fresh "$tmp/no-such-record" 1234 'make it'

ends() { # COMMIT-BEFORE: what a verb leaves behind when it ends, on a tree of its own
	(record_commit=$1 RECORD=$tmp/record; uncommitted() { :; }; record_end 0) >/dev/null
	./fresh "$tmp/record" "$(series_commit)" 'make it'
}
accept ends none
accept ends "$(series_commit)"
reject 'the series changed meanwhile' ends 1234

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

reject 'PART=none is not in patches/parts' env PART=none "$top/scripts/kunit"
reject 'REV=no-such-rev is no commit' env REV=no-such-rev LINUX= "$top/scripts/diff"
