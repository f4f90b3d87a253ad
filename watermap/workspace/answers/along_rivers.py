"""How existing things lie to intakes along the project's rivers, and the water above sources."""

from collections.abc import Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from watermap.checks.cleanup.findings import AlongRiver, OnMap, Rivers
from watermap.checks.findings import FeatureRef
from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.network.answer import Waters
from watermap.network.placing.limits import placing
from watermap.network.placing.place import Thing
from watermap.network.tracing.above import Above
from watermap.network.upstream import SourceUpstream, Upstream, upstream
from watermap.workspace.answers.flowing import gaps_of, waters
from watermap.workspace.opened import Opened

UPSTREAM_M = (5000.0, 20_000.0)
SOURCE_KIND = "water_source"
NO_RIVERS = "tracing.no_rivers"


def along_rivers(opened: Opened) -> tuple[Rivers | None, tuple[Problem, ...]]:
    """What tells how things lie to intakes, and what has to be said of the network.

    None: the project has no rivers to follow, which is said.

    Raises:
        WatermapError: the file of repairs cannot be used.
    """
    known = _waters(opened)
    if known is None:
        return None, (Problem.note("cleanup.no_rivers"),)
    above = Above(known.built.network, known.placements, gaps_of(known.built))

    def lying(thing: OnMap, intake: OnMap) -> AlongRiver | None:
        one, other = (_thing(of, opened.layers) for of in (thing, intake))
        if one is None or other is None:
            return None
        said = above.lying(one, other)
        return AlongRiver(upstream=said.above, river_m=said.way_m, why=said.why)

    return lying, _of_network(known, opened)


def what_lies_upstream(
    opened: Opened, sources: Sequence[FeatureRef], *, within_m: Sequence[float] = UPSTREAM_M
) -> Upstream:
    """The water above sources up to distances along it, and what stands on it.

    Args:
        opened: the project.
        sources: as other answers name them, in the order of the answer.
        within_m: distances along the water.

    Raises:
        WatermapError: the file of repairs cannot be used.
    """
    known = _waters(opened)
    if known is None:
        said = Message.of("network.no_rivers_above")
        alone = SourceUpstream(place=None, within=(), said=(said,))
        return Upstream(
            network=None,
            sources=(alone,) * len(sources),
            problems=(Problem.note("network.no_rivers_above"),),
        )
    rules = placing()
    answer = upstream(
        known,
        [_of_source(one, opened) for one in sources],
        within_m=within_m,
        gaps=gaps_of(known.built),
        kinds=[kind for kind in (*rules.kinds, *rules.crossing) if opened.layers.get(kind)],
    )
    return replace(answer, problems=_of_network(known, opened))


def _waters(opened: Opened) -> Waters | None:
    """None: there are no rivers."""
    try:
        return waters(opened)
    except WatermapError as error:
        if [one.code for one in error.problems] != [NO_RIVERS]:
            raise
        return None


def _of_network(known: Waters, opened: Opened) -> tuple[Problem, ...]:
    """What is said of the network alone: whoever asks has said what there is of the layers."""
    of_layers = opened.doubts_of_layers()
    return tuple(one for one in known.problems if one not in of_layers)


def _of_source(source: FeatureRef, opened: Opened) -> Thing | None:
    found = opened.find(SOURCE_KIND, source)
    if found is None:
        return None
    return _thing(OnMap(kind=SOURCE_KIND, feature=source, geometry=found[1]), opened.layers)


def _thing(of: OnMap, layers: Layers) -> Thing | None:
    """The row of a feature in its layer, by which the network names it.

    A file may hold several layers of a kind: of records that fit, the one of the same place.
    """
    fits = [
        (number, layer.frame.index.get_loc(of.feature.record), layer)
        for number, layer in enumerate(layers.get(of.kind, ()))
        if layer.source.path.name == of.feature.path and of.feature.record in layer.frame.index
    ]
    if len(fits) > 1:
        fits = [one for one in fits if _same(one[2].frame.geometry.iloc[one[1]], of.geometry)]
    return (of.kind, fits[0][0], int(fits[0][1])) if fits else None


def _same(one: BaseGeometry | None, other: BaseGeometry) -> bool:
    """Whether two places are one; a broken outline may have been mended."""
    return one is not None and one.envelope.equals(other.envelope)
