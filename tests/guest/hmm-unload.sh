#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# hmm-unload.sh: in the guest, remove test_hmm while its memory is in use
n=0
result() { # STATUS WORDS
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; fi
}

hold() { # DEVICE MODE
	rm -f /tmp/hmm-go /tmp/hmm-held
	mkfifo /tmp/hmm-go
	./hmm_hold "/dev/hmm_dmirror$1" "$2" </tmp/hmm-go >/tmp/hmm-held 2>&1 &
	holder=$!
	exec 9>/tmp/hmm-go
	for _ in $(seq 300); do
		grep -q held /tmp/hmm-held && return 0
		kill -0 $holder 2>/dev/null || break
		sleep 0.2
	done
	sed 's/^/# /' /tmp/hmm-held
	return 1
}
let_go() {
	exec 9>&-
	wait $holder && grep -q released /tmp/hmm-held
	local rc=$?
	[ $rc -eq 0 ] || sed 's/^/# /' /tmp/hmm-held
	return $rc
}
load() { insmod test_hmm.ko spm_addr_dev0=0x40000000 spm_addr_dev1=0x50000000; }

echo "TAP version 13"
echo "1..16"
for device in 0 2; do
	[ $device = 0 ] && type=private || type=coherent
	load
	result $? "$type: load"
	hold $device open
	result $? "$type: migrate to the device"
	! rmmod test_hmm 2>/dev/null
	result $? "$type: the open file keeps the module"
	let_go
	result $? "$type: the data is as it was"
	rmmod test_hmm
	result $? "$type: unload"
done

load && hold 2 pipe
result $? "pipe: migrate to the device, close its file"
(exec 9>&-; rmmod test_hmm; echo $? >/tmp/hmm-gone) &
sleep "${HOLD:-5}"
[ ! -e /tmp/hmm-gone ]
waited=$?
let_go
result $? "pipe: the data is as it was"
wait
[ "$waited$(cat /tmp/hmm-gone)" = 00 ]
result $? "pipe: unload waits for the page, then works"

rm -f /tmp/hmm-gone
load && hold 2 read
result $? "evict: migrate to the device, close its file"
(exec 9>&-; rmmod test_hmm; echo $? >/tmp/hmm-gone) &
for _ in $(seq 100); do
	[ ! -e /tmp/hmm-gone ] || break
	sleep 0.2
done
grep -qx 0 /tmp/hmm-gone
result $? "evict: unload works once the page is no longer pinned"
let_go
result $? "evict: the data is as it was"
wait
