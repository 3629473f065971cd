# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run after vm.sh, with its stand-in for QEMU: public suites, judged by what
# the base does, and their runner, which goes on after a guest that dies.
mkdir -p "$tmp/suite"
printf '%s\n' 'g/1' 'g/2 # old' 'g/3 # no such feature' >"$tmp/suite/list"
export PGMAP_RESULTS="$tmp/suite/results"
mkdir -p "$PGMAP_RESULTS"
worse_than() { # BASE SERIES: "1=pass 2=fail", of the tests of the list
	local side
	for side; do
		echo "$side" | tr ' ' '\n' | sed -n 's,\(.*\)=\(.*\),g/\1 \2 7 because,p' >"$tmp/suite/${both:-base}"
		both=series
	done
	both=
	../judge/worse "$tmp/suite/list" "$tmp/suite/base" "$tmp/suite/series" >"$tmp/suite/ktap"
	cat "$tmp/suite/ktap"
	../judge/ktap suite "$tmp/suite/ktap" >/dev/null 2>&1 || :
	[ "$(cut -d' ' -f2 "$PGMAP_RESULTS/suite.counts")" -eq 0 ]
}
accept worse_than '1=pass 2=pass 3=pass' '1=pass 2=pass 3=pass'
says '^ok 2 - g/2 # SKIP fail: old' worse_than '1=pass 2=fail 3=pass' '1=pass 2=fail 3=pass'
says '^ok 3 - g/3 # SKIP notrun: no such feature' worse_than '1=pass 2=pass 3=notrun' '1=pass 2=pass 3=notrun'
says '^# g/1: base: oops, because' worse_than '1=oops 2=fail 3=hang' '1=pass 2=pass 3=pass'
reject '^not ok 1 - g/1: fail, passes on the base' worse_than '1=pass 2=pass 3=pass' '1=fail 2=pass 3=pass'
reject '^not ok 2 - g/2: fail, passes on the base' worse_than '1=pass 2=pass 3=pass' '1=pass 2=fail 3=pass'
reject '^not ok 3 - g/3: notrun, passes on the base' worse_than '1=pass 2=pass 3=pass' '1=pass 2=pass 3=notrun'
reject '^not ok 2 - g/2: oops, on the base fail' worse_than '1=pass 2=fail 3=pass' '1=pass 2=oops 3=pass'
reject '^not ok 2 - g/2: notrun, on the base fail' worse_than '1=pass 2=fail 3=pass' '1=pass 2=notrun 3=pass'
reject '^not ok 3 - g/3: fail, on the base notrun' worse_than '1=pass 2=pass 3=notrun' '1=pass 2=pass 3=fail'
reject '^not ok 1 - g/1: fail on both, for no reason' worse_than '1=fail 2=pass 3=pass' '1=fail 2=pass 3=pass'
reject '^not ok 3 - g/3: has not run on the series' worse_than '1=pass 2=pass 3=pass' '1=pass 2=pass'
reject '^not ok 1 - g/1: has not run on the base' worse_than '2=pass 3=pass' '1=pass 2=pass 3=pass'
reject '^not ok 1 - g/1: has not run' worse_than '' ''
# The row's result is that
printf 'suite\tfake-a\t-\ttest\tany\tpass\t%s\t./fake.sh a\n' "$p" >"$tmp/suite/table"
compared() { # BASE SERIES
	rm -f "$PGMAP_RESULTS"/*
	cp "$tmp/suite/list" "$PGMAP_RESULTS/fake-a-test-series.list"
	printf "$1" >"$PGMAP_RESULTS/fake-a-test-base.suite"
	printf "$2" >"$PGMAP_RESULTS/fake-a-test-series.suite"
	env PGMAP_TABLE="$tmp/suite/table" CONFIG=test TEST_BASE= POSTING= ../suite/compare fake-a || return 1
	grep -qx 'status 0' "$PGMAP_RESULTS/test-fake-a-test-series" && grep -q '<testcase' "$PGMAP_RESULTS/fake-a-test-series.xml"
}
good='g/1 pass 3\ng/2 fail 4\ng/3 notrun 1 no x\n'
says 'both: g/2 fail: old' compared "$good" "$good"
reject 'worse: - g/1: fail, passes on the base' compared "$good" "$(echo "$good" | sed 's,g/1 pass,g/1 fail,')"
reject 'g/1: has not run on the series' compared "$good" ''
reject 'g/1: has not run on the base' compared '' "$good"
unset PGMAP_RESULTS

# Each test has one word for what became of it, also when it takes the guest along
export PGMAP_BUILD="$tmp/vm" PGMAP_TESTS="$tmp/suite"
mkdir -p "$PGMAP_TESTS/fake"
printf '#!/bin/sh\ntouch "$PGMAP_BUILD/fake.disk"\n' >"$PGMAP_TESTS/fake/disk"
cat >"$tmp/suite/qemu" <<'END'
#!/bin/sh
# The first test passes, "dies" panics, "gone" takes QEMU along
for a; do case $a in
file:*.console) console=${a#file:} ;;
file:*.out) out=${a#file:} ;;
file:*.status) status=${a#file:} ;;
esac; done
echo "[    1.0] Linux version" >"$console"
for t in $(sed -n 's/.*fake.sh a //p' "${out%.out}.cmd"); do
	echo "begin $t" >>"$out"
	case $t in
	dies) echo "[    2.0] Kernel panic - not syncing: Fatal exception" >>"$console"; exit 0 ;;
	gone) exit 1 ;;
	hangs) sleep 60 ;;
	esac
	echo "result $t pass 1" >>"$out"
done
echo exit 0 >"$status"
END
chmod +x "$tmp/suite/qemu" "$PGMAP_TESTS/fake/disk"
suite() { # TEST...
	printf '%s\n' "$@" >"$PGMAP_TESTS/fake/a.list"
	env PGMAP_TABLE="$tmp/suite/table" QEMU="$tmp/suite/qemu" ACCEL=tcg LIMIT=3 CONFIG=test TEST_BASE= POSTING= ../suite/run fake-a &&
		cut -d' ' -f1,2 "$PGMAP_BUILD/results/fake-a-test-series.suite" | paste -s -d,
}
says '^a pass,b pass$' suite a b
says '^a pass,dies oops,b pass$' suite a dies b
says '^hangs hang,b pass$' suite hangs b
says '^gone gone,b pass$' suite gone b
reject 'no test in' suite ''
unset PGMAP_BUILD PGMAP_TESTS
