#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# holders.sh: in the guest, hold device memory, unbind, and look at who it is
# that holds it: in debugfs, in the kernel's log, in the trace. TAP; what there was to
# see is in comments, and is what doc/users.md shows.
n=0 debug=/sys/kernel/debug trace=/sys/kernel/tracing
result() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; fi
}
show() { # WHAT: standard input
	echo "# $1:"
	sed 's/^/#   /'
}
see() { # PATTERN WHAT: it is in /tmp/seen
	grep -Eq "$1" /tmp/seen
	result $? "$2"
}

hold() { # FILE HOW
	rm -f /tmp/go
	mkfifo /tmp/go
	./hold "$1" "$2" </tmp/go >/tmp/hold 2>&1 &
	holder=$!
	exec 9>/tmp/go
	for _ in $(seq 300); do
		grep -q held /tmp/hold && return 0
		sleep 0.2
	done
	sed 's/^/# /' /tmp/hold
	return 1
}

# held NAME FILE HOW HINT TYPE DEVICE DRIVER UNBOUND: DEVICE has the memory, UNBOUND is
# what DRIVER is unbound from
held() {
	local what=$1 hint=$4 type=$5
	hold "$2" "$3"
	result $? "$what: held"
	cat $debug/pgmap >/tmp/seen
	show "debugfs, before the unbind" </tmp/seen
	see "in service [1-9]" "$what: debugfs shows it in service"
	[ "$type" != fs_dax ] || see "inode [0-9]+ on pmem0" "$what: debugfs names the file"

	dmesg -c >/dev/null
	echo >$trace/trace
	(exec 9>&-; echo "$8" >"$7/unbind") &
	unbind=$!
	for _ in $(seq 150); do
		dmesg | grep -q 'waits for users' && break
		sleep 0.2
	done
	sleep 1
	dmesg >/tmp/seen
	grep -A9 'waits for users' /tmp/seen | show "kernel log"
	see "$6: removal of .* waits for users of its pages, for 5 s: [1-9][0-9]* pages" \
		"$what: the log names the device and counts the pages"
	see "refcount [1-9][0-9]* mapcount 0 .*$hint" "$what: the log tells how it is held"
	cat $debug/pgmap >/tmp/seen
	grep -A9 "^$type " /tmp/seen | show "debugfs, during the unbind"
	see "^$type .* draining" "$what: debugfs shows that it is draining"
	kill -0 $unbind
	result $? "$what: unbind waits"

	exec 9>&-
	wait $holder
	wait $unbind
	result $? "$what: unbind ends when it is given back"
	cat $trace/trace >/tmp/seen
	grep -E 'pgmap_(free|drain)' /tmp/seen | show "trace"
	see "pgmap_drain_start: .*type=$type" "$what: the trace has the start of the wait"
	see "pgmap_free: .*type=$type" "$what: the trace has the last put"
	see "pgmap_drain_end: .*type=$type" "$what: the trace has the end of the wait"
}

echo "TAP version 13"
echo "1..25"
[ "$(stat -c %a $debug/pgmap)" = 400 ]
result $? "debugfs: for root only"
mount -t tracefs none $trace
echo 1 >$trace/events/pgmap/enable
# shellcheck disable=SC2320
result $? "tracepoints: enabled"

ndctl create-namespace -f -m devdax -a 2M -e namespace1.0 >/tmp/ns
dev=$(basename "$(echo /sys/bus/dax/devices/dax*)")
nd=$(basename "$(readlink /sys/bus/nd/drivers/dax_pmem/dax*)")
held devdax "/dev/$dev" iouring pinned generic "$dev" /sys/bus/nd/drivers/dax_pmem "$nd"

ndctl create-namespace -f -m fsdax -a 2M -e namespace0.0 >/tmp/ns
mkfs.ext4 -q -F -b 4096 /dev/pmem0
mkdir -p /tmp/mnt
mount -t ext4 -o dax /dev/pmem0 /tmp/mnt
truncate -s 4M /tmp/mnt/file
pfn=$(basename "$(echo /sys/bus/nd/drivers/nd_pmem/pfn*)")
held fsdax /tmp/mnt/file vmsplice referenced fs_dax "$pfn" /sys/bus/nd/drivers/nd_pmem "$pfn"
umount /tmp/mnt

grep -E 'pgmap_refuse.*error=-' /tmp/seen | head -n 3 | show "refusals"
[ -z "$(dmesg | grep -i 'pgmap.*ffff[0-9a-f]\{12\}')" ]
result $? "no kernel address in the log"
! grep -q 'ffff[0-9a-f]\{12\}' $debug/pgmap
result $? "no kernel address in debugfs"
