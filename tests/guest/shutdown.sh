#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# shutdown.sh COMMAND...: an io_uring has a page of the device-dax device $dev, whose
# driver is being unbound, and COMMAND is to end the guest nevertheless.
set -u
echo "TAP version 13"
echo "1..1"
mkfifo /tmp/go
hold "/dev/$dev" iouring </tmp/go >/tmp/hold 2>&1 &
exec 9>/tmp/go
for _ in $(seq 100); do grep -q held /tmp/hold && break; sleep 0.2; done
grep -q held /tmp/hold || { echo "not ok 1 the page is not held"; exit 1; }

nd=$(basename "$(readlink /sys/bus/nd/drivers/dax_pmem/dax*)")
(exec 9>&-; echo "$nd" >/sys/bus/nd/drivers/dax_pmem/unbind; echo unbound >/tmp/unbound) &
sleep 8
[ ! -e /tmp/unbound ] || { echo "not ok 1 the unbind does not wait"; exit 1; }

# Whether the guest ends is for lab/run to see
echo "ok 1 $*"
echo "guest: exit 0" >/dev/kmsg
echo ends >/dev/ttyS2
"$@"
sleep 1000
