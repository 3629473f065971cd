# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lib.sh: what is in the tree, what is in patches/, and whether either has
# changed since they were the same: .git/series-stamp has the sums of that moment.

stamp=$tree/.git/series-stamp
sum() { sha256sum | cut -c1-64; }

made_on() { cat "$patches/base" 2>/dev/null || :; } # the base of the last "make series"

tree_state() { # branches and cover letters
	{
		git -C "$tree" for-each-ref --format='%(refname) %(objectname)' refs/heads/series refs/heads/posting/
		git -C "$tree" config --get-regexp '^branch\.posting/.*\.description$'
	} | sum
}

covers() { for c in "$patches"/*/0000-cover-letter.patch; do [ ! -e "$c" ] || echo "$c"; done; }
patches_state() { # of all patches that there are, of patches/ as this tree is to have it
	find "$patches" -mindepth 2 -name '[0-9]*.patch' ! -name '0000-cover*' | LC_ALL=C sort | xargs -r cat | sum
	# shellcheck disable=SC2046
	{ rows; postings; cat /dev/null $(covers) $(patch_files); } | sum
}

stamped() { sed -n "${1}p" "$stamp" 2>/dev/null || :; }
write_stamp() { { tree_state; patches_state; } >"$stamp"; }

# What is only in the tree
tree_has_work() {
	[ "$(tree_state)" != "$(stamped 1)" ] &&
		[ "$(git -C "$tree" rev-parse 'base^{commit}')" != "$(git -C "$tree" rev-parse series)" ]
}

# The text of a cover letter, up to the list of authors and titles
cover_text() { # FILE
	printf '%s\n\n' "$("$top/scripts/subjects" "$1")"
	awk 's && /^[^ ].* \([0-9]+\):$/ { exit } s; /^$/ { s = 1 }' "$1"
}

# It is the description of the posting's branch, too. Where it was changed on one
# side only, that side has it; synced/ has what both last agreed on.
description() { git -C "$tree" config "branch.posting/$1.description" || :; }
describe() { # POSTING TEXT
	[ "$(description "$1")" = "$2" ] || git -C "$tree" config "branch.posting/$1.description" "$2"
	mkdir -p "$tree/.git/synced"
	echo "$2" >"$tree/.git/synced/$1"
}
describe_from_patches() { # POSTING: patches/ are right
	[ ! -e "$patches/$1/0000-cover-letter.patch" ] ||
		describe "$1" "$(cover_text "$patches/$1/0000-cover-letter.patch")"
}
agree_on_cover() { # POSTING: neither is known to be right
	d_was=$(cat "$tree/.git/synced/$1" 2>/dev/null || :)
	d_tree=$(description "$1") d_file=
	[ ! -e "$patches/$1/0000-cover-letter.patch" ] || d_file=$(cover_text "$patches/$1/0000-cover-letter.patch")
	if [ -z "$d_file" ] || [ "$d_file" = "$d_was" ]; then d_now=$d_tree
	elif [ -z "$d_tree" ] || [ "$d_tree" = "$d_was" ] || [ "$d_tree" = "$d_file" ]; then d_now=$d_file
	else die "the cover letter of $1 was changed in patches/$1/ and in the description of branch posting/$1: make them the same (git branch --edit-description posting/$1)"
	fi
	[ -n "$d_now" ] || die "posting $1 has no cover letter: git -C ${tree#"$top/"} branch --edit-description posting/$1"
	! echo "$d_now" | grep -E '^[^ ].* \([0-9]+\):$' >&2 ||
		die "a line of this form in the cover letter of $1 would be taken for the list of titles"
}
