#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guest-bench.sh GROUP REPETITIONS: in the guest, measure one group of operations
# so many times. Prints lines "result NAME TICKS PER".
group=$1 times=$2 n=0

fail() { echo "cannot measure: $*"; exit 1; }

# What the module has to say goes to the kernel log
module() { # WHAT
	dmesg -c >/dev/null
	insmod pgmap_bench.ko what="$1" && rmmod pgmap_bench || return 1
	dmesg | sed -n 's/.*pgmap_bench: //p'
}

namespace() { # MODE ALIGN REGION
	ndctl create-namespace -f -m "$1" -a "$2" -e "namespace$3.0" >/tmp/ns ||
		fail "no $1 namespace"
	dax=$(echo /dev/dax*)
}

filesystem() { # TYPE: on /tmp/mnt, huge pages possible
	[ ! -d /tmp/mnt ] || umount /tmp/mnt
	mkdir -p /tmp/mnt
	case $1 in
	ext4) mkfs.ext4 -q -F -b 4096 -E nodiscard,lazy_itable_init=0,stride=512,stripe_width=512 /dev/pmem0 ;;
	xfs) mkfs.xfs -q -f -K -d su=2m,sw=1 -m rmapbt=0,reflink=0 /dev/pmem0 ;;
	xfsrr) mkfs.xfs -q -f -K -m rmapbt=1,reflink=1 /dev/pmem0 ;;
	esac && mount -t "${1%rr}" -o dax /dev/pmem0 /tmp/mnt || fail "mkfs, mount $1"
}

disk() {
	insmod null_blk.ko gb=1 queue_mode=2 irqmode=0 no_sched=1 || fail "no null_blk"
}

prepare() {
	case $group in
	devdax-4k) namespace devdax 4096 0 ;;
	devdax-2m) namespace devdax 2M 0 ;;
	devdax-1g) namespace devdax 1G 1 ;;
	ext4|xfs) namespace fsdax 2M 0 ;;
	pin)	namespace fsdax 2M 0; filesystem ext4; disk
		namespace devdax 2M 1 ;;
	hmm)	insmod test_hmm.ko || fail "no test_hmm"
		[ -e /dev/hmm_dmirror0 ] || mknod /dev/hmm_dmirror0 c "$(awk '$2 == "HMM_DMIRROR" { print $1 }' /proc/devices)" 0 ;;
	esac
}

measure() {
	case $group in
	request|remap) module $group ;;
	devdax-4k) bench_devdax "$dax" 0x1000 $group ;;
	devdax-2m) bench_devdax "$dax" 0x200000 $group ;;
	devdax-1g) bench_devdax "$dax" 0x40000000 $group ;;
	ext4|xfs) filesystem $group; bench_fsdax $group $group &&
		{ [ $group = ext4 ] || { filesystem xfsrr; bench_fsdax xfs xfs reflink; }; } ;;
	fresh)	[ ! -d /tmp/mnt ] || umount /tmp/mnt
		namespace fsdax 2M 0; filesystem ext4; bench_fsdax ext4 ext4 fresh ;;
	pin)	rm -f /tmp/mnt/small /tmp/mnt/large
		bench_pin /tmp/mnt/small 0x100000 pin-ext4-4k /dev/nullb0 &&
		bench_pin /tmp/mnt/large 0x800000 pin-ext4-2m &&
		bench_pin "$dax" 0x800000 pin-devdax-2m ;;
	hmm)	bench_hmm /dev/hmm_dmirror0 ;;
	esac
}

prepare
while [ $n -lt "$times" ]; do
	n=$((n + 1))
	measure || fail "$group"
done
echo "### end $group"
