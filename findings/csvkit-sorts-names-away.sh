#!/usr/bin/env bash
# csvkit 2.2.0 (agate 1.14.2): csvsort on a class list.
#
# One would expect: sorting changes the order of rows, not what stands in them.
# What happens: csvsort (likewise csvjoin, in2csv, csvjson) guesses a type for each column and writes the values anew:
#   the last names "Null" and "NA" become empty, the first names May and April the days 0001-05-01 and 0001-04-01,
#   "85%" and "$90" the numbers 85 and 90, Y and N True and False, and 007 is 7. csvcut and csvgrep do not.
# Why it matters to a grader: these tools are what one reaches for to join grades with the register of an LMS; a few
#   students come out nameless, and ids no longer match. --no-inference (-I) alone keeps the types but still empties the
#   two names; it takes --blanks as well, each time.
# Source: https://github.com/wireservice/csvkit/issues/968 (NA), https://github.com/wireservice/csvkit/issues/910 (dates)

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'csvkit==2.2.0' 'agate==1.14.2' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

cat > class.csv <<'CSV'
id,last,first,score,late
012,Null,May,85%,N
007,NA,April,$90,Y
CSV
csvsort -c id class.csv > sorted.csv 2> sort.log || { cat sort.log; exit 1; }
csvsort -I -c id class.csv > inferred-not.csv
csvsort -I --blanks -c id class.csv > plain.csv
echo "csvkit $(csvsort --version | tr -dc 0-9.)"
echo "expected, and seen with -I --blanks:"; cat plain.csv
echo "seen with -I:"; cat inferred-not.csv
echo "seen:"; cat sorted.csv
[ "$(cat sorted.csv)" = 'id,last,first,score,late
7,,0001-04-01,90,True
12,,0001-05-01,85,False' ] && [ "$(tail -n +2 plain.csv)" = '007,NA,April,$90,Y
012,Null,May,85%,N' ] && [ "$(tail -n +2 inferred-not.csv)" = '007,,April,$90,Y
012,,May,85%,N' ] || { echo "CHANGED: csvsort writes these values differently now"; exit 1; }
