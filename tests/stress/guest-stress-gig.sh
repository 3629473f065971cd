# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154
# Sourced by guest-stress.sh: device-dax of which a PUD maps 1 GiB. Where it begins,
# 1 GiB is lost to what describes it.
gig_set_up() {
	label_region1 && gig=$(new_namespace -r region1 -s 2G -m devdax -a 1G -M mem) &&
	gig=dax${gig#namespace}
}
gig_counts=unbind-1g

gig_up() { [ -c "/dev/$gig" ] && open_gate gig "/dev/$gig"; }
gig_loop() {
	local driver=/sys/bus/dax/drivers/device_dax
	again "$gig" gig_up || return
	while ! stopped; do
		naps 3 8
		removal_begins gig
		in_seconds "unbind of $gig" attr $driver/unbind "$gig" || { fail "unbind of $gig"; return; }
		count unbind-1g
		nap 0.5
		within "bind of $gig" bound $driver "$gig" && again "$gig" gig_up || return
		removal_ends gig
	done
}
gig_end() { in_seconds "unbind of $gig" attr /sys/bus/dax/drivers/device_dax/unbind "$gig"; }
