# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Sourced by what has to do with patches and their tree.
l_lab=$(cd "$(dirname "$0")" && until [ -e lab/lib.sh ] || [ "$PWD" = / ]; do cd ..; done && pwd)/lab
. "$l_lab/lib.sh"

# Of the unpatched tree, for instance 7.3.0-rc7. "know_base" is for scripts that ask often.
kernel_release() {
	[ -z "${known_release:-}" ] || { echo "$known_release"; return; }
	git -C "$tree" show base:Makefile | sed -n 's/^\(VERSION\|PATCHLEVEL\|SUBLEVEL\|EXTRAVERSION\) = *//p' |
		head -n 4 | paste -s -d . | sed 's/\.-/-/; s/\.$//'
}
kernel_series() { kernel_release | cut -d. -f1,2; }
know_base() { known_release=$(kernel_release); known_base=$(base_name); }

# What "git checkout" could lose: changed files, and new ones
uncommitted() {
	{ git -C "$tree" status --porcelain --untracked-files=no | cut -c4-
	  git -C "$tree" ls-files -o --exclude-standard
	} | head -n 8 | paste -s -d ' '
}

base_name() { # what was found to be the base
	[ -z "${known_base:-}" ] || { echo "$known_base"; return; }
	git -C "$tree" log -1 --format='%h %s' base | {
		read -r b_commit b_subject
		case $b_subject in
		linux-source-*) echo "$b_subject" ;;
		*) echo "Linux $(kernel_release), commit $b_commit" ;;
		esac
	}
}


base_worktree() { # the unpatched sources, beside the patched ones
	[ "$(git -C "$build/base$suffix" rev-parse HEAD 2>/dev/null)" != \
	  "$(git -C "$tree" rev-parse 'base^{commit}')" ] || return 0
	say "checking out the unpatched sources"
	rm -rf "$build/base$suffix"
	git -C "$tree" worktree prune
	git -C "$tree" worktree add -q --detach "$build/base$suffix" base
}

# series_symbols DIR: of lab/config/series.config what the sources in DIR have
series_symbols() {
	grep '^CONFIG_' "$top/lab/config/series.config" | while read -r s_line; do
		s_sym=${s_line%%=*}
		! grep -qsw "config ${s_sym#CONFIG_}" "$1/mm/Kconfig" "$1/lib/Kconfig.debug" || echo "$s_line"
	done
}

. "$top/scripts/table.sh"
. "$top/scripts/patches.sh"
. "$top/scripts/state.sh"
. "$top/scripts/record.sh"
