"""Text from data as HTML that nothing in a page takes for anything but text."""

import html

from watermap.export.plain import printable

# Besides HTML's own: backtick, $ and \ mean something inside JavaScript's template strings, braces
# inside Jinja's.
_ALSO = {ord(mark): f"&#{ord(mark)};" for mark in "`$\\{}"}


def safe(text: object) -> str:
    """Text for a page: in an element, in a quoted attribute, in a script's string."""
    return html.escape(printable(str(text)), quote=True).translate(_ALSO)


def row(label: str, value: str) -> str:
    """One line of a popup's table, from plain texts."""
    return f"<tr><th>{safe(label)}</th><td>{safe(value)}</td></tr>"
