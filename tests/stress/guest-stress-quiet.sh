# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2015,SC2154
# Sourced by guest-stress.sh: a part of the second NVDIMM, a file system that is only read.
quiet_counts=unbind-quiet
quiet_set_up() { label_region1 && quiet_ns=$(new_namespace -r region1 -s 1G -m fsdax -a 2M); }

quiet_loop() {
	local pfn disk
	pfn=$(pfn_of "$quiet_ns") && disk=$(disk_of "$pfn") && mkfs ext4 "$disk" &&
	mount_dax ext4 "$disk" /tmp/quiet && write_still /tmp/quiet/still ||
		{ fail "no file system on $quiet_ns"; return; }
	while ! stopped; do
		open_gate quiet /tmp/quiet/still
		naps 3 6
		removal_begins quiet
		unbind_pfn "$pfn" || { fail "unbind of $pfn"; return; }
		count unbind-quiet
		shut_gate quiet
		again "umount of $pfn" umount /tmp/quiet && bind_pfn "$pfn" && disk=$(disk_of "$pfn") &&
		mount_dax ext4 "$disk" /tmp/quiet && still_is_well /tmp/quiet/still ||
			{ fail "$pfn cannot be mounted again"; return; }
		removal_ends quiet
	done
}
quiet_end() {
	still_is_well /tmp/quiet/still && unbind_pfn "$(pfn_of "$quiet_ns")" &&
	again "umount of $quiet_ns" umount /tmp/quiet && count unbind-at-end
}
