# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lib.sh. A verb that proves something leaves behind for which commit of
# the series it did, with what status and counts: build/results/record-*. That is
# what "make ready" goes by. A run of only some cases leaves nothing.

# count NAME PASSED FAILED SKIPPED, for the last line of "make check"
count() {
	[ -z "${COUNTS:-}" ] || echo "$2 $3 $4 $1" >>"$COUNTS"
	[ -z "${RECORD:-}" ] || echo "$2 $3 $4 $1" >>"$RECORD.counts"
}

# figure TEXT: something that a reader of the record wants to know
figure() { [ -z "${RECORD:-}" ] || echo "figure $1" >>"$RECORD.figures"; }

series_commit() { git -C "$tree" rev-parse -q --verify 'series^{commit}' 2>/dev/null || echo none; }

record_begin() { # NAME
	RECORD=$results/record-$1
	export RECORD
	mkdir -p "$results"
	rm -f "$RECORD" "$RECORD.counts" "$RECORD.figures"
	record_commit=$(series_commit)
	trap 'record_end $?' EXIT
}

record_end() { # STATUS
	trap - EXIT
	r_commit=$(series_commit) r_note=
	case $record_commit in
	"$r_commit"|none) ;; # it is the verb that makes the tree of a new clone, or of a part
	*) r_note="the series changed meanwhile" ;;
	esac
	[ -z "$(uncommitted)" ] || r_note="with uncommitted changes"
	{
		echo "commit $r_commit"
		echo "base $(base_name 2>/dev/null)"
		echo "status $1"
		echo "date $(date -u '+%Y-%m-%d %H:%M')"
		[ -z "$r_note" ] || echo "note $r_note"
		[ ! -e "$RECORD.counts" ] || awk '{ p += $1; f += $2; s += $3 }
			END { printf "counts %d passed, %d failed, %d skipped\n", p, f, s }' "$RECORD.counts"
		[ ! -e "$RECORD.figures" ] || cat "$RECORD.figures"
	} >"$RECORD.new"
	rm -f "$RECORD.counts" "$RECORD.figures"
	mv "$RECORD.new" "$RECORD"
	exit "$1"
}

r_verb=${0##*/}
case $r_verb in
lint|bisect|cross|compare|mutate|docs) ;;
kunit) r_verb=kunit-${CONFIG:-test} ;;
kselftest)
	r_verb=kselftest-${CONFIG:-test}
	case ${STREAMS:-} in
	'') ;;
	pci) r_verb=$r_verb-pci ;;
	*) r_verb= ;;
	esac ;;
*) r_verb= ;;
esac
[ -z "$r_verb" ] || [ $# -gt 0 ] || [ -n "${TEST_BASE:-}${TARGETS:-}${ONLY:-}" ] ||
	record_begin "$r_verb$suffix"
