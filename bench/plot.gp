# SPDX-License-Identifier: GPL-2.0
# gnuplot -e "data='FILE'; out='FILE'; unit='UNIT'" plot.gp: cost over order
set terminal svg size 720,440 font 'sans,13' background '#ffffff'
set output out
set title 'Putting a folio of device memory into service, and its last put'
set xlabel 'order'
set ylabel unit
set logscale y
set grid ytics lc rgb '#dddddd'
set key left top Left reverse
set xrange [-0.3:9.3]
set yrange [20:1000000]
set xtics 1
plot data using 1:2 with linespoints lw 2 pt 7 lc rgb '#c03030' title 'base: request', \
     data using 1:4 with linespoints lw 2 pt 7 lc rgb '#2060b0' title 'series: request, same order as last time', \
     data using 1:5 with linespoints lw 2 pt 6 lc rgb '#2060b0' dt 2 title 'series: request, order changes', \
     data using 1:3 with linespoints lw 1 pt 5 lc rgb '#e09090' title 'base: last put', \
     data using 1:6 with linespoints lw 1 pt 5 lc rgb '#90b0e0' title 'series: last put'
