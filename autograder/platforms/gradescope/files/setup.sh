#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the machine's image from the zip.
# What it installs stands beside the system's Python, which Gradescope needs as it is.
set -euo pipefail
root=${1:-/autograder}
umask 022

if ! python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "The autograder needs Python 3.10 or newer, and this image has $(python3 --version 2>&1)." >&2
    echo "Choose Ubuntu 22.04 or newer under Configure Autograder, Base Image OS." >&2
    exit 1
fi

if ! python3 -I -c 'import ensurepip, venv' 2>/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends python3-venv
    rm -rf /var/lib/apt/lists/*
fi

# Hashes, and no source packages: nothing is installed but what was chosen, and no code of a package runs here.
python3 -I -m venv --clear "$root/venv"
"$root/venv/bin/python" -I -m pip install --quiet --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r "$root/source/requirements.txt"

# A submission runs as a user of its own, a number without an account: it can read the packages, and not the rest.
chmod go+rx "$root"
chmod go= "$root/source"

# This also leaves the compiled modules behind, so that no student waits for them.
"$root/venv/bin/python" -I -c '
import sys
sys.path.insert(0, sys.argv[1])
from autograder.platforms.image_check import main
main()' "$root/source"
