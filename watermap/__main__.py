"""``watermap`` and ``python -m watermap``: no arguments open the window, others are a command."""

import sys


def main() -> int:
    """Run watermap; the exit codes are those of the command line's contract."""
    arguments = sys.argv[1:]
    if not arguments:
        arguments = ["open"]
    from watermap.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
