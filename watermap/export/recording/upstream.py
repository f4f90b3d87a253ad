"""The water above a source in ``watermap around --json``."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, sentences
from watermap.export.recording.trace import end_record, met_record
from watermap.language import Language
from watermap.network.network import Network, Placed
from watermap.network.placing.place import river_km
from watermap.network.upstream import KindAbove, SourceUpstream, Upstream, Within


def upstream_record(one: SourceUpstream, found: Upstream, *, language: Language) -> Record:
    """The water above one source; ``place`` is null where it is on no reach, as ``said`` tells."""
    network = found.network
    return {
        "place": None if network is None or one.place is None else _place(network, one.place),
        "within": [] if network is None else [_within(each, network) for each in one.within],
        "said": sentences(one.said, language),
    }


def _place(network: Network, placed: Placed) -> Record:
    place = placed.place
    return {
        "reach": network.reaches.ids[place.reach],
        "river": network.reaches.names[place.reach],
        "river_km": number(river_km(network, place)),
        "snap_m": number(place.snap_m),
        "doubts": list(placed.doubts),
    }


def _within(one: Within, network: Network) -> Record:
    return {
        "within_km": number(one.within_m / 1000),
        "length_km": number(one.trace.length_m / 1000),
        "main_stem_km": number(one.trace.pieces.length_m(main_only=True) / 1000),
        "complete": not one.cut(),
        "ends": [end_record(end, network) for end in one.trace.ends],
        "kinds": [_kind(kind) for kind in one.kinds],
    }


def _kind(one: KindAbove) -> Record:
    return {
        "kind": one.kind,
        "count": len(one.objects),
        "objects": [met_record(met) for met in one.objects],
    }
