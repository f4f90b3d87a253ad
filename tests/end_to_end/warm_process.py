"""A process that has loaded the program and forks for every command that is asked for.

Loading pandas, GEOS and PROJ takes longer than most commands of the tests. It is given one JSON
line a command on its standard input: arguments, environment, files for the two outputs; it answers
with the exit code on the third descriptor that is named in its own arguments.
"""

import json
import os
import pkgutil
import runpy
import sys
from importlib import import_module
from typing import Any

import watermap.cli
import watermap.export


def _load() -> None:
    for package in (watermap.cli, watermap.export):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)


def _be_the_program(asked: dict[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for place, key in ((1, "out"), (2, "err")):
        os.dup2(os.open(asked[key], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), place)
    sys.argv = ["watermap", *asked["arguments"]]
    runpy.run_module("watermap", run_name="__main__", alter_sys=True)


def _code_of(asked: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _be_the_program(asked)
    finally:
        # As at the end of any process: what is written last, threads and pools that end.
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(0)


def main() -> None:
    """Serve until the input ends."""
    _load()
    answers = os.fdopen(int(sys.argv[1]), "w")
    for line in sys.stdin:
        answers.write(f"{_code_of(json.loads(line))}\n")
        answers.flush()


if __name__ == "__main__":
    main()
