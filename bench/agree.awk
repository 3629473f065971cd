# SPDX-License-Identifier: GPL-2.0
# agree.awk A.tsv B.tsv: by how much do two runs differ, median by median?
BEGIN { FS = "\t" }
FNR == 1 { run++ }
{ v[run, $1, $2, ++n[run, $1, $2]] = $3; keys[$1 SUBSEP $2] }
function median(run, key,    i, w) {
	for (i = 1; i <= n[run, key]; i++) w[i] = v[run, key, i] + 0
	return asort(w) ? w[int((i + 1) / 2)] : 0
}
END {
	for (key in keys) {
		a = median(1, key); b = median(2, key)
		if (!a || !b) continue
		nr++
		d = (b - a) * 100 / a
		if (d < 0) d = -d
		if (d > 1) { over++; split(key, k, SUBSEP)
			printf "   %s %s: %.2f %%\n", k[1], k[2], d }
		if (d > worst) worst = d
	}
	printf "%d medians of two runs: the largest difference is %.2f %%, %d are above 1 %%\n",
		nr, worst, over
}
