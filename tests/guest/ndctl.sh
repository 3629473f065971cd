#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ndctl.sh TEST...: in the guest, run these tests of the ndctl on the disk, each on NVDIMMs
# with empty labels. See tests/suite/run for what it prints. What the kernel complains
# about is a failure, too. A test that does not end ends the guest.
. ./lib.sh
disk
env="NDCTL=/ndctl/build/ndctl/ndctl DAXCTL=/ndctl/build/daxctl/daxctl CXL=/ndctl/build/cxl/cxl
	TEST_PATH=/ndctl/build/test DATA_PATH=/ndctl/test"

for t; do
	dmsetup remove_all # is left behind without udev
	ndctl disable-region all >/tmp/ns 2>&1 && ndctl init-labels -f all >>/tmp/ns 2>&1 &&
		ndctl enable-region all >>/tmp/ns 2>&1 || { cat /tmp/ns; exit 1; }
	begin "$t"
	dmesg -c >/dev/null
	file=/ndctl/test/$t
	[ -e "$root$file" ] || file=/ndctl/build/test/$t
	# shellcheck disable=SC2086
	timeout -s KILL "$LIMIT" chroot $root env $env bash -c "cd /ndctl/build/test && exec $file" >/tmp/test 2>&1
	rc=$? splat=$(dmesg | grep -m 1 -oE '(WARNING|BUG|Oops|INFO: task).*')
	[ $rc -ne 137 ] || { result "$t" hang "does not end in $LIMIT s"; exit 3; }
	if [ $rc -eq 0 ] && [ -z "$splat" ]; then
		result "$t" pass
		continue
	fi
	tail -n 60 /tmp/test | sed 's/^/# /'
	if [ -n "$splat" ]; then result "$t" fail "$splat"
	elif [ $rc -eq 77 ]; then result "$t" notrun "$(tail -n 1 /tmp/test | tr -d '\r' | cut -c1-100)"
	else result "$t" fail "status $rc"
	fi
done
