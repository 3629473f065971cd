# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: lab/run must tell a failed command, a hang, a dead QEMU
# and a panic apart. A stand-in plays QEMU.
export PGMAP_BUILD="$tmp/vm"
vmobj=$PGMAP_BUILD/obj-test-series
mkdir -p "$tmp/bin" "$vmobj/usr" "$vmobj/arch/x86/boot"
reject "run 'make kernel'|run 'make kernel " "$top/lab/run" -q true
echo x | tee "$vmobj/arch/x86/boot/bzImage" >"$vmobj/initramfs.cpio"
printf '#!/bin/sh\ncat\n' >"$vmobj/usr/gen_init_cpio"
cat >"$tmp/bin/qemu-system-x86_64" <<'END'
#!/bin/sh
for a; do case $a in
file:*.console) console=${a#file:} ;;
file:*.status) status=${a#file:} ;;
esac; done
echo "[    1.0] Linux version" >"$console"
case $FAKE in
ok) echo exit 0 >"$status" ;;
fails) echo exit 3 >"$status" ;;
dies) echo "qemu: no such device" >&2; exit 1 ;;
gone) ;;
hangs) sleep 60 ;;
panics) echo "[    2.0] Kernel panic - not syncing: Fatal exception" >>"$console" ;;
esac
END
chmod +x "$tmp/bin/qemu-system-x86_64" "$vmobj/usr/gen_init_cpio"
guest() { # FAKE STATUS
	local rc=0
	env FAKE="$1" ACCEL=tcg CONFIG=test TEST_BASE= QEMU="$tmp/bin/qemu-system-x86_64" \
		"$top/lab/run" -q -n fake -t 2 true || rc=$?
	[ $rc -eq "$2" ] || { echo "status $rc instead of $2"; return 0; }
	return "$rc"
}
accept guest ok 0
reject 'failed with status 3' guest fails 3
reject 'QEMU died with status 1: qemu: no such device' guest dies 125
reject 'went away without a status' guest gone 125
reject 'the guest hung' guest hangs 124
reject 'the kernel panicked: .*Fatal exception' guest panics 126
reject 'ACCEL=fast is not known' env ACCEL=fast CONFIG=test TEST_BASE= "$top/lab/run" -q true
# KVM, if a kernel boots under it: not if it is the user's own that does not
: >"$tmp/kvm"
accel() { # FAKE
	env FAKE="$1" KVM="$tmp/kvm" ACCEL= CONFIG=test TEST_BASE= QEMU="$tmp/bin/qemu-system-x86_64" "$top/lab/accel"
}
says '^tcg' accel hangs
accept [ ! -e "$PGMAP_BUILD/accel" ]
cp -r "$vmobj" "$PGMAP_BUILD/obj-test-base"
says '^tcg' accel panics
says '^tcg' accel ok # remembered: it was the unpatched one
rm "$PGMAP_BUILD/accel"
says '^kvm' accel ok
says '^kvm' accel hangs
unset PGMAP_BUILD
