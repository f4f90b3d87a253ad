#!/bin/sh
# Every check. The domain suite runs with PySide6 hidden: it must not need it.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
sh scripts/lint.sh
$bin/python -m pytest -p tests.without_qt -p no:pytest-qt -m "not qt" -n 2 --dist worksteal -q
QT_QPA_PLATFORM=offscreen $bin/python -m pytest -m qt -o qt_log_level_fail=WARNING -o "qt_log_ignore=propagateSizeHints" -n 2 --dist worksteal -q
