#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guest-selftests.sh STREAM...: in the guest, run the selftests that are named,
# each between two marker lines. ONLY are options for our programs, like -r NAME.
run() { # NAME COMMAND...
	echo "### begin $1"
	echo "guest: begin $1" >/dev/kmsg
	local name=$1
	shift
	if [ "$(type -t "$1")" = function ]; then "$@"; else timeout "${LIMIT:-1200}" "$@"; fi
	echo "### end $name $?"
}

devdax() { # ALIGN: the only namespace is device-dax with this alignment
	# Only the second NVDIMM has room for 1 GiB of alignment
	ndctl create-namespace -f -m devdax -a "$1" -e namespace1.0 >/tmp/ns || return 1
	dev=$(basename "$(echo /sys/bus/dax/devices/dax*)")
	[ -c "/dev/$dev" ]
}

# gup_test prints a stream for each call: make one of them
gup() {
	local n=0 mb=64 options="-u -a -U -b -L"
	[ "$1" != 1G ] || { mb=1024 options="-a -L"; }
	echo "TAP version 13"
	echo "1..$(echo $options | wc -w)"
	for o in $options; do
		n=$((n + 1))
		./gup_test -S -f "/dev/$dev" -m $mb -n 512 -r 1 -w "$o" >/tmp/gup 2>&1
		rc=$?
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
vfio_devdax() {
	local bdf
	bdf=$(basename "$(dirname "$(grep -l 0x11e8 /sys/bus/pci/devices/*/device)")")
	echo vfio-pci >"/sys/bus/pci/devices/$bdf/driver_override"
	echo "$bdf" >/sys/bus/pci/drivers_probe
	# shellcheck disable=SC2086
	DEVDAX=/dev/$dev timeout 300 ./vfio_dma_mapping_devdax_test $ONLY "$bdf"
	grep '^nr_foll_pin' /proc/vmstat | sed 's/^/# /'
	(echo "$dev" >/sys/bus/dax/drivers/device_dax/unbind; touch /tmp/unbound) &
	for _ in $(seq 100); do
		[ ! -e /tmp/unbound ] || break
		sleep 0.2
	done
	[ ! -e /tmp/unbound ] || { echo "# unbound"; return 0; }
	echo "# the unbind does not end, though nobody has the memory"
	# Without a mark of its end the stream has failed
	exit 1
}

for stream; do
	align=${stream##*-}
	case $stream in
	hmm-tests)
		# Coherent memory is what vm/run keeps the kernel from using
		insmod test_hmm.ko spm_addr_dev0=0x40000000 spm_addr_dev1=0x50000000 || continue
		# On an emulated debug kernel the benchmark takes longer than its 120 s, and
		# migrate_remap_fault nearly all of its 30 s: hmm-remap, without debug
		# shellcheck disable=SC2086
		run $stream ./hmm-tests ${ONLY:--T benchmark_thp_migration -T migrate_remap_fault}
		rmmod test_hmm || echo "rmmod test_hmm failed"
		;;
	hmm-remap)
		insmod test_hmm.ko spm_addr_dev0=0x40000000 spm_addr_dev1=0x50000000 || continue
		run $stream ./hmm-tests -t migrate_remap_fault
		rmmod test_hmm || echo "rmmod test_hmm failed"
		;;
	hmm_unload)
		run $stream ./guest-hmm-unload.sh ;;
	gup_test-*)
		devdax "$align" && run "$stream" gup "$align" ;;
	devdax-*)
		# shellcheck disable=SC2086
		devdax "$align" && DEVDAX=/dev/$dev run "$stream" ./devdax $ONLY ;;
	vfio-devdax)
		devdax 2M && run $stream vfio_devdax ;;
	dax_cow*)
		ndctl create-namespace -f -m fsdax -a 2M -e namespace0.0 >/tmp/ns || continue
		# One test reads the trace, which only the debug kernel has
		tests="-T fsync_after_punch"
		[ "$align" != trace ] || tests="-t fsync_after_punch"
		# shellcheck disable=SC2086
		DAX_TEST_DEV=/dev/pmem0 run "$stream" ./dax_cow ${ONLY:-$tests} ;;
	dax_oracle)
		# It divides the time among five variants
		ndctl create-namespace -f -m fsdax -a 2M -e namespace0.0 >/tmp/ns || continue
		# shellcheck disable=SC2086
		LIMIT=$((${MINUTES:-1} * 120 + 1080)) DAX_TEST_DEV=/dev/pmem0 run "$stream" \
			./dax_oracle -t $((${MINUTES:-1} * 12)) $ONLY ;;
	pgmap_dax-*)
		devdax "$align" && PGMAP_DAX_DEV=$dev run "$stream" ./pgmap_dax $ONLY ;;
	pgmap_fsdax_remove*)
		for i in 0 1; do
			ndctl create-namespace -f -m fsdax -a 2M -e namespace$i.0 >/tmp/ns || continue 2
		done
		# Two tests are not for device-mapper, which fails I/O as soon as it can
		tests="-V dm_ext4 -V dm_xfs"
		[ "$align" != dm ] || tests="-T written_back -T truncate_pinned -v dm_ext4 -v dm_xfs"
		# shellcheck disable=SC2086
		PGMAP_FSDAX_DEV=pmem0 PGMAP_FSDAX_OTHER=pmem1 run "$stream" ./pgmap_fsdax_remove ${ONLY:-$tests} ;;
	pgmap_fsdax*-*)
		# The virtio-pmem device has no synchronous faults
		disk=$(basename "$(ls -d /sys/bus/virtio/drivers/virtio_pmem/virtio*/ndbus*/region*/namespace*/block/*)")
		tests="-v ext4_pmd -v dm_xfs_rmap -v erofs_pte"
		[ "$align" != virtio ] || tests="-v ext4_pte"
		PGMAP_FSDAX_DEV=$disk PGMAP_FSDAX_REMOVE=$align PGMAP_FSDAX_LOOPS=3 \
			run "$stream" ./${stream%-*} ${ONLY:--T sync_writers $tests} ;;
	pgmap_fsdax*)
		ndctl create-namespace -f -m fsdax -a 2M -e namespace0.0 >/tmp/ns || continue
		# shellcheck disable=SC2086
		LIMIT=2400 PGMAP_FSDAX_DEV=pmem0 PGMAP_FSDAX_LOOPS=3 run "$stream" ./$stream $ONLY ;;
	fio)	run $stream ./guest-fio.sh ;;
	holders)
		run $stream ./guest-holders.sh ;;
	pgmap_p2pdma)
		p2p=$(basename "$(dirname "$(dirname "$(ls -d /sys/bus/pci/devices/*/p2pmem/allocate)")")")
		# shellcheck disable=SC2010
		slow=/dev/$(basename "$(ls -d /sys/class/nvme/*/nvme*n1 | grep -v "$(ls /sys/bus/pci/devices/$p2p/nvme)")")
		PGMAP_P2P_DEV=$p2p PGMAP_P2P_BLK=$slow run "$stream" ./pgmap_p2pdma $ONLY ;;
	*)	echo "no such stream: $stream" ;;
	esac
done
echo "### all done"
