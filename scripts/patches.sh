# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lib.sh: which patches are applied, where, and with what.

# The patches for this tree, in order. For 7.2, patches/7.2/ has what is to be
# different: NNNN-SUBJECT.patch replaces the patch with this subject, whatever
# its number, and 0000-*.patch come before all. In a subshell, which may die.
patch_files() {
	more=$patches/$(kernel_series)
	[ "$(kernel_release)" != "$EXACT" ] || more=/nonexistent
	for v in "$more"/*.patch; do
		[ -e "$v" ] || continue
		case ${v##*/} in 0000-*) echo "$v"; continue ;; esac
		set -- "$patches"/[0-9][0-9][0-9][0-9]-"${v##*/????-}"
		[ -e "$1" ] || die "patches/${v#"$patches/"} is a variant of no patch: it goes by the name after the number"
	done
	for p in "$patches"/[0-9]*.patch; do
		case ${p##*/} in 0000-*|'[0-9]*.patch') continue ;; esac
		set -- "$more"/[0-9][0-9][0-9][0-9]-"${p##*/????-}"
		[ $# -eq 1 ] || die "${p##*/} has more than one variant in patches/${more##*/}"
		[ ! -e "$1" ] || p=$1
		echo "$p"
		[ "${p##*/????-}" != "${part_end:-none}.patch" ] || return 0
	done
}

# A 3-way merge wants the files that the patches were made from
ancestors() {
	[ "$tree" != "$build/linux" ] || return 0
	[ -n "${LINUX:-}" ] || BASE=7.3 PART='' FORCE='' TEST_BASE='' "$top/scripts/tree" keep
	if [ ! -d "$build/linux/.git/objects" ]; then
		say "note: without build/linux no 3-way merge is possible: 'make tree' makes it"
	elif ! grep -qsF "$build/linux/" "$tree/.git/objects/info/alternates"; then
		echo "$build/linux/.git/objects" >>"$tree/.git/objects/info/alternates"
	fi
}

# am_worktree DIR: the unpatched files that patches touch, to apply them on the side.
# Sparse, because a kernel tree is large.
am_worktree() {
	rm -rf "$1"
	git -C "$tree" worktree prune
	git -C "$tree" worktree add -q --no-checkout --detach "$1" base
	# shellcheck disable=SC2086
	sed -n 's,^\(---\|+++\) [ab]/\([^[:space:]]*\).*,/\2,p' $files | sort -u |
		git -C "$1" sparse-checkout set --no-cone --stdin
	git -C "$1" checkout -q --detach base
}

# moved PATCH DIR: hunks that git am has put into another function than where they
# were made, because what surrounds them is there, too, and nearer
moved() {
	# As the kernel's .gitattributes say, which are not in this worktree
	echo '*.[ch] diff=cpp' >"$2.made"
	git -C "$2" -c core.attributesFile="$2.made" show --format= --no-renames HEAD |
		places >"$2.landed"
	places <"$1" | sort -u >"$2.made"
	sort -u "$2.landed" | comm -23 - "$2.made"
	rm "$2.landed" "$2.made"
}
places() {
	awk '/^diff --git / { f = substr($4, 3) }
	     /^@@ / { sub(/^@@[^@]*@@ ?/, ""); print f ": " $0 }'
}
