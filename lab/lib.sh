# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by all scripts: where things are, and how to say what happens.
set -eu
export LC_ALL=C GIT_PAGER=cat
# The system's own tools before what else may be installed, above all python3
export PATH="${PGMAP_PATH-/usr/bin:/bin:/usr/sbin:/sbin:}$PATH"

top=$(cd "$(dirname "$0")" && until [ -e lab/lib.sh ] || [ "$PWD" = / ]; do cd ..; done && pwd)
build=${PGMAP_BUILD:-$top/build}
patches=${PGMAP_PATCHES:-$top/patches}
. "$top/lab/base.conf"
results=${PGMAP_RESULTS:-$build/results}
BASE=${BASE:-$MAIN_BASE}
JOBS=${JOBS:-$(nproc)}

case ${LINUX:+user}$BASE in
user*)	tree=$build/linux-user ;;
"$MAIN_BASE")	tree=$build/linux ;;
*)	tree=$build/linux-$BASE ;;
esac
# POSTING=NAME: base, what this posting needs, and the posting, in a tree of their own.
# The unpatched kernel is the same, only the tests are fewer.
whole=$tree tested=${POSTING:-}
if [ -n "${TEST_BASE:-}" ]; then POSTING=''
elif [ -n "$tested" ]; then tree=$tree-$tested; fi

# The user's git configuration and identity have no say in what we build
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME="pgmap series" GIT_AUTHOR_EMAIL="pgmap@localhost"
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
import_date="2026-10-16T00:00:00 +0000"

export CCACHE_BASEDIR="$build" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=10G
# By the list of headers that kbuild has gcc write anyway. To preprocess each file
# before it is compiled makes the first build a fifth dearer.
export CCACHE_DEPEND=1
# It names the folder of the sources, but what is compiled does not depend on that
export CCACHE_IGNOREOPTIONS="-fmacro-prefix-map=*"

say() { printf '== %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

need() {
	for tool; do
		command -v "$tool" >/dev/null ||
			die "$tool is missing: run 'scripts/deps' as root"
	done
}

# What root has made is not for others to write to
for d in "$build" "$build"/*; do
	[ ! -d "$d" ] || [ -w "$d" ] || die "${d#"$top/"} belongs to $(stat -c %U "$d"): be that user, or give PGMAP_BUILD=DIR"
done

need_space() { # GiB
	mkdir -p "$build"
	free=$(df -BG --output=avail "$build" | tail -n 1 | tr -dc 0-9)
	[ "$free" -ge "$1" ] ||
		die "$1 GiB are needed in $build, $free are free: 'make clean', or free some"
}

# logged LOG WHAT COMMAND...: output to a file, signs of life to the user
logged() {
	l_log=$1 l_what=$2
	shift 2
	mkdir -p "$(dirname "$l_log")"
	"$@" >"$l_log" 2>&1 &
	l_pid=$! l_i=0 l_rc=0
	trap 'kill $l_pid 2>/dev/null' INT TERM
	while kill -0 $l_pid 2>/dev/null; do
		sleep 1
		l_i=$((l_i + 1))
		[ $((l_i % 15)) -ne 0 ] || printf '   %s: %d s, %d lines, %s\n' \
			"$l_what" $l_i "$(wc -l <"$l_log")" \
			"$(tail -n 1 "$l_log" | tr -d '\r' | cut -c1-50)"
	done
	wait $l_pid || l_rc=$?
	trap - INT TERM
	return $l_rc
}

# kbuild SRC OBJ CC MAKE-ARGUMENTS...: each run of it, so that the same gives the same
kbuild() {
	k_src=$1 k_obj=$2 k_cc=$3
	shift 3
	make -C "$k_src" O="$k_obj" -j"$JOBS" CC="ccache $k_cc" HOSTCC="ccache gcc" \
		KBUILD_BUILD_USER=pgmap KBUILD_BUILD_HOST=localhost \
		KBUILD_BUILD_TIMESTAMP="$import_date" KBUILD_BUILD_VERSION=1 "$@"
}

# For a failed build: the lines that matter
show_errors() {
	if grep -qE '(error|Error [0-9]|undefined reference|No rule|No space)' "$1"; then
		grep -E '(error|Error [0-9]|undefined reference|No rule|No space)' "$1" | head -n 20
	else
		tail -n 20 "$1"
	fi >&2
}

# use_side: where the sources and objects of this side and configuration are
CONFIG=${CONFIG:-test}
suffix=${tree#"$build/linux"}
use_side() {
	side=series src=$tree
	[ -z "${TEST_BASE:-}" ] || side=base src=$build/base$suffix
	obj=${PGMAP_OBJ:-$build/obj-$CONFIG-$side$suffix}
	bzimage=$obj/arch/x86/boot/bzImage
}

# lock NAME [-s]: one at a time, or with -s all that only read; the next one waits and
# says so. What this process calls has the lock, too.
lock() {
	case " ${LOCKED:-} " in *" $1 "*) return 0 ;; esac
	mkdir -p "$build"
	case ${2:-} in
	-s)	exec 8>>"$build/$1.lock"
		flock -n -s 8 || { say "waiting for another run to finish with $1"; flock -s 8; } ;;
	*)	exec 9>>"$build/$1.lock"
		flock -n 9 || { say "waiting for another run to finish with $1"; flock 9; }
		export LOCKED="${LOCKED:-} $1" ;;
	esac
}
unlock() { exec 8>&-; } # what was only read
