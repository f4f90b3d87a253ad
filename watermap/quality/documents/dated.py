"""What standards and methods have in common: an id, a citation, days in force, a verified mark."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import BeforeValidator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.language import Text
from watermap.resources import package_file, user_folder


def _no_binary_fraction(value: object) -> object:
    if isinstance(value, float):
        raise Contradiction("quality.why_exact")
    return value


Exact = Annotated[Decimal, BeforeValidator(_no_binary_fraction)]


class Dated(Strict):
    """A document that holds from a day on, until another day or until further notice."""

    id: str
    title: Text
    citation: str
    issuer: Text | None = None
    in_force_from: dt.date
    in_force_to: dt.date | None = None  # the last day; None: until further notice
    verified: bool = False  # compared with the official text
    verified_against: Text | None = None

    def in_force(self, day: dt.date) -> bool:
        """Whether it holds on that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


Entry = TypeVar("Entry", bound=Dated)


@dataclass(slots=True)
class Read(Generic[Entry]):
    """What files gave: entries by path, and what is wrong with the files that gave none."""

    entries: dict[Path, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_dated(
    model: type[Entry],
    folders: Sequence[Path],
    *,
    check: Callable[[Entry, Path], Iterable[Problem]],
    read: Callable[[type[Entry], Sequence[Path]], Read[Entry]] | None = None,
) -> dict[Path, Entry]:
    """Every TOML file of the folders, by path, in the order of folders and names.

    Args:
        model: of the entries.
        folders: those that do not exist have none.
        check: what a model alone cannot tell of an entry.
        read: how files become entries; None: each by itself.

    Raises:
        WatermapError: every problem of every file, two files with one id among them.
    """
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    found = (read or each)(model, paths)
    problems = [*found.problems, *_clashes(found.entries)]
    problems += [said for path, one in found.entries.items() for said in check(one, path)]
    if problems:
        raise WatermapError(*problems)
    return found.entries


def each(model: type[Entry], paths: Sequence[Path]) -> Read[Entry]:
    """Each file by itself; what can be read of them, and what is wrong with the others."""
    found: Read[Entry] = Read()
    for path in paths:
        try:
            found.entries[path] = read_toml(model, path)
        except WatermapError as error:
            found.problems += error.problems
    return found


def _clashes(entries: Mapping[Path, Dated]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, entry in entries.items():
        other = first.setdefault(entry.id, path)
        if other != path:
            yield Problem.error("quality.id_twice", file=path, id=entry.id, other=other)
        if entry.in_force_to is not None and entry.in_force_to < entry.in_force_from:
            yield Problem.error("quality.ends_before", file=path, id=entry.id)


def own_or_shipped(model: type[Entry], room: str, name: str, path: Path | None = None) -> Entry:
    """The one file of its kind: the user's own in the folder of the room's name, else watermap's.

    Args:
        model: of the file.
        room: of quality, as ``change``.
        name: of the file, without its ending.
        path: another file; None: as above.

    Raises:
        WatermapError: the file breaks the model.
    """
    own = user_folder(room) / f"{name}.toml"
    shipped = package_file(f"quality/{room}") / own.name
    return read_toml(model, path or (own if own.is_file() else shipped))


def hold_in_force(entry: Dated, day: dt.date) -> None:
    """Refuse a document that does not hold on the day of the evaluation.

    Raises:
        WatermapError: it does not.
    """
    if not entry.in_force(day):
        raise WatermapError(
            Problem.error(
                "quality.not_in_force",
                title=entry.title,
                citation=entry.citation,
                start=entry.in_force_from,
                end=entry.in_force_to or "—",
                day=day,
            )
        )
