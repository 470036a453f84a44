#!/usr/bin/env bash
# Makes the image that Gradescope grades in: a Python, a sandbox if one works here, and the grader of this archive.
set -euo pipefail
root=${THREADLINGS_ROOT:-/autograder}

able() { "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

python() {
    for one in python3 python3.13 python3.12 python3.11; do
        if able "$one"; then echo "$one" && return; fi
    done
    return 1
}

install() { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@"; }

command -v bwrap >/dev/null || install bubblewrap || echo "no bubblewrap: student code runs without a sandbox"
python >/dev/null || install python3 python3-venv
python >/dev/null || install python3.11 python3.11-venv   # Ubuntu 22.04, whose python3 is 3.10
"$(python)" -m venv "$root/venv"
"$root/venv/bin/pip" install -q "$root"/source/threadlings-*.whl
"$root/venv/bin/python" -I -m grader doctor || true   # says which sandbox works here, at least while the image is made
