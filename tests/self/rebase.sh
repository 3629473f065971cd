# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: patches on another kernel, with three files again. There, line
# 6 differs, which is near what patch 2 changes, line 30, which patch 3 changes,
# and there is no mm/new.c, which patch 4 changes.
tiny=$tmp/tiny-rebase
export PGMAP_BUILD="$tiny/build" PGMAP_PATCHES="$tiny/patches" PGMAP_RESULTS="$tiny/results"
export BASE='' LINUX='' POSTING=''
mkdir -p "$tiny/patches"
printf 'one mm linux-mm - no\ntwo mm linux-mm one no\nthree mm linux-mm - no\n' >"$tiny/patches/series"
tiny_tree() { # DIR PATCHLEVEL EXTRAVERSION
	mkdir -p "$1/mm"
	printf 'VERSION = 7\nPATCHLEVEL = %s\nSUBLEVEL = 0\nEXTRAVERSION = %s\n' "$2" "$3" >"$1/Makefile"
	seq 40 >"$1/mm/memremap.c"
	[ "$2" = 2 ] || seq 100 140 >"$1/mm/new.c"
	[ "$2" != 2 ] || sed -i 's/^6$/6.5/; s/^30$/30.5/' "$1/mm/memremap.c"
	git -C "$1" init -q -b series
	git -C "$1" add -A
	git -C "$1" commit -q -m tiny
	git -C "$1" tag base
	touch "$1/.git/imported"
}
tiny_tree "$tiny/build/linux" 3 -rc7
tiny_tree "$tiny/build/linux-7.2" 2 ''
(
	cd "$tiny/build/linux"
	for i in 20 8 new 30 31 12; do
		case $i in new) f=mm/new.c n=110 ;; *) f=mm/memremap.c n=$i ;; esac
		sed -i "s/^$n\$/$n changed/" $f
		git commit -q -a --date "2026-11-22T00:00:00 +0000" -m "mm: change $i" -m "Why: $i."
		case $i in 30) p=one ;; 31) p=two ;; 12) p=three ;; *) continue ;; esac
		git branch posting/$p
		git config branch.posting/$p.description "mm: $p$(printf '\n\nWhy.')"
	done
)
l=$tiny/build/linux-7.2 t=$top/scripts/tree r=$top/scripts/rebase
accept "$top/scripts/series"
accept "$r"
cp "$tmp/out" "$tmp/rebase"
accept grep -q '6 patches on Linux 7.3.0-rc7, commit [0-9a-f]*: 6 exact' "$tmp/rebase"

export BASE=7.2
before=$(git -C "$l" for-each-ref; git -C "$l" status --porcelain)
as_before() {
	[ "$before" = "$(git -C "$l" for-each-ref; git -C "$l" status --porcelain)" ] &&
	[ "$(git -C "$l" worktree list | wc -l)" -eq 1 ] && [ ! -e "$tiny/build/rebase-7.2" ]
}
reject '^== 6 patches on Linux 7.2.0, commit [0-9a-f]*: 3 exact, 1 3-way, 0 variants, 2 conflicts' "$r"
cp "$tmp/out" "$tmp/rebase"
accept as_before
accept grep -qx 'exact     one/0001-mm-change-20.patch' "$tmp/rebase"
accept grep -qx '3-way     one/0002-mm-change-8.patch' "$tmp/rebase"
accept grep -qx 'CONFLICT  one/0004-mm-change-30.patch' "$tmp/rebase"
accept grep -qx '    mm/memremap.c: hunk 1, line 30' "$tmp/rebase"
accept grep -qx '	30.5' "$tmp/rebase"
accept grep -qx '	30 changed' "$tmp/rebase"
accept grep -qx '    mm/new.c: not in this kernel, and the patch changes it' "$tmp/rebase"
accept grep -q 'skipped: what follows' "$tmp/rebase"
reject '0003-mm-change-new.patch does not apply to 7.2.0: .make tree T=rebase.' "$t"
accept as_before

