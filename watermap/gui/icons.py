"""Icons by name, from the SVG files beside this one."""

from PySide6.QtGui import QIcon

from watermap.resources import package_file


def icon(name: str) -> QIcon:
    """The icon of that name; an empty one for ""."""
    return QIcon(str(package_file(f"gui/icons/{name}.svg"))) if name else QIcon()
