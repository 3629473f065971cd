#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suspend.sh: suspend while memory of the device-dax device $dev is being taken away
# from an io_uring that has a page of it. As far as devices, and back after 5 seconds.
set -u
n=0 bad=0
ok() { n=$((n + 1)); if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; bad=1; fi; }
try() {
	start=$(date +%s) rc=0
	echo freeze 2>/tmp/err >/sys/power/state || rc=1
	took=$(($(date +%s) - start))
}
echo "TAP version 13"
echo "1..6"
echo devices >/sys/power/pm_test
state=/sys/bus/dax/devices/$dev/state
mkfifo /tmp/go
hold "/dev/$dev" iouring </tmp/go >/tmp/hold 2>&1 &
exec 9>/tmp/go
for _ in $(seq 100); do grep -q held /tmp/hold && break; sleep 0.2; done

(exec 9>&-; echo offline >"$state"; echo offline >/tmp/offline) &
offline=$!
sleep 3
[ "$(cat "$state")" = draining ]; ok $? "offline waits"
try
ok $rc "suspend goes through"
sleep 1
[ "$(cat "$state")" = draining ] && [ ! -e /tmp/offline ]; ok $? "offline waits again"

nd=$(basename "$(readlink /sys/bus/nd/drivers/dax_pmem/dax*)")
kill $offline
sleep 2
[ "$(cat "$state")" = online ]; ok $? "a signal ends that"
(exec 9>&-; echo "$nd" >/sys/bus/nd/drivers/dax_pmem/unbind; echo unbound >/tmp/unbound) &
sleep 3
try
[ $rc -ne 0 ] && [ "$took" -lt 10 ]; ok $? "suspend is refused at once: $(cat /tmp/err)"
exec 9>&-
for _ in $(seq 30); do [ -e /tmp/unbound ] && break; sleep 1; done
[ -e /tmp/unbound ]; ok $? "the unbind ends"
exit $bad
