# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# In the guest, before the command of a row of tests/table: what tests want to be there.

# Coherent memory is what lab/run keeps the kernel from using
hmm() { insmod test_hmm.ko spm_addr_dev0=0x40000000 spm_addr_dev1=0x50000000; }

fsdax() { ndctl create-namespace -f -m fsdax -a 2M -e "namespace${1:-0}.0" >/tmp/ns; } # pmem0, pmem1

mounted() { # pmem0, as XFS on /tmp/m
	mkfs.xfs -q -f /dev/pmem0 && mkdir -p /tmp/m && mount -o dax=always /dev/pmem0 /tmp/m
}

devdax() { # ALIGN: $dev is the only device-dax device
	# Only the second NVDIMM has room for 1 GiB of alignment
	ndctl create-namespace -f -m devdax -a "$1" -e namespace1.0 >/tmp/ns
	dev=$(basename "$(echo /sys/bus/dax/devices/dax*)")
	[ -c "/dev/$dev" ]
}

# $disk is on the virtio-pmem device, which has no synchronous faults
virtio() { disk=$(basename "$(ls -d /sys/bus/virtio/drivers/virtio_pmem/virtio*/ndbus*/region*/namespace*/block/*)"); }

p2pdma() { # $p2p is the controller that has memory, $slow the disk of the other one
	p2p=$(basename "$(dirname "$(dirname "$(ls -d /sys/bus/pci/devices/*/p2pmem/allocate)")")")
	# shellcheck disable=SC2010
	slow=/dev/$(basename "$(ls -d /sys/class/nvme/*/nvme*n1 | grep -v "$(ls "/sys/bus/pci/devices/$p2p/nvme")")")
}

# gup_test prints a stream for each call: make one of them
gup() { # ALIGN PROGRAM
	local n=0 mb=64 options="-u -a -U -b -L" rc
	[ "$1" != 1G ] || { mb=1024 options="-a -L"; }
	echo "TAP version 13"
	echo "1..$(echo $options | wc -w)"
	for o in $options; do
		n=$((n + 1)) rc=0
		"$2" -S -f "/dev/$dev" -m $mb -n 512 -r 1 -w "$o" >/tmp/gup 2>&1 || rc=$?
		sed 's/^/# /' /tmp/gup
		if [ $rc -ne 0 ] || ! grep -q '^ok 1 ' /tmp/gup; then
			echo "not ok $n gup_test $o"
		elif grep -q SKIP /tmp/gup; then
			echo "ok $n gup_test $o # SKIP"
		else
			echo "ok $n gup_test $o"
		fi
	done
}

# VFIO: the device that does nothing by itself. What is left pinned is not seen by the
# selftest alone: an unbind waits for it.
vfio_devdax() { # PROGRAM OPTIONS...
	local bdf rc=0
	bdf=$(basename "$(dirname "$(grep -l 0x11e8 /sys/bus/pci/devices/*/device)")")
	echo vfio-pci >"/sys/bus/pci/devices/$bdf/driver_override"
	echo "$bdf" >/sys/bus/pci/drivers_probe
	DEVDAX=/dev/$dev timeout 300 "$@" "$bdf" || rc=$?
	grep '^nr_foll_pin' /proc/vmstat | sed 's/^/# /'
	(echo "$dev" >/sys/bus/dax/drivers/device_dax/unbind; touch /tmp/unbound) &
	for _ in $(seq 100); do
		[ ! -e /tmp/unbound ] || { echo "# unbound"; return $rc; }
		sleep 0.2
	done
	echo "# the unbind does not end, though nobody has the memory"
	return 1
}

# For a suite: the disk of lab/run -d is $root, with a kernel's file systems in it
disk() {
	root=/tmp/root
	mkdir $root
	mount -t ext4 "/dev/$(basename "$(dirname "$(grep -lw d /sys/class/nvme/nvme*/serial)")")n1" $root
	for d in proc sys dev; do mount --bind /$d $root/$d; done
	mount -t debugfs none $root/sys/kernel/debug
	mkdir -p /dev/shm
	mount -t tmpfs none /dev/shm
	ln -s /proc/self/fd /dev/fd
	ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || :
	# There is no udev to make device nodes
	export PATH=/usr/sbin:/usr/bin:/bin:/t DM_DISABLE_UDEV=1
}
begin() { # TEST
	echo "begin $1"
	began=$(cut -d. -f1 /proc/uptime)
}
result() { # TEST pass|fail|notrun|hang [REASON]
	echo "result $1 $2 $(($(cut -d. -f1 /proc/uptime) - began)) ${3:-}"
}
