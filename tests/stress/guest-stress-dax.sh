# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2015
# Sourced by guest-stress.sh: a namespace that is device-dax most of the time.
dax_set_up() { label_region1 && dax_ns=$(new_namespace -r region1 -s 1G -m devdax -a 2M); }
dax_counts="unbind-device_dax unbind-dax_pmem dax-to-fsdax fsdax-to-dax dax-to-system-ram
	system-ram-online system-ram-to-dax"

dax_find() {
	dax=dax${dax_ns#namespace}
	[ -e "/sys/bus/dax/devices/$dax" ]
}
dax_up() {
	dax_find && [ -c "/dev/$dax" ] && open_gate dax "/dev/$dax"
}

# With both the driver of the dax bus and that of the nd bus, in use
dax_unbind() {
	local driver=/sys/bus/dax/drivers/device_dax name=$dax
	if [ $((RANDOM % 2)) = 0 ]; then
		driver=/sys/bus/nd/drivers/dax_pmem
		name=$(grep -lx "$dax_ns" $driver/dax1.*/namespace) && name=${name%/*} name=${name##*/} || return 1
	fi
	in_seconds "unbind of $name" attr $driver/unbind "$name" || { fail "unbind of $name"; return 1; }
	count "unbind-${driver##*/}"
	nap 0.5
	within "bind of $name" attr $driver/bind "$name" && again "$name" dax_up
}

dax_fsdax() { # to fsdax, use that, and back
	local pfn disk kinds=(ext4 xfs xfsrr) kind
	kind=${kinds[RANDOM % 3]}
	within "$dax_ns to fsdax" new_namespace -e "$dax_ns" -m fsdax -a 2M &&
	pfn=$(pfn_of "$dax_ns") && again "disk of $pfn" disk_of "$pfn" && disk=$(disk_of "$pfn") &&
	mkfs "$kind" "$disk" && mount_dax "$kind" "$disk" /tmp/fs2 || return 1
	mkdir -p /tmp/fs2/files
	count dax-to-fsdax
	removal_ends dax
	open_gate fs2 /tmp/fs2/files
	naps 4 6
	shut_gate fs2
	again "umount of $pfn" umount /tmp/fs2 || return 1
	removal_begins dax
	case $align in 2M) align=4k ;; *) align=2M ;; esac
	within "$dax_ns to devdax" new_namespace -e "$dax_ns" -m devdax -a "$align" &&
	again "$dax_ns" dax_up && count "fsdax-to-dax"
}

# to_driver DRIVER: from one driver of the dax bus to another one
to_driver() {
	local from
	from=$(readlink "/sys/bus/dax/devices/$dax/driver") && from=/sys/bus/dax/drivers/${from##*/} &&
	within "unbind of $dax from $from" attr "$from/unbind" "$dax" || return 1
	attr "$from/remove_id" "$dax" 2>/dev/null
	within "$dax to $1" attr "/sys/bus/dax/drivers/$1/new_id" "$dax" &&
	[ -e "/sys/bus/dax/drivers/$1/$dax" ] ||
	within "bind of $dax to $1" attr "/sys/bus/dax/drivers/$1/bind" "$dax"
}

# Each block of memory of the device: MEMORY STATE
dax_blocks() {
	local b size start end at
	size=0x$(cat /sys/devices/system/memory/block_size_bytes)
	start=$(cat "/sys/bus/dax/devices/$dax/resource")
	end=$((start + $(cat "/sys/bus/dax/devices/$dax/size")))
	for b in /sys/devices/system/memory/memory*; do
		at=$((0x$(cat "$b/phys_index") * size))
		[ $at -lt $((start)) ] || [ $at -ge $end ] || attr "$b/state" "$1" 2>/dev/null || return 1
	done
}

# To memory, of which some is used at times, and back. Memory that something else
# has taken into use need not be given back: a few times, then give up.
dax_ram() {
	local n
	to_driver kmem || return 1
	count dax-to-system-ram
	if [ $((RANDOM % 2)) = 0 ] && dax_blocks online_movable; then
		count system-ram-online
		naps 1 3
		for ((n = 0; n < 10; n++)); do
			dax_blocks offline && break
			nap 1
		done
		[ $n -lt 10 ] || { fail "the memory of $dax cannot be offlined"; return 1; }
	fi
	to_driver device_dax && again "$dax" dax_up && count system-ram-to-dax
}

# The driver for file systems without a block device
dax_fsdev() {
	[ -d /sys/bus/dax/drivers/fsdev_dax ] || return 0
	to_driver fsdev_dax && count dax-to-fsdev && naps 0 2 &&
	to_driver device_dax && again "$dax" dax_up && count fsdev-to-dax
}

dax_loop() {
	local align=2M
	again "$dax_ns" dax_up || return
	while ! stopped; do
		naps 3 8
		removal_begins dax
		case $((RANDOM % 6)) in
		0)	dax_fsdax ;;
		1)	dax_ram ;;
		2)	dax_fsdev ;;
		*)	dax_unbind ;;
		esac || { fail "the loop of $dax_ns"; return; }
		removal_ends dax
	done
}
dax_end() {
	dax_find && in_seconds "unbind of $dax" attr /sys/bus/dax/drivers/device_dax/unbind "$dax" &&
	count unbind-at-end
}
