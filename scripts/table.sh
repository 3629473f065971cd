# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lib.sh: patches/series, the table of postings. A row is
# NAME TREE LIST[,LIST] NEEDS[,NEEDS]|- STABLE(yes|no|rfc).

rows() { [ ! -e "$patches/series" ] || sed 's/#.*//' "$patches/series" | awk 'NF'; }

# column N [NAME]: of all postings, or of this one
column() { rows | awk -v n="$1" -v name="${2:-}" 'name == "" || $1 == name { print $n }'; }

# closure NAME...: these postings and all that they need, in the table's order
closure() {
	rows | awk -v want="$*" '
		{ order[NR] = $1; needs[$1] = $4 }
		function add(p,    a, i, n) {
			if (p == "-" || p in taken) return
			taken[p] = 1
			n = split(needs[p], a, ",")
			for (i = 1; i <= n; i++) add(a[i])
		}
		END {
			n = split(want, w, " ")
			for (i = 1; i <= n; i++) add(w[i])
			for (i = 1; i <= NR; i++) if (order[i] in taken) print order[i]
		}'
}

# Why this kernel does without a posting: patches/7.2/without has "NAME REASON"
without() { # NAME
	for w_need in $(closure "$1"); do
		w_why=$(sed -n "s/^${w_need}[[:space:]]\{1,\}//p" "$patches/$(kernel_series)/without" 2>/dev/null || :)
		[ -n "$w_why" ] || continue
		[ "$w_need" = "$1" ] || w_why="it needs $w_need: $w_why"
		echo "$w_why"
		return
	done
}

# Those that this tree is to have
postings() {
	for p_name in $(if [ -n "${POSTING:-}" ]; then closure "$POSTING"; else column 1; fi); do
		[ -n "$(without "$p_name")" ] || echo "$p_name"
	done
}

check_table() {
	c_bad=$(rows | awk '
		function bad(text) { if (!said) print $1 ": " text; said = 1 }
		NF != 5 { bad(NF " columns, and not NAME TREE LISTS NEEDS STABLE") }
		$1 !~ /^[a-z][a-z0-9-]*$/ { bad("a name has small letters, digits and -") }
		$1 in seen { bad("is there twice") }
		$5 !~ /^(yes|no|rfc)$/ { bad("the last column is yes, no or rfc, and not " $5) }
		$4 != "-" {
			n = split($4, need, ",")
			for (i = 1; i <= n; i++)
				if (!(need[i] in seen)) bad("needs " need[i] ", which does not come before it")
		}
		{ seen[$1] = 1 }')
	[ -z "$c_bad" ] || die "patches/series: $c_bad"
	c_names=" $(column 1 | paste -s -d ' ') "
	for c_dir in "$patches"/*/; do
		c_dir=$(basename "$c_dir")
		case $c_dir in [0-9].*|'*') continue ;; esac
		case $c_names in *" $c_dir "*) continue ;; esac
		die "patches/$c_dir has no row in patches/series: add one, or remove the directory"
	done
}
[ -z "$tested" ] || [ -n "$(column 1 "$tested")" ] || {
	echo "error: POSTING=$tested is not in patches/series: $(column 1 | paste -s -d ' ')" >&2
	exit 1
}
