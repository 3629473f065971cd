# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: what judges consoles, results, patches, warnings.
# Consoles
for f in good/*.console; do accept ../judge/scan "$f"; done
for f in bad/*.console; do
	case $f in
	*/cut-off.*) reject 'nothing matches .*Power down' ../judge/scan "$f" ;;
	*/no-start.*) reject 'nothing matches .*Linux version' ../judge/scan "$f" ;;
	*) reject 'splat on the console' ../judge/scan "$f" ;;
	esac
done
: >"$tmp/empty.console"
reject 'did not start' ../judge/scan "$tmp/empty.console"
reject 'did not start' ../judge/scan "$tmp/no-such-file"

# Streams of results
export PGMAP_RESULTS="$tmp/results"
for f in good/*.ktap; do accept ../judge/ktap selftest "$f"; done
for f in bad/*.ktap; do
	case $f in
	*/skipped.*) reject 'skipped, a test of ours must run' ../judge/ktap selftest "$f" ;;
	*) reject 'not complete' ../judge/ktap selftest "$f" ;;
	esac
done
unset PGMAP_RESULTS

# Requests that fault injection has made fail
accept ../judge/injected x good/injected.tap private,coherent
reject 'no request of coherent has failed' ../judge/injected x bad/injected.tap private,coherent
reject 'no request of p2pdma has failed' ../judge/injected x good/injected.tap p2pdma

# Patches
for f in good/*.patch; do accept ../../lint/patch "$tree" "$f"; done
reject 'no changelog' ../../lint/patch "$tree" bad/no-changelog.patch
reject 'no Assisted-by' ../../lint/patch "$tree" bad/no-assisted-by.patch
reject 'only a person may give' ../../lint/patch "$tree" bad/signed-off.patch
reject 'only a person may give' ../../lint/patch "$tree" bad/reviewed.patch
reject 'checkpatch: .*(SPACING|TRAILING)' ../../lint/patch "$tree" bad/style.patch

# Our own scripts
accept ../../lint/shell
printf '#!/bin/sh\n[ $a == 1 ] && cd "$b[0]"\n' >"$tmp/bad.sh"
reject 'SC3014|SC2039' ../../lint/shell "$tmp/bad.sh"

# The answers to reviewers
page=$top/doc/review-answers.md
accept ../../lint/answers
wrong() { sed "$1" "$page" >"$tmp/page"; ../../lint/answers "$tmp/page"; }
reject 'no test: pgmap.bussy' wrong 's/pgmap\.busy/pgmap.bussy/'
reject 'no patch: dax: ' wrong 's/"fsdax: /"dax: /'
reject 'row 31 is missing' wrong '/^| 31 |/d'
reject 'is there 2 times' wrong 's/^| 32 |/| 31 |/'

# New warnings, and old ones that only moved
accept worse bad/lint-base.log good/lint-moved.log
reject 'pgmap_find' worse bad/lint-base.log bad/lint-new.log

# What kbuild has recorded, run once more: quoted as it was, with its status
mkdir -p "$tmp/mm"
again() { # COMMAND
	printf 'savedcmd_mm/a.o := %s\n' "$1" >"$tmp/mm/.a.o.cmd"
	rm -f "$tmp/mm/a.o"
	(. "$top/lint/walk.sh"; obj=$tmp; recorded mm/a.o && walk_again "$tmp/log" W=1 mm/a.o)
}
accept again "n='\$(pound)1 \$\$x'; [ \"\$\$n\" = '\$(pound)1 '\\\$\$x ] && touch mm/a.o"
reject '^$' again 'touch mm/a.o; false; true'
reject '^$' again 'true'
touch -d '1 minute' "$tmp/recorded-before"
reject '^$' again 'touch mm/a.o'

# A symbol that does not exist, one whose dependency is missing
echo CONFIG_NO_SUCH_SYMBOL=y >"$tmp/lost.config"
reject 'CONFIG_NO_SUCH_SYMBOL' "$top/lab/configure" "$tree" "$tmp/obj-lost" "$tmp/lost.config"
echo CONFIG_ZONE_DEVICE=y >"$tmp/lost.config"
reject 'CONFIG_ZONE_DEVICE' "$top/lab/configure" "$tree" "$tmp/obj-lost" "$tmp/lost.config"

# A long command must not swallow the status of what went before, nor its own
accept sh -c '. "$0"; rc=1 log=a what=b; logged "$1" x true; [ "$rc$log$what" = 1ab ]' \
	"$top/scripts/lib.sh" "$tmp/log"
reject '^$' sh -c '. "$0"; logged "$1" x false' "$top/scripts/lib.sh" "$tmp/log"
