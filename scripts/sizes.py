"""Holds functions and files to the limits of CONTRIBUTING.md; prints the three longest of each."""

import ast
import statistics
import sys
from pathlib import Path

MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_FILE = 500
MEDIAN_LINES_OF_A_FUNCTION = 8
MEDIAN_LINES_OF_A_FILE = 180

Function = ast.FunctionDef | ast.AsyncFunctionDef


def body_lines(function: Function) -> int:
    """Lines from the first statement behind the docstring to the last."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def measure(root: Path) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Sizes of all functions and of all files below root, with their places."""
    functions, files = [], []
    for path in sorted(root.rglob("*.py")):
        text = path.read_text("utf-8")
        files.append((text.count("\n"), str(path)))
        functions += [
            (body_lines(node), f"{path}:{node.lineno} {node.name}")
            for node in ast.walk(ast.parse(text))
            if isinstance(node, Function)
        ]
    return sorted(functions, reverse=True), sorted(files, reverse=True)


def main() -> int:
    """Print the longest, return 1 where a limit is passed."""
    functions, files = measure(Path("watermap"))
    failed = False
    for what, found, most, median in (
        ("function", functions, MOST_LINES_OF_A_FUNCTION, MEDIAN_LINES_OF_A_FUNCTION),
        ("file", files, MOST_LINES_OF_A_FILE, MEDIAN_LINES_OF_A_FILE),
    ):
        middle = statistics.median(size for size, _ in found)
        print(f"{what}s: {len(found)}, median {middle} lines; longest:")
        for size, place in found[:3]:
            print(f"  {size:4d}  {place}")
        failed |= found[0][0] > most or middle > median
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
