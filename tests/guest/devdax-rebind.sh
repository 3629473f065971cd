#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# devdax-rebind.sh DEVICE: in the guest, unbind and bind a device of device-dax whose
# node is open, and close that then.
dev=$1 driver=/sys/bus/dax/drivers/device_dax n=0
result() { # STATUS WORDS
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; fi
}
attr() { echo "$dev" >"$driver/$1"; }
can_open() { dd if="/dev/$dev" of=/dev/null count=0 2>/tmp/dd || { sed 's/^/# /' /tmp/dd; return 1; }; }

echo "TAP version 13"
echo "1..7"
for round in first second; do
	{ exec 9<>"/dev/$dev"; } 2>/dev/null
	result $? "$round: open"
	attr unbind && attr bind
	result $? "$round: unbind and bind"
	exec 9>&-
	can_open
	result $? "$round: open again, once the old file is closed"
done
attr unbind
result $? "unbind"
