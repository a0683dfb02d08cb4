#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1 (Vega-Lite to SVG without a browser).
#
# One would expect: "field": "W[0]" draws the column W[0]; a field that the data do not have is an error.
# What happens: in a field name, brackets and dots are a path into nested data. W[0] and layer.1 are looked up as such,
#   found nowhere, and the chart is drawn without an error: axes with the right titles, a scale "from NaN to NaN",
#   no usable point. With a backslash before each of these characters the same data are drawn.
# Why it matters to a grader: gradients by layer have just such names, and a report shows a neat empty picture, which a
#   student reads as "all my gradients are zero". A test that only asks for valid SVG passes.
# Source: https://github.com/vega/vega-lite/issues/3007

set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"${PYTHON:-python3}" -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install -q --no-compile 'vl-convert-python==1.9.0.post1' > pip.log 2>&1 ||
  { cat pip.log; echo "not checked: the packages could not be installed"; exit 2; }

python - <<'PY'
import json, re, sys
from importlib.metadata import version
import vl_convert

def scale(column, field):
    spec = {"data": {"values": [{column: 1, "loss": 2}, {column: 2, "loss": 3}]}, "mark": "point", "encoding": {
        "x": {"field": field, "type": "quantitative", "title": "t"}, "y": {"field": "loss", "type": "quantitative"}}}
    svg = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="5.20")
    return re.search(r"X-axis titled 't' for a linear scale with values from (\S+ to [^\s\"]+)", svg).group(1)

seen = {(c, f): scale(c, f) for c, f in (("W0", "W0"), ("W[0]", "W[0]"), ("W.0", "W.0"), ("W[0]", "W\\[0\\]"), ("W.0", "W\\.0"))}
print("vl-convert-python", version("vl-convert-python"))
print("expected: a scale from 0.0 to 2.0 for each (or an error)")
for (c, f), s in seen.items():
    print(f"seen:     column {c}, field {f}: scale from {s}")
if list(seen.values()) != ["0.0 to 2.0", "NaN to NaN", "NaN to NaN", "0.0 to 2.0", "0.0 to 2.0"]:
    sys.exit("CHANGED: such field names are drawn differently now")
PY
