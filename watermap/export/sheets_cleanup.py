"""The tabs of the clean-up list: every thing once, its zones, counts, what was not looked at."""

from collections import Counter
from collections.abc import Iterator

from watermap.checks.cleanup.findings import Cleanup, CleanupHit, CleanupItem
from watermap.checks.cleanup.rules import Duty, Thing, cleanup_book
from watermap.checks.findings import Relation
from watermap.checks.wording import basis_text
from watermap.export.sheets import Column, ColumnType, Sheet, Value
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.shown import DECIMALS, listed, told
from watermap.export.titles import Kinds, kind_title
from watermap.export.words import word
from watermap.language import Language

Row = tuple[Value, ...]
_DUTIES: dict[Duty, str] = {
    "remove": "cleanup_duty_remove",
    "rectify": "cleanup_duty_rectify",
    "verify": "cleanup_duty_verify",
}
_RELATIONS: dict[Relation, str] = {
    "inside": "cleanup_relation_inside",
    "overlaps": "cleanup_relation_overlaps",
    "crosses": "cleanup_relation_crosses",
    "touches": "cleanup_relation_touches",
    "within": "cleanup_relation_within",
    "outside": "cleanup_relation_outside",
}
_SHORT = (0, 1, 2, 4, 6, 7, 8, 11)  # columns of the list: priority, what, duty, zones, source, risk
_BY = {"area": "cleanup_by_area", "nearest": "cleanup_by_nearest"}
_METRES, _SQUARE = DECIMALS["m"], DECIMALS["m2"]
_PERCENT = DECIMALS["percent"]


def cleanup_sheets(cleanup: Cleanup, *, language: Language, kinds: Kinds) -> tuple[Sheet, ...]:
    """All tabs: the list, its zones, counts, kinds not looked at, data problems, method."""
    tolerance = f"{cleanup.tolerance_m:g}"
    return (
        list_sheet(cleanup, language=language, kinds=kinds),
        _zones(cleanup, language, kinds),
        counts_sheet(cleanup, language=language),
        _not_checked(cleanup, language, kinds),
        problems_sheet(cleanup.problems, language),
        method_sheet(
            [
                word("cleanup_how_order", language),
                word("cleanup_how_once", language),
                word("cleanup_how_tolerance", language, tolerance=tolerance),
                word("cleanup_how_screening", language),
            ],
            language,
        ),
    )


def _column(name: str, language: Language, width: float = 14) -> Column:
    return Column(title=word(name, language), width=width)


def _number(
    name: str, language: Language, decimals: int = _METRES, of: ColumnType = "number"
) -> Column:
    return Column(title=word(name, language), type=of, decimals=decimals, width=12)


def list_sheet(cleanup: Cleanup, *, language: Language, kinds: Kinds) -> Sheet:
    """One row a thing, in the order of dealing with them."""
    columns = (
        _number("cleanup_priority", language, 0, "integer"),
        _column("cleanup_thing", language),
        _column("name_found", language, 28),
        _column("cleanup_zone", language, 18),
        _column("cleanup_duty", language, 18),
        _column("cleanup_relation", language),
        _column("cleanup_all_zones", language, 30),
        _column("cleanup_intake", language, 20),
        _number("cleanup_intake_m", language),
        _column("cleanup_intake_by", language),
        _column("cleanup_upstream", language, 30),
        _column("cleanup_risk", language),
        _column("cleanup_credit", language),
        _column("cleanup_card", language),
        _column("cleanup_status", language),
        _column("message", language, 60),
        _column("cleanup_basis", language, 50),
        _column("file", language, 22),
        _number("record_number", language, 0, "integer"),
    )
    rows = tuple(_row(item, language, kinds) for item in cleanup.items)
    return Sheet(name=word("cleanup_tab", language), columns=columns, rows=rows)


def short_sheet(cleanup: Cleanup, *, language: Language, kinds: Kinds) -> Sheet:
    """The list with the columns that fit on a terminal."""
    whole = list_sheet(cleanup, language=language, kinds=kinds)
    return Sheet(
        name=whole.name,
        columns=tuple(whole.columns[at] for at in _SHORT),
        rows=tuple(tuple(row[at] for at in _SHORT) for row in whole.rows),
    )


def _row(item: CleanupItem, language: Language, kinds: Kinds) -> Row:
    leading, intake = item.hits[0], item.intake
    return (
        item.priority,
        _thing(item, language),
        item.feature.name or word("no_name", language),
        _zone(leading, language),
        word(_DUTIES[item.duty], language),
        word(_RELATIONS[leading.relation], language),
        listed([_zone(hit, language) for hit in item.hits], language),
        None if intake is None else intake.feature.name,
        None if intake is None else intake.distance_m,
        None if intake is None else word(_BY[intake.by], language),
        _upstream(item, language),
        *(_said(item, field, kinds, language) for field in ("risk_level", "credit", "card")),
        item.status,
        told(leading.message, language),
        basis_text(leading.basis, language),
        item.feature.path,
        item.feature.record + 1,  # people count rows from 1
    )


