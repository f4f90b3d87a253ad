"""The parts of a bulletin, in their order, with numbered tables and figures."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from watermap.export.blocks import Block, Figure, Grid, Heading, Number, Paragraph
from watermap.export.report.by_section import by_section_sheet
from watermap.export.report.content import Report
from watermap.export.report.data import SHA_SHOWN, documents_sheet, files_sheet
from watermap.export.report.grids import grid, picked
from watermap.export.report.news import (
    Against,
    against,
    classes_sheet,
    data_text,
    exceedances_sheet,
    news_text,
)
from watermap.export.report.notices import town_paragraphs
from watermap.export.report.trace import trace_sheet
from watermap.export.sheets import Sheet
from watermap.export.sheets_assessment import assessment_sheets
from watermap.export.standing.black_odorous import black_odorous_sheets
from watermap.export.standing.lakes import lakes_sheets
from watermap.export.standing.ranking import ranking_sheets
from watermap.export.standing.sources import sources_sheets
from watermap.quality.bulletin.bulletin import Bulletin
from watermap.quality.bulletin.wording import month_text, period_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part, without its heading."""

    id: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Numbers:
    """Hands out the numbers of tables and figures."""

    report: Report
    tables: int = 0
    figures: int = 0

    def table(self) -> Number:
        """The next table's."""
        self.tables += 1
        word = self.report.word("report_table")
        return Number(label=f"watermap_table_{self.tables}", word=word, at=self.tables)

    def figure(self) -> Number:
        """The next figure's."""
        self.figures += 1
        word = self.report.word("report_figure")
        return Number(label=f"watermap_figure_{self.figures}", word=word, at=self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the parts are written with."""

    report: Report
    pictures: Mapping[str, Path]  # by theme; without one there is no map of it
    numbers: Numbers = field(compare=False)

    def word(self, name: str, **fields: object) -> str:
        """A word or sentence."""
        return self.report.word(name, **fields)

    def table(
        self,
        sheet: Sheet,
        caption: str,
        *columns: str,
        widths: Sequence[float] = (),
        text: str = "",
    ) -> Iterator[Block]:
        """A sheet with its caption, after a sentence that refers to it; nothing of no rows.

        Args:
            sheet: what is shown.
            caption: of the table.
            columns: headers by their words; none: all.
            widths: of the columns, as shares; none: as in the workbook.
            text: the sentence; "": none.
        """
        if not sheet.rows:
            return
        number = self.numbers.table()
        if text:
            yield self.refer(text, number)
        shown = picked(sheet, [self.word(name) for name in columns]) if columns else sheet
        yield grid(shown, caption=caption, number=number, widths_cm=widths)

    def refer(self, text: str, *numbers: Number) -> Paragraph:
        """A sentence that refers to tables and figures."""
        stop = self.word("report_stop")
        between = (
            self.word("report_see_open"),
            self.word("report_see_next"),
            self.word("report_see_close") + stop,
        )
        text = text.removesuffix(stop)
        return Paragraph(
            text=text if numbers else text + stop, refers=numbers, between=between, keep=True
        )


def parts(
    report: Report, pictures: Mapping[str, Path], *, wanted: Iterable[str] | None = None
) -> tuple[Part, ...]:
    """Those that have something to say, numbered as they stand.

    Args:
        report: what is told.
        pictures: the maps, by theme.
        wanted: ids of parts in their order; None: all, in the order in which a bureau reads them.
    """
    writing = Writing(report=report, pictures=pictures, numbers=Numbers(report))
    names = PART_IDS if wanted is None else wanted
    made = ((name, tuple(_PARTS[name](writing))) for name in names)
    return tuple(Part(id=name, blocks=blocks) for name, blocks in made if blocks)


def headed(found: tuple[Part, ...], report: Report) -> Iterator[Block]:
    """The parts under their numbered headings."""
    ordinals = report.word("report_ordinals").split()
    for at, part in zip(ordinals, found, strict=False):
        title = report.word(f"report_part_{part.id}")
        if part.id not in _APPENDICES:
            title = report.word("report_heading", at=at, heading=title)
        yield Heading(text=title)
        yield from part.blocks


def _news(writing: Writing) -> Iterator[Block]:
    for one in against(writing.report):
        yield from _against(one, writing)
    for text in data_text(writing.report):
        yield Paragraph(text=text)


def _against(one: Against, writing: Writing) -> Iterator[Block]:
    """The sentences, the first with references, then the tables."""
    report = writing.report
    tables = [
        *writing.table(
            classes_sheet(one, report),
            writing.word("report_caption_classes", against=one.name),
            widths=(2.2, 1.8, 1.9, 1.8, 1.6, 7.7),
        ),
        *writing.table(
            exceedances_sheet(one, report),
            writing.word("report_caption_exceedances", against=one.name),
        ),
    ]
    first, *rest = news_text(one, report)
    numbers = [each.number for each in tables if isinstance(each, Grid) and each.number]
    yield writing.refer(first, *numbers)
    for text in rest:
        yield Paragraph(text=text)
    yield from tables


def _overall(writing: Writing) -> Iterator[Block]:
    standing = writing.report.content.standing
    said = (
        period_text(standing.assessment, standing.period)
        if standing.bulletin is None
        else month_text(standing.bulletin)
    )
    for one in said:
        yield Paragraph(text=one.text(writing.report.language))


def _maps(writing: Writing) -> Iterator[Block]:
    if not writing.pictures:
        yield Paragraph(text=writing.word("report_no_map"))
        return
    numbers = [writing.numbers.figure() for _ in writing.pictures]
    yield writing.refer(writing.word("report_text_maps"), *numbers)
    for number, (theme, path) in zip(numbers, writing.pictures.items(), strict=True):
        caption = writing.word(f"report_caption_map_{theme}", period=writing.report.period)
        yield Figure(path=path, caption=caption, number=number)


def _sections(writing: Writing) -> Iterator[Block]:
    sheet, widths = by_section_sheet(writing.report), [2.3, 2.0, 1.8, 1.8, 1.8, 1.8, 1.6, 3.9]
    titles = [column.title for column in sheet.columns]
    if len(against(writing.report)) == 1:  # of a year, the period before is the year before
        at = titles.index(writing.word("report_class_before"))
        del titles[at], widths[at]
    yield from writing.table(
        picked(sheet, titles),
        writing.word("report_caption_sections"),
        widths=widths,
        text=writing.word("report_text_sections"),
    )


def _rivers(writing: Writing) -> Iterator[Block]:
    assessment = writing.report.content.standing.assessment
    rivers = assessment_sheets(assessment, language=writing.report.language)[1]
    yield from writing.table(
        rivers,
        writing.word("report_caption_rivers"),
        "river", "sections_evaluated", "class", "grade", "share_good", "share_worse_v",
        "main_pollutants",
        widths=(2.3, 2.1, 1.8, 1.9, 1.9, 1.9, 5.1),
        text=writing.word("report_text_rivers"),
    )  # fmt: skip


def _lakes(writing: Writing) -> Iterator[Block]:
    found = writing.report.content.standing.lakes
    if found:
        sheet = lakes_sheets(found, language=writing.report.language)[0]
        yield from writing.table(
            sheet,
            writing.word("report_caption_lakes"),
            "lakes_name", "class", "grade", "target", "met", "deciding", "lakes_index",
            "lakes_state",
            widths=(2.2, 1.8, 1.7, 1.8, 1.7, 3.6, 2.1, 2.1),
            text=writing.word("report_text_lakes"),
        )  # fmt: skip


def _sources(writing: Writing) -> Iterator[Block]:
    found = writing.report.content.standing.sources
    if found is None:
        return
    rates, sources = sources_sheets(found, language=writing.report.language)[:2]
    yield from writing.table(
        sources,
        writing.word("report_caption_sources"),
        "sources_name", "sources_water", "sources_attained", "sources_over", "remark",
        widths=(3.0, 1.8, 1.8, 3.6, 6.8),
        text=writing.word("report_text_sources"),
    )  # fmt: skip
    yield from writing.table(
        rates,
        writing.word("report_caption_source_rates"),
        "sources_period", "sources_total", "sources_told", "sources_attained_count",
        "sources_count_pct", "sources_volume_pct",
    )  # fmt: skip


def _black_odorous(writing: Writing) -> Iterator[Block]:
    found = writing.report.content.standing.black_odorous
    if found is not None:
        sheet = black_odorous_sheets(found, language=writing.report.language)[0]
        yield from writing.table(
            sheet,
            writing.word("report_caption_black_odorous"),
            "black_odorous_name", "river", "black_odorous_town", "black_odorous_stated",
            "black_odorous_found", "black_odorous_provisional", "black_odorous_points",
            "black_odorous_heavy_pct",
            widths=(2.6, 2.0, 2.0, 1.9, 2.1, 2.3, 1.6, 2.5),
            text=writing.word("report_text_black_odorous"),
        )  # fmt: skip


def _ranking(writing: Writing) -> Iterator[Block]:
    for ranking in writing.report.content.standing.rankings:
        level = writing.word(f"report_level_{ranking.level}")
        yield from writing.table(
            ranking_sheets(ranking, language=writing.report.language)[0],
            writing.word("report_caption_ranking", level=level),
            "ranking_rank", "ranking_name", "ranking_state", "ranking_on_common",
            "ranking_items", "ranking_change_pct", "ranking_change_rank",
            widths=(1.4, 3.9, 2.5, 2.7, 2.1, 2.4, 2.0),
            text=writing.word("report_text_ranking", level=level),
        )  # fmt: skip


def _targets(writing: Writing) -> Iterator[Block]:
    standing = writing.report.content.standing
    targets = assessment_sheets(standing.assessment, language=writing.report.language)[4]
    year = standing.period.year
    yield from writing.table(
        targets,
        writing.word("report_caption_targets", year=year),
        widths=(3.5, 1.3, 1.4, 2.0, 1.7, 1.6, 1.9, 3.6),
        text=writing.word("report_text_targets", year=year),
    )


def _notices(writing: Writing) -> Iterator[Block]:
    report = writing.report
    bulletin = report.content.standing.bulletin
    if bulletin is None:
        return
    if not bulletin.towns:
        yield Paragraph(text=_no_notices(bulletin, writing))
    for town in bulletin.towns:
        head, *sections = town_paragraphs(town, report, bulletin)
        yield Heading(text=head, level=2)
        for text in sections:
            yield Paragraph(text=text)


def _no_notices(bulletin: Bulletin, writing: Writing) -> str:
    """Why there are none; that nobody could judge is no good news."""
    left = bulletin.sections - bulletin.held
    if not bulletin.held:
        return writing.word("report_none_held", left=left)
    if left:
        return writing.word("report_some_held", held=bulletin.held, left=left)
    return writing.word("report_none_failing")


def _data(writing: Writing) -> Iterator[Block]:
    report = writing.report
    caption = writing.word("report_caption_documents")
    yield from writing.table(documents_sheet(report), caption)
    caption = writing.word("report_caption_data", shown=SHA_SHOWN)
    yield from writing.table(
        files_sheet(report, sha_digits=SHA_SHOWN), caption, widths=(4.4, 3.4, 3.8, 1.4, 4.0)
    )


def _remarks(writing: Writing) -> Iterator[Block]:
    problems = writing.report.content.problems
    told = [one for one in problems if one.severity != "note"]
    for problem in told:
        severity = writing.word(f"severity_{problem.severity}")
        text = problem.text(writing.report.language)
        yield Paragraph(text=writing.word("label_value", label=severity, value=text))
    if not told:
        yield Paragraph(text=writing.word("report_no_problems"))
    if left := len(problems) - len(told):
        tab = writing.word("tab_problems")
        yield Paragraph(text=writing.word("report_notes_left", n=left, tab=tab))


def _trace(writing: Writing) -> Iterator[Block]:
    caption = writing.word("report_caption_trace")
    yield from writing.table(
        trace_sheet(writing.report),
        caption,
        widths=(2.3, 1.9, 2.8, 2.3, 1.6, 6.1),
        text=writing.word("report_text_trace"),
    )


_PARTS: Mapping[str, Callable[[Writing], Iterator[Block]]] = {
    "news": _news,
    "overall": _overall,
    "maps": _maps,
    "sections": _sections,
    "rivers": _rivers,
    "lakes": _lakes,
    "sources": _sources,
    "black_odorous": _black_odorous,
    "ranking": _ranking,
    "targets": _targets,
    "notices": _notices,
    "data": _data,
    "remarks": _remarks,
    "trace": _trace,
}
_APPENDICES = ("trace",)  # not numbered
PART_IDS = tuple(_PARTS)
