"""Whether a section stands on a border of districts, as its layer says."""

from watermap.quality.stations.attributes import Attributes

_BORDER_PROPERTY = "border"  # a value of the field ``property`` of layers/water/section.toml
_PAIRS = (("upstream_district", "downstream_district"), ("left_district", "right_district"))
TRUE, FALSE = str(True), str(False)  # of a boolean field, as ``attributes`` gives it


def on_border(fields: Attributes) -> bool | None:
    """Whether one of its fields says border, or both districts of a pair are named.

    False: it is said not to be on one, or its purpose is another. None: nothing is said.
    """
    said = fields.get("border")
    if said == TRUE or fields.get("property") == _BORDER_PROPERTY:
        return True
    if any(first in fields and second in fields for first, second in _PAIRS):
        return True
    return False if said == FALSE or "property" in fields else None
