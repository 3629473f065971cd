#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# cases.sh CASE: one reproducer, in the guest. The last line it prints is
# "result: ..."; an oops is for the host to see on the console.
#
#	devdax-{4k,2M}-{iouring,vmsplice}	pinned page, unbind, let go
#	{ext4,xfs}-{map,fd,truncate}		DAX mount, unbind pfn0.0, let go
set -u
kind=${1%%-*} how=${1##*-}
align=${1#*-} align=${align%-*}
[ "$align" != "$how" ] || align=2M

fail() { echo "cannot run: $*"; exit 1; }

case $kind in
devdax)
	ndctl create-namespace -f -m devdax -a "$align" -e namespace0.0 >/tmp/ns ||
		fail "no devdax namespace with alignment $align"
	dev=$(basename "$(echo /sys/bus/dax/devices/dax*)") file=/dev/$dev
	nd=$(basename "$(readlink /sys/bus/nd/drivers/dax_pmem/dax*)")
	driver=/sys/bus/nd/drivers/dax_pmem
	echo "device-dax $dev on $nd, alignment $(cat "/sys/bus/dax/devices/$dev/align")"
	;;
ext4|xfs)
	ndctl create-namespace -f -m fsdax -e namespace0.0 >/tmp/ns ||
		fail "no fsdax namespace"
	driver=/sys/bus/nd/drivers/nd_pmem
	nd=$(basename "$(echo $driver/pfn*)")
	case $kind in
	ext4) mkfs.ext4 -q -b 4096 /dev/pmem0 ;;
	xfs) mkfs.xfs -q -m reflink=0 /dev/pmem0 ;;
	esac || fail "mkfs.$kind"
	mkdir /tmp/mnt
	mount -t "$kind" -o dax /dev/pmem0 /tmp/mnt || fail "mount -o dax"
	file=/tmp/mnt/file
	truncate -s 4M $file
	echo "$kind -o dax on $nd"
	;;
*)	fail "no such case: $1" ;;
esac

mkfifo /tmp/go
hold "$file" "$how" </tmp/go >/tmp/hold 2>&1 &
hold=$!
exec 9>/tmp/go
for _ in $(seq 100); do grep -q held /tmp/hold && break; sleep 0.2; done
grep -q held /tmp/hold || fail "hold: $(cat /tmp/hold)"
echo "held by: $how; unbinding $nd"

(exec 9>&-; echo "$nd" >$driver/unbind; echo done >/tmp/unbound) &
sleep 4
[ -e /tmp/unbound ] && unbind="returned at once" || unbind=waited
echo "unbind $unbind; letting go"
exec 9>&-

seconds=${DEADLINE:-30}
for _ in $(seq "$seconds"); do
	kill -0 $hold 2>/dev/null || break
	sleep 1
done
if kill -0 $hold 2>/dev/null; then release="never ended"
elif wait $hold; then release=worked
else release="was killed"; fi
for _ in $(seq "$seconds"); do
	[ -e /tmp/unbound ] && break
	[ "$release" = worked ] || break
	sleep 1
done
if [ "$unbind" = waited ]; then
	[ -e /tmp/unbound ] && unbind="waited, ended after the release" ||
		unbind="waited, never ended"
fi
[ "$kind" = devdax ] || timeout 10 umount /tmp/mnt || echo "umount failed"
if [ "$release" = worked ] && [ -e /tmp/unbound ]; then
	echo "$nd" >$driver/bind && again=", bound again" || again=", cannot be bound again"
fi
echo "result: unbind $unbind; release $release${again:-}"
