#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# devdax-rebind.sh DEVICE: in the guest, unbind and bind a device of device-dax whose
# node is open, and close that then. At the end it is mapped, and another driver is bound.
dev=$1 drivers=/sys/bus/dax/drivers n=0
result() { # STATUS WORDS
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; fi
}
attr() { echo "$dev" >"$drivers/${2:-device_dax}/$1"; }
can_open() { dd if="/dev/$dev" of=/dev/null count=0 2>/tmp/dd || { sed 's/^/# /' /tmp/dd; return 1; }; }

echo "TAP version 13"
echo "1..9"
for round in first second; do
	{ exec 9<>"/dev/$dev"; } 2>/dev/null
	result $? "$round: open"
	attr unbind && attr bind
	result $? "$round: unbind and bind"
	exec 9>&-
	can_open
	result $? "$round: open again, once the old file is closed"
done

# Another driver makes it memory of another type: an old mapping must not fault it in
mkfifo /tmp/end
./hold "/dev/$dev" map </tmp/end >/tmp/held 2>&1 &
holder=$!
exec 8>/tmp/end
until grep -q held /tmp/held; do sleep 0.1; done
attr unbind && attr new_id fsdev_dax && { [ -e "$drivers/fsdev_dax/$dev" ] || attr bind fsdev_dax; }
result $? "bind fsdev_dax"
exec 8>&-
wait $holder
result $? "access to the mapping of device_dax raises SIGBUS"
sed 's/^/# /' /tmp/held
attr unbind fsdev_dax
result $? "unbind"
