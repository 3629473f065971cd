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
	http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 LINUX= BASE=7.3 \
		PGMAP_BUILD="$tmp/bare" "$top/scripts/source"
}
reject 'the package mirror cannot be reached' no_mirror
reject 'the package mirror cannot be reached' no_mirror
accept [ ! -e "$tmp/bare/linux" ]
