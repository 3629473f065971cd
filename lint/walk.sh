# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by lint, bisect and cross: one worktree and one object directory in which
# to walk from patch to patch and compile only what is touched.
CONFIG=lint
walk=$build/walk$suffix
obj=$build/obj-lint$suffix
walk_cc=gcc

# Where a header is touched, these of its users are compiled, too
HEADER_USERS="mm/memremap.c mm/mm_init.c mm/memory.c mm/gup.c mm/migrate_device.c
	fs/dax.c drivers/dax/bus.c drivers/dax/device.c drivers/nvdimm/pmem.c
	drivers/hv/mshv_vtl_main.c lib/test_hmm.c"

walk_to() { # COMMIT
	if [ ! -e "$walk/.git" ]; then
		rm -rf "$walk"
		git -C "$tree" worktree prune
		git -C "$tree" worktree add -q --detach "$walk" "$1"
	fi
	git -C "$walk" checkout -q --detach -f "$1"
}

touched() { # FROM TO: files that exist afterwards
	git -C "$tree" diff --name-only --diff-filter=d "$1" "$2"
}

# Sources to compile because of the files on stdin
sources_of() {
	while read -r f; do
		case $f in
		tools/*) continue ;;
		*.h) for u in $HEADER_USERS; do echo "$u"; done ;;
		*.c) echo "$f" ;;
		esac
	done | sort -u | while read -r f; do [ ! -e "$walk/$f" ] || echo "$f"; done
}

# Symbols of lint/objects for which $obj/.config leaves FILE out
missing_for() { # FILE
	for s in $(sed -n "s,^$1 ,,p" "$top/lint/objects"); do
		grep -q "^CONFIG_$s=[ym]" "$obj/.config" || echo "$s"
	done
}

# Of these, what the configuration compiles, as objects; and the others
objects_of() {
	sources_of | while read -r f; do
		# amdkfd is compiled as a part of amdgpu
		[ -n "$(missing_for "$f")" ] || echo "${f%.c}.o" | sed 's,/amd/amdkfd/,/amd/amdgpu/../amdkfd/,'
	done
}
left_out_of() {
	sources_of | while read -r f; do
		s=$(missing_for "$f" | paste -s -d ' ')
		[ -z "$s" ] || echo "$f ($s)"
	done
}

walk_config() {
	mkdir -p "$obj"
	series_symbols "$walk" >"$obj/series.config"
	"$top/lab/configure" "$walk" "$obj" "$top/lab/config/base.config" "$top/lab/config/test.config" \
		"$top/lab/config/lint.config" "$obj/series.config"
}

walk_make() { # LOG MAKE-ARGUMENTS...
	w_log=$1
	shift
	logged "$w_log" "$(basename "$w_log" .log)" kbuild "$walk" "$obj" "$walk_cc" -k "$@"
}

# A patch that changes nothing but C files needs no more of kbuild than the command
# lines that it has recorded. All that it looks at before costs 6 s a patch.
only_c_files() { # FROM TO
	w_other=$(git -C "$tree" diff --name-only "$1" "$2" | grep -vE '^(Documentation|tools)/|^MAINTAINERS$|\.c$')
	# What has been recorded so far may no longer be what kbuild would run
	! echo "$w_other" | grep -qE '(^|/)(Kconfig|Makefile)' || touch "$obj/recorded-before"
	[ -z "$w_other" ]
}
cmd_file() { echo "$obj/${1%/*}/.${1##*/}.cmd"; }
recorded() { # OBJECTS
	for o in $1; do
		[ -e "$(cmd_file "$o")" ] || return 1
		[ ! -e "$obj/recorded-before" ] ||
			[ -n "$(find "$(cmd_file "$o")" -newer "$obj/recorded-before")" ] || return 1
	done
}
walk_again() { # LOG W=1 OBJECT...
	w_log=$1 w_pids='' w_rc=0
	shift 2
	: >"$w_log"
	for o; do
		w_cmd=$(sed -n 's/^savedcmd_[^ ]* := //p' "$(cmd_file "$o")" |
			sed 's/\$(pound)/#/g; s/\$\$/$/g')
		(cd "$obj" && sh -ec "$w_cmd" >>"$w_log" 2>&1 && [ -e "$o" ]) &
		w_pids="$w_pids $!"
	done
	for w_pid in $w_pids; do wait "$w_pid" || w_rc=1; done
	return $w_rc
}

# Warnings in a form that does not change when lines move. Debian's sparse finds
# a "bad constant expression" in each MODULE_LICENSE(), the compiler would tell.
warnings_in() { # LOG
	sed 's/\x1b\[[0-9;]*m//g' "$1" |
	grep -E '(warning|error|Warning): ' | grep -v 'error: bad constant expression' |
	sed -E "s,$walk/,,g; s,^(\.\./)+[^ ]*walk[^/]*/,,; s,^((Warning: )?[^: ]+):[0-9]+(:[0-9]+)?:?,\1:,; s/line [0-9]+/line N/g; s/:[0-9]+:[0-9]+//g" |
	sort -u
}

# not_worse WHAT BASE-LOG NEW-LOG
not_worse() {
	warnings_in "$2" >"$obj/warn.base"
	warnings_in "$3" >"$obj/warn.new"
	w_new=$(comm -13 "$obj/warn.base" "$obj/warn.new")
	[ -n "$w_new" ] || return 0
	echo "$1: new findings (build/results/$(basename "$3")):" >&2
	echo "$w_new" | head -n 15 | sed 's/^/    /' >&2
	return 1
}
