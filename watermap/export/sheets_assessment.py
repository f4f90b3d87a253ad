"""The tabs of an assessment's workbook."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.figures import rounded
from watermap.language import Language, Text
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.assessment import (
    CLASSES,
    Assessment,
    MainPollutant,
    RiverResult,
    SectionResult,
    WaterClass,
)

CLASS_THEME = "class"
SHARE_DECIMALS = 1
MULTIPLE_DECIMALS = 2
POLLUTANT_DECIMALS = 1
Row = tuple[Value | Coloured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """In which words and colours the tabs are told."""

    language: Language
    indicators: Mapping[str, Text]
    palette: Palette

    def word(self, name: str, **fields: object) -> str:
        return word(name, self.language, **fields)

    def water_class(self, found: WaterClass | None) -> Coloured | None:
        if found is None:
            return None
        stamp = self.palette.classes[found]
        return Coloured(
            value=stamp.title.of(self.language), fill=stamp.fill, text=stamp.letter_colour
        )

    def indicator(self, name: str) -> str:
        known = self.indicators.get(name)
        return name if known is None else known.of(self.language)

    def pollutant(self, found: MainPollutant) -> str:
        """``氨氮(2.8)``: with the multiple over class III, where it has one (standards.md 2.5)."""
        name = self.indicator(found.id)
        if found.multiple is None:
            return name
        return f"{name}({rounded(found.multiple, POLLUTANT_DECIMALS):f})"

    def met(self, met: bool | None) -> str:
        return self.word({True: "met_yes", False: "met_no", None: "met_unknown"}[met])

    def why(self, messages: Iterable[Message]) -> str:
        return "\n".join(message.text(self.language) for message in messages)

    def columns(self, *named: tuple[str, float]) -> tuple[Column, ...]:
        return tuple(Column(title=self.word(name), width=width) for name, width in named)


def assessment_sheets(
    assessment: Assessment, *, language: Language, indicators: Mapping[str, Text]
) -> tuple[Sheet, ...]:
    """All tabs. ``indicators``: titles by indicator id."""
    telling = _Telling(
        language=language, indicators=indicators, palette=find_theme(CLASS_THEME).palette
    )
    return (
        _overall(assessment, telling),
        _rivers(assessment, telling),
        _sections(assessment, telling),
        _indicators(assessment, telling),
        _targets(assessment, telling),
        _unmatched(assessment, telling),
        problems_sheet(assessment.problems, language),
        method_sheet(_method(assessment, telling), language),
    )


def _overall(assessment: Assessment, telling: _Telling) -> Sheet:
    overall = assessment.overall
    counts = Counter(section.water_class for section in assessment.sections)
    states = Counter(section.state for section in assessment.sections)
    places = Counter(section.place for section in assessment.sections)
    percent = telling.word("in_percent")
    rows: list[Row] = [
        (telling.word("period"), assessment.period, None),
        (telling.word("standard"), assessment.standard, None),
        (telling.word("method"), assessment.method, None),
        (telling.word("standards_as_of"), assessment.as_of, None),
        (telling.word("sections_in_all"), len(assessment.sections), None),
        (telling.word("sections_evaluated"), states["evaluated"], None),
        (telling.word("state_insufficient"), states["insufficient"], None),
        (telling.word("state_no_data"), states["no_data"], None),
        (telling.word("place_no_geometry"), places["no_geometry"], None),
        (telling.word("only_in_table"), assessment.results_elsewhere, None),
    ]
    for found in CLASSES:
        title = telling.palette.classes[found].title.of(telling.language)
        rows.append((telling.word("sections_of_class", title=title), counts[found], None))
    rows += [
        (telling.word("share_good"), _share(overall.share_good_pct), percent),
        (telling.word("share_worse_v"), _share(overall.share_worse_v_pct), percent),
        (telling.word("grade"), _grade(overall, telling), None),
        (telling.word("class"), telling.water_class(overall.water_class), None),
        (telling.word("remark"), telling.why(overall.flagged), None),
    ]
    columns = (
        Column(title=telling.word("item"), width=30),
        Column(title=telling.word("value"), width=26),
        Column(title=telling.word("unit"), width=10),
    )
    return Sheet(name=telling.word("tab_overall"), columns=columns, rows=tuple(rows))


def _share(share_pct: Decimal | None) -> Decimal | None:
    return None if share_pct is None else rounded(share_pct, SHARE_DECIMALS)


def _grade(river: RiverResult, telling: _Telling) -> str | None:
    return telling.word(f"grade_{river.grade}") if river.grade else None


def _rivers(assessment: Assessment, telling: _Telling) -> Sheet:
    columns = (
        Column(title=telling.word("river"), width=20),
        Column(title=telling.word("sections_evaluated"), type="integer", width=12),
        Column(title=telling.word("river_method"), width=18),
        Column(title=telling.word("class"), width=12),
        Column(title=telling.word("grade"), width=12),
        Column(title=telling.word("share_good"), type="number", decimals=SHARE_DECIMALS, width=18),
        Column(
            title=telling.word("share_worse_v"), type="number", decimals=SHARE_DECIMALS, width=18
        ),
        Column(title=telling.word("remark"), width=40),
    )
    rows = tuple(
        (
            river.name,
            river.sections,
            telling.word(f"river_method_{river.method}"),
            telling.water_class(river.water_class),
            _grade(river, telling),
            river.share_good_pct,
            river.share_worse_v_pct,
            telling.why(river.flagged),
        )
        for river in assessment.rivers
    )
    return Sheet(name=telling.word("tab_rivers"), columns=columns, rows=rows)


def _sections(assessment: Assessment, telling: _Telling) -> Sheet:
    columns = (
        *telling.columns(("code", 16), ("section", 24), ("kind", 14), ("river", 18)),
        *telling.columns(("drawn", 14), ("state", 14), ("class", 12), ("target", 12), ("met", 12)),
        *telling.columns(("deciding", 30), ("main_pollutants", 36)),
        Column(title=telling.word("evaluated"), type="integer", width=10),
        Column(title=telling.word("samples"), type="integer", width=10),
        Column(title=telling.word("months"), type="integer", width=10),
        *telling.columns(("remark", 50)),
    )
    both = (*assessment.sections, *assessment.sources)
    return Sheet(
        name=telling.word("tab_sections"),
        columns=columns,
        rows=tuple(_section(section, telling) for section in both),
    )


def _section(section: SectionResult, telling: _Telling) -> Row:
    deciding = [telling.indicator(name) for name in section.deciding]
    return (
        section.code,
        section.name,
        telling.word(f"kind_{section.kind}"),
        section.river,
        telling.word(f"place_{section.place}"),
        telling.word(f"state_{section.state}"),
        telling.water_class(section.water_class),
        telling.water_class(section.target),
        telling.met(section.met),
        listed(deciding, telling.language),
        listed([telling.pollutant(one) for one in section.main_pollutants], telling.language),
        section.evaluated,
        section.samples,
        section.months,
        telling.why(section.why),
    )


def _indicators(assessment: Assessment, telling: _Telling) -> Sheet:
    columns = (
        *telling.columns(("code", 16), ("section", 24), ("indicator", 22)),
        Column(title=telling.word("used_value"), type="number", width=12),
        *telling.columns(("unit", 10), ("class", 12)),
        Column(title=telling.word("limit"), type="number", width=10),
        Column(title=telling.word("multiple"), type="number", decimals=MULTIPLE_DECIMALS, width=10),
        *telling.columns(("counts", 12)),
        Column(title=telling.word("mean"), type="number", width=18),
        Column(title=telling.word("minimum"), type="number", width=10),
        Column(title=telling.word("maximum"), type="number", width=10),
        Column(title=telling.word("n"), type="integer", width=8),
        Column(title=telling.word("censored"), type="integer", width=10),
        *telling.columns(("raw", 40), ("remark", 50)),
    )
    rows = tuple(
        (
            section.code,
            section.name,
            telling.indicator(found.id),
            found.value,
            found.unit,
            telling.water_class(found.water_class),
            found.limit,
            found.multiple,
            telling.word("yes" if found.counts else "no"),
            found.mean,
            found.minimum,
            found.maximum,
            found.n,
            found.censored,
            "; ".join(found.raw),
            telling.why(found.why),
        )
        for section in (*assessment.sections, *assessment.sources)
        for found in section.indicators
    )
    return Sheet(name=telling.word("tab_indicators"), columns=columns, rows=rows)


def _targets(assessment: Assessment, telling: _Telling) -> Sheet:
    columns = (
        *telling.columns(("plan_target", 36)),
        Column(title=telling.word("year"), type="integer", width=8),
        *telling.columns(("direction_of_target", 10)),
        Column(
            title=telling.word("required_pct"), type="number", decimals=SHARE_DECIMALS, width=12
        ),
        Column(title=telling.word("actual_pct"), type="number", decimals=SHARE_DECIMALS, width=12),
        *telling.columns(("met", 12)),
        Column(title=telling.word("objects"), type="integer", width=10),
        *telling.columns(("remark", 60)),
    )
    rows = tuple(
        (
            target.title.of(telling.language),
            target.year,
            "≥" if target.at_least else "≤",
            target.required_pct,
            target.actual_pct,
            telling.met(target.met),
            target.n,
            telling.why(target.why),
        )
        for target in assessment.targets
    )
    return Sheet(name=telling.word("tab_targets"), columns=columns, rows=rows)


def _unmatched(assessment: Assessment, telling: _Telling) -> Sheet:
    names = assessment.names
    columns = (
        *telling.columns(("where_found", 26), ("name_found", 28), ("suggestion", 28)),
        Column(title=telling.word("score"), type="number", decimals=0, width=10),
    )
    rows: list[Row] = []
    for name in names.unmatched_table:
        likely = [one for one in names.suggestions if one.table == name]
        rows += [(telling.word("only_in_table"), name, one.layer, one.score) for one in likely] or [
            (telling.word("only_in_table"), name, None, None)
        ]
    rows += [(telling.word("only_in_layer"), name, None, None) for name in names.unmatched_layer]
    return Sheet(name=telling.word("tab_unmatched"), columns=columns, rows=tuple(rows))


def _method(assessment: Assessment, telling: _Telling) -> list[str]:
    cited = telling.word(
        "method_cited",
        standard=assessment.standard,
        method=assessment.method,
        period=assessment.period,
        as_of=assessment.as_of.isoformat(),
    )
    general = ("method_deciding", "method_multiple", "method_rounding", "method_raw")
    palette = telling.word("method_colours", source=telling.palette.source)
    return [cited, *(telling.word(name) for name in general), palette]
