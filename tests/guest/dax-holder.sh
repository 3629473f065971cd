#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# dax-holder.sh DISK: in the guest, mount XFS on a partition of a pmem disk while the
# other partition is being unmounted. The end of the umount must not clear the holder of
# the new mount; the kernel would print a WARNING, which fails the row.
disk=$1 n=0 missed=0 held=0
result() { # STATUS WORDS
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else echo "not ok $n $2"; fi
}
echo "TAP version 13"
echo "1..3"
# A partition table: two times 400 MiB, from 1 MiB on
{
	head -c 446 /dev/zero
	printf '\0\0\0\0\x83\0\0\0\0\x08\0\0\0\x80\x0c\0'
	printf '\0\0\0\0\x83\0\0\0\0\x88\x0c\0\0\x80\x0c\0'
	head -c 32 /dev/zero
	printf '\x55\xaa'
} >/tmp/table
dd if=/tmp/table of="$disk" conv=notrunc 2>/dev/null
blockdev --rereadpt "$disk"
until [ -b "${disk}p2" ]; do sleep 0.2; done
mkfs.xfs -q -f -m rmapbt=1,reflink=0 "${disk}p1" && mkfs.xfs -q -f -m rmapbt=1,reflink=0 "${disk}p2" && mkdir -p /tmp/p1 /tmp/p2
result $? "two file systems on $disk"

end=$((SECONDS + 60))
while [ $SECONDS -lt $end ] && [ $held -lt 20 ]; do
	mount -t xfs -o dax=always "${disk}p1" /tmp/p1 || { missed=1; break; }
	for ((i = 0; i < 300; i++)); do echo $i >/tmp/p1/$RANDOM; done
	umount /tmp/p1 & # gives the dax_device up before it has written all of that
	while kill -0 $! 2>/dev/null; do
		dmesg -c >/dev/null
		mount -t xfs -o dax=always "${disk}p2" /tmp/p2 || continue
		if dmesg | grep -q 'DAX unsupported\|Turning off DAX'; then
			umount /tmp/p2
		else
			held=$((held + 1))
			break
		fi
	done
	wait
	umount /tmp/p2 2>/dev/null
done
echo "# mounted beside an umount with DAX: $held times"
[ $held -gt 0 ]
result $? "mounted while the other one was being unmounted"
result $missed "and mounted again"
