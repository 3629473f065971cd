# SPDX-License-Identifier: GPL-2.0
# Sourced by selftest: patches to tree and back, on a kernel of three files.
tiny=$tmp/tiny
mkdir -p "$tiny/patches" "$tiny/build/linux/mm"
export PGMAP_BUILD="$tiny/build" PGMAP_PATCHES="$tiny/patches"
(
	cd "$tiny/build/linux"
	printf 'VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 0\nEXTRAVERSION = -rc7\n' >Makefile
	seq 40 >mm/memremap.c
	git init -q -b series
	git add -A
	git commit -q -m tiny
	git tag base
	touch .git/imported
	for i in 10 20; do
		sed -i "s/^$i\$/$i changed/" mm/memremap.c
		git commit -q -a --date "2026-11-22T00:00:$i +0000" \
			-m "mm: change $i" -m "Because of $i."
	done
)
tree_is() { [ "$(git -C "$tiny/build/linux" rev-list --count base..series)" -eq "$1" ]; }
no_line() { ! grep -q "$1" "$2"; }
t=$top/scripts/tree s=$top/scripts/series l=$tiny/build/linux

reject "commits that are not in patches/.*'make series'" "$t"
accept tree_is 2
accept "$s"
accept "$s" check
accept "$t"
cp -r "$tiny/patches" "$tiny/kept"
accept env FORCE=1 "$t"
accept "$s"
accept diff -r "$tiny/patches" "$tiny/kept"

# A cover letter: its text stays, its counts follow
printf 'From 0 Mon Sep 17 00:00:00 2001\nFrom: pgmap series <pgmap@localhost>\nDate: x\nSubject: [PATCH 00/99] mm: two\n changes\n\nWhy: because.\n\npgmap series (99):\n  old\n' \
	>"$tiny/patches/0000-cover-letter.patch"
accept "$t"
accept "$s"
accept grep -q '^Subject: \[PATCH 0/2\] mm: two changes' "$tiny/patches/0000-cover-letter.patch"
accept grep -q '^Why: because' "$tiny/patches/0000-cover-letter.patch"
accept no_line old "$tiny/patches/0000-cover-letter.patch"
cp "$tiny/patches/0000-cover-letter.patch" "$tiny/cover"
accept env FORCE=1 "$t"
accept "$s"
accept cmp "$tiny/cover" "$tiny/patches/0000-cover-letter.patch"

# Somebody else's commit: the list of authors is not text either
git -C "$l" commit -q --allow-empty --author 'A U Thor <a@localhost>' -m 'mm: more' -m 'Because.'
sed -i 's/^30$/thirty/' "$l/mm/memremap.c"
git -C "$l" commit -q -a --amend --no-edit --author 'A U Thor <a@localhost>'
accept "$s"
accept "$s" check
accept grep -q '^A U Thor (1):' "$tiny/patches/0000-cover-letter.patch"
git -C "$l" reset -q --hard HEAD^
accept "$s"
accept cmp "$tiny/cover" "$tiny/patches/0000-cover-letter.patch"

# Work that is only in the tree
echo more >>"$l/mm/memremap.c"
sed -i 's/Because of 20/For 20/' "$tiny"/patches/0002-*
reject 'uncommitted changes.*mm/memremap.c' "$t"
git -C "$l" checkout -q mm/memremap.c
touch "$l/mm/new.c"
reject 'uncommitted changes.*mm/new.c' "$t"
rm "$l/mm/new.c"
accept "$t"
git -C "$l" commit -q --allow-empty -m mine
reject 'commits that are not in patches/' "$t"
reject 'commits that are not in patches/' "$top/scripts/clean"
accept "$t" keep
accept env FORCE=1 "$t"

# A patch whose context is not there is refused, and nothing is half done
cp "$tiny"/patches/0002-* "$tiny/0002.patch"
sed -i 's/^ 19$/ 19 or so/' "$tiny"/patches/0002-*
reject '0002-.* does not apply' "$t"
accept tree_is 2
cp "$tiny/0002.patch" "$tiny/patches/$(basename "$tiny"/patches/0002-*)"
accept "$t"
# One that applies with an offset does not come back byte for byte
sed -i 's/^@@ -17,7 +17,7 @@/@@ -12,7 +12,7 @@/' "$tiny"/patches/0002-*
accept "$t"
reject 'is not what .* holds' "$s" check

rm -f "$tiny"/patches/*
accept env FORCE=1 "$t"
accept tree_is 0
reject 'no commits on top of base' "$s"
reject 'LINUX=/no/such/tree does not exist' env LINUX=/no/such/tree "$t"
reject 'is neither a git tree nor a tarball' env LINUX="$top/Makefile" "$t"
reject 'BASE=6.1 is not known' env BASE=6.1 "$t"
unset PGMAP_BUILD PGMAP_PATCHES
