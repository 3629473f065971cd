# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154
# Sourced by guest-stress.sh: what its loops have in common.
fail() { echo "fail: $*"; echo "$*" >>/tmp/fail; touch /tmp/stop; }
stopped() { [ -e /tmp/stop ]; }
# Without a process for each nap; it reads what nobody writes
nap() { read -r -t "$1" -u 8 _ || :; }
naps() { nap $(($1 + RANDOM % $2)); }
count() { printf . >>"/tmp/count/$1"; }
# While it has begun and not ended, a SIGBUS of who uses the device is no error
removal_begins() { printf . >>"/tmp/gone/$1"; }
removal_ends() { printf . >>"/tmp/gone/$1"; }
open_gate() { ln -sfn "$2" "/tmp/gate/$1"; }
shut_gate() { rm -f "/tmp/gate/$1"; }

# within WHAT COMMAND...: in the background, as what hangs cannot be killed
within() {
	local what=$1 i pid out=/tmp/within.$BASHPID
	shift
	"$@" >"$out" 2>&1 8>&- &
	pid=$!
	for ((i = 0; i < limit * 5; i++)); do
		if ! kill -0 $pid 2>/dev/null; then
			wait $pid && return 0
			echo "note: $what: $(tail -n 1 "$out")"
			return 1
		fi
		nap 0.2
	done
	fail "$what does not end within $limit s"
	grep ^State "/proc/$pid/status"
	cat "/proc/$pid/stack" /sys/kernel/debug/pgmap
	return 1
}

# again WHAT COMMAND...: until it works
again() {
	local what=$1 end=$((SECONDS + limit)) out=/tmp/again.$BASHPID
	shift
	until "$@" >"$out" 2>&1; do
		if [ $SECONDS -ge $end ]; then
			fail "$what does not work within $limit s: $(tail -n 1 "$out")"
			return 1
		fi
		nap 0.3
	done
	return 0
}

new_namespace() { # OPTIONS: prints the name
	ndctl create-namespace -f "$@" 2>/tmp/ns.err | sed -n 's/.*"dev":"\(namespace[^"]*\)".*/\1/p' |
		grep . || { cat /tmp/ns.err >&2; return 1; }
}

# The second NVDIMM is for two namespaces: one that is only read, one for the rest
label_region1() {
	[ -z "${labelled:-}" ] || return 0
	labelled=yes
	ndctl disable-region region1 && ndctl init-labels -f nmem1 && ndctl enable-region region1
}

attr() { echo "$2" >"$1"; } # FILE VALUE
# Another loop's new_id may bind it in between
bound() { attr "$1/bind" "$2" || [ -e "$1/$2" ]; } # DRIVER DEVICE

# pfn1.0 and so on of a namespace that is fsdax, and the name of its disk
pfn_of() {
	local p
	for p in /sys/bus/nd/devices/pfn*; do
		[ "$(cat "$p/namespace" 2>/dev/null)" = "$1" ] && echo "${p##*/}" && return
	done
	return 1
}
disk_of() { # PFN
	local d
	for d in "/sys/bus/nd/devices/$1/block/"*; do
		[ -e "$d" ] && [ -b "/dev/${d##*/}" ] && echo "/dev/${d##*/}" && return
	done
	return 1
}
# Nobody holds memory for longer than a moment, so an unbind ends within seconds
in_seconds() { # WHAT COMMAND...
	local start=$SECONDS took
	within "$@" || return 1
	took=$((SECONDS - start))
	echo "unbind: $took"
	[ $took -le $((limit / 2)) ] || { fail "$1 took $took s"; return 1; }
}
unbind_pfn() { in_seconds "unbind of $1" attr /sys/bus/nd/drivers/nd_pmem/unbind "$1"; }
bind_pfn() {
	attr /sys/bus/nd/drivers/nd_pmem/bind "$1" && again "disk of $1" disk_of "$1"
}

show_blocked() {
	local p
	for p in /proc/[0-9]*; do
		grep -q '^State:.[DR]' "$p/status" 2>/dev/null || continue
		echo "$p $(tr '\0' ' ' <"$p/cmdline") $(sed -n 's/^State:.//p' "$p/status")"
		cat "$p/stack" 2>/dev/null
	done
}
