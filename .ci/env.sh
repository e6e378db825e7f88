#!/bin/sh
# Make .venv from the hashed pins, once for each state of requirements.txt and pyproject.toml.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/analystkit.stamp
state=$(cat requirements.txt pyproject.toml .ci/env.sh | cksum)
[ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && exit 0

# A name may be there and still not run (a version manager's placeholder), so each one is tried.
fits='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c "$fits" >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$(python3 --version 2>/dev/null || echo "no Python")
    echo "analystkit needs Python 3.11 or newer with its venv module; found $found." >&2
    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make lab PYTHON=/path/to/python3.12" >&2
    exit 1
fi

echo "Making the environment in .venv with $("$python" --version); the first time takes a minute or two ..."
rm -f "$stamp"
[ -x .venv/bin/python ] && .venv/bin/python -c "$fits" >/dev/null 2>&1 || "$python" -m venv --clear .venv
pip="-m pip --quiet --disable-pip-version-check"
# uv brings the same pins in a tenth of the time; it does not read pip's settings, so what it cannot do pip does.
sed -n '/^uv==/,/[^\\]$/p' requirements.txt >.venv/uv.txt
.venv/bin/python $pip install --require-hashes -r .venv/uv.txt &&
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt ||
    .venv/bin/python $pip install --no-compile --require-hashes -r requirements.txt
.venv/bin/python $pip install --no-deps --no-build-isolation -e .
echo "$state" >"$stamp"
