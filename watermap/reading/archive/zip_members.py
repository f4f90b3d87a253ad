"""The members of a zip archive: their true names, and their bytes under guard.

Names without the mark for UTF-8 are in whatever the packing computer used, in China mostly GBK.
Sizes are counted while unpacking; what the archive says of itself is only compared with that. No
name of a member ever becomes a path outside the folder it is unpacked into.
"""

import copy
import errno
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from watermap.errors import Problem
from watermap.reading.raw import Guess
from watermap.reading.texts.encoding import LATIN1, decide

MOST_BYTES = 512 * 2**20  # unpacked, all wanted members together
MOST_MEMBERS = 10_000
MOST_RATIO = 400  # times the packed size, beyond _SMALL
_SMALL = 64 * 2**20
_BLOCK = 1 << 20
_UTF8_NAME = 0x800  # flag bits
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field: the name once more, in UTF-8
_LONGEST_NAME = 200  # bytes of one part of a path
_NEVER_THE_SIZE = 1 << 60
_UNSAFE = re.compile(r"[\x00-\x1f:*?\"<>|]|[. ]$")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")

DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    struct.error,
)  # fmt: skip


class Unpacked(Exception):  # noqa: N818  (it says what became of a member)
    """A member was not unpacked. ``code``: the sentence that says why."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of the archive; ``path`` is decoded, relative and without any step upwards."""

    path: PurePosixPath
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the archive holds, as far as it may be unpacked; the rest is told."""

    members: Sequence[Member]
    encoding: Guess | None  # None: every name says how it is encoded
    problems: Sequence[Problem]


def listing(package: zipfile.ZipFile, file: str) -> Listing:
    """The archive's files, their names decoded all together and looked at one by one."""
    infos = [info for info in package.infolist() if not info.orig_filename.endswith(("/", "\\"))]
    names, encoding = _names(infos)
    members: dict[str, Member] = {}
    problems = []
    for info, name in zip(infos, names, strict=True):
        plain = name.replace("\\", "/")
        fault = _fault(info, plain) or ("member_twice" if plain.lower() in members else None)
        if fault is not None:
            problems.append(Problem.warning(f"reading.{fault}", file=file, member=_shown(name)))
        else:
            members[plain.lower()] = Member(path=PurePosixPath(plain), info=info)
    return Listing(members=list(members.values()), encoding=encoding, problems=problems)


@dataclass(slots=True)
class Unpacker:
    """Unpacks members of one archive and counts their bytes together."""

    package: zipfile.ZipFile
    total: int = 0

    def unpack(self, member: Member, target: Path) -> None:
        """Write one member to a path of our own making.

        Raises:
            Unpacked: it is damaged, locked, lies about its size, or goes beyond all measure.
        """
        info = member.info
        if info.flag_bits & _ENCRYPTED:
            raise Unpacked("member_password")
        unbelieving = copy.copy(info)
        unbelieving.file_size = _NEVER_THE_SIZE  # else reading would stop where the archive says
        size = 0
        try:
            with self.package.open(unbelieving) as stream, target.open("xb") as out:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    self.total += len(block)
                    if self.total > MOST_BYTES:
                        raise Unpacked("archive_too_large")
                    if size > max(_SMALL, MOST_RATIO * info.compress_size):
                        raise Unpacked("member_bomb")
                    out.write(block)
        except DAMAGE as error:
            raise Unpacked("member_damaged") from error
        except OSError as error:
            if error.errno != errno.EINVAL:  # a place before the start of the archive
                raise
            raise Unpacked("member_damaged") from error
        if size != info.file_size:
            raise Unpacked("member_lies")


def _names(infos: Sequence[zipfile.ZipInfo]) -> tuple[list[str], Guess | None]:
    raw = {
        number: _raw(info)
        for number, info in enumerate(infos)
        if not info.flag_bits & _UTF8_NAME and _told_name(info) is None
    }
    guess = decide(list(raw.values()), declared=None, language_byte=None) if raw else None
    codec = "cp437" if guess is None or guess.value == LATIN1 else guess.value
    names = [
        raw[number].decode(codec, "replace")
        if number in raw
        else _told_name(info) or info.orig_filename
        for number, info in enumerate(infos)
    ]
    return names, guess


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The bytes of a name that Python has taken for the old American code page."""
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename.encode("utf-8")


def _told_name(info: zipfile.ZipInfo) -> str | None:
    """The name in Info-ZIP's extra field, where that belongs to this very name."""
    place = 0
    while place + 4 <= len(info.extra):
        kind, size = struct.unpack_from("<HH", info.extra, place)
        body = info.extra[place + 4 : place + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1:
            if struct.unpack_from("<I", body, 1)[0] != zlib.crc32(_raw(info)):
                return None
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
        place += 4 + size
    return None


def _shown(name: str) -> str:
    """A name for a sentence, without what would break lines or never end."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return plain if len(plain) <= _LONGEST_NAME else plain[:_LONGEST_NAME] + " …"


def _fault(info: zipfile.ZipInfo, name: str) -> str | None:
    """Why this entry is not unpacked: it leads outside, is a link, or no name for a file."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "member_link"
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or _DRIVE.match(name):
        return "member_outside"
    if not all(_is_name(part) for part in parts):
        return "member_name"
    return None


def _is_name(part: str) -> bool:
    return (
        part not in ("", ".")
        and not _UNSAFE.search(part)
        and not _DEVICE.match(part)
        and len(part.encode("utf-8", "replace")) <= _LONGEST_NAME
    )


def is_rubbish(path: PurePosixPath) -> bool:
    """What packing programs and open workbooks leave behind."""
    return any(
        part.startswith((".", "~$")) or part.lower() in ("__macosx", "thumbs.db", "desktop.ini")
        for part in path.parts
    )


def told(names: Sequence[str], shown: int = 5) -> str:
    """The first few names, for a sentence in any language."""
    return "、".join(names[:shown]) + (" …" if len(names) > shown else "")
