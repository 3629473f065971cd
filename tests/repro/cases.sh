#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# cases.sh CASE: one reproducer, in the guest. The last line it prints is
# "result: ..."; an oops is for the host to see on the console.
#
#	devdax-{4k,2M}-HOW		pinned page, unbind, let go
#	{ext4,xfs,xfsrr}[-4k|-dm]-HOW	DAX mount, unbind pfn0.0, let go
# HOW is a mode of hold, use_many or use_two. xfsrr is XFS with rmapbt and reflink, 4k keeps
# huge pages from being possible, dm is a linear target on top of the device.
set -u
kind=${1%%-*} how=${1##*-}
on=${1#"$kind"} on=${on%"$how"} on=${on//-/}
align=$on
case $on in ""|dm) align=2M ;; esac

fail() { echo "cannot run: $*"; exit 1; }

make_and_mount() {
	disk=/dev/pmem0
	sectors=$(cat /sys/block/pmem0/size)
	if [ "$on" = dm ]; then
		dmsetup create --noudevsync linear --table "0 $sectors linear $disk 0" &&
		dmsetup mknodes || return 1
		disk=/dev/mapper/linear
	fi
	case $kind in
	ext4) mkfs.ext4 -q -F -b 4096 $disk && mount -t ext4 -o dax $disk /tmp/mnt ;;
	xfs) mkfs.xfs -q -f -m rmapbt=0,reflink=0 $disk && mount -t xfs -o dax $disk /tmp/mnt ;;
	xfsrr) mkfs.xfs -q -f -m rmapbt=1,reflink=1 $disk && mount -t xfs -o dax $disk /tmp/mnt ;;
	esac
}

umount_again() {
	timeout 20 umount /tmp/mnt || return 1
	[ "$on" != dm ] || timeout 20 dmsetup remove --noudevsync linear
}

case $how in
sync|load) program=use_many ;;
reflink|odirect) program=use_two ;;
*) program=hold ;;
esac
if [ "$how" = odirect ]; then
	insmod null_blk.ko gb=1 memory_backed=1 || fail "no null_blk"
	dmsetup create --noudevsync slow --table "0 65536 delay /dev/nullb0 0 6000" &&
	dmsetup mknodes || fail "no dm-delay"
fi

case $kind in
devdax)
	ndctl create-namespace -f -m devdax -a "$align" -e namespace0.0 >/tmp/ns ||
		fail "no devdax namespace with alignment $align"
	dev=$(basename "$(echo /sys/bus/dax/devices/dax*)") file=/dev/$dev
	nd=$(basename "$(readlink /sys/bus/nd/drivers/dax_pmem/dax*)")
	driver=/sys/bus/nd/drivers/dax_pmem
	echo "device-dax $dev on $nd, alignment $(cat "/sys/bus/dax/devices/$dev/align")"
	;;
ext4|xfs|xfsrr)
	ndctl create-namespace -f -m fsdax -a "$align" -e namespace0.0 >/tmp/ns ||
		fail "no fsdax namespace"
	driver=/sys/bus/nd/drivers/nd_pmem
	nd=$(basename "$(echo $driver/pfn*)")
	mkdir /tmp/mnt
	make_and_mount || fail "mkfs.$kind, mount -o dax"
	file=/tmp/mnt/file
	truncate -s 4M $file
	echo "$kind -o dax on $disk, $nd, alignment $align"
	;;
*)	fail "no such case: $1" ;;
esac

mkfifo /tmp/go
$program "$file" "$how" </tmp/go >/tmp/hold 2>&1 &
hold=$!
exec 9>/tmp/go
for _ in $(seq 100); do grep -q held /tmp/hold && break; sleep 0.2; done
grep -q held /tmp/hold || fail "hold: $(cat /tmp/hold)"
echo "held by: $how; unbinding $nd"

(exec 9>&-; echo "$nd" >$driver/unbind; echo unbound >/tmp/unbound) &
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
if [ "$kind" != devdax ]; then umount_again || release="$release, umount failed"; fi
if [ "$release" = worked ] && [ -e /tmp/unbound ]; then
	echo "$nd" >$driver/bind && again=", bound again" || again=", cannot be bound again"
	if [ "$kind" != devdax ]; then
		make_and_mount && echo again >/tmp/mnt/file && umount_again ||
			again=", cannot be mounted again"
	fi
fi
echo "result: unbind $unbind; release $release${again:-}"
