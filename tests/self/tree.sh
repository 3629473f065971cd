# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: patches to tree and back, on a kernel of three files.
tiny=$tmp/tiny
mkdir -p "$tiny/patches" "$tiny/build/linux/mm"
export PGMAP_BUILD="$tiny/build" PGMAP_PATCHES="$tiny/patches" PGMAP_RESULTS="$tiny/results"
export BASE= LINUX= POSTING=
l=$tiny/build/linux
tiny_commit() { # TREE LINE...: a commit that changes these lines
	for i in $2; do sed -i "s/^$i\$/$i changed/" "$1/mm/memremap.c"; done
	git -C "$1" commit -q -a --date "2026-11-22T00:00:${2%% *} +0000" -m "mm: change ${2%% *}" -m "Because of ${2%% *}."
}
tiny_base() { # DIR
	mkdir -p "$1/mm"
	printf 'VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\nEXTRAVERSION =\n' >"$1/Makefile"
	seq 40 >"$1/mm/memremap.c"
	echo 'int x;' >"$1/mm/other.c"
	git init -q -b series "$1"
	git -C "$1" add -A
	git -C "$1" commit -q -m tiny
}
posting() { # NAME NEEDS STABLE [TITLE]: its row, and its branch at the end
	printf '%s\tmm linux-mm %s %s # a row\n' "$1" "$2" "$3" >>"$tiny/patches/series"
	git -C "$l" branch -f "posting/$1" series
	[ -z "${4:-}" ] || git -C "$l" config "branch.posting/$1.description" "$4

Why: because of $1."
}
tiny_base "$l"
git -C "$l" tag base
touch "$l/.git/imported"
tiny_commit "$l" 10
tiny_commit "$l" 20
tree_is() { [ "$(git -C "$l" rev-list --count base..series)" -eq "$1" ]; }
no_line() { ! grep -q "$1" "$2"; }
same_twice() { # patches/ go to commits and come back as they were
	rm -rf "$tiny/kept"
	cp -r "$tiny/patches" "$tiny/kept"
	FORCE=1 "$t" && "$s" && diff -r "$tiny/patches" "$tiny/kept"
}
t=$top/scripts/tree s=$top/scripts/series

reject "commits or cover letters that are not in patches/.*'make series'" "$t"
accept tree_is 2
reject 'has commits and patches/series has no row' "$s"
posting one - yes
reject 'posting one has no cover letter: .*--edit-description posting/one' "$s"
accept tree_is 2
posting two - rfc # no commits
reject 'posting/two has no commits after posting/one' "$s"
tiny_commit "$l" 30
git -C "$l" branch -f posting/two series
for i in one two; do git -C "$l" config branch.posting/$i.description "mm: $i

Why: because of $i."; done
accept "$s"
says 'identical, 3 patches in 2 postings on Linux 7.3.4, commit' "$s" check
accept "$t"
accept same_twice
accept grep -q '^Subject: \[PATCH 0/2\] mm: one$' "$tiny/patches/one/0000-cover-letter.patch"
accept grep -q '^Subject: \[PATCH 2/2\] mm: change 20$' "$tiny/patches/one/0002-mm-change-20.patch"
accept grep -q '^Subject: \[RFC PATCH 0/1\] mm: two$' "$tiny/patches/two/0000-cover-letter.patch"
accept grep -q '^Subject: \[RFC PATCH\] mm: change 30$' "$tiny/patches/two/0001-mm-change-30.patch"
accept grep -q '^Linux 7.3.4, commit ' "$tiny/patches/base"
accept [ "$(git -C "$l" config b4.prep-cover-strategy)" = branch-description ]

# As the README says: the pattern has all patches and no cover letter
accept grep -qF 'git am patches/NAME/0*[1-9]*.patch' "$top/README.md"
git clone -q "$l" "$tiny/am"
git -C "$tiny/am" checkout -q -b am base
for i in 0009 0010 0100; do cp "$tiny/patches/one/0002-mm-change-20.patch" "$tiny/kept/one/$i-x.patch"; done
accept [ "$(cd "$tiny/kept" && echo one/0*[1-9]*.patch)" = "one/0001-mm-change-10.patch one/0002-mm-change-20.patch one/0009-x.patch one/0010-x.patch one/0100-x.patch" ]
accept git -C "$tiny/am" am "$tiny"/patches/one/0*[1-9]*.patch
accept git -C "$tiny/am" am "$tiny"/patches/two/0*[1-9]*.patch

# A cover letter: its text stays, its counts follow, it may be changed on either side
c=$tiny/patches/one/0000-cover-letter.patch
sed -i 's/^Why: .*/Why: for one./; s,0/2,0/99,' "$c"
accept "$t"
accept "$s"
accept grep -q '^Why: for one' "$c"
accept grep -q '\[PATCH 0/2\]' "$c"
git -C "$l" config branch.posting/one.description "mm: one
$(printf '\nWhy: in the tree.')"
reject 'commits or cover letters that are not in patches/' "$t"
accept "$s"
accept grep -q '^Why: in the tree' "$c"
git -C "$l" config branch.posting/one.description "mm: one
$(printf '\nWhy: in the tree, again.')"
sed -i 's/^Why: .*/Why: in the patches, again./' "$c"
reject 'the cover letter of one was changed in patches/one/ and in the description' "$s"
accept env FORCE=1 "$t"
accept "$s"
accept grep -q '^Why: in the patches, again' "$c"

# Somebody else's commit: the list of authors is not text either
git -C "$l" commit -q --amend --no-edit --author 'A U Thor <a@localhost>'
git -C "$l" branch -f posting/two series
accept "$s"
accept "$s" check
accept grep -q '^A U Thor (1):' "$tiny/patches/two/0000-cover-letter.patch"
accept same_twice

# Work that is only in the tree
echo more >>"$l/mm/memremap.c"
sed -i 's/Because of 20/For 20/' "$tiny"/patches/one/0002-*
reject 'uncommitted changes.*mm/memremap.c' "$t"
git -C "$l" checkout -q mm/memremap.c
touch "$l/mm/new.c"
reject 'uncommitted changes.*mm/new.c' "$t"
rm "$l/mm/new.c"
accept "$t"
tiny_commit "$l" 35
git -C "$l" branch -f posting/two series
reject 'commits or cover letters that are not in patches/' "$t"
reject 'commits that are not in patches/' "$top/scripts/clean"
accept "$t" keep
# and in patches/, too
sed -i 's/For 20/Because of 20/' "$tiny"/patches/one/0002-*
reject 'patches/ have changed since .make tree., and so has' "$s"
reject 'commits or cover letters that are not in patches/' "$t" keep
accept env FORCE=1 "$t"
accept "$s" check

# A patch whose context is not there is refused, and nothing is half done
p=$(echo "$tiny"/patches/one/0002-*)
cp "$p" "$tiny/0002.patch"
sed -i 's/^ 19$/ 19 or so/' "$p"
reject '0002-.* does not apply' "$t"
accept tree_is 3
cp "$tiny/0002.patch" "$p"
accept "$t"
# One that applies with an offset does not come back byte for byte
sed -i 's/^@@ -17,7 +17,7 @@/@@ -12,7 +12,7 @@/' "$p"
accept "$t"
reject 'is not what .* holds' "$s" check
# unless it was made on another base, which is told
echo "Linux 7.3.3, commit 1234567" >"$tiny/patches/base"
says 'made on Linux 7.3.3.*would refresh 1 file' "$s" check
accept "$s"
accept cmp "$p" "$tiny/0002.patch"
