# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced after scripts/lib.sh: tests/table, as far as it is about the postings that are
# tested.
table=${PGMAP_TABLE:-$top/tests/table}
suites=${PGMAP_TESTS:-$top/tests}
all_rows() { sed 's/^#.*//' "$table" | awk 'NF'; }

tested_postings() { if [ -n "$tested" ]; then closure "$tested"; else postings; fi | paste -s -d ' '; }

# our_rows [KIND|NAME...]: a name may have *
our_rows() {
	all_rows | awk -v want="$*" -v tested="$(tested_postings)" '
		BEGIN {
			n = split(tested, t, " "); for (i = 1; i <= n; i++) is[t[i]] = 1
			wanted = split(want, w, " ")
			for (i = 1; i <= wanted; i++) { gsub(/[.]/, "[.]", w[i]); gsub(/[*]/, ".*", w[i]) }
		}
		{
			n = split($7, p, ",")
			for (i = 1; i <= n; i++) if (p[i] ~ /^!/ ? (substr(p[i], 2) in is) : !(p[i] in is)) next
			for (i = 1; i <= wanted; i++) if ($1 == w[i] || $2 ~ "^(" w[i] ")$") break
			if (!wanted || i <= wanted) print
		}'
}

# row_of NAME: $kind, $name, $devices, $config, $on_base, $on_series, $needs, $command,
# and $words for tables
row_of() {
	row=$(all_rows | awk -v n="$1" '$2 == n')
	[ -n "$row" ] || die "tests/table has no row $1"
	read -r kind name devices config on_base on_series needs command <<END
$row
END
	words=${command##* # }
	[ "$words" != "$command" ] || words=$name
	command=${command%% # *}
	case $command in =*)
		r_args=${command#=} r_only=
		case $r_args in *' '*) r_only=${r_args#* } ;; esac
		command=$(all_rows | awk -v n="${r_args%% *}" '$2 == n' | cut -f8-)
		command="ONLY='$r_only'; $command" ;;
	esac
}

# ./PROGRAM in the commands of these rows
programs_of() { # NAME...
	for p_row; do
		(row_of "$p_row"; echo "$command") | grep -oE '\./[A-Za-z0-9_-]+( |;|$)' | tr -d './ ;'
	done | sort -u
}

is_tested() { # POSTING
	case " $(tested_postings) " in *" $1 "*) ;; *) return 1 ;; esac
}
# id_of NAME CONFIG SIDE: of all that a boot leaves behind. The unpatched kernel is that
# of all postings.
id_of() {
	if [ "$3" = base ]; then echo "$1-$2-base${whole#"$build/linux"}"; else echo "$1-$2-series$suffix"; fi
}

# jobs_of [KIND|NAME...]: WEIGHT NAME CONFIG SIDE of each boot. On each side that the row
# expects something of; ON=CONFIG, else the first one of the row; FIRST=CONFIG takes
# those that have it first.
jobs_of() {
	our_rows "$@" | while read -r j_kind j_name _ j_configs j_base j_series _; do
		case $*:$j_kind:${FIRST:-} in :base:*|:suite:*|:long:?*) continue ;; esac
		j_config=${ON:-${j_configs%%,*}}
		[ -z "${FIRST:-}" ] || [ "$FIRST" = "${j_configs%%,*}" ] || continue
		case ,$j_configs, in *",$j_config,"*) ;; *) continue ;; esac
		[ -z "${TEST_BASE:-}" ] || j_base=any j_series=-
		for j_side in base series; do
			[ $j_side = base ] || j_base=$j_series
			[ "$j_base" != - ] || continue
			# What it took last time
			j_w=$(sed -n 's/^seconds //p' "$results/test-$(id_of "$j_name" "$j_config" $j_side)" 2>/dev/null) || :
			case $j_kind:$j_w in self:|long:) j_w=120 ;; *:) j_w=60 ;; *:0) j_w=1 ;; esac
			echo "$j_w $j_name $j_config $j_side"
		done
	done
}

check_rows() {
	c_bad=$(all_rows | awk -F '\t' -v postings="$(column 1 | paste -s -d ' ')" '
		function bad(text) { if (!said++) print $2 ": " text }
		function expects(e) { return e ~ /^(-|pass|fail|oops|hang|any)$/ }
		BEGIN { n = split(postings, p, " "); for (i = 1; i <= n; i++) is[p[i]] = 1 }
		NF < 8 { bad(NF " columns, with one tab between them, and not 8") }
		$1 !~ /^(kunit|self|long|case|base|suite)$/ { bad("no kind of test: " $1) }
		$2 in seen { bad("is there twice") }
		$4 !~ /^(test|debug|kcsan)(,(test|debug|kcsan))*$/ { bad("no configuration: " $4) }
		!expects($5) || !expects(gensub(/:.*/, "", 1, $6)) || $5 $6 == "--" { bad("nothing to expect: " $5 " " $6) }
		{
			n = split($7, p, ",")
			for (i = 1; i <= n; i++) { sub(/^!/, "", p[i]); if (!(p[i] in is)) bad("patches/series has no posting " p[i]) }
			if ($8 ~ /^=/ && !(substr(gensub(/ .*/, "", 1, $8), 2) in seen)) bad("no row before it " $8)
			seen[$2] = 1
		}')
	[ -z "$c_bad" ] || die "tests/table: $c_bad"
}

# wanted_of NAME: the lines of a suite's list that ONLY= names, or all
wanted_of() {
	awk -v only="${ONLY:-}" '
		BEGIN { n = split(only, o, " "); for (i = 1; i <= n; i++) is[o[i]] = 1 }
		NF && !/^#/ && (!n || $1 in is)' "$suites/${1%%-*}/${1#*-}.list"
}
