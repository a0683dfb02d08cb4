#!/usr/bin/env bash
# dask.distributed 2026.8.0, Client.submit.
#
# One would expect: a second submit(grade, "layers.py") runs grade again.
# What happens: a function counts as pure and a task is named by function and arguments. As long as anybody holds the
#   first future, the second call gives the FIRST result back: the file's old content, after it was changed. In the
#   same way two submits of a random draw give one number. map() with the same argument has other names and runs anew.
# Why it matters to a grader: a student hands in again under the same path and gets the grade of his last version;
#   timing the grader ten times times it once. It takes pure=False, or the file's hash among the arguments.
# Source: https://distributed.dask.org/en/stable/client.html (pure functions by default)

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'distributed==2026.8.0' 'dask==2026.8.0' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

cat > run.py <<'PY'
import random, sys
from distributed import Client, __version__

def grade(path):
    with open(path) as f:
        return f.read()

def hand_in(text):
    with open("layers.py", "w") as f:
        f.write(text)

if __name__ == "__main__":
    with Client(processes=False, dashboard_address=None, n_workers=1, threads_per_worker=1) as client:
        hand_in("version 1")
        held = client.submit(grade, "layers.py")
        seen = [held.result()]
        hand_in("version 2")
        seen += [client.submit(grade, "layers.py").result(), client.map(grade, ["layers.py"])[0].result(),
                 client.submit(grade, "layers.py", pure=False).result()]
        draws = [client.submit(random.random) for _ in range(5)]
        count = len({d.result() for d in draws})
    print("distributed", __version__)
    print("expected: version 1, then version 2 three times; 5 random numbers")
    print("seen:     first", seen[0], "| submitted again:", seen[1], "| by map:", seen[2], "| with pure=False:", seen[3], "| random numbers:", count)
    if seen != ["version 1", "version 1", "version 2", "version 2"] or count != 1:
        sys.exit("CHANGED: distributed runs such calls differently now")
PY
python run.py
