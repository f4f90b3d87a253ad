#!/bin/sh
# Prepares the environment in .venv: Debian packages Qt lacks, then the locked Python packages.
# A second run finds its stamp and does nothing.
set -eu
cd "$(dirname "$0")/.."

debian_packages="python3-venv libgl1 libegl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xkb1 xvfb xauth fonts-noto-cjk"

missing_packages() {
  for package in $debian_packages; do
    # "|| true": dpkg-query fails for a package it has never heard of.
    state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $state in ii*) ;; *) printf '%s ' "$package" ;; esac
  done
}

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "watermap needs Python 3.11 or newer; '$python' is older or missing. Set PYTHON=..." >&2
  exit 2
fi

stamp=.venv/.prepared
want=$(cat requirements.lock pyproject.toml scripts/setup.sh | sha256sum | cut -d ' ' -f 1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
  exit 0
fi

if command -v dpkg-query >/dev/null 2>&1; then
  missing=$(missing_packages)
  # A Python that does not come from Debian brings its own venv.
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    missing=$(printf '%s' "$missing" | sed 's/python3-venv //')
  fi
  if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then root=""; else root="sudo -n"; fi
    echo "Installing Debian packages: $missing"
    # shellcheck disable=SC2086  # a list of words on purpose
    if ! { $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      $root apt-get install -y -qq --no-install-recommends $missing >/dev/null; } 2>/tmp/watermap-apt.$$; then
      tail -n 3 "/tmp/watermap-apt.$$" >&2
      echo "Please install these Debian packages, then run this again: $missing" >&2
    fi
    rm -f "/tmp/watermap-apt.$$"
  fi
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
printf '%s' "$want" >"$stamp"
