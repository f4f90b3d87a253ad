"""What a person has said of the sections: which names are one, and what no file tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watermap.quality.assessment import WaterBody
from watermap.quality.documents.particulars import Particular


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """As ``project.toml`` keeps it; all of it may be empty."""

    confirmed: Mapping[str, str] = field(default_factory=dict)  # name in the tables: on the map
    # Name in the tables: names on the map that it is not; empty: it belongs to none.
    declined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waters: Mapping[str, WaterBody] = field(default_factory=dict)  # of sections in no layer
    particulars: Sequence[Particular] = ()
    automatic: frozenset[str] = frozenset()  # files whose results come from automatic stations


NOTHING = Said()
