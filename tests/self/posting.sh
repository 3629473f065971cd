# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run after tree.sh, with its three files and its postings one
# (lines 10, 20) and two (30): branches and rows, a posting by itself, LINUX=.

# As doc/contributing.md says: a change of an older patch, and a new posting
sed -i 's/^20 changed$/20 changed again/' "$l/mm/memremap.c"
git -C "$l" commit -q -a --fixup "$(git -C "$l" log --format=%h -1 posting/one)"
reject "commits after posting/two belong to no posting: .*branch -f posting/two series.*fixup! mm: change 20" "$s"
autosquash() { GIT_EDITOR=: git -C "$l" rebase -q -i --autosquash --update-refs base; }
accept autosquash
accept "$s"
accept grep -q '^+20 changed again' "$tiny"/patches/one/0002-*
tiny_commit "$l" 11
accept git -C "$l" branch posting/three
reject 'branch posting/three has no row in patches/series: add one' "$s"
posting three one no 'mm: three'
accept "$s"
accept grep -q '^+11 changed' "$tiny/patches/three/0001-mm-change-11.patch"
accept same_twice

# Rows and branches that do not agree
table() { # EXPRESSION: with another table
	sed -i "$1" "$tiny/patches/series"
	"$2"; rc=$?
	cp "$tiny/kept/series" "$tiny/patches/series"
	return $rc
}
git -C "$l" branch -q -m posting/two posting/zwei
reject 'branch posting/zwei has no row' "$s"
git -C "$l" branch -q -D posting/zwei
reject "two has a row in patches/series and no branch: 'git -C .* branch posting/two COMMIT'" "$s"
git -C "$l" branch posting/two posting/one^
reject 'posting/two does not come after posting/one' "$s"
git -C "$l" branch -f posting/two posting/three
reject 'posting/three has no commits after posting/two' "$s"
git -C "$l" branch -f posting/two "$(git -C "$l" commit-tree -p posting/one -m aside 'posting/one^{tree}')"
reject 'posting/two is not in branch series.*--update-refs' "$s"
accept env FORCE=1 "$t"
reject '4 columns, and not NAME TREE' table 's/^two\tmm /two\t/' "$t"
reject 'three: needs four, which does not come before it' table 's/one no/four no/' "$t"
reject 'one: needs three, which does not come before it' table 's/^\(one.*\)-/\1three/' "$t"
reject 'the last column is yes, no or rfc, and not maybe' table 's/rfc/maybe/' "$s"
reject 'two: is there twice' table 's/^two.*/&\n&/' "$s"
reject 'patches/two has no row in patches/series' table '/^two/d' "$t"

# One posting, on what it needs and on nothing else
says 'two +. 1 .yes|. two . - . 1 . yes ' "$top/scripts/postings"
accept [ "$(git -C "$l" rev-parse refs/postings/three/base)" = "$(git -C "$l" rev-parse refs/postings/one/tip)" ]
accept [ "$(git -C "$l" rev-parse refs/postings/two/base)" = "$(git -C "$l" rev-parse base)" ]
reject 'three does not apply to base and what it needs \(-\): mm: change 11' table 's/one no/- no/' "$top/scripts/postings"
accept cmp "$tiny/kept/series" "$tiny/patches/series"
accept "$top/scripts/postings"
reject 'POSTING=four is not in patches/series: one two three' env POSTING=four "$t"
alone() { POSTING=three "$t"; }
reject '0001-mm-change-11.patch does not apply' table 's/one no/- no/' alone
says '3 patches in 2 postings' alone
three=$tiny/build/linux-three
accept [ "$(git -C "$three" rev-parse series)" = "$(git -C "$l" rev-parse refs/postings/three/tip)" ]
accept [ "$(git -C "$three" for-each-ref --format='%(refname:short)' refs/heads/posting | paste -s -d ' ')" = "posting/one posting/three" ]
reject 'patches/ are made from all postings' env POSTING=three "$s"
tiny_commit "$three" 25
reject "build/linux-three has commits that are not in patches/: 'git cherry-pick'|linux-three has commits" env POSTING=three "$t"
reject 'linux-three has commits that are not in patches/' "$top/scripts/clean"
accept env POSTING=three "$t" keep
accept env POSTING=three FORCE=1 "$t"
accept [ "$(git -C "$three" rev-list --count base..series)" -eq 3 ]

# Another tree, in which there is a new commit later
tiny_base "$tiny/user"
sed -i 's/^5$/5 in another kernel/' "$tiny/user/mm/memremap.c"
git -C "$tiny/user" commit -q -a -m other
u=$tiny/build/linux-user
user() { LINUX="$tiny/user" "$@"; }
says '4 patches in 3 postings applied on Linux 7.3.4, commit' user "$t"
says 'what .make tree. made of patches/|identical' user "$s" check
sed -i 's/^40$/40 in another kernel/' "$tiny/user/mm/memremap.c"
git -C "$tiny/user" commit -q -a -m 'one more'
says 'linux-user was of .*, now there is' user "$t"
accept [ "$(git -C "$u" rev-parse base)" = "$(git -C "$tiny/user" rev-parse HEAD)" ]
accept [ "$(git -C "$u" rev-list --count base..series)" -eq 4 ]
accept grep -q '^40 in another' "$u/mm/memremap.c"
accept silent user "$t"
tiny_commit "$u" 33
git -C "$u" branch -f posting/three series
git -C "$tiny/user" commit -q --allow-empty -m 'and more'
reject 'it has work that is only there' user "$t"
git -C "$tiny/user" reset -q --hard HEAD^
accept user "$s"
says 'identical, 5 patches' user "$s" check
accept grep -q '^+33 changed' "$tiny/patches/three/0002-mm-change-33.patch"
accept [ "$(cat "$tiny/patches/base")" = "Linux 7.3.4, commit $(git -C "$u" log -1 --format=%h base)" ]
says '5 patches' "$t"
echo x >"$tiny/user/mm/other.c"
git -C "$tiny/user" commit -q -a -m 'next'
echo y >"$tiny/user/mm/other.c"
says 'what is not committed in LINUX=.* is not used' user "$t"
says 'linux-user-three is Linux' env POSTING=three LINUX="$tiny/user" "$t"
git -C "$tiny/user" commit -q -a -m 'next'
says 'linux-user-three was of' env POSTING=three LINUX="$tiny/user" "$t"

rm -rf "$tiny"/patches/*
says 'no patches in patches/' "$t"
accept tree_is 0
reject 'no commits on top of base' "$s"
reject 'LINUX=/no/such/tree does not exist' env LINUX=/no/such/tree "$t"
reject 'is neither a git tree nor a tarball' env LINUX="$top/Makefile" "$t"
unset PGMAP_BUILD PGMAP_PATCHES PGMAP_RESULTS POSTING
BASE=$was_base LINUX=$was_linux
