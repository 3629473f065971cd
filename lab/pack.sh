# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by initramfs and run: lines for the kernel's gen_init_cpio.
pack_libs() { # FILE...: what they are linked with, if they are not static
	ldd "$@" 2>/dev/null | sed -n 's/.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p' | sort -u | while read -r lib; do
		case $lib in /lib64/*) to=$lib ;; *) to=/lib/${lib##*/} ;; esac
		echo "file $to $(readlink -f "$lib") 755 0 0"
	done
}
pack_programs() { # NAME...: of this machine
	for p; do
		file=$(readlink -f "$(command -v "$p")")
		echo "file /bin/$p $file 755 0 0"
		pack_libs "$file"
	done
}
