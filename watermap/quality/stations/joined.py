"""Tables and map brought together: which stations there are, and whose results go under which."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.names.joining import NameMatch
from watermap.quality.documents.standards import Standard
from watermap.quality.stations.map_stations import SECTION_KIND, Station, match, nameless, stations
from watermap.quality.stations.said import Said
from watermap.quality.stations.table_stations import stations_of_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The stations of map and tables, and what the join found."""

    on_map: tuple[Station, ...]
    of_tables: tuple[Station, ...]  # where no layer has sections
    names: NameMatch
    under: Mapping[str, str] = field(default_factory=dict)  # name in the tables: station

    @property
    def known(self) -> tuple[Station, ...]:
        """All stations, those of the tables first."""
        return (*self.of_tables, *self.on_map)


def join(measurements: Measurements, layers: Layers, *, standard: Standard, said: Said) -> Joined:
    """Bring tables and map together.

    Where no layer has sections, the tables' own names are sections without a place. Names that
    were refused (several sources fit, code and name contradict) stay left over.
    """
    on_map = stations(layers)
    names = match(measurements, on_map, said=said, layers=layers)
    if any(one.kind == SECTION_KIND for one in on_map) or nameless(layers):
        return Joined(on_map=on_map, of_tables=(), names=names, under=names.matched)
    refused = explained(names)
    free = [name for name in names.unmatched_table if name not in refused]
    found, under = stations_of_tables(measurements, free, standard=standard, waters=said.waters)
    left = tuple(name for name in names.unmatched_table if name in refused)
    return Joined(
        on_map=on_map,
        of_tables=found,
        names=replace(names, unmatched_table=left),
        under={**names.matched, **under},
    )


def explained(names: NameMatch) -> frozenset[str]:
    """The names that a problem of the join speaks of."""
    return frozenset(
        str(problem.fields.get(key)) for problem in names.problems for key in ("name", "table")
    )
