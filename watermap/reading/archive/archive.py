"""A zip archive read as one file: its data sets become layers and tables, named by their paths.

Only what belongs to a data set is unpacked, into the reader's own folder and under names of our
own making for the folders. One bad member costs the data set it belongs to and hides no other.
"""

import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from watermap.errors import Problem, WatermapError
from watermap.reading.archive import zip_members
from watermap.reading.archive.zip_members import Member, Unpacked, Unpacker, is_rubbish, told
from watermap.reading.folder import BESIDE_ANY, datasets
from watermap.reading.formats import FORMATS, Format
from watermap.reading.found import FoundFile, FoundLayer, source_of
from watermap.reading.raw import Guess, RawTable, Source

Read = Callable[[Path, Sequence[str] | None, Path], FoundFile]
"""Reads one unpacked file: path, names of layers (None: all), a folder of its own."""

_ONE_LAYER = frozenset({"shapefile", "geojson", "text", "mapinfo", "parquet"})
_NOT_INSIDE = {"archive": "archive_in_archive", "raster": "raster_in_archive"}
_NEEDED = (*FORMATS, *(part for form in FORMATS.values() for part in form.parts), "-wal")
_ENDINGS_NOT_INSIDE = tuple(ending for ending, form in FORMATS.items() if form.group in _NOT_INSIDE)
_SURE = 0.7  # names decoded with less confidence are a warning


@dataclass(slots=True, kw_only=True)
class _Unpacked:
    """Where the folders of the archive were unpacked to, and what failed of them."""

    root: Path
    folders: dict[PurePosixPath, Path] = field(default_factory=dict)
    failed: list[Path] = field(default_factory=list)

    def inside(self, paths: Sequence[Path]) -> dict[Path, PurePosixPath]:
        """The paths inside the archive of unpacked files and geodatabases."""
        there = {here: inside for inside, here in self.folders.items()}
        return {path: there[path.parent] / path.name for path in paths}


