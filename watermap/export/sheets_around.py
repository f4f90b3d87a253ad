"""The tabs of the workbook on what lies around the sources."""

from collections.abc import Iterator

from watermap.checks.findings import Around, Ring, RingKind, SourceRings
from watermap.checks.wording import bearing_word
from watermap.export.sheets import Column, Sheet, Value
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.shown import DECIMALS, whole_degrees
from watermap.export.titles import Kinds, kind_title, level_title
from watermap.export.words import word
from watermap.figures import hectares, mu
from watermap.language import Language

Row = tuple[Value, ...]


def around_sheets(around: Around, *, language: Language, kinds: Kinds) -> tuple[Sheet, ...]:
    """All tabs: summary, features, kinds not checked, data problems, method."""
    return (
        _summary(around, kinds, language),
        _features(around, kinds, language),
        _not_checked(around, kinds, language),
        problems_sheet(around.problems, language),
        method_sheet([word(name, language) for name in _METHOD], language),
    )


_METHOD = ("around_distance", "around_membership", "around_area", "around_inner")


def _measure(name: str, language: Language, *, width: float = 14) -> Column:
    """A column of numbers: its title is the word, its decimals those of the unit it ends in."""
    decimals = next(DECIMALS[unit] for unit in DECIMALS if name.endswith(f"_{unit}"))
    return Column(title=word(name, language), type="number", decimals=decimals, width=width)


def _groups(around: Around) -> Iterator[tuple[SourceRings, Ring, RingKind]]:
    for source in around.sources:
        for ring in source.rings:
            for found in ring.kinds:
                yield source, ring, found


def _summary(around: Around, kinds: Kinds, language: Language) -> Sheet:
    columns = (
        Column(title=word("source", language), width=24),
        Column(title=word("radius_in_m", language), type="integer", width=10),
        Column(title=word("kind", language), width=22),
        Column(title=word("count", language), type="integer", width=10),
        _measure("nearest_m", language),
        _measure("overlap_m2", language, width=16),
        _measure("overlap_hectares", language),
        _measure("overlap_mu", language),
        _measure("of_ring_percent", language),
    )
    rows = tuple(
        (
            _name(source, language),
            ring.radius_m,
            kind_title(found.kind, kinds, language),
            len(found.neighbours),
            min((one.distance_m for one in found.neighbours), default=None),
            *_areas(found.overlap_m2),
            None if found.overlap_m2 is None else 100 * found.overlap_m2 / ring.area_m2,
        )
        for source, ring, found in _groups(around)
    )
    return Sheet(name=word("tab_summary", language), columns=columns, rows=rows)


def _name(source: SourceRings, language: Language) -> str:
    return source.source.name or word("no_name", language)


def _areas(area_m2: float | None) -> tuple[float | None, float | None, float | None]:
    """m², hectares, mu; empty for points and lines."""
    if area_m2 is None:
        return None, None, None
    return area_m2, hectares(area_m2), mu(area_m2)


def _features(around: Around, kinds: Kinds, language: Language) -> Sheet:
    columns = (
        Column(title=word("source", language), width=24),
        Column(title=word("radius_in_m", language), type="integer", width=10),
        Column(title=word("kind", language), width=20),
        Column(title=word("name_found", language), width=28),
        Column(title=word("code", language), width=16),
        Column(title=word("level", language), width=14),
        _measure("distance_m", language),
        Column(title=word("bearing_in_degrees", language), type="integer", width=10),
        Column(title=word("direction", language), width=8),
        _measure("overlap_m2", language, width=16),
        _measure("overlap_hectares", language),
        _measure("overlap_mu", language),
        Column(title=word("file", language), width=24),
        Column(title=word("record_number", language), type="integer", width=10),
    )
    rows = tuple(
        row
        for source, ring, found in _groups(around)
        for row in _feature_rows(_name(source, language), ring, found, kinds, language)
    )
    return Sheet(name=word("tab_features", language), columns=columns, rows=rows)


def _feature_rows(
    source: str, ring: Ring, found: RingKind, kinds: Kinds, language: Language
) -> Iterator[Row]:
    for one in sorted(found.neighbours, key=lambda neighbour: neighbour.distance_m):
        towards = one.bearing_deg
        yield (
            source,
            ring.radius_m,
            kind_title(found.kind, kinds, language),
            one.feature.name,
            one.feature.id,
            level_title(found.kind, one.feature, kinds, language),
            one.distance_m,
            None if towards is None else whole_degrees(towards),
            None if towards is None else bearing_word(towards, language),
            *_areas(one.overlap_m2),
            one.feature.path,
            one.feature.record + 1,  # people count rows from 1
        )


def _not_checked(around: Around, kinds: Kinds, language: Language) -> Sheet:
    return Sheet(
        name=word("tab_not_checked", language),
        columns=(
            Column(title=word("kind", language), width=30),
            Column(title=word("remark", language), width=60),
        ),
        rows=tuple(
            (kind_title(kind, kinds, language), word("kind_not_checked", language))
            for kind in around.not_checked
        ),
    )
