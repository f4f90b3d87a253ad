"""The tabs on the water above sources: reaches within each distance, and what stands on them."""

from collections.abc import Iterator, Sequence

from watermap.checks.findings import SourceRings
from watermap.export.sheets import Column, Sheet, Value
from watermap.export.titles import Kinds, kind_title
from watermap.export.upstream_told import (
    HOUR_DECIMALS,
    KM_DECIMALS,
    called,
    cut_told,
    ends_told,
    place_told,
)
from watermap.export.words import word
from watermap.language import Language
from watermap.network.upstream import SourceUpstream, Upstream, Within

Row = tuple[Value, ...]


def upstream_sheets(
    found: Upstream, sources: Sequence[SourceRings], *, language: Language, kinds: Kinds
) -> tuple[Sheet, ...]:
    """Both tabs; ``sources`` in the order of ``found``."""
    pairs = list(zip(sources, found.sources, strict=True))
    return (
        Sheet(
            name=word("upstream_tab", language),
            columns=(
                Column(title=word("source", language), width=24),
                _km("upstream_within_km", language),
                _km("upstream_length_km", language),
                _km("upstream_main_km", language),
                Column(title=word("upstream_ends", language), width=34),
                Column(title=word("upstream_said", language), width=90),
            ),
            rows=tuple(
                row for ring, one in pairs for row in _reaches(ring, one, found, language)
            ),
        ),
        Sheet(
            name=word("upstream_tab_objects", language),
            columns=(
                Column(title=word("source", language), width=24),
                _km("upstream_within_km", language),
                Column(title=word("upstream_kind", language), width=20),
                Column(title=word("upstream_count", language), type="integer", width=8),
                Column(title=word("upstream_nearest", language), width=26),
                _km("upstream_nearest_km", language),
                *(
                    Column(title=word(name, language), type="number", decimals=HOUR_DECIMALS)
                    for name in (
                        "trace_hours_earliest", "trace_hours_likely", "trace_hours_latest"
                    )
                ),
            ),
            rows=tuple(row for ring, one in pairs for row in _kinds(ring, one, kinds, language)),
        ),
    )  # fmt: skip


def _km(name: str, language: Language) -> Column:
    return Column(title=word(name, language), type="number", decimals=KM_DECIMALS, width=12)


def _reaches(
    ring: SourceRings, one: SourceUpstream, found: Upstream, language: Language
) -> Iterator[Row]:
    """One row a distance; a source that is on no reach has one that says so."""
    name = ring.source.name or word("no_name", language)
    said = [told.text(language) for told in one.said]
    if one.place is None or found.network is None:
        yield (name, None, None, None, None, "\n".join(said))
        return
    said.insert(0, place_told(found.network, one.place, language))
    for within in one.within:
        cut = cut_told(within, language)
        yield (
            name,
            within.within_m / 1000,
            within.trace.length_m / 1000,
            within.trace.pieces.length_m(main_only=True) / 1000,
            ends_told(within.trace.ends, language),
            "\n".join([*([cut] if cut else []), *said]),
        )


def _kinds(
    ring: SourceRings, one: SourceUpstream, kinds: Kinds, language: Language
) -> Iterator[Row]:
    name = ring.source.name or word("no_name", language)
    for within in one.within:
        for row in _within(within, kinds, language):
            yield (name, within.within_m / 1000, *row)


def _within(within: Within, kinds: Kinds, language: Language) -> Iterator[Row]:
    for kind in within.kinds:
        title = kind_title(kind.kind, kinds, language)
        if not kind.objects:
            yield (title, 0, None, None, None, None, None)
            continue
        nearest = kind.objects[0]
        hours = (nearest.hours.earliest, nearest.hours.likely, nearest.hours.latest)
        yield (
            title,
            len(kind.objects),
            called(nearest, language),
            nearest.taken_m / 1000,
            *(None if hour == float("inf") else hour for hour in hours),
        )
