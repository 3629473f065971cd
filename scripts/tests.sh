# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by scripts and checks: check/tests.conf and repro/cases.conf, as far as they
# are about the postings that are tested.

# rows_of FILE COLUMN: those whose postings, in this column, are tested
rows_of() {
	awk -v column="$2" -v tested="$(if [ -n "$tested" ]; then closure "$tested"; else postings; fi | paste -s -d ' ')" '
		BEGIN { n = split(tested, t, " "); for (i = 1; i <= n; i++) is[t[i]] = 1 }
		/^#/ || !NF { next }
		{
			n = split($column, p, ",")
			for (i = 1; i <= n; i++) {
				if (p[i] ~ /^!/ ? (substr(p[i], 2) in is) : !(p[i] in is)) next
			}
			print
		}' "$top/$1"
}

# tests KIND [MORE|MORE]: the names, of those with this in the last column
tests() {
	rows_of check/tests.conf 3 | awk -v kind="$1" -v more="${2:-}" \
		'$1 == kind && (more == "" || $4 ~ "^(" more ")$") { print $2 }'
}
suite_args() { awk -v s="$1" '$1 == "suite" && $2 == s { $1 = $2 = $3 = ""; print }' "$top/check/tests.conf"; }
# dir_of PROGRAM: its folder below tools/testing/selftests
dir_of() { awk -v p="$1" '$1 == "program" && $2 == p { print $4 ? $4 : "mm" }' "$top/check/tests.conf"; }
cases() { rows_of repro/cases.conf 4 | awk '{ print $1 }'; }

# tests_of POSTING: in words, for the table of postings
tests_of() {
	awk -v name="$1" '
		function ours(list,    p, i, n) {
			n = split(list, p, ",")
			for (i = 1; i <= n; i++) if (p[i] == name) return 1
		}
		/^#/ || !NF { next }
		FILENAME ~ /cases.conf$/ { if (ours($4)) c++; next }
		$1 == "suite" && ours($3) { print "KUnit " $2 }
		$1 == "stream" && ours($3) { print $2 }
		$1 == "injected" && ours($3) { f++ }
		END {
			if (f) print f " callers with injection"
			if (c) print c " reproducers"
		}' "$top/check/tests.conf" "$top/repro/cases.conf" | paste -s -d , | sed 's/,/, /g; s/^$/-/'
}

check_tests() { # each posting that they name is there
	awk '!/^#/ && NF { print (FILENAME ~ /cases.conf$/) ? $4 : $3 }' "$top/check/tests.conf" "$top/repro/cases.conf" |
		tr , '\n' | sed 's/^!//' | sort -u | while read -r t_name; do
		[ -n "$(column 1 "$t_name")" ] ||
			die "check/tests.conf or repro/cases.conf names a posting that patches/series has not: $t_name"
	done
}
