"""What can be opened: projects, and files that can be read."""

from pathlib import Path

from watermap.reading.formats import FORMATS
from watermap.workspace.project import FILE_NAME


def is_project(path: Path) -> bool:
    """Whether a path is a project's folder or its project.toml."""
    return path.name == FILE_NAME or (path / FILE_NAME).is_file()


def readable_files(title: str) -> str:
    """The endings of all readable files as a filter of Qt's file dialog."""
    return f"{title} ({' '.join(f'*{ending}' for ending in sorted(FORMATS))})"
