"""What a worker of a cluster does: the very same checks, on its part of the sites.

A worker has to be the same watermap, on the same libraries that decide digits; else it refuses.
What sites are held against comes to it once, packed, and is made ready once.
"""

import functools
import hashlib
import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING

from watermap.checks.siting.batch import Answered, check_sites
from watermap.checks.siting.held import Held
from watermap.checks.siting.site_check import Ready, make_ready
from watermap.resources import package_file

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

NUMBER, SITE, ANSWER = "number", "site", "answer"
_CODE = (".py", ".toml")
_DECIDING = ("numpy", "pyproj", "shapely")  # packages whose versions may decide a last digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What sites are held against, as one block of bytes, and its sha256."""

    content: bytes
    sha256: str


def packed(held: Held) -> Packed:
    """What a worker needs: all but the files' own columns, which no check looks at."""
    layers = {
        kind: tuple(replace(one, raw=one.raw.iloc[:, :0]) for one in of_kind)
        for kind, of_kind in held.layers.items()
    }
    lean = replace(held, layers=layers, rules=tuple(held.rules), kinds=dict(held.kinds))
    content = pickle.dumps(lean, protocol=pickle.HIGHEST_PROTOCOL)
    return Packed(content=content, sha256=hashlib.sha256(content).hexdigest())


@functools.cache
def build() -> Mapping[str, str]:
    """By what answers are made here: watermap's own files and the libraries under it."""
    import pyproj
    import shapely

    versions = {name: metadata.version(name) for name in _DECIDING}
    return {
        "watermap": _sum_of_the_code(),
        **versions,
        "geos": shapely.geos_version_string,
        "proj": pyproj.proj_version_str,
    }


def _sum_of_the_code() -> str:
    """Twelve figures of a sum over all modules and data files of the package."""
    folder = package_file("checks").parent
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        if path.suffix in _CODE:
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


class OtherBuild(Exception):  # noqa: N818  (it is told as a problem where the sites come from)
    """This worker is not the same watermap as the one that asks."""


def answers_of(
    part: "gpd.GeoDataFrame", held: Packed, expected: Mapping[str, str]
) -> "pd.DataFrame":
    """The answers of a part of the sites, packed, in the part's order.

    Args:
        part: columns ``number`` (of the site in the whole list), ``site`` (packed by
            ``packed_site``) and ``geometry``.
        held: what the sites are held against.
        expected: the build of who asks.

    Raises:
        OtherBuild: this worker is another one.
    """
    import pandas as pd

    if build() != expected:
        raise OtherBuild
    sites = [
        replace(pickle.loads(bytes.fromhex(text)), geometry=shape)
        for text, shape in zip(part[SITE], part.geometry, strict=True)
    ]
    answered = check_sites(sites, _ready(held), threads=1)
    rows = [
        (number, _text(replace(one, number=number)))
        for number, one in zip(part[NUMBER].tolist(), answered, strict=True)
    ]
    return pd.DataFrame(rows, columns=[NUMBER, ANSWER])


def _text(one: Answered) -> str:
    return pickle.dumps(one, protocol=pickle.HIGHEST_PROTOCOL).hex()


_kept: dict[str, Ready] = {}
_making = threading.Lock()


def _ready(held: Packed) -> Ready:
    """Made once in each process; only the last one is kept."""
    with _making:
        if held.sha256 not in _kept:
            _kept.clear()
            _kept[held.sha256] = _made(pickle.loads(held.content))
        return _kept[held.sha256]


def _made(held: Held) -> Ready:
    return make_ready(
        held.layers,
        rules=held.rules,
        kinds=held.kinds,
        circumstances=held.circumstances,
        study_area=held.study_area,
    )