# Something that comes first, and a variant with another number
mkdir "$tiny/patches/7.2"
v=$tiny/patches/7.2/0017-mm-change-30.patch
sed '/^index/d; s/^-30$/-30.5/' "$tiny/patches/one/0004-mm-change-30.patch" >"$v"
(
	cd "$tiny/build/linux"
	git checkout -q --detach base
	git rm -q mm/new.c
	git commit -q -m "mm: new.c is not new"
	git revert --no-edit HEAD >/dev/null
	git format-patch -q -1 --full-index --stdout >"$tiny/patches/7.2/0000-mm-add-new.c.patch"
	git checkout -q series
)
accept "$r"
cp "$tmp/out" "$tmp/rebase"
accept grep -qx 'first     7.2/0000-mm-add-new.c.patch' "$tmp/rebase"
accept grep -qx 'variant   7.2/0017-mm-change-30.patch' "$tmp/rebase"
accept "$t"
cp "$tmp/out" "$tmp/rebase"
accept grep -q 'note: 0002-mm-change-8.patch needed a 3-way merge' "$tmp/rebase"
accept [ "$(git -C "$l" rev-list --count base..series)" -eq 7 ]
accept env BASE= "$top/scripts/series" check
cp "$v" "$tiny/patches/7.2/0004-mm-change-30.patch"
reject 'mm-change-30.patch has more than one variant' "$t"
rm "$tiny/patches/7.2/0004-mm-change-30.patch"
mv "$v" "$tiny/patches/7.2/0003-mm-change-300.patch"
reject 'patches/7.2/0003-mm-change-300.patch is a variant of no patch' "$r"
reject 'patches/7.2/0003-mm-change-300.patch is a variant of no patch' "$t"

# Without the tree that the patches were made from there is nothing to merge with
rm -f "$tiny/patches/7.2/0003-mm-change-300.patch" "$l/.git/objects/info/alternates"
git -C "$l" checkout -q -B series base
mv "$tiny/build/linux" "$tiny/gone"
tiny_tree "$tiny/user" 2 ''
reject 'without build/linux no 3-way merge' env BASE= LINUX="$tiny/user" "$r"
cp "$tmp/out" "$tmp/rebase"
accept grep -qx 'CONFLICT  one/0002-mm-change-8.patch' "$tmp/rebase"
accept grep -qx '    ./mm/memremap.c:' "$tmp/rebase"
mv "$tiny/gone" "$tiny/build/linux"

# What surrounds a change is there twice, and 7.2 has the wrong one nearer
(
	body() { printf 'int %s(void)\n{\n\ta();\n\ta();\n\ta();\n\tb();\n\tb();\n\tb();\n}\n' "$1"; }
	for t in linux linux-7.2; do
		cd "$tiny/build/$t"
		git checkout -q --detach base
		case $t in linux) { seq 60; body one; body two; } ;; *) { body one; seq 40; body two; } ;; esac >mm/twice.c
		git add -f mm/twice.c
		git commit -q --amend -m tiny
		git tag -f base >/dev/null
	done
	cd ../linux
	sed -i '66s/$/\n\tc();/' mm/twice.c
	git commit -q -a -m "mm: one calls c()" -m "Why: twice."
	git checkout -q -B series
	git branch -q -f posting/one
	git branch -q -D posting/two posting/three
	cd ../linux-7.2
	git checkout -q -B series base
)
rm -r "$tiny"/patches/*
echo 'one mm linux-mm - no' >"$tiny/patches/series"
accept env BASE= "$top/scripts/series"
reject '^MOVED     one/0001-mm-one-calls-c' "$r"
cp "$tmp/out" "$tmp/rebase"
accept grep -qx '    now in mm/twice.c: int two(void)' "$tmp/rebase"
reject '0001-mm-one-calls-c.* another function: mm/twice.c: int two' "$t"

# A posting that is not for 7.2, and what needs it
printf 'one mm linux-mm - no\ntwo mm linux-mm one no\n' >"$tiny/patches/series"
mkdir "$tiny/patches/7.2"
echo 'one twice.c is another there' >"$tiny/patches/7.2/without"
accept "$t"
cp "$tmp/out" "$tmp/tree"
accept grep -q 'one is left out on 7.2.0: twice.c is another' "$tmp/tree"
accept grep -q 'two is left out on 7.2.0: it needs one: twice.c' "$tmp/tree"
reject 'has variants of 7.2, or lacks a posting' "$top/scripts/series"
unset PGMAP_BUILD PGMAP_PATCHES PGMAP_RESULTS POSTING
BASE=$was_base LINUX=$was_linux
