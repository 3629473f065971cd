# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lib.sh: which patches there are, and how they become commits on the side.
# A kernel tree is large and a series touches few files: the patches are applied to a
# commit that has only these, and the result is carried over to the whole tree.

# For 7.2, patches/7.2/ has what is to be different: NNNN-SUBJECT.patch replaces the
# patch with this subject, whatever its number, and 0000-*.patch come before all.
variants() { for v in "$patches/$(kernel_series)"/*.patch; do [ ! -e "$v" ] || echo "$v"; done; }
first_patches() { variants | grep '/0000-[^/]*$' || :; }
check_variants() {
	for v in $(variants); do
		v_name=${v##*/????-}
		case ${v##*/} in 0000-*) continue ;; esac
		set -- "$patches"/[a-z]*/[0-9][0-9][0-9][0-9]-"$v_name"
		[ $# -eq 1 ] && [ -e "$1" ] ||
			die "patches/${v#"$patches/"} is a variant of no patch, or of several: it goes by the name after the number"
		set -- "${v%/*}"/[0-9][0-9][0-9][0-9]-"$v_name"
		[ $# -eq 1 ] || die "patches/${v%/*}: $v_name has more than one variant"
	done
}

patch_files() { # [POSTING...]: in order; all of this tree
	# shellcheck disable=SC2046
	[ $# -gt 0 ] || { first_patches; set -- $(postings); }
	for f_posting; do
		for p in "$patches/$f_posting"/[0-9]*.patch; do
			case ${p##*/} in 0000-*|'[0-9]*.patch') continue ;; esac
			set -- "$patches/$(kernel_series)"/[0-9][0-9][0-9][0-9]-"${p##*/????-}"
			[ ! -e "$1" ] || p=$1
			echo "$p"
		done
	done
}

# A 3-way merge wants the files that the patches were made from
ancestors() {
	[ "$tree" != "$build/linux" ] && [ -z "${had_ancestors:-}" ] || return 0
	had_ancestors=yes
	[ -n "${LINUX:-}" ] || BASE=$MAIN_BASE POSTING='' FORCE='' TEST_BASE='' "$top/scripts/tree" keep
	if [ ! -d "$build/linux/.git/objects" ]; then
		say "note: without build/linux no 3-way merge is possible: 'make tree' makes it"
	elif ! grep -qsF "$build/linux/" "$tree/.git/objects/info/alternates"; then
		echo "$build/linux/.git/objects" >>"$tree/.git/objects/info/alternates"
	fi
}

# small_worktree DIR PATCH...: the unpatched files that these patches touch, as a
# commit without a history, $small, checked out in DIR
small_worktree() {
	s_dir=$1
	shift
	rm -rf "$s_dir" "$s_dir.index"
	git -C "$tree" worktree prune
	small=$(
		export GIT_INDEX_FILE="$s_dir.index" GIT_AUTHOR_DATE="$import_date" GIT_COMMITTER_DATE="$import_date"
		[ $# -eq 0 ] || cat "$@" | sed -n 's,^diff --git a/\(.*\) b/\(.*\)$,\1\n\2,p' | sort -u |
			xargs -d '\n' git -C "$tree" ls-tree base -- | git -C "$tree" update-index --index-info
		git -C "$tree" commit-tree -m small "$(git -C "$tree" write-tree)"
	)
	rm -f "$s_dir.index"
	git -C "$tree" worktree add -q --detach "$s_dir" "$small"
}

# apply DIR PATCH: exactly, else, on another base than it was made on, by a 3-way merge
apply() {
	a_how=exact
	git -C "$1" am --no-3way --committer-date-is-author-date "$2" >"$1.log" 2>&1 && return
	git -C "$1" am --abort
	a_how=CONFLICT
	[ "$(base_name)" != "$(made_on)" ] || return 1
	ancestors
	a_how=3-way
	git -C "$1" am --3way --committer-date-is-author-date "$2" >"$1.log" 2>&1 && return
	git -C "$1" am --abort
	a_how=CONFLICT
	return 1
}

# apply_or_die DIR PATCH
apply_or_die() {
	apply "$1" "$2" || {
		grep -E '^error:|CONFLICT' "$1.log" | head -n 8 >&2 || true
		die "${2#"$top/"} does not apply to $(kernel_release): 'make tree T=rebase' shows where; add a variant in patches/$(kernel_series)/"
	}
	[ "$a_how" = exact ] || say "note: ${2##*/} needed a 3-way merge"
	[ "$a_how" = exact ] && [ "$(base_name)" = "$(made_on)" ] || [ -z "$(moved "$2" "$1")" ] || {
		a_what="${2#"$top/"} has a hunk that $(kernel_release) takes in another function: $(moved "$2" "$1" | head -n 1)"
		[ -n "${LINUX:-}" ] || die "$a_what: give it more context, or add a variant"
		say "note: $a_what"
	}
}

# moved PATCH DIR [COMMIT]: hunks that git am has put into another function than where
# they were made, because what surrounds them is there, too, and nearer
moved() {
	# As the kernel's .gitattributes say, which are not in this worktree
	echo '*.[ch] diff=cpp' >"$2.made"
	git -C "$2" -c core.attributesFile="$2.made" show --format= --no-renames "${3:-HEAD}" |
		places >"$2.landed"
	places <"$1" | sort -u >"$2.made"
	sort -u "$2.landed" | comm -23 - "$2.made"
	rm "$2.landed" "$2.made"
}
places() {
	awk '/^diff --git / { f = substr($4, 3) }
	     /^@@ / { sub(/^@@[^@]*@@ ?/, ""); print f ": " $0 }'
}

# whole_commits WHERE: what there is under refs/small/ becomes commits of the whole tree,
# on base, under refs/WHERE/
whole_commits() {
	drop_refs "$1"
	git -C "$tree" fast-export --no-data --reference-excluded-parents --reencode=no \
		--glob='refs/small/*' "^$small" |
		sed "s,^\(commit\|reset\) refs/small/,\1 refs/$1/,; s/^from $small\$/from $(git -C "$tree" rev-parse 'base^{commit}')/" |
		git -C "$tree" fast-import --quiet --force
	drop_refs small
}
drop_refs() { git -C "$tree" for-each-ref --format='delete %(refname)' "refs/$1/" | git -C "$tree" update-ref --stdin; }
