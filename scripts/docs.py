"""Writes the generated pages of docs/ from the data they describe: ``make docs``.

With ``--check`` nothing is written; the exit code is 1 where a page is out of date.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from watermap.catalogue.docs import layers_page
from watermap.catalogue.load import load_kinds
from watermap.checks.docs import rules_page
from watermap.checks.law.rules import load_rules
from watermap.export.report.docs import report_page
from watermap.quality.docs import standards_page
from watermap.quality.docs_rules import rules_lines
from watermap.quality.documents.methods import load_methods
from watermap.quality.documents.standards import load_standards
from watermap.quality.standing.rule_books import rule_books
from watermap.resources import package_file, shipped_layers

DOCS = Path(__file__).resolve().parent.parent / "docs"


def layers() -> str:
    """docs/layers.md: the kinds that come with watermap, without the user's own."""
    return layers_page(load_kinds([shipped_layers()]).values())


def standards() -> str:
    """docs/standards.md: the standards and methods that come with watermap."""
    found = load_standards([package_file("quality/standards")])
    methods = load_methods([package_file("quality/methods")])
    page = standards_page(found.values(), methods.values())
    return "\n".join([page, *rules_lines(rule_books())])


def rules() -> str:
    """docs/rules.md: the siting rules that come with watermap."""
    kinds = load_kinds([shipped_layers()])
    return rules_page(load_rules([package_file("checks/law/rules")], kinds=kinds))


def report() -> str:
    """docs/report.md: the command and the fields of templates."""
    return report_page()


PAGES: tuple[tuple[str, Callable[[], str]], ...] = (
    ("layers.md", layers),
    ("standards.md", standards),
    ("rules.md", rules),
    ("report.md", report),
)


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
