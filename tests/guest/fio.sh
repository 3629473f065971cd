#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# fio.sh: in the guest, what people run on DAX file systems: fio with its
# mmap and libpmem engines, data verified, and SQLite in WAL mode with mmap. TAP.
n=0
result() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n $2"; else
		sed 's/^/# /' /tmp/said
		echo "not ok $n $2"
	fi
}

engine() { # NAME OPTIONS...: random writes by two jobs, then everything is read
	local name=$1
	shift
	fio --name=dax --directory=/tmp/mnt --ioengine="$name" --size=16m --numjobs=2 \
		--rw=randwrite --bs=4k,2m --bssplit=4k/80:64k/15:2m/5 --verify=crc32c \
		--do_verify=1 --verify_fatal=1 --group_reporting --thread "$@" >/tmp/said 2>&1 &&
	! grep -q 'verify: bad' /tmp/said
}

database() {
	local sum
	sqlite3 /tmp/mnt/db >/tmp/said 2>&1 <<-'SQL' || return 1
		PRAGMA journal_mode=WAL; PRAGMA mmap_size=67108864;
		CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);
		WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)
		INSERT INTO t SELECT i, printf('%0200d', i) FROM c;
		UPDATE t SET b = printf('%0200d', -a) WHERE a % 3 = 0;
		DELETE FROM t WHERE a % 7 = 0;
	SQL
	grep -qx wal /tmp/said || return 1
	umount /tmp/mnt && mount -t "$fs" -o dax /dev/pmem0 /tmp/mnt || return 1
	sum=$(sqlite3 /tmp/mnt/db "PRAGMA mmap_size=67108864; PRAGMA integrity_check;
		SELECT count(*), sum(CAST(b AS INTEGER)) FROM t;" 2>&1)
	echo "$sum" >>/tmp/said
	# 5000 rows less 714; -a where a is a multiple of 3, else a
	echo "$sum" | grep -qx ok && echo "$sum" | grep -qx "4286|$expected"
}

expected=$(awk 'BEGIN { for (a = 1; a <= 5000; a++) if (a % 7) s += a % 3 ? a : -a; print s }')
echo "TAP version 13"
echo "1..6"
ndctl create-namespace -f -m fsdax -a 2M -e namespace0.0 >/tmp/ns || exit 1
mkdir -p /tmp/mnt
for fs in ext4 xfs; do
	case $fs in
	ext4) mkfs.ext4 -q -F -b 4096 /dev/pmem0 ;;
	xfs) mkfs.xfs -q -f /dev/pmem0 ;;
	esac
	mount -t $fs -o dax /dev/pmem0 /tmp/mnt || exit 1
	engine mmap; result $? "$fs fio mmap"
	rm -f /tmp/mnt/dax*
	engine libpmem --direct=1; result $? "$fs fio libpmem"
	rm -f /tmp/mnt/dax*
	database; result $? "$fs sqlite WAL mmap"
	umount /tmp/mnt || exit 1
done
