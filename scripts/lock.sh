#!/bin/sh
# Writes requirements.lock anew: every transitive version with its hashes, and no registry host.
# Needs uv (a developer's tool, not part of the environment).
set -eu
cd "$(dirname "$0")/.."
uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --extra postgis --extra dask --no-emit-index-url \
  --no-annotate --no-header --quiet --output-file requirements.lock pyproject.toml
if grep -q '://' requirements.lock; then
  echo "requirements.lock names a host" >&2
  exit 1
fi
