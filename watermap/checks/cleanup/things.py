"""Existing things from their layers: which sort, and what the layers say of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.rules import CleanupBook, Thing
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.features import feature_ref, made_valid, text_of, with_shape
from watermap.checks.law.industries import belongs
from watermap.errors import Problem
from watermap.harmonise.layer import Layer

CODE = "industry_code"  # the fields of an enterprise that are asked
DISCHARGES_TO = "discharge_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A thing that stands somewhere."""

    thing: Thing
    sure: bool  # the layer says that it is of this sort
    maybe: tuple[Thing, ...]  # sorts that it may be instead
    ref: FeatureRef
    values: Mapping[str, object]
    geometry: BaseGeometry  # valid

    def text(self, field: str) -> str | None:
        """What its layer says in a field; None: nothing, or there is no such field."""
        return text_of(self.values.get(field))


def standing(
    layers: Sequence[Layer], kind: Kind, book: CleanupBook
) -> tuple[list[Standing], list[Problem]]:
    """All things of a kind, and which of them are in two layers.

    Args:
        layers: usable, of the kind.
        kind: of the layers.
        book: says which sorts there are.
    """
    first: dict[tuple[bytes, str | None], Standing] = {}
    problems = []
    for layer in layers:
        found = list(_of_layer(layer, kind, book))
        shapes = shapely.normalize(np.array([one.geometry for one in found], dtype=object))
        for one, shape in zip(found, shapely.to_wkb(shapes), strict=True):
            key = (shape, one.ref.name)
            if key in first:
                problems.append(_twice(one.ref, first[key].ref))
            else:
                first[key] = one
    return list(first.values()), problems


def _twice(left_out: FeatureRef, kept: FeatureRef) -> Problem:
    return Problem.note(
        "cleanup.duplicate",
        file=left_out.path,
        record=left_out.record + 1,
        other_file=kept.path,
        other_record=kept.record + 1,
    )


def _of_layer(layer: Layer, kind: Kind, book: CleanupBook) -> Iterator[Standing]:
    frame = layer.frame[with_shape(layer)]
    rows = frame.drop(columns="geometry").to_dict("records")
    valid = shapely.is_valid(frame.geometry.to_numpy())
    for record, values, shape, good in zip(frame.index, rows, frame.geometry, valid, strict=True):
        ref = feature_ref(layer, kind, int(record), values)
        found = _sorted_in(values, kind, book)
        if found is not None:
            thing, sure, maybe = found
            whole = shape if good else made_valid(shape)
            yield Standing(
                thing=thing, sure=sure, maybe=maybe, ref=ref, values=values, geometry=whole
            )


def _sorted_in(
    values: Mapping[str, object], kind: Kind, book: CleanupBook
) -> tuple[Thing, bool, tuple[Thing, ...]] | None:
    """The sort, whether that is sure, and the sorts that it may be; None: surely none."""
    maybe: list[Thing] = []
    for thing in (one for one in book.things if one.kind == kind.id):
        fits = _fits(thing, values, kind)
        if fits:
            return thing, True, tuple(maybe)
        if fits is None:
            maybe.append(thing)
    return (maybe[0], False, tuple(maybe[1:])) if maybe else None


def _fits(thing: Thing, values: Mapping[str, object], kind: Kind) -> bool | None:
    answers = [is_one_of(values, kind, thing.where)]
    if thing.industry is not None:
        answers.append(of_industry(text_of(values.get(CODE)), tuple(thing.industry)))
    return False if False in answers else None if None in answers else True


def is_one_of(
    values: Mapping[str, object], kind: Kind, where: Mapping[str, Sequence[str]]
) -> bool | None:
    """Whether a feature has the canonical values asked for; None: its layer does not say."""
    answer: bool | None = True
    for field, wanted in where.items():
        value = text_of(values.get(field))
        if value is None or value not in kind.fields[field].values:
            answer = None
        elif value not in wanted:
            return False
    return answer


@lru_cache(maxsize=4096)
def of_industry(code: str | None, groups: tuple[str, ...]) -> bool | None:
    """Whether a code belongs to any of some groups; None: it cannot be told."""
    answers = [belongs(code, group) for group in groups]
    return True if True in answers else None if None in answers else False


def discharges(one: Standing, book: CleanupBook) -> bool | None:
    """Whether a thing discharges to water: by its nature, else by where its layer says it does."""
    if one.thing.discharges is not None:
        return one.thing.discharges
    said = one.text(DISCHARGES_TO)
    return None if said is None else said not in book.no_discharge
