"""How much water a source gave: from the tables, else from what its layer says it can supply."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from watermap.errors import Message
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import SectionResult
from watermap.quality.classing.history import indicator_of
from watermap.quality.period import Period
from watermap.quality.sources.verdicts import Volume
from watermap.quality.stations.attributes import attributes
from watermap.quality.stations.map_stations import SOURCE_KIND

VOLUME = "intake_volume"  # 万m³ of the month
_SUPPLY = "supply"  # field of the layer, 万m³/d


def supplies(layers: Layers) -> Mapping[str, Decimal]:
    """What each source can supply a day, in 万m³, by name; sources without it are left out."""
    found = {}
    for name, said in attributes(layers, SOURCE_KIND).items():
        supply = _decimal(said.get(_SUPPLY))
        if supply is not None and supply > 0:
            found[name] = supply
    return found


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = None if text is None else Decimal(text)
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def volume_of(
    source: SectionResult, month: Period, supply_10k_m3_d: Decimal | None
) -> tuple[Volume | None, tuple[Message, ...]]:
    """What a source gave in one month; None with a reason where it cannot be told.

    Args:
        source: its results of the month.
        month: one month.
        supply_10k_m3_d: of the layer; None: it does not say.
    """
    found = indicator_of(source, VOLUME)
    if found is not None and found.mean is not None:
        if found.n == 1:
            return Volume(volume_10k_m3=found.mean, origin="table"), ()
        return None, (Message.of("sources.volumes_several", count=found.n),)
    if supply_10k_m3_d is None:
        return None, (Message.of("sources.no_volume"),)
    days = (month.end - month.begin).days + 1
    return Volume(volume_10k_m3=supply_10k_m3_d * days, origin="supply"), ()


def together(volumes: Mapping[Period, Volume | None]) -> Volume | None:
    """What several months gave; None where one of them is not known, or there is none."""
    known = [one for one in volumes.values() if one is not None]
    if not known or len(known) < len(volumes):
        return None
    whole = sum((one.volume_10k_m3 for one in known), Decimal(0))
    by_supply = any(one.origin == "supply" for one in known)
    return Volume(volume_10k_m3=whole, origin="supply" if by_supply else "table")
