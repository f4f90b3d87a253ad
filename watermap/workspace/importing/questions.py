"""What has to be asked before files can become a project, and the likeliest answers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Message
from watermap.harmonise.names.joining import NameMatch, open_questions
from watermap.harmonise.places.decision import Candidate
from watermap.harmonise.places.titles import crs_title
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.workspace.importing.answers import LEFT_OUT, Answers
from watermap.workspace.importing.columns import Column, Reading, open_columns, units_for
from watermap.workspace.importing.encoding_questions import encoding_questions
from watermap.workspace.importing.items import FoundLayer, FoundTable, Survey
from watermap.workspace.importing.place_text import candidate_text, read_place
from watermap.workspace.importing.question import Choice, Question

SURE_OF_KIND = 0.5  # a kind guessed with less confidence is asked
PROPOSED_KIND = 0.3  # a weaker guess is only the first of the list
_SHAPES = {"POINT": "point", "LINE": "line", "POLYGON": "area", "SURFACE": "area"}
_FIELDS_SHOWN = 6
_LETTERS_SHOWN = 16


def kind_of(found: FoundLayer, answers: Answers) -> str | None:
    """The kind a layer is taken as: as said, else the guess where it is sure; None: unknown."""
    said = answers.kinds.get(found.part)
    if said is not None:
        return said
    if found.spare:
        return LEFT_OUT
    best = found.kinds[0] if found.kinds else None
    return best.kind if best is not None and best.confidence >= SURE_OF_KIND else None


def questions(
    survey: Survey, answers: Answers, *, kinds: Mapping[str, Kind]
) -> tuple[Question, ...]:
    """What is still open about files; answered questions and layers left out ask nothing."""
    of_layers = (one for found in survey.layers for one in _of_layer(found, answers, kinds))
    return (
        *encoding_questions(survey, answers.encodings),
        *of_layers,
        *_columns(survey, answers),
    )


def name_questions(match: NameMatch, answers: Answers) -> tuple[Question, ...]:
    """New or changed names in the tables that are none of the map's but look like one."""
    return tuple(
        Question(
            page="names",
            about=one.table,
            asks=Message.of("workspace.ask_name", name=one.table),
            choices=tuple(
                Choice(
                    value=likely.layer,
                    title=Text(zh=likely.layer, en=likely.layer),
                    why=likely.how or Message.of("workspace.likeness", score=f"{likely.score:.0f}"),
                )
                for likely in one.candidates
            ),
        )
        for one in open_questions(match, answers.names, dict.fromkeys(answers.no_section, ()))
        if one.table not in answers.names and one.candidates
    )


def answered(question: Question, value: str, answers: Answers, *, why: str = "") -> Answers:
    """The answers with one more.

    Args:
        question: what was asked.
        value: of the choice that was taken; where the question is free, what was written.
        answers: what was said before.
        why: the user's reason, kept with the answer.

    Raises:
        WatermapError: what was written is no answer to this question.
    """
    about = question.about
    if isinstance(about, Path):
        return answers.with_encoding(about, value)
    if isinstance(about, str):
        return answers.with_name(about, value)
    if isinstance(about, Column):
        indicator, _, unit = value.partition(" ")
        return answers.with_column(about, Reading(indicator=indicator or None, unit=unit or None))
    if question.page == "kind":
        return answers.with_kind(about, value)
    return answers.with_place(about, read_place(value, why))


def _of_layer(found: FoundLayer, answers: Answers, kinds: Mapping[str, Kind]) -> Iterator[Question]:
    kind = kind_of(found, answers)
    if kind == LEFT_OUT:
        return
    if kind is None:
        yield kind_question(found, kinds)
    if found.place.question is not None and found.part not in answers.places:
        yield place_question(found)


def kind_question(found: FoundLayer, kinds: Mapping[str, Kind]) -> Question:
    """What kind a layer is: the guesses first, then every other kind, then: leave it out."""
    guessed = {guess.kind: guess.how for guess in found.kinds}
    likely = [one.kind for one in found.kinds if one.confidence >= PROPOSED_KIND]
    order = [*guessed, *(name for name in kinds if name not in guessed)]
    return Question(
        page="kind",
        about=found.part,
        asks=Message.of(
            "workspace.ask_kind",
            part=found.part.shown,
            count=len(found.raw.attributes),
            shape=_shape(found),
            columns=_fields(found),
        ),
        choices=(
            *(Choice(value=name, title=kinds[name].title, why=guessed.get(name)) for name in order),
            Choice(value=LEFT_OUT, title=Message.of("workspace.left_out")),
        ),
        proposal=likely[0] if likely else "",
    )


def _shape(found: FoundLayer) -> Message:
    """What most of its shapes are, in a word."""
    counts = found.raw.geometry_types
    most = max(counts, key=lambda name: counts[name], default="").upper().replace(" ", "")
    word = next((word for name, word in _SHAPES.items() if name in most), "other")
    return Message.of(f"workspace.shape_{word}")


def _fields(found: FoundLayer) -> str:
    """The first fields of a layer, each with a value that stands in it."""
    shown = []
    for name in list(found.raw.attributes.columns)[:_FIELDS_SHOWN]:
        values = found.raw.attributes[name].dropna().astype(str).str.strip()
        example = next((value for value in values if value), "")
        shown.append(f"{name} = {example[:_LETTERS_SHOWN]}" if example else str(name))
    rest = " …" if len(found.raw.attributes.columns) > _FIELDS_SHOWN else ""
    return ", ".join(shown) + rest if shown else "—"


def _columns(survey: Survey, answers: Answers) -> tuple[Question, ...]:
    """Each header of a file that cannot be read for sure, once for all its sheets."""
    seen = {
        Column(path=found.part.path, header=header): (found, meant)
        for found in survey.tables
        if len(found.results.frame)
        for header, meant in open_columns(found.recipe)
    }
    return tuple(
        _column(column, found, meant)
        for column, (found, meant) in seen.items()
        if column not in answers.columns
    )


def _column(column: Column, found: FoundTable, meant: str) -> Question:
    title = load_indicators()[meant].title
    readings = [
        Choice(
            value=f"{meant} {unit}",
            title=Message.of("workspace.column_as", indicator=title, unit=unit),
        )
        for unit in units_for(meant)
    ]
    out = Choice(value=LEFT_OUT, title=Message.of("workspace.column_not_read"))
    return Question(
        page="columns",
        about=column,
        asks=Message.of(
            "workspace.ask_column",
            file=column.path.name,
            sheet=found.raw.name,
            header=column.header,
            indicator=title,
        ),
        choices=(*readings, out),
    )


def place_question(found: FoundLayer) -> Question:
    """Where a layer lies; may be asked too where its file says so, since that may be wrong."""
    declared = Message.of(
        "workspace.ask_place", part=found.part.shown, name=crs_title(found.place.name)
    )
    asks = found.place.question or declared
    choices = tuple(_candidate(one) for one in found.place.candidates)
    sure = found.place.proposal is not None and choices
    return Question(
        page="place",
        about=found.part,
        asks=asks,
        choices=choices,
        proposal=choices[0].value if sure else "",
        free=True,
    )


def _candidate(one: Candidate) -> Choice:
    title = Message.of("workspace.crs_named", name=crs_title(one.name), epsg=one.epsg)
    extras = ["north_first"] if one.north_first else []
    for extra in [*extras, *([one.offset] if one.offset else [])]:
        known = Message.of(f"workspace.place_{extra}")
        title = Message.of("workspace.with_extra", what=title, extra=known)
    return Choice(value=candidate_text(one), title=title, why=one.evidence)
