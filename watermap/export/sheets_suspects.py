"""The tabs of candidates upstream of a section: candidates, sections, what has no place."""

from collections.abc import Mapping
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.along_columns import (
    HOUR_DECIMALS,
    KM_DECIMALS,
    finite,
    number_column,
    text_column,
)
from watermap.export.endings import Writer
from watermap.export.recording.suspects import suspects_record
from watermap.export.records import write_json
from watermap.export.sheets import Column, Sheet, Value, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.words import word
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.network.answer import Suspicion
from watermap.network.incidents.emissions import known_emissions
from watermap.network.incidents.suspects import Candidate, known_rules
from watermap.quality.assessment import CLASSES
from watermap.quality.documents.grades import class_title

Row = tuple[Value, ...]


def write_suspects(
    answer: Suspicion, path: Path, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Problem, ...]:
    """Write the candidates as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = suspects_sheets(answer, language=language, kinds=kinds)
    return write_sheets(sheets, path, title=suspects_title(answer, language))


def suspects_writers(
    answer: Suspicion, *, language: Language, kinds: Mapping[str, Kind]
) -> dict[str, Writer]:
    """What writes the candidates, by the file's ending."""
    record = suspects_record(answer, language=language)
    return {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_suspects(answer, path, language=language, kinds=kinds),
    }


def suspects_title(answer: Suspicion, language: Language) -> str:
    """What the list is called."""
    shown = answer.shown
    return word(
        "suspects_title",
        language,
        section=shown.section,
        period=shown.period,
        indicator=_indicator(shown.indicator, language),
    )


def suspects_sheets(
    answer: Suspicion, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Sheet, ...]:
    """All tabs that have rows, and the method."""
    sheets = (
        candidates_sheet(answer, language=language, kinds=kinds),
        sections_sheet(answer, language),
        not_placed_sheet(answer, language=language, kinds=kinds),
        problems_sheet(answer.problems, language),
    )
    method = method_sheet(suspects_remarks(answer, language), language)
    return (sheets[0], *(one for one in sheets[1:] if one.rows), method)


def suspects_remarks(answer: Suspicion, language: Language) -> list[str]:
    """What the section shows, and what a reader has to know of the list."""
    shown = answer.shown
    found = [
        word(
            "suspects_shown",
            language,
            section=shown.section,
            period=shown.period,
            indicator=_indicator(shown.indicator, language),
            value=shown.value,
            unit=shown.unit,
            found=_class(shown.water_class, language),
            aim=_class(shown.aim, language),
            limit="—" if shown.limit is None else shown.limit,
        ),
        word("suspects_fails" if shown.fails else "suspects_keeps", language),
    ]
    if shown.others:
        names = "、".join(_indicator(name, language) for name in shown.others)
        found.append(word("suspects_further", language, names=names))
    found += [one.text(language) for one in answer.suspects.said]
    found.append(word("suspects_points_source", language, source=known_rules().source.of(language)))
    source = known_emissions().source.of(language)
    return [*found, word("suspects_emissions_source", language, source=source)]


def candidates_sheet(answer: Suspicion, *, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """Candidates, those to be looked at first in front; those above a fine section behind."""
    columns = (
        Column(title=word("suspects_rank", language), type="integer", width=8),
        text_column("trace_name", language, 26),
        text_column("suspects_owner", language, 24),
        text_column("trace_kind", language, 14),
        text_column("suspects_bracket", language, 18),
        Column(title=word("suspects_points", language), type="integer", width=8),
        text_column("suspects_emits", language, 16),
        number_column("trace_distance_km", language, KM_DECIMALS),
        number_column("trace_hours_earliest", language, HOUR_DECIMALS),
        number_column("trace_hours_latest", language, HOUR_DECIMALS),
        text_column("suspects_why", language, 60),
        text_column("trace_doubts", language, 24),
    )
    found = (*answer.suspects.between, *answer.suspects.beyond)
    rows = tuple(_candidate(place, one, language, kinds) for place, one in enumerate(found, 1))
    return Sheet(name=word("suspects_tab_candidates", language), columns=columns, rows=rows)


def _candidate(place: int, one: Candidate, language: Language, kinds: Mapping[str, Kind]) -> Row:
    thing = one.met.object
    return (
        place,
        thing.name or thing.id,
        one.facts.owner,
        kinds[thing.kind].title.of(language) if thing.kind in kinds else thing.kind,
        word(f"suspects_bracket_{one.bracket}", language),
        one.points,
        word(f"suspects_emits_{one.emits}", language),
        one.met.taken_m / 1000,
        finite(one.met.hours.earliest),
        finite(one.met.hours.latest),
        "\n".join(
            word("suspects_reason", language, text=why.why.text(language), points=why.points)
            for why in one.why
        ),
        "、".join(word(f"trace_doubt_{doubt}", language) for doubt in thing.doubts),
    )


def sections_sheet(answer: Suspicion, language: Language) -> Sheet:
    """The sections upstream and how they stood in the same indicator."""
    columns = (
        text_column("trace_name", language, 22),
        number_column("trace_distance_km", language, KM_DECIMALS),
        text_column("suspects_standing", language, 16),
    )
    rows = tuple(
        (
            one.name,
            one.taken_m / 1000,
            word(f"suspects_standing_{one.standing or 'no_data'}", language),
        )
        for one in answer.sections
    )
    return Sheet(name=word("suspects_tab_sections", language), columns=columns, rows=rows)


def not_placed_sheet(answer: Suspicion, *, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """What may be upstream too, having no place on the network."""
    columns = (
        text_column("trace_kind", language, 14),
        text_column("trace_id", language, 18),
        text_column("trace_name", language, 26),
    )
    rows = tuple(
        (
            kinds[one.kind].title.of(language) if one.kind in kinds else one.kind,
            one.id,
            one.name,
        )
        for one in answer.suspects.not_placed
    )
    return Sheet(name=word("suspects_tab_not_placed", language), columns=columns, rows=rows)


def _class(name: str | None, language: Language) -> str:
    """A class by its title; a dash where it has none."""
    return next((class_title(one, language) for one in CLASSES if one == name), "—")


def _indicator(name: str, language: Language) -> str:
    return load_indicators()[name].title.of(language)
