# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by series, postings and bisect: the branches posting/NAME, each at the last
# commit of its posting, in one line from base to series, and what is known of each.

# Each row of patches/series has its branch, in this order, and each commit its posting
check_branches() {
	b_where=${tree#"$top/"} b_prev=base
	for b_ref in $(git -C "$tree" for-each-ref --format='%(refname)' refs/heads/posting/); do
		b_name=${b_ref#refs/heads/posting/}
		[ -n "$(column 1 "$b_name")" ] ||
			die "branch posting/$b_name has no row in patches/series: add one, or 'git -C $b_where branch -D posting/$b_name'"
	done
	for b_name in $(postings); do
		b=posting/$b_name
		git -C "$tree" rev-parse -q --verify "refs/heads/$b" >/dev/null ||
			die "$b_name has a row in patches/series and no branch: 'git -C $b_where branch $b COMMIT' at its last commit, or remove the row"
		git -C "$tree" merge-base --is-ancestor "$b" series ||
			die "$b is not in branch series, which was rebased without it: 'git -C $b_where branch -f $b COMMIT', and next time 'git rebase --update-refs'"
		git -C "$tree" merge-base --is-ancestor "$b_prev" "$b" ||
			die "$b does not come after $b_prev, as patches/series has it: move the row or the commits, or 'git -C $b_where branch -f $b COMMIT'"
		[ "$(git -C "$tree" rev-parse "$b_prev^{commit}")" != "$(git -C "$tree" rev-parse "$b")" ] ||
			die "$b has no commits after $b_prev: 'git -C $b_where branch -f $b COMMIT', or remove branch and row"
		b_prev=$b
	done
	[ "$(git -C "$tree" rev-parse "$b_prev^{commit}")" = "$(git -C "$tree" rev-parse series)" ] || [ "$b_prev" = base ] ||
		die "commits after $b_prev belong to no posting: 'git -C $b_where branch -f $b_prev series' makes them its own, or give them a row in patches/series and a branch posting/NAME: $(git -C "$tree" log --format=%s "$b_prev..series" | head -n 3 | paste -s -d ';')"
	[ "$b_prev" != base ] || [ "$(git -C "$tree" rev-list --count base..series)" -eq 0 ] ||
		die "$b_where has commits and patches/series has no row: add one, and 'git -C $b_where branch posting/NAME series'"
}

# commits_of NAME: of this posting, in order
commits_of() {
	c_prev=base
	for c_name in $(postings); do
		[ "$c_name" != "$1" ] || break
		c_prev=posting/$c_name
	done
	# What comes before all on another base is nobody's
	c_skip=0
	[ $c_prev != base ] || c_skip=$(first_patches | wc -l)
	git -C "$tree" rev-list --reverse "$c_prev..posting/$1" | tail -n +$((c_skip + 1))
}

# posting_is NAME WHAT TEXT: remember that of refs/postings/NAME/tip
tip_of() { git -C "$tree" rev-parse -q --verify "refs/postings/$1/tip" || echo none; }
known=$results/postings.known # of all trees: a commit is the same in each
posting_is() {
	mkdir -p "$results"
	touch "$known"
	sed -i "/^$1 $(tip_of "$1") $2 /d" "$known"
	echo "$1 $(tip_of "$1") $2 $3" >>"$known"
}
what_is() { sed -n "s/^$1 $(tip_of "$1") $2 //p" "$known" 2>/dev/null || :; }

# tests_of POSTING: in words, for the table of postings
tests_of() {
	awk -v name="$1" '
		function ours(list,    p, i, n) {
			n = split(list, p, ",")
			for (i = 1; i <= n; i++) if (p[i] == name) return 1
		}
		/^#/ || !ours($7) { next }
		$1 == "case" { c++; next }
		$1 == "kunit" { print "KUnit " $2 }
		$1 == "self" || $1 == "long" { print $2 }
		END { if (c) print c " reproducers" }' "$top/tests/table" | paste -s -d , | sed 's/,/, /g; s/^$/-/'
}

postings_table() { # build/results/postings.md
	k_table=$results/postings$suffix.md
	{
		echo "Postings on $(base_name), $(date -u '+%Y-%m-%d %H:%M'):"
		echo
		echo "| posting | needs | patches | applies | compiles | its tests | commit |"
		echo "|---|---|---:|---|---|---|---|"
		for k_name in $(postings); do
			k_compiles=$(what_is "$k_name" compiles)
			echo "| $k_name | $(column 4 "$k_name" | sed 's/,/, /g') | $(commits_of "$k_name" | wc -l) | $(what_is "$k_name" applies) | ${k_compiles:-not tried} | $(tests_of "$k_name") | $(tip_of "$k_name" | cut -c1-12) |"
		done
	} >"$k_table"
	cat "$k_table"
	say "table: build/results/${k_table##*/}"
}
