#!/usr/bin/env bash
# The trainers suite: compiled rewards inside TRL, verl, OpenRLHF and NeMo Gym themselves. `npm run test:trainers [filters]`
#
# What it needs is kept in GLOSS_TRAINERS_HOME, else .glossator/trainers, and used again while the pinned versions are the
# same. It needs npm, Python 3.12 with venv and 7 GB of disk: PyTorch's wheel does not load without CUDA's libraries, of
# which nothing else is used. A run in which all tests of a trainer pass is written to tests/trainers/recorded.json.
set -uo pipefail
cd "$(dirname "$0")/../.."
home=${GLOSS_TRAINERS_HOME:-$PWD/.glossator/trainers}
mkdir -p "$home" || exit 1
home=$(cd "$home" && pwd)

missing() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}

is_312() {
  [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2> /dev/null)" = 3.12 ]
}

python=
for one in "${GLOSS_PYTHON:-}" python3.12 python3 "$HOME"/.pyenv/versions/3.12*/bin/python3; do
  if [ -n "$one" ] && is_312 "$one"; then
    python=$one
    break
  fi
done
[ -n "$python" ] || missing "Python 3.12 is missing, which NeMo Gym asks for; install it, or name it in GLOSS_PYTHON."

# environment NAME [SHARED]: the pinned packages; SHARED: what it does not bring itself comes from that environment
environment() {
  local venv=$home/$1 wanted=tests/trainers/$1-requirements.txt
  if ! cmp -s "$wanted" "$venv/requirements.txt"; then
    echo "> installs $1 in $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv" > "$home/$1.log" 2>&1 &&
      DS_BUILD_OPS=0 "$venv/bin/python3" -m pip install --quiet --no-deps -r "$wanted" >> "$home/$1.log" 2>&1 ||
      missing "$1 can not be installed ($(tail -1 "$home/$1.log")); all that was said is in $home/$1.log"
    cp "$wanted" "$venv/requirements.txt"
  fi
  [ $# = 1 ] || echo "$home/$2/lib/python3.12/site-packages" > "$venv/lib/python3.12/site-packages/shared.pth"
}

environment torch
environment verl torch
environment openrlhf torch
environment nemo-gym

export GLOSS_TRAINERS_HOME=$home
exec node scripts/test.mjs trainers --reporter=./tests/trainers/record.ts "$@" < /dev/null
