"""The tabs of a river as a line, and of the duty view."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.along_content import RiverContent, SectionThere, result_of
from watermap.export.charts.river import chart_title, what_shown
from watermap.export.sheets import Coloured, Column, Sheet, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.network.network import Placed
from watermap.network.tracing.along import Interval
from watermap.network.tracing.duty import Duties, DutyStretch
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.standing.course import detection_limit

KM_DECIMALS = 3  # a metre
_DISTRICT = "administrative_area"


def write_river(
    content: RiverContent,
    problems: Sequence[Problem],
    path: Path,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
) -> tuple[Problem, ...]:
    """Write a river as .xlsx.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = (
        *river_sheets(content, language=language, kinds=kinds),
        problems_sheet(problems, language),
        method_sheet(river_remarks(content, language), language),
    )
    return write_sheets(sheets, path, title=chart_title(content, Telling.of(language)))


def river_remarks(content: RiverContent, language: Language) -> list[str]:
    """What is shown by which documents, and what is missing or not sure."""
    telling = Telling.of(language)
    told = telling.word(
        "river_head",
        periods=content.now.period,
        standard=content.standard.of(language),
        method=content.method.of(language),
    )
    return [
        telling.word("river_summary", river=content.profile.river, length=_km(content)),
        told,
        *(one.text(language) for one in content.said()),
    ]


def _km(content: RiverContent) -> str:
    return f"{content.profile.length_km:.2f}"


def river_sheets(
    content: RiverContent, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Sheet, ...]:
    """Sections, everything on the way, and the districts and areas; from the head down."""
    telling = Telling.of(language)
    return (
        _sections(content, telling),
        _on_the_way(content, telling, kinds),
        _intervals(content, telling, kinds),
    )


def _sections(content: RiverContent, telling: Telling) -> Sheet:
    columns = [
        telling.text("section", 22),
        telling.number("trace_river_km", KM_DECIMALS),
        *_period_columns(content, content.now, telling),
        telling.text("target", 10),
        telling.text("met", 10),
    ]
    if content.before is not None:
        columns += _period_columns(content, content.before, telling)
    columns.append(telling.text("trace_doubts", 28))
    rows = tuple(_section(one, content, telling) for one in content.sections())
    return Sheet(name=telling.word("river_tab_sections"), columns=tuple(columns), rows=rows)


def _period_columns(
    content: RiverContent, assessment: Assessment, telling: Telling
) -> list[Column]:
    period = assessment.period
    found = [telling.text("river_class_in", 16, period=period)]
    if content.indicator is not None:
        what = what_shown(content, telling)
        found.append(telling.text("river_value_in", 20, what=what, period=period))
    return found


def _section(one: SectionThere, content: RiverContent, telling: Telling) -> Row:
    row = [one.place.object.name or one.place.object.id, one.place.km]
    values: list[object] = [*row, *_period(one.now, content, telling)]
    values += [
        telling.water_class(one.now.target if one.now else None),
        telling.met(one.now.met if one.now else None),
    ]
    if content.before is not None:
        values += _period(one.before, content, telling)
    values.append(_doubts(one.place.object, telling))
    return tuple(values)  # type: ignore[arg-type]


def _period(result: SectionResult | None, content: RiverContent, telling: Telling) -> list[object]:
    found: list[object] = [standing(result, telling)]
    if content.indicator is not None:
        found.append(_value(result, content.indicator))
    return found


def standing(result: SectionResult | None, telling: Telling) -> Coloured | str:
    """The class of a section, or why it has none."""
    if result is None:
        return telling.word("river_not_joined")
    return telling.water_class(result.water_class) or telling.word(f"state_{result.state}")


def _value(result: SectionResult | None, indicator: str) -> str | None:
    one = next((of for of in result.indicators if of.id == indicator), None) if result else None
    if one is None or one.value is None:
        return None
    below = detection_limit(one)
    return _plain(one.value) if below is None else f"<{_plain(below)}"


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _doubts(thing: Placed, telling: Telling) -> str:
    return telling.listed(telling.word(f"trace_doubt_{doubt}") for doubt in thing.doubts)


def _on_the_way(content: RiverContent, telling: Telling, kinds: Mapping[str, Kind]) -> Sheet:
    """Objects and tributaries."""
    profile, language = content.profile, telling.language
    rows: list[tuple[float, Row]] = [
        (
            one.km,
            (
                kinds[one.object.kind].title.of(language)
                if one.object.kind in kinds
                else one.object.kind,
                one.object.id,
                one.object.name,
                one.km,
                None,
                one.object.place.snap_m,
                _doubts(one.object, telling),
            ),
        )
        for one in profile.objects
    ]
    for join in profile.joining:
        side = telling.word(f"river_side_{join.side}") if join.side else None
        what = telling.word(f"river_joining_{join.way}")
        rows.append((join.km, (what, join.id, join.name, join.km, side, None, None)))
    columns = (
        telling.text("trace_kind", 16),
        telling.text("trace_id", 18),
        telling.text("trace_name", 28),
        telling.number("trace_river_km", KM_DECIMALS),
        telling.text("river_side", 10),
        telling.number("trace_snap_m", 0),
        telling.text("trace_doubts", 28),
    )
    down = sorted(rows, key=lambda pair: -pair[0])
    return Sheet(
        name=telling.word("trace_tab_objects"), columns=columns, rows=tuple(row for _, row in down)
    )


