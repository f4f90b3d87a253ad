"""Words that tables and pages on the water above sources share."""

import math
from collections import Counter

from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language
from watermap.network.network import Network, Placed
from watermap.network.tracing.ends import End
from watermap.network.tracing.met import Met
from watermap.network.tracing.speeds import Hours
from watermap.network.upstream import Within

KM_DECIMALS, HOUR_DECIMALS = 3, 1


def km(metres: float) -> str:
    """Kilometres to the metre."""
    return figure(metres / 1000, KM_DECIMALS)


def ends_told(ends: tuple[End, ...], language: Language) -> str:
    """How many ends there are of each reason, the nearest reason first."""
    counts = Counter(one.reason for one in ends)
    listed = [
        word(
            "upstream_end_count",
            language,
            reason=word(f"trace_end_{reason}", language),
            count=count,
        )
        for reason, count in counts.items()
    ]
    return word("list_comma", language).join(listed)


def hours_told(hours: Hours, language: Language) -> str:
    """From the earliest to the latest; open where the water may stand still."""
    earliest = figure(hours.earliest, HOUR_DECIMALS)
    if not math.isfinite(hours.latest):
        return word("upstream_hour_open", language, earliest=earliest)
    latest = figure(hours.latest, HOUR_DECIMALS)
    return word("upstream_hour_range", language, earliest=earliest, latest=latest)


def place_told(network: Network, place: Placed, language: Language) -> str:
    """Where on the network a source is."""
    reach = place.place.reach
    return word(
        "upstream_place_line",
        language,
        river=network.reaches.names[reach] or network.reaches.ids[reach],
        snap=figure(place.place.snap_m, 0),
    )


def caption(one: Within, language: Language) -> str:
    """The reaches within one distance in a sentence, with what may be missing."""
    text = word(
        "upstream_caption",
        language,
        within=f"{one.within_m / 1000:g}",
        length=km(one.trace.length_m),
        main=km(one.trace.pieces.length_m(main_only=True)),
        ends=ends_told(one.trace.ends, language),
    )
    return f"{text}{cut_told(one, language)}"


def cut_told(one: Within, language: Language) -> str:
    """That some ends are no sources; "" where all are."""
    cut = one.cut()
    return word("upstream_cut", language, count=len(cut)) if cut else ""


def called(one: Met, language: Language) -> str:
    """An object's name."""
    return one.object.name or one.object.id or word("no_name", language)