def _upstream(item: CleanupItem, language: Language) -> str | None:
    """Yes with the way along the river, or no; why it is not told, or may be otherwise."""
    why = told(item.upstream_why, language)
    if item.upstream is None:
        return why
    said = word("cleanup_is_upstream" if item.upstream else "cleanup_not_upstream", language)
    if item.upstream_m is not None:
        said = word("cleanup_upstream_km", language, km=f"{item.upstream_m / 1000:.1f}")
    return f"{said}\n{why}" if why else said


def _said(item: CleanupItem, field: str, kinds: Kinds, language: Language) -> str | None:
    """A grade of the thing as people read it; None where its layer says none."""
    value: str | None = getattr(item, field)
    known = kinds.get(item.kind)
    if value is None or known is None or field not in known.fields:
        return value
    return known.fields[field].value_title(value, language)


def _thing(item: CleanupItem, language: Language) -> str:
    return cleanup_book().thing(item.thing).title.of(language)


def _zone(hit: CleanupHit, language: Language) -> str:
    title = cleanup_book().zone(hit.zone).title.of(language)
    return title if hit.ring_m is None else f"{title} {hit.ring_m:g} m"


def _zones(cleanup: Cleanup, language: Language, kinds: Kinds) -> Sheet:
    columns = (
        _number("cleanup_priority", language, 0, "integer"),
        _column("cleanup_thing", language),
        _column("name_found", language, 28),
        _column("cleanup_zone", language, 18),
        _column("kind", language, 18),
        _column("cleanup_zone_names", language, 28),
        _number("cleanup_grade", language, 0, "integer"),
        _column("cleanup_duty", language, 18),
        _column("cleanup_relation", language),
        _number("cleanup_ring_m", language, 0),
        _number("cleanup_overlap_m2", language, _SQUARE),
        _number("cleanup_overlap_pct", language, _PERCENT),
        _number("cleanup_length_m", language),
        _number("cleanup_depth_m", language),
        _number("cleanup_distance_m", language),
        _column("message", language, 60),
        _column("cleanup_basis", language, 50),
    )
    rows = tuple(row for item in cleanup.items for row in _zone_rows(item, language, kinds))
    return Sheet(name=word("cleanup_zones_tab", language), columns=columns, rows=rows)


def _zone_rows(item: CleanupItem, language: Language, kinds: Kinds) -> Iterator[Row]:
    for hit in item.hits:
        names = [one.name or one.id or word("no_name", language) for one in hit.features]
        yield (
            item.priority,
            _thing(item, language),
            item.feature.name or word("no_name", language),
            _zone(hit, language),
            kind_title(hit.kind, kinds, language),
            listed(names, language),
            hit.grade,
            word(_DUTIES[hit.duty], language),
            word(_RELATIONS[hit.relation], language),
            hit.ring_m,
            hit.overlap_m2,
            hit.overlap_pct,
            hit.length_m,
            hit.depth_m,
            hit.distance_m,
            told(hit.message, language),
            basis_text(hit.basis, language),
        )


def counts_sheet(cleanup: Cleanup, *, language: Language) -> Sheet:
    """How many of each sort were looked at and listed, and in which gravest zone."""
    book = cleanup_book()
    leading = Counter((item.thing, item.hits[0].zone) for item in cleanup.items)

    def counted(thing: Thing, number: int, zone: str | None = None) -> int | None:
        """None, an empty cell: nothing was looked at, so that 0 would say too much."""
        lacking = thing.kind in cleanup.things_not_checked
        return None if lacking or zone in cleanup.zones_not_checked else number

    rows: tuple[Row, ...] = tuple(
        (
            thing.title.of(language),
            counted(thing, cleanup.looked_at.get(thing.id, 0)),
            counted(thing, sum(item.thing == thing.id for item in cleanup.items)),
            *(counted(thing, leading[thing.id, zone.id], zone.kind) for zone in book.zones),
        )
        for thing in book.things
    )
    columns = (
        _column("cleanup_thing", language, 24),
        _number("cleanup_looked_at", language, 0, "integer"),
        _number("cleanup_listed", language, 0, "integer"),
        *(
            Column(title=zone.title.of(language), type="integer", decimals=0, width=14)
            for zone in book.zones
        ),
    )
    return Sheet(name=word("cleanup_counts_tab", language), columns=columns, rows=rows)


def _not_checked(cleanup: Cleanup, language: Language, kinds: Kinds) -> Sheet:
    lacking = [(kind, "cleanup_thing_without_layer") for kind in cleanup.things_not_checked]
    lacking += [(kind, "cleanup_zone_without_layer") for kind in cleanup.zones_not_checked]
    return Sheet(
        name=word("cleanup_not_checked_tab", language),
        columns=(_column("kind", language, 30), _column("remark", language, 60)),
        rows=tuple(
            (kind_title(kind, kinds, language), word(why, language)) for kind, why in lacking
        ),
    )