def _intervals(content: RiverContent, telling: Telling, kinds: Mapping[str, Kind]) -> Sheet:
    columns = (
        telling.text("trace_kind", 18),
        telling.text("river_level", 12),
        telling.text("trace_name", 28),
        telling.number("river_upper_km", KM_DECIMALS),
        telling.number("river_lower_km", KM_DECIMALS),
        telling.number("trace_length_km", KM_DECIMALS),
    )
    parts = (*content.profile.areas, *content.profile.gates)
    rows = tuple(
        (
            _sort_of(one, telling, kinds),
            level_title(one.kind, one.level, telling.language, kinds),
            one.name,
            one.to_km,
            one.from_km,
            one.to_km - one.from_km,
        )
        for one in parts
    )
    return Sheet(name=telling.word("river_tab_intervals"), columns=columns, rows=rows)


def _sort_of(one: Interval, telling: Telling, kinds: Mapping[str, Kind]) -> str:
    if one.kind in kinds:
        return kinds[one.kind].title.of(telling.language)
    return telling.word("river_row_gate")


def level_title(
    kind: str, level: str | None, language: Language, kinds: Mapping[str, Kind]
) -> str | None:
    """A level of an area as people read it."""
    field = kinds[kind].fields.get("level") if kind in kinds else None
    return level if field is None or level is None else field.value_title(level, language)


def write_duty(
    duties: Duties,
    assessment: Assessment | None,
    problems: Sequence[Problem],
    path: Path,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
) -> tuple[Problem, ...]:
    """Write the duty view as .xlsx.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = (
        duty_sheet(duties, assessment, language=language, kinds=kinds),
        problems_sheet(problems, language),
        method_sheet(duty_remarks(duties, assessment, language), language),
    )
    return write_sheets(sheets, path, title=Telling.of(language).word("duty_title"))


def duty_remarks(duties: Duties, assessment: Assessment | None, language: Language) -> list[str]:
    """For which period, how lengths were measured, what is missing."""
    telling = Telling.of(language)
    told = (
        telling.word("duty_no_results")
        if assessment is None
        else telling.word("duty_period", period=assessment.period)
    )
    return [told, telling.word("duty_lengths"), *(one.text(language) for one in duties.said)]


def duty_sheet(
    duties: Duties,
    assessment: Assessment | None,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
) -> Sheet:
    """One row a river, district and river chief."""
    telling = Telling.of(language)
    columns = (
        telling.text("river", 18),
        telling.text("river_level", 10),
        telling.text("duty_district", 18),
        telling.text("trace_chief", 14),
        telling.number("trace_length_km", KM_DECIMALS),
        telling.number("river_upper_km", KM_DECIMALS),
        telling.number("river_lower_km", KM_DECIMALS),
        telling.count("duty_sections"),
        telling.count("duty_evaluated"),
        telling.count("duty_met"),
        telling.count("duty_missed"),
        telling.text("duty_standing", 44),
    )
    rows = tuple(_duty(one, assessment, telling, kinds) for one in duties.stretches)
    return Sheet(name=telling.word("duty_title"), columns=columns, rows=rows)


def _duty(
    one: DutyStretch,
    assessment: Assessment | None,
    telling: Telling,
    kinds: Mapping[str, Kind],
) -> Row:
    every = assessment.sections if assessment else ()
    results = [result_of(thing, every) for thing in one.sections]
    return (
        one.river or telling.word("duty_unnamed", number=one.river_number),
        level_title(_DISTRICT, one.level, telling.language, kinds),
        one.district or telling.word("duty_outside"),
        one.chief,
        one.length_m / 1000,
        one.to_km,
        one.from_km,
        len(results),
        _count(of is not None and of.state == "evaluated" for of in results),
        _count(of is not None and of.met is True for of in results),
        _count(of is not None and of.met is False for of in results),
        telling.listed(
            _told(thing, result, telling, asked=assessment is not None)
            for thing, result in zip(one.sections, results, strict=True)
        ),
    )


def _count(holds: Iterable[bool]) -> int:
    return sum(1 for one in holds if one)


def _told(thing: Placed, result: SectionResult | None, telling: Telling, *, asked: bool) -> str:
    """A section in a word: name, class, whether the target is met."""
    name = thing.name or thing.id or "—"
    if not asked:
        return name
    shown = standing(result, telling)
    water_class = shown.value if isinstance(shown, Coloured) else shown
    met = telling.met(result.met) if result and result.met is not None else ""
    return telling.word("duty_section", section=name, standing=f"{water_class} {met}".strip())
