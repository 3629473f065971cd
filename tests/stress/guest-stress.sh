#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guest-stress.sh SEED SECONDS WORKERS LIMIT [LOOP...]: in the guest, the workers of
# the program "stress" against loops that unbind, reconfigure and unload what
# the workers use. What a loop or a cycle waits for must end within LIMIT
# seconds, an unbind within half of that. The last line is "result: ...".
set -u
# A time of day, by default: not octal
seed=$((10#$1)) seconds=$2 workers=$3 limit=$4
shift 4
loops=${*:-disk dax gig quiet hmm}
for l in lib disk dax gig quiet hmm inject; do
	# shellcheck source=/dev/null
	. "./guest-stress-$l.sh"
done

mkdir -p /tmp/gate /tmp/gone /tmp/count /tmp/mnt /tmp/quiet /tmp/fs2
mkfifo /tmp/idle
insmod null_blk.ko gb=1 memory_backed=1 || fail "no null_blk"

for l in $loops; do
	"${l}_set_up" || fail "$l: cannot be set up"
	# What is never done is in the report, too
	c=${l}_counts
	for c in ${!c}; do : >"/tmp/count/$c"; done
done
inject_set_up
[ ! -e /tmp/fail ] || exit 1

echo "seed $seed, $seconds s, $workers workers, loops: $loops"
./stress "$seed" "$seconds" "$workers" "$limit" &
program=$!
pids="" n=0
for l in $loops; do
	n=$((n + 1))
	(RANDOM=$((seed * 10 + n)); exec 8<>/tmp/idle; "${l}_loop") &
	pids="$pids $!"
done
# Without the program there is nobody who says when to stop
while kill -0 $program 2>/dev/null; do
	running=
	for p in $pids; do ! kill -0 "$p" 2>/dev/null || running=yes; done
	[ -n "$running" ] || break
	sleep 1
done
[ -z "${running:-}" ] || fail "the workers ended before the loops did"
[ -e /tmp/stop ] || fail "the loops ended before their time"
[ -e /tmp/fail ] || touch /tmp/finished
wait $program || fail "the workers did not end well"

# Nothing may be in service any more: an unbind waits until that is so
if [ ! -e /tmp/fail ]; then
	exec 8<>/tmp/idle
	for l in $loops; do
		"${l}_end" || fail "$l: the end"
	done
fi
inject_report
if [ -e /tmp/fail ]; then
	echo "result: failed: $(head -n 1 /tmp/fail)"
	show_blocked
	exit 1
fi
echo "result: ok"
