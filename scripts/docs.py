"""Writes the generated pages of docs/ from the data they describe: ``make docs``.

With ``--check`` nothing is written; the exit code is 1 where a page is out of date.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from watermap.catalogue.docs import layers_page
from watermap.catalogue.load import load_kinds
from watermap.resources import shipped_layers

DOCS = Path(__file__).resolve().parent.parent / "docs"


def layers() -> str:
    """docs/layers.md: the kinds that come with watermap, without the user's own."""
    return layers_page(load_kinds([shipped_layers()]).values())


PAGES: tuple[tuple[str, Callable[[], str]], ...] = (("layers.md", layers),)


def main() -> int:
    """Write every page, or name those that are out of date."""
    check = "--check" in sys.argv[1:]
    stale = False
    for name, page in PAGES:
        path = DOCS / name
        text = page()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale = True
        print(f"{'out of date' if check else 'written'}: docs/{name}")
        if not check:
            path.write_text(text, "utf-8", newline="\n")
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
