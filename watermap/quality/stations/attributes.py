"""What layers say of a station beside its place: town, river chief, districts, level."""

from collections.abc import Mapping

from watermap.harmonise.layer import Layers
from watermap.quality.stations.map_stations import SECTION_KIND, text

Attributes = Mapping[str, str]  # field id: text; fields without one are left out


def attributes(layers: Layers, kind: str = SECTION_KIND) -> Mapping[str, Attributes]:
    """The fields of every named record of a kind, by name; of a name twice the first."""
    found: dict[str, Attributes] = {}
    for layer in layers.get(kind, ()):
        columns = [name for name in layer.frame.columns if name != "geometry"]
        for row in layer.frame[columns].to_dict("records"):
            said = {str(name): given for name, value in row.items() if (given := text(value))}
            if "name" in said:
                found.setdefault(said["name"], said)
    return found
