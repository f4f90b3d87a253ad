"""Existing things held against rings around drinking-water sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely

from watermap.checks.cleanup.findings import CleanupHit
from watermap.checks.cleanup.judging import Ruling
from watermap.checks.cleanup.rules import CleanupZone
from watermap.checks.cleanup.ways import ways
from watermap.checks.cleanup.zones import Placed, Terms, Things, made
from watermap.checks.ground.features import search_box
from watermap.checks.ground.relation import Encounter


def ring_hits(
    things: Things, sources: Sequence[Placed], terms: Terms
) -> Iterator[tuple[int, CleanupHit]]:
    """Every thing in its smallest ring: its number and the hit, with the sources of that ring."""
    sorts = [one for one in terms.book.zones if one.ring]
    if not (sources and terms.rings_m and things.each):
        return
    within: dict[int, list[tuple[float, Placed]]] = {}
    for source in sources:
        box = shapely.box(*search_box(source.geometry, terms.rings_m[-1]))
        at = np.sort(things.tree.query(box))
        metres = ways(source.geometry, things.shapes[at])[0] if len(at) else ()
        for i, far in zip(at, metres, strict=True):
            if far <= terms.rings_m[-1]:
                within.setdefault(int(i), []).append((float(far), source))
    for thing, found in sorted(within.items()):
        for sort in sorts:
            ruled = terms.rulings.of(things.each[thing], sort.id)
            if ruled is not None:
                yield thing, _ring_hit(sort, ruled, found, terms)


def _ring_hit(
    sort: CleanupZone, ruled: Ruling, found: list[tuple[float, Placed]], terms: Terms
) -> CleanupHit:
    found = sorted(found, key=lambda pair: (pair[0], pair[1].ref.path, pair[1].ref.record))
    nearest_m = found[0][0]
    ring_m = next(radius for radius in terms.rings_m if nearest_m <= radius)
    inside = [source for metres, source in found if metres <= ring_m]
    met = Encounter(relation="within", distance_m=nearest_m)
    return replace(made(sort, ruled, inside, met), ring_m=ring_m)
