#!/bin/sh
# The checks that run nothing: style, types, arrows, sizes.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check --quiet . || { echo "ruff format: run .venv/bin/ruff format ." >&2; exit 1; }
$bin/ruff check --no-cache --quiet .
$bin/mypy
$bin/lint-imports --no-cache
$bin/python scripts/sizes.py
