"""The project's file of what a person decided about its network of rivers."""

from watermap.errors import Problem, WatermapError
from watermap.network.building.repairs import Kept, read_kept, write_kept
from watermap.workspace.opened import Opened

REPAIRS = "network.toml"
"""Beside project.toml: repairs, places said by hand, tolerances that differ."""


def kept_of(opened: Opened) -> Kept:
    """What the project keeps; nothing where it has no such file.

    Raises:
        WatermapError: the file cannot be used.
    """
    return read_kept(opened.folder / REPAIRS)


def keep(opened: Opened, kept: Kept) -> None:
    """Keep it with the project.

    Raises:
        WatermapError: a newer watermap wrote the project, or the file cannot be written.
    """
    if opened.read_only:
        raise WatermapError(Problem.error("network.read_only", folder=opened.folder))
    write_kept(opened.folder / REPAIRS, kept)
