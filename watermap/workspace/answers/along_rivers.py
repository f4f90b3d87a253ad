"""How existing things lie to intakes along the project's rivers."""

from shapely.geometry.base import BaseGeometry

from watermap.checks.cleanup.findings import AlongRiver, OnMap, Rivers
from watermap.errors import Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.network.above import Above
from watermap.network.place import Thing
from watermap.workspace.answers.flowing import gaps_of, waters
from watermap.workspace.opened import Opened

NO_RIVERS = "tracing.no_rivers"


def along_rivers(opened: Opened) -> tuple[Rivers | None, tuple[Problem, ...]]:
    """What tells how things lie to intakes, and what has to be said of the network.

    None: the project has no rivers to follow, which is said.

    Raises:
        WatermapError: the file of repairs cannot be used.
    """
    try:
        known = waters(opened)
    except WatermapError as error:
        if [one.code for one in error.problems] != [NO_RIVERS]:
            raise
        return None, (Problem.note("cleanup.no_rivers"),)
    above = Above(known.built.network, known.placements, gaps_of(known.built))

    def lying(thing: OnMap, intake: OnMap) -> AlongRiver | None:
        one, other = (_thing(of, opened.layers) for of in (thing, intake))
        if one is None or other is None:
            return None
        said = above.lying(one, other)
        return AlongRiver(upstream=said.above, river_m=said.way_m, why=said.why)

    of_layers = opened.doubts_of_layers()
    return lying, tuple(one for one in known.problems if one not in of_layers)


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
