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

disk_counts="mkfs-ext4 mkfs-xfs mkfs-xfsrr unbind-fs unbind-fs-dm umount remount dm-reload
	reconfigure-fsdax checksums"

disk_set_up() { new_namespace -e namespace0.0 -m fsdax -a 2M >/dev/null; }

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
# The same table once more, while the file system is in use
disk_reload() {
	local lockfs=(--nolockfs "")
	# shellcheck disable=SC2086
	within "reload of dm" dmsetup reload stress --table "$(dmsetup table stress)" &&
	within "suspension of dm" dmsetup suspend --noudevsync ${lockfs[RANDOM % 2]} stress &&
	nap 0.1 && within "resumption of dm" dmsetup resume --noudevsync stress && count dm-reload
}
disk_mount() { # KIND
	mount_dax "$1" "$disk" /tmp/mnt && rm -f /tmp/mnt/files/fill-* && open_gate still /tmp/mnt/still && open_gate fs /tmp/mnt/files
}
disk_down() { # DM
	shut_gate fs
	shut_gate still
	again "umount after $kind" umount /tmp/mnt || return 1
	[ "$1" != dm ] || again "removal of dm" dmsetup remove --noudevsync stress
}
disk_new() {
	kinds=(ext4 xfs xfsrr xfsrr xfsrr) kind=${kinds[RANDOM % 5]} dm=
	[ $((RANDOM % 2)) = 0 ] || dm=dm
	count "mkfs-$kind"
	disk_up "$kind" "$dm" && mkfs "$kind" "$disk" && mount_dax "$kind" "$disk" /tmp/mnt &&
	mkdir -p /tmp/mnt/files && write_still /tmp/mnt/still &&
	./stress lanes /tmp/mnt/files && printf . >>/tmp/gone/made &&
	open_gate still /tmp/mnt/still && open_gate fs /tmp/mnt/files
}
disk_loop() {
	local n
	disk_pfn=$(pfn_of namespace0.0) && disk_new || { fail "no file system on $disk_pfn"; return; }
	while ! stopped; do
		for ((n = RANDOM % 3 + 1; n > 0; n--)); do
			naps 8 10
			if [ -n "$dm" ]; then disk_reload && naps 1 3 || return; fi
			removal_begins fs
			unbind_pfn "$disk_pfn" || { fail "unbind of $disk_pfn"; return; }
			count "unbind-fs${dm:+-dm}"
			disk_down "$dm" && bind_pfn "$disk_pfn" && disk_up "$kind" "$dm" &&
			disk_mount "$kind" && still_is_well /tmp/mnt/still ||
				{ fail "$kind $dm cannot be mounted again"; return; }
			removal_ends fs
		done
		naps 5 8
		# Without an unbind nothing may be lost
		disk_down "$dm" && disk_up "$kind" "$dm" && disk_mount "$kind" ||
			{ fail "$kind $dm cannot be mounted again"; return; }
		count remount
		naps 5 8
		still_is_well /tmp/mnt/still && disk_down "$dm" || return
		count umount
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
