"""What an import comes to, before it is done: what is taken in as what, and what is not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from watermap.catalogue.kinds import Kind
from watermap.harmonise.measurements import RAW
from watermap.language import Language
from watermap.workspace.importing.answers import LEFT_OUT
from watermap.workspace.importing.asking import Asking
from watermap.workspace.importing.items import FoundLayer, FoundTable, Part
from watermap.workspace.importing.questions import kind_of

FIRM = 0.8  # a kind guessed with less confidence is shown with its evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One file or part of a file."""

    name: str
    taken_as: str
    remark: str = ""
    part: Part | None = None  # of a layer whose kind may be changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All lines by what becomes of them."""

    layers: tuple[Line, ...]
    tables: tuple[Line, ...]
    left: tuple[Line, ...]  # not taken in, as said or since they are no data
    unusable: tuple[Line, ...]
    remarks: tuple[str, ...]

    def anything(self) -> bool:
        """Whether anything would go into the project."""
        return bool(self.layers or self.tables)


def summary(asking: Asking, kinds: Mapping[str, Kind], language: Language) -> Summary:
    """What would be done now."""
    found = asking.survey
    taken = [one for one in found.layers if kind_of(one, asking.answers) not in (None, LEFT_OUT)]
    return Summary(
        layers=tuple(_layer(one, asking, kinds, language) for one in taken),
        tables=tuple(_tables(found.tables)),
        left=tuple(_left(asking)),
        unusable=tuple(
            Line(name=path.name, taken_as="", remark=" ".join(one.text(language) for one in said))
            for path, said in found.unusable.items()
        ),
        remarks=tuple(dict.fromkeys(one.text(language) for one in found.problems)),
    )


def _layer(
    found: FoundLayer, asking: Asking, kinds: Mapping[str, Kind], language: Language
) -> Line:
    kind = kind_of(found, asking.answers) or ""
    place = asking.answers.places.get(found.part)
    epsg = place.epsg if place is not None else found.place.epsg
    features = QCoreApplication.translate("summary", "{0} features")
    guess = found.kinds[0] if found.kinds and found.part not in asking.answers.kinds else None
    remarks = [
        features.format(len(found.raw.attributes)),
        f"EPSG:{epsg}" if epsg is not None else "",
        guess.how.text(language) if guess is not None and guess.confidence < FIRM else "",
    ]
    return Line(
        name=found.part.shown,
        taken_as=kinds[kind].title.of(language),
        remark=" · ".join(part for part in remarks if part),
        part=found.part,
    )


def _tables(tables: Iterable[FoundTable]) -> Iterator[Line]:
    """One line a file: its sheets with results and how many cells they hold."""
    good: dict[Path, list[FoundTable]] = {}
    for table in tables:
        if len(table.results.frame):
            good.setdefault(table.part.path, []).append(table)
    for path, sheets in good.items():
        cells = sum(int((sheet.results.frame[RAW] != "").sum()) for sheet in sheets)
        text = QCoreApplication.translate("summary", "{0} sheets, {1} results")
        yield Line(
            name=path.name,
            taken_as=QCoreApplication.translate("summary", "Monitoring results"),
            remark=text.format(len(sheets), cells),
        )


def _left(asking: Asking) -> Iterator[Line]:
    said = QCoreApplication.translate("summary", "left out, as you said")
    none = QCoreApplication.translate("summary", "no table of results found in it")
    other = QCoreApplication.translate("summary", "not a data file")
    for found in asking.survey.layers:
        if kind_of(found, asking.answers) in (None, LEFT_OUT):
            yield Line(name=found.part.shown, taken_as="", remark=said)
    for table in asking.survey.tables:
        if not len(table.results.frame):
            yield Line(name=table.part.shown, taken_as="", remark=none)
    for path in asking.survey.ignored:
        yield Line(name=path.name, taken_as="", remark=other)


def as_html(found: Summary) -> str:
    """The summary as a document: a heading and a table for what there is any of."""
    translate = QCoreApplication.translate
    parts = [
        (translate("summary", "Layers ({0})"), found.layers),
        (translate("summary", "Tables ({0})"), found.tables),
        (translate("summary", "Cannot be used ({0})"), found.unusable),
        (translate("summary", "Not taken in ({0})"), found.left),
    ]
    html = [_table(title.format(len(lines)), lines) for title, lines in parts if lines]
    if found.remarks:
        title = translate("summary", "Remarks ({0})").format(len(found.remarks))
        html.append(_heading(title) + "".join(f"<p>{escape(one)}</p>" for one in found.remarks))
    return "".join(html)


def _heading(title: str) -> str:
    return f"<p style='margin-top:8px; margin-bottom:2px'><b>{escape(title)}</b></p>"


def _table(title: str, lines: Sequence[Line]) -> str:
    rows = "".join(_row(line, place) for place, line in enumerate(lines))
    return f"{_heading(title)}<table width='100%' cellpadding='3'>{rows}</table>"


def _row(line: Line, place: int) -> str:
    name = f"<td width='34%'>{escape(line.name)}</td>"
    remark = f"<span style='color:#546e7a'>{escape(line.remark)}</span>"
    if not line.taken_as:
        return f"<tr>{name}<td colspan='2'>{remark}</td></tr>"
    change = ""
    if line.part is not None:
        text = QCoreApplication.translate("summary", "change")
        change = f"&nbsp; <a href='{place}' style='color:#1976d2'>{escape(text)}</a>"
    taken = f"<td width='38%'><b>{escape(line.taken_as)}</b>{change}</td>"
    return f"<tr>{name}{taken}<td>{remark}</td></tr>"
