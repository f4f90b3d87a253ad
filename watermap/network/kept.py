"""What a project keeps about its network: tolerances and repairs, as TOML read strictly."""

from dataclasses import replace
from pathlib import Path

import tomlkit
from pydantic import Field as Key

from watermap.atomic import atomic
from watermap.datafile import Strict, read_toml
from watermap.network.repairs import Repair
from watermap.network.settings import Tolerances


class Changed(Strict):
    """Tolerances in metres that differ from those shipped; None: as shipped."""

    join_m: float | None = Key(default=None, ge=0, le=1000)
    gap_m: float | None = Key(default=None, ge=0, le=10_000)
    same_line_m: float | None = Key(default=None, ge=0, le=1000)
    in_bed_m: float | None = Key(default=None, ge=0, le=10_000)
    lake_edge_m: float | None = Key(default=None, ge=0, le=10_000)


class Kept(Strict):
    """All of the file; an empty one changes nothing."""

    tolerances: Changed = Key(default_factory=Changed)
    repair: tuple[Repair, ...] = ()

    def near(self) -> Tolerances:
        """The tolerances to build with."""
        return replace(Tolerances.shipped(), **self.tolerances.model_dump(exclude_none=True))


def read_kept(path: Path) -> Kept:
    """What a project keeps; nothing where the file is not there.

    Raises:
        WatermapError: the file is not such a one; every problem of it.
    """
    return read_toml(Kept, path) if path.exists() else Kept()


def write_kept(path: Path, kept: Kept) -> None:
    """Keep it; the file is whole at any instant."""
    with atomic(path) as temporary:
        plain = kept.model_dump(mode="python", exclude_none=True)
        plain["repair"] = list(plain["repair"])
        temporary.write_text(
            tomlkit.dumps({key: plain[key] for key in plain if plain[key]}), "utf-8"
        )
