# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2015
# Sourced by guest-stress.sh: namespaces that are fsdax, with file systems.
mkfs() { # KIND DISK
	case $1 in
	ext4) mkfs.ext4 -q -F -b 4096 -N 1024 -E stride=512,stripe_width=512 "$2" ;;
	xfs) mkfs.xfs -q -f -d su=2m,sw=1 -m rmapbt=0,reflink=0 "$2" ;;
	xfsrr) mkfs.xfs -q -f -d su=2m,sw=1 -m rmapbt=1,reflink=1 "$2" ;;
	esac
}
mount_dax() { # KIND DISK DIR
	case $1 in ext4) mount -t ext4 -o dax "$2" "$3" ;; *) mount -t xfs -o dax "$2" "$3" ;; esac
}
still_is_well() { # DIR
	(cd "$1" && sha256sum -c sums) >/tmp/sums.$BASHPID 2>&1 ||
		{ fail "$1: $(grep -v OK "/tmp/sums.$BASHPID" | head -n 1)"; return 1; }
	count checksums
}
write_still() { # DIR
	mkdir -p "$1" && ./stress still "$1" && (cd "$1" && sha256sum [0-9] >sums) && sync
}

disk_set_up() { new_namespace -e namespace0.0 -m fsdax -a 2M >/dev/null; }
quiet_set_up() { label_region1 && quiet_ns=$(new_namespace -r region1 -s 1G -m fsdax -a 2M); }

# The first NVDIMM: a file system that workers write to
disk_up() { # KIND DM
	disk=$(disk_of "$disk_pfn") || return 1
	if [ "$2" = dm ]; then
		dmsetup create --noudevsync stress --table \
			"0 $(cat "/sys/block/${disk##*/}/size") linear $disk 0" &&
		dmsetup mknodes || return 1
		disk=/dev/mapper/stress
	fi
}
disk_mount() { # KIND
	mount_dax "$1" "$disk" /tmp/mnt && open_gate still /tmp/mnt/still && open_gate fs /tmp/mnt/work
}
disk_down() { # DM
	shut_gate fs
	shut_gate still
	again "umount after $kind" umount /tmp/mnt || return 1
	[ "$1" != dm ] || again "removal of dm" dmsetup remove --noudevsync stress
}
disk_new() {
	kinds=(ext4 xfs xfsrr xfsrr) kind=${kinds[RANDOM % 4]} dm=
	[ $((RANDOM % 3)) != 0 ] || dm=dm
	count "mkfs-$kind${dm:+-dm}"
	disk_up "$kind" "$dm" && mkfs "$kind" "$disk" && mount_dax "$kind" "$disk" /tmp/mnt &&
	mkdir -p /tmp/mnt/work && write_still /tmp/mnt/still &&
	open_gate still /tmp/mnt/still && open_gate fs /tmp/mnt/work
}
disk_loop() {
	local n
	disk_pfn=$(pfn_of namespace0.0) && disk_new || { fail "no file system on $disk_pfn"; return; }
	while ! stopped; do
		for ((n = RANDOM % 3 + 1; n > 0; n--)); do
			naps 2 8
			unbind_pfn "$disk_pfn" || { fail "unbind of $disk_pfn"; return; }
			count "unbind-$kind${dm:+-dm}"
			disk_down "$dm" && bind_pfn "$disk_pfn" && disk_up "$kind" "$dm" &&
			disk_mount "$kind" && still_is_well /tmp/mnt/still ||
				{ fail "$kind $dm cannot be mounted again"; return; }
		done
		naps 1 4
		still_is_well /tmp/mnt/still && disk_down "$dm" || return
		count "umount-$kind"
		if [ $((RANDOM % 3)) = 0 ]; then
			map=(mem dev)
			new_namespace -e namespace0.0 -m fsdax -a 2M -M "${map[RANDOM % 2]}" >/dev/null &&
			disk_pfn=$(pfn_of namespace0.0) || { fail "reconfigure namespace0.0"; return; }
			count reconfigure-fsdax
		fi
		disk_new || { fail "no $kind $dm on $disk_pfn"; return; }
	done
	echo "$disk_pfn $kind ${dm:-no}" >/tmp/disk.state
}
disk_end() {
	read -r disk_pfn kind dm </tmp/disk.state
	still_is_well /tmp/mnt/still && unbind_pfn "$disk_pfn" && disk_down "$dm" && count unbind-at-end
}

# A part of the second NVDIMM: a file system that is only read
quiet_loop() {
	local pfn disk
	pfn=$(pfn_of "$quiet_ns") && disk=$(disk_of "$pfn") && mkfs ext4 "$disk" &&
	mount_dax ext4 "$disk" /tmp/quiet && write_still /tmp/quiet/still ||
		{ fail "no file system on $quiet_ns"; return; }
	while ! stopped; do
		open_gate quiet /tmp/quiet/still
		naps 3 6
		unbind_pfn "$pfn" || { fail "unbind of $pfn"; return; }
		count unbind-quiet
		shut_gate quiet
		again "umount of $pfn" umount /tmp/quiet && bind_pfn "$pfn" && disk=$(disk_of "$pfn") &&
		mount_dax ext4 "$disk" /tmp/quiet && still_is_well /tmp/quiet/still ||
			{ fail "$pfn cannot be mounted again"; return; }
	done
}
quiet_end() {
	still_is_well /tmp/quiet/still && unbind_pfn "$(pfn_of "$quiet_ns")" &&
	again "umount of $quiet_ns" umount /tmp/quiet && count unbind-at-end
}