def read_archive(
    path: Path, form: Format, *, layers: Sequence[str] | None, folder: Path, read: Read
) -> FoundFile:
    """All data sets of a .zip or .kmz.

    Args:
        path: the archive.
        form: its format.
        layers: names as this function gives them; None: all.
        folder: where members may be unpacked.
        read: reads one unpacked file.

    Raises:
        WatermapError: it is damaged, or nothing in it can be read.
    """
    source = source_of(path, form.name)
    parts = _Parts(source=source, kmz=form.name == "KMZ")
    try:
        with zipfile.ZipFile(path) as package:
            count = len(package.infolist())
            if count > zip_members.MOST_MEMBERS:
                raise WatermapError(
                    Problem.error("reading.archive_members", file=path.name, n=count)
                )
            listed = zip_members.listing(package, path.name)
            parts.problems += listed.problems
            unpacked = _unpack(package, listed.members, parts, folder)
    except zip_members.DAMAGE as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    parts.problems += _about_names(path.name, listed.encoding)
    _read_all(unpacked, parts, layers=layers, read=read)
    if not parts.read:
        inside = told([str(member.path) for member in listed.members]) or "—"
        nothing = Problem.error("reading.archive_empty", file=path.name, found=inside)
        raise WatermapError(*parts.problems, nothing)
    return FoundFile(
        source=source, layers=parts.layers, tables=parts.tables, problems=parts.problems
    )


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What has been read so far; ``read``: data sets that could be read."""

    source: Source
    kmz: bool
    problems: list[Problem] = field(default_factory=list)
    layers: list[FoundLayer] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    read: int = 0

    def add(self, found: FoundFile, inside: PurePosixPath, prefix: str, *, one: bool) -> None:
        """Take the content of one member, everything named by its path."""
        self.read += 1
        name = self.source.path.name

        def named(inner: str) -> str:
            return prefix if one else f"{prefix}/{inner}" if prefix else inner

        def of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
            return tuple(_placed(problem, name, inside) for problem in problems)

        self.problems += of(found.problems)
        self.layers += [
            replace(layer, name=named(layer.name), problems=of(layer.problems))
            for layer in found.layers
        ]
        self.tables += [
            replace(table, name=named(table.name), source=self.source, problems=of(table.problems))
            for table in found.tables
        ]


def _unpack(
    package: zipfile.ZipFile, members: Sequence[Member], parts: _Parts, folder: Path
) -> _Unpacked:
    """Unpack whatever may belong to a data set; members that cannot be are remembered."""
    unpacked = _Unpacked(root=folder / "unpacked")
    unpacked.root.mkdir()
    needed = [member for member in members if _is_needed(member.path)]
    _refuse_announced(needed, parts.source.path)
    unpacker = Unpacker(package)
    for member in needed:
        target = _place(unpacked, member.path.parent) / member.path.name
        if target.suffix.lower() in _ENDINGS_NOT_INSIDE:
            target.touch()  # it is told, and need not be unpacked for that
            continue
        try:
            unpacker.unpack(member, target)
        except Unpacked as reason:
            target.unlink(missing_ok=True)
            if reason.code == "archive_too_large":
                raise _too_large(parts.source.path, unpacker.total) from reason
            unpacked.failed.append(target)
            code, file = f"reading.{reason.code}", parts.source.path.name
            parts.problems.append(Problem.error(code, file=file, member=str(member.path)))
    parts.problems += _about_ignored(parts, members)
    return unpacked


def _is_needed(path: PurePosixPath) -> bool:
    in_geodatabase = path.parent.suffix.lower() == ".gdb"
    return not is_rubbish(path) and (path.name.lower().endswith(_NEEDED) or in_geodatabase)


def _refuse_announced(members: Sequence[Member], path: Path) -> None:
    """An archive that admits to be too large costs nothing."""
    announced = sum(
        member.info.file_size
        for member in members
        if member.path.suffix.lower() not in _ENDINGS_NOT_INSIDE
    )
    if announced > zip_members.MOST_BYTES:
        raise _too_large(path, announced)


def _too_large(path: Path, size: int) -> WatermapError:
    return WatermapError(
        Problem.error(
            "reading.archive_too_large",
            file=path.name,
            megabytes=size >> 20,
            ratio=size // max(1, path.stat().st_size),
            most=zip_members.MOST_BYTES >> 20,
        )
    )


def _about_ignored(parts: _Parts, members: Sequence[Member]) -> list[Problem]:
    """Files that are no data; pictures and styles of a KMZ go without saying."""
    ignored = [
        str(member.path)
        for member in members
        if not _is_needed(member.path)
        and not is_rubbish(member.path)
        and not member.path.name.lower().endswith(BESIDE_ANY)
    ]
    if parts.kmz or not ignored:
        return []
    file = parts.source.path.name
    return [Problem.note("reading.archive_ignored", file=file, n=len(ignored), names=told(ignored))]


def _about_names(file: str, guess: Guess | None) -> list[Problem]:
    if guess is None or guess.confidence == 1.0:
        return []
    say = Problem.note if guess.confidence >= _SURE else Problem.warning
    return [say("reading.names_guessed", file=file, used=guess.value, how=guess.how)]


def _place(unpacked: _Unpacked, inside: PurePosixPath) -> Path:
    """The folder for a folder of the archive. A geodatabase keeps its name, others get a number."""
    if inside not in unpacked.folders:
        if inside.suffix.lower() == ".gdb":
            here = _place(unpacked, inside.parent) / inside.name
        else:
            here = unpacked.root / str(len(unpacked.folders))
        here.mkdir()
        unpacked.folders[inside] = here
    return unpacked.folders[inside]


def _read_all(
    unpacked: _Unpacked, parts: _Parts, *, layers: Sequence[str] | None, read: Read
) -> None:
    listed = datasets([unpacked.root])
    file = parts.source.path.name
    parts.problems += [_placed(problem, file, PurePosixPath(".")) for problem in listed.problems]
    inside = unpacked.inside(listed.found)
    prefixes = _prefixes(inside, kmz=parts.kmz)
    broken = {_set_of(path) for path in unpacked.failed}
    for path, within in inside.items():
        wanted = _wanted(prefixes[path], layers, one=_group(path) in _ONE_LAYER)
        if (code := _NOT_INSIDE.get(_group(path))) is not None:
            parts.problems.append(Problem.warning(f"reading.{code}", file=file, member=str(within)))
        elif _set_of(path) in broken:
            told_so = Problem.error("reading.member_incomplete", file=file, member=str(within))
            parts.problems.append(told_so)
        elif wanted == []:
            parts.read += 1
        else:
            _read_one(path, within, parts, prefix=prefixes[path], wanted=wanted, read=read)


def _read_one(
    path: Path,
    within: PurePosixPath,
    parts: _Parts,
    *,
    prefix: str,
    wanted: Sequence[str] | None,
    read: Read,
) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        try:
            found = read(path, wanted, Path(scratch))
        except WatermapError as error:
            file = parts.source.path.name
            parts.problems += [_placed(problem, file, within) for problem in error.problems]
        else:
            parts.add(found, within, prefix, one=_group(path) in _ONE_LAYER)


def _prefixes(inside: Mapping[Path, PurePosixPath], *, kmz: bool) -> dict[Path, str]:
    """What layers are called: the path of their data set, with its ending where that is needed."""
    if kmz and len(inside) == 1:
        return dict.fromkeys(inside, "")
    short = {path: str(within.with_suffix("")) for path, within in inside.items()}
    return {
        path: short[path]
        if _group(path) in _ONE_LAYER and list(short.values()).count(short[path]) == 1
        else str(within)
        for path, within in inside.items()
    }


def _wanted(prefix: str, layers: Sequence[str] | None, *, one: bool) -> list[str] | None:
    """The names to ask one data set for; None: all that it has. An empty list: nothing."""
    if layers is None:
        return None
    if one:
        return None if prefix in layers else []
    if not prefix:
        return list(layers)
    return [name.removeprefix(f"{prefix}/") for name in layers if name.startswith(f"{prefix}/")]


def _placed(problem: Problem, archive: str, inside: PurePosixPath) -> Problem:
    """The same problem, its file named by archive and path inside."""
    file = problem.fields.get("file")
    if not isinstance(file, str):
        return problem
    fields = {**problem.fields, "file": f"{archive}/{inside.parent / file}"}
    return replace(problem, fields=fields)


def _set_of(path: Path) -> str:
    """What the paths of all files of one data set have in common."""
    whole = path if path.suffix.lower() == ".gdb" else path.parent
    return str(whole if whole.suffix.lower() == ".gdb" else path.with_suffix("")).lower()


def _group(path: Path) -> str:
    return FORMATS[path.suffix.lower()].group
