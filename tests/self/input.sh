# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: a machine that lacks something. One line that says what
# to do, and nothing half done that would be in the way of the next run.
lib() { sh -c '. "$0"; '"$1" "$top/scripts/lib.sh"; }
reject "no-such-tool is missing: run 'scripts/deps' as root" lib 'need no-such-tool'
reject "9999999 GiB are needed in .*'make clean', or free some" lib 'need_space 9999999'
if [ "$(id -u)" -eq 0 ]; then
	user() { setpriv --reuid 65534 --clear-groups env "$@"; }
	chmod 755 "$tmp"
	mkdir -p "$tmp/roots/results"
	reject 'missing, and not root, so not installed: no-such-package' \
		user PGMAP_BUILD="$tmp/roots/no" PGMAP_PACKAGES=no-such-package "$top/scripts/deps"
	reject '^error: .*roots belongs to root: be that user, or give PGMAP_BUILD=DIR' \
		user PGMAP_BUILD="$tmp/roots" "$top/scripts/deps"
	reject 'apt-get install failed, see ' env PGMAP_PACKAGES=no-such-package \
		PGMAP_BUILD="$tmp/bare" PGMAP_RESULTS="$tmp/bare/results" "$top/scripts/deps"
fi
# Another distribution: the same tools, no apt
mkdir "$tmp/other"
for d in /usr/sbin /usr/bin; do ln -sf $d/* "$tmp/other"; done
rm "$tmp/other/apt-get" "$tmp/other/dpkg-deb"
other() { env PGMAP_PATH= PATH="$tmp/other" PGMAP_BUILD="$tmp/elsewhere" BASE= LINUX= POSTING= "$@"; }
says '^== all tools are there' other "$top/scripts/deps"
reject "without apt there are no sources of Debian's: give a kernel tree, LINUX=DIR" other "$top/scripts/source"
rm "$tmp/other/sparse" "$tmp/other/mkfs.xfs"
reject '^error: missing, and there is no apt: mkfs.xfs sparse$' other "$top/scripts/deps"
accept [ "$(wc -l <"$tmp/out")" -eq 1 ]

# Locks
locked() { # OPTION: somebody else has it
	mkdir -p "$tmp/locks"
	(flock $1 7; touch "$tmp/has-it"; sleep 3) 7>>"$tmp/locks/x.lock" &
	for _ in 1 2 3 4 5 6 7 8 9; do [ -e "$tmp/has-it" ] || sleep 0.1; done
	PGMAP_BUILD="$tmp/locks" lib "${2:-lock x}"
	rc=$?
	wait $!
	rm "$tmp/has-it"
	return $rc
}
says 'waiting for another run to finish with x' locked -x
says 'waiting for another run to finish with x' locked -s

silent() { [ -z "$("$@" 2>&1)" ]; }
accept silent locked -s 'lock x -s'
accept silent locked -x 'LOCKED=x; lock x'
clean_locked() { PGMAP_BUILD="$tmp/locks" flock -s "$tmp/locks/x.lock" "$top/scripts/clean"; }
reject 'another run uses build/x' clean_locked

no_mirror() {
	http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 LINUX= BASE= \
		PGMAP_BUILD="$tmp/bare" "$top/scripts/source"
}
reject 'the package mirror cannot be reached' no_mirror
reject 'the package mirror cannot be reached' no_mirror
accept [ ! -e "$tmp/bare/linux" ]
says 'there is no build/' env PGMAP_BUILD="$tmp/none" "$top/scripts/clean"
# Without the mirror, what was downloaded before
mkdir -p "$tmp/bare/cache"
touch "$tmp/bare/cache/linux-source-${MAIN_BASE}_0.1_all.deb" "$tmp/bare/cache/linux-source-${MAIN_BASE}_0.2_all.deb"
offline() { http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 PGMAP_BUILD="$tmp/bare" "$top/scripts/package" "$@"; }
says '^note: the package mirror cannot be reached.*_0.2|taking linux-source-[0-9.]*_0.2, which was downloaded before' offline "$MAIN_BASE"
reject 'the package mirror cannot be reached' offline 6.1
# For a build that failed, the lines that matter, or the last ones
printf 'CC a.o\na.c:1: error: no\nmake: done\n' >"$tmp/log"
shown() { sh -c '. "$0"; show_errors "$1"' "$top/scripts/lib.sh" "$tmp/log" 2>&1 | grep -qx "$1"; }
accept shown 'a.c:1: error: no'
reject '^$' shown 'CC a.o'
printf 'CC a.o\nKilled\n' >"$tmp/log"
accept shown Killed
