#!/usr/bin/env bash
# vermin 1.9.2 (which Python version does this code need?), run by Python 3.10 or 3.11.
#
# One would expect: of a file that it cannot parse, vermin says so and fails, at least when told which versions to allow.
# What happens: it prints "Minimum required versions: ~2, ~3" ("not enough evidence that it will not work") and exits
#   with 0, also with -t=3.8- --violations. The parser is that of the running Python, so a file with syntax of a
#   NEWER one, the very case the tool is for, comes out as the least demanding of all. Only -v shows an error.
# Why it matters to a grader: a hand-in written with Python 3.12 (quotes inside an f-string) is declared fine for the
#   3.8 of the course's machine, where it is a SyntaxError and gets no points.
# Source: https://github.com/netromdk/vermin/issues/129

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

python=""
for p in python3.11 python3.10 "${PYTHON:-python3}"; do
  "$p" -c "import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 11))" 2> /dev/null && { python="$p"; break; }
done
[ -n "$python" ] || { echo "not checked: needs Python 3.10 or 3.11 (set PYTHON)"; exit 2; }
"$python" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'vermin==1.9.2' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

cat > old.py <<'PY'
from functools import cache
PY
cat > new.py <<'PY'
from functools import cache
shapes = {"W1": (3, 4)}
print(f"{shapes["W1"]}")
PY
run() { vermin --no-tips -t=3.8- --violations "$1" > "$1.log" 2>&1 && echo "exit 0" || echo "exit $?"; }
old="$(run old.py) $(grep '^Minimum' old.py.log)"
new="$(run new.py) $(grep '^Minimum' new.py.log)"
echo "vermin $(vermin --version), $(python --version)"
echo "expected: a failure for both (functools.cache needs 3.9, the f-string needs 3.12)"
echo "seen:     without the f-string: $old"
echo "seen:     with it:              $new"
[ "$old" = "exit 1 Minimum required versions: 3.9" ] && [ "$new" = "exit 0 Minimum required versions: ~2, ~3" ] ||
  { cat ./*.log; echo "CHANGED: vermin judges these files differently now"; exit 1; }
