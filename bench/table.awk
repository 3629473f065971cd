# SPDX-License-Identifier: GPL-2.0
# table.awk rows.conf bench.tsv: the table in Markdown. Lines of bench.tsv are
# side, name, value of one repetition. With -v raw=1 everything as JSON.
BEGIN { FS = "\t" }
FNR == NR {
	if (/^#/ || NF < 3) next
	row[++rows] = $1; target[$1] = $2; words[$1] = $3
	next
}
{
	if (!seen[$2]++) names[++nr_names] = $2
	n = ++count[$1, $2]
	value[$1, $2, n] = $3
	all[$1, $2] = all[$1, $2] (n > 1 ? ", " : "") $3
}

function median(side, name,    i, n, v) {
	n = count[side, name]
	for (i = 1; i <= n; i++) v[i] = value[side, name, i] + 0
	asort(v)
	lowest = v[1]; highest = v[n]
	return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

function cell(side, name,    m, spread) {
	if (!((side, name) in count)) return "- | -"
	m = median(side, name)
	spread = m ? (highest - lowest) * 100 / m : 0
	return sprintf(m < 100 && m != int(m) ? "%.2f | %.1f %%" : "%.0f | %.1f %%", m, spread < 0 ? -spread : spread)
}

function print_json(    i, name) {
	printf "{\n  %s,\n  \"results\": [\n", about
	for (i = 1; i <= nr_names; i++) {
		name = names[i]
		printf "    { \"name\": \"%s\", \"base\": [%s], \"series\": [%s] }%s\n", name,
			all["base", name], all["series", name], i < nr_names ? "," : ""
	}
	print "  ]\n}"
}

END {
	if (raw) { print_json(); exit }
	print "| operation | base | spread | series | spread | series/base | target | met |"
	print "|---|---:|---:|---:|---:|---:|---:|---|"
	for (i = 1; i <= rows; i++) {
		name = row[i]
		if (!(name in seen)) continue
		ratio = met = "-"
		b = count["base", name] ? median("base", name) : 0
		s = count["series", name] ? median("series", name) : 0
		if (b > 0 && count["series", name]) {
			ratio = sprintf("%.3f", s / b)
			if (target[name] != "-") met = ratio <= target[name] + 0 ? "yes" : "**no**"
		}
		if (target[name] ~ /^[+]/)
			met = s <= b + substr(target[name], 2) ? "yes" : "**no**"
		printf "| %s | %s | %s | %s | %s | %s |\n", words[name], cell("base", name),
			cell("series", name), ratio, target[name] == "-" ? "" : (target[name] ~ /^[+]/ ? "" : "<= ") target[name], met
	}
}
