# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by selftest: a machine that lacks something. One line that says what
# to do, and nothing half done that would be in the way of the next run.
lib() { sh -c '. "$0"; '"$1" "$top/scripts/lib.sh"; }
reject "no-such-tool is missing: run 'make deps' as root" lib 'need no-such-tool'
reject "9999999 GiB are needed in .*'make clean', or free some" lib 'need_space 9999999'
if [ "$(id -u)" -eq 0 ]; then
	reject 'not root, cannot install: no-such-package' \
		setpriv --reuid 65534 --clear-groups env PGMAP_PACKAGES=no-such-package "$top/scripts/deps"
	reject 'apt-get install failed, see ' env PGMAP_PACKAGES=no-such-package \
		PGMAP_BUILD="$tmp/bare" PGMAP_RESULTS="$tmp/bare/results" "$top/scripts/deps"
fi
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
