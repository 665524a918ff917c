# Reads lcov's tracefile: names every line and branch that was not reached, and says how much was.
# Ends with 1 below 98 % of the lines or 90 % of the branches.

/^SF:/ {
	file = $2
	sub(/.*\/ref\/src\//, "ref/src/", file)
}

/^DA:/ {
	lines++
	if ($3 > 0) {
		lines_hit++
	} else {
		print file ":" $2 ": not reached"
		silent[file, $2] = 1
	}
}

# Of a line that is not reached the branches are not named as well.
/^BRDA:/ {
	branches++
	if ($5 != "-" && $5 > 0)
		branches_hit++
	else if (!((file, $2) in silent))
		missed[file ":" $2]++
}

END {
	if (!lines || !branches) {
		print "nothing was measured"
		exit 1
	}
	for (place in missed)
		if (!silent_line(place))
			print place ": " missed[place] " of its branches not taken" | "sort -t: -k1,1 -k2,2n"
	close("sort -t: -k1,1 -k2,2n")
	printf "lines    %6.2f %% of %d\n", 100 * lines_hit / lines, lines
	printf "branches %6.2f %% of %d\n", 100 * branches_hit / branches, branches
	exit lines_hit < 0.98 * lines || branches_hit < 0.9 * branches
}

function silent_line(place,   part) {
	split(place, part, ":")
	return (part[1], part[2]) in silent
}
