#!/usr/bin/env bash
# The conformance suite: real TensorFlow, a real browser, Jupyter's clients, Label Studio's own code, other versions of Node. `npm run test:conformance [filters]`
#
# What it needs is kept in GLOSS_CONFORMANCE_HOME, else .glossator/conformance, and used again. It needs npm, python3 with
# venv, g++, Chromium and about 4 GB of disk; whatever is missing and can not be installed here fails with the way out.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
home=${GLOSS_CONFORMANCE_HOME:-$root/.glossator/conformance}
mkdir -p "$home" || exit 1
home=$(cd "$home" && pwd)

missing() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}

# debian PACKAGE…: installs with apt where we may
debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || return 1
  echo "> apt-get install $*"
  apt-get install -y -qq --no-install-recommends "$@" < /dev/null > "$home/apt.log" 2>&1 && return 0
  apt-get update -qq < /dev/null >> "$home/apt.log" 2>&1
  apt-get install -y -qq --no-install-recommends "$@" < /dev/null >> "$home/apt.log" 2>&1
}

command -v python3 > /dev/null || debian python3 python3-venv || missing "python3 is missing; install it (Debian: apt install python3 python3-venv)."
command -v g++ > /dev/null || debian g++ || missing "g++ is missing; install it (Debian: apt install g++)."

# pip of our own, so that the system's Python needs none
venv=$home/venv
if ! "$venv/bin/python3" -m pip --version > /dev/null 2>&1; then
  rm -rf "$venv"
  python3 -m venv "$venv" > "$home/venv.log" 2>&1 || { debian python3-venv && python3 -m venv "$venv" > "$home/venv.log" 2>&1; } ||
    missing "python3 can not make a virtual environment ($(tail -1 "$home/venv.log")); install it (Debian: apt install python3-venv)."
fi
export PATH="$venv/bin:$PATH"

if [ -z "${GLOSS_CHROMIUM:-}" ]; then
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    GLOSS_CHROMIUM=$(command -v "$name") && break
  done
  if [ -z "${GLOSS_CHROMIUM:-}" ]; then
    debian chromium fonts-dejavu-core && GLOSS_CHROMIUM=$(command -v chromium) ||
      missing "Chromium is missing; install it (Debian: apt install chromium) or name a browser of its family in GLOSS_CHROMIUM."
  fi
fi
export GLOSS_CHROMIUM GLOSS_CONFORMANCE_HOME=$home GLOSS_HOME=$home/gloss
exec node scripts/test.mjs conformance "$@" < /dev/null
