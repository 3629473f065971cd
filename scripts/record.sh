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

# Of this repository, but for patches and documents: the commit, and a sum of what is there
host_state() {
	if [ -z "${HOST_STATE:-}" ]; then
		h_files=". :!patches :!doc :!*.md"
		# shellcheck disable=SC2086
		HOST_STATE="$(git -C "$top" log -1 --format=%h 2>/dev/null) $(cd "$top" &&
			{ git ls-files -s -- $h_files; git diff HEAD -- $h_files; } 2>/dev/null | sha256sum | cut -c1-12)"
		export HOST_STATE
	fi
	echo "$HOST_STATE"
}
stamp_record() { # what a result is for
	echo "commit $(series_commit)"
	echo "host $(host_state)"
	echo "base $(base_name 2>/dev/null)"
	echo "date $(date -u '+%Y-%m-%d %H:%M')"
	[ -z "${ONLY:-}" ] || echo "note a part only: $ONLY"
	r_dirty=$(uncommitted)
	[ -z "$r_dirty" ] || echo "note with uncommitted changes: $r_dirty"
}
record_test() { # ID STATUS "PASSED FAILED SKIPPED" SECONDS VERDICT
	{
		stamp_record
		echo "status $2"
		# shellcheck disable=SC2086
		[ -z "$3" ] || printf 'counts %s passed, %s failed, %s skipped\n' $3
		echo "seconds $4"
		echo "figure $5"
	} >"$results/test-$1.new"
	mv "$results/test-$1.new" "$results/test-$1"
}

series_commit() { git -C "$tree" rev-parse -q --verify 'series^{commit}' 2>/dev/null || echo none; }

record_begin() { # NAME
	RECORD=$results/record-$1
	export RECORD
	mkdir -p "$results"
	rm -f "$RECORD" "$RECORD.counts" "$RECORD.figures"
	record_commit=$(series_commit) record_start=$(date +%s)
	trap 'record_end $?' EXIT
}

record_end() { # STATUS
	trap - EXIT
	{
		stamp_record
		echo "status $1"
		echo "figure $((($(date +%s) - ${record_start:-$(date +%s)}) / 60)) min"
		case $record_commit in
		"$(series_commit)"|none) ;; # the verb makes the tree of a new clone, or of a part
		*) echo "note the series changed during the run" ;;
		esac
		[ ! -e "$RECORD.counts" ] || awk '{ p += $1; f += $2; s += $3 }
			END { printf "counts %d passed, %d failed, %d skipped\n", p, f, s }' "$RECORD.counts"
		[ ! -e "$RECORD.figures" ] || cat "$RECORD.figures"
	} >"$RECORD.new"
	rm -f "$RECORD.counts" "$RECORD.figures"
	mv "$RECORD.new" "$RECORD"
	exit "$1"
}

case ${0##*/} in
delta|bisect|cross|mutate|docs)
	[ $# -gt 0 ] || [ -n "${TEST_BASE:-}${TARGETS:-}" ] || record_begin "${0##*/}$suffix" ;;
esac
