"""A source with its water, delineated, and what tests ask of the answer."""

import datetime as dt

from watermap.checks.delineation.delineate import delineate
from watermap.checks.delineation.document import known_delineations

NAME = "东源水源地"
DAY = dt.date(2026, 9, 1)


class Delineating:
    def __init__(self, make_layer, kinds):
        self.make_layer, self.kinds = make_layer, kinds

    def source(self, *places, **values):
        return self.make_layer("water_source", *((one, {"name": NAME, **values}) for one in places))

    def __call__(self, source, *layers, name=NAME, **given):
        by_kind = {}
        for layer in (source, *layers):
            by_kind[layer.kind] = (*by_kind.get(layer.kind, ()), layer)
        return delineate(
            by_kind,
            name,
            document=known_delineations()["hj338-2018"],
            kinds=self.kinds,
            as_of=DAY,
            given=given,
        )


def zone(proposal, grade, part):
    (found,) = [one for one in proposal.zones if (one.grade, one.part) == (grade, part)]
    return found


def area(proposal, grade, part):
    return zone(proposal, grade, part).area_m2


def codes(proposal):
    return {one.code for one in proposal.said if hasattr(one, "code")}
