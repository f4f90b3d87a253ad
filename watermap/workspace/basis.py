"""By which standard and method a project is evaluated: which there are, and keeping a choice."""

from dataclasses import dataclass, replace

from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.workspace.folder import read_project, save_project
from watermap.workspace.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A standard of surface water and the methods of classing sections that go with it."""

    standard: Standard
    methods: tuple[Method, ...]


def choices(opened: Opened) -> tuple[Choice, ...]:
    """The shipped ones, the user's and the project's own, in the order of their ids."""
    found = (
        Choice(
            standard=standard,
            methods=tuple(
                method
                for _, method in sorted(opened.methods.items())
                if standard.id in method.standards and method.river is not None
            ),
        )
        for _, standard in sorted(opened.standards.items())
        if standard.water == "surface"
    )
    return tuple(one for one in found if one.methods)


def keep_basis(opened: Opened, *, standard: str, method: str) -> Opened:
    """Write standard and method into the project's file; the project as it is then.

    All else in the file stays as it is on disk.

    Raises:
        WatermapError: a newer watermap wrote the file, or it cannot be written.
    """
    chosen = {"standard": standard, "method": method}
    on_disk = read_project(opened.folder).project
    save_project(on_disk.model_copy(update=chosen), opened.folder)
    return replace(opened, project=opened.project.model_copy(update=chosen))
