#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# xfstests.sh FS TEST...: in the guest, run these tests of the xfstests on the disk. FS is
# xfs or ext4. TEST_DEV has 1 GiB, SCRATCH_DEV 4 GiB; with FS-swap it is the other way
# round. See tests/suite/run for what it prints. A test that does not end ends the guest.
fs=$1
shift
. ./lib.sh
disk
fsdax 0
fsdax 1
test=/dev/pmem0 scratch=/dev/pmem1
case $fs in *-swap) fs=${fs%-swap} test=/dev/pmem1 scratch=/dev/pmem0 ;; esac
case $fs in
xfs)	mkfs="-f -m reflink=1,rmapbt=1" ;;
ext4)	mkfs="-F -b 4096" ;;
esac
mkdir -p "$root/mnt/test" "$root/mnt/scratch"
began=0
for u in fsgqa 123456-fsgqa fsgqa2; do
	n=$((${n:-1000} + 1))
	echo "$u:x:$n:$n::/tmp:/bin/bash" >>"$root/etc/passwd"
	echo "$u:x:$n:" >>"$root/etc/group"
done
cat >"$root/xfstests/local.config" <<END
export FSTYP=$fs TEST_DEV=$test TEST_DIR=/mnt/test SCRATCH_DEV=$scratch SCRATCH_MNT=/mnt/scratch
export MKFS_OPTIONS="$mkfs" MOUNT_OPTIONS="-o dax=always" TEST_FS_MOUNT_OPTS="-o dax=always"
END
hostname guest
ln -s true "$root/usr/bin/logger" # there is no log
chroot "$root" mkfs."$fs" -q $mkfs $test >/tmp/mkfs 2>&1 || { cat /tmp/mkfs; exit 1; }
chroot "$root" bash -c "mount -t $fs -o dax=always $test /mnt/test" || exit 1

# check prints TEST when it starts one, and later in this line and others what became of it
names() { grep -aoE '^(generic|xfs|ext4)/[0-9]+ ' /tmp/check; }
ended() { # TEST, of the N-th such line
	local out=$root/xfstests/results/$1 said why
	said=$(awk -v n="$2" '/^(generic|xfs|ext4)\/[0-9]+ / { k++; sub(/^[^ ]+ +/, "") } /^Ran:/ { exit } k == n' /tmp/check)
	if [ -s "$out.notrun" ]; then
		result "$1" notrun "$(head -n 1 "$out.notrun")"
	elif echo "$said" | tr -d '\n' | grep -qxE ' *[0-9]+s *(\.\.\. +[0-9]+s *)?'; then
		result "$1" pass
	else
		echo "$said" | head -n 30 | sed 's/^/# /'
		grep -E 'WARNING:|BUG:|kernel BUG' "$out.dmesg" 2>/dev/null | head -n 3 | sed 's/^/# /'
		result "$1" fail "$(echo "$said" | grep -oE 'output mismatch|\[failed, [^]]*|_check_[a-z_]*: [^(]*' | paste -s -d ' ')"
	fi
}
: >/tmp/check
chroot "$root" bash -c "cd /xfstests && exec ./check $*" >/tmp/check 2>&1 &
check=$! n=0 last=
while :; do
	more=yes
	kill -0 $check 2>/dev/null || more=
	for t in $(names | tail -n +$((n + 1))); do
		[ -z "$last" ] || ended "$last" $n
		n=$((n + 1)) last=$t
		begin "$last"
	done
	[ -n "$more" ] || break
	[ $(($(cut -d. -f1 /proc/uptime) - began)) -lt "$LIMIT" ] || {
		result "$last" hang "more than $LIMIT s"
		exit 3
	}
	sleep 2
done
[ -z "$last" ] || ended "$last" $n
wait $check || grep -q '^Ran:' /tmp/check || { tail -n 5 /tmp/check; exit 3; }
