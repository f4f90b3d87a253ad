"""What has to be asked before files can become a project, and the likeliest answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from watermap.catalogue.kinds import Kind
from watermap.errors import Message, Problem, WatermapError
from watermap.geodesy.web_offset import WebOffsetName
from watermap.harmonise.declared import declared_by
from watermap.harmonise.layer import Candidate
from watermap.harmonise.names import NameMatch, open_questions
from watermap.harmonise.shift import WebOffset
from watermap.language import Language, Text
from watermap.workspace.importing.answers import LEFT_OUT, Answers, PlaceAnswer
from watermap.workspace.importing.items import FoundLayer, Part, Survey

Page = Literal["encoding", "kind", "place", "names"]
PAGES: tuple[Page, ...] = ("encoding", "kind", "place", "names")

_LONGEST_CODE = 7  # digits of an EPSG code, and some to spare
_NORTH_FIRST = "north_first"
SURE_OF_KIND = 0.5  # a kind guessed with less confidence is asked
SURE_OF_ENCODING = 0.7
_ENCODINGS = ("UTF-8", "GB18030", "BIG5", "ISO-8859-1")  # offered beside the one that was used


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer."""

    value: str  # kind's id, EPSG code, encoding, section's name; LEFT_OUT: do not take it in
    title: Text | Message
    why: Message | None = None  # the evidence for it
    preview: tuple[str, ...] = ()  # what a few of the texts look like if it is right

    def shown(self, language: Language) -> str:
        """The choice as a person reads it."""
        return (
            self.title.text(language)
            if isinstance(self.title, Message)
            else self.title.of(language)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that only a person can know.

    ``about``: the part, file or name of the tables that is asked about. ``proposal``: the choice
    that evidence speaks for; "" where none does and a person has to choose.
    """

    page: Page
    about: Part | Path | str
    asks: Message
    choices: tuple[Choice, ...]
    proposal: str = ""
    free: bool = False  # whether an answer beside the choices may be written: a CRS by its code


def kind_of(found: FoundLayer, answers: Answers) -> str | None:
    """The kind a layer is taken as: as said, else the guess where it is sure; None: unknown."""
    said = answers.kinds.get(found.part)
    if said is not None:
        return said
    best = found.kinds[0] if found.kinds else None
    return best.kind if best is not None and best.confidence >= SURE_OF_KIND else None


def questions(
    survey: Survey, answers: Answers, *, kinds: Mapping[str, Kind]
) -> tuple[Question, ...]:
    """What is still open about layers; answered questions and layers left out ask nothing."""
    return tuple(
        question for found in survey.layers for question in _of_layer(found, answers, kinds)
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
    if question.page == "kind":
        return answers.with_kind(about, value)
    return answers.with_place(about, _place_answer(value, why))


def _place_answer(written: str, why: str) -> PlaceAnswer:
    code, *extras = written.strip().lower().removeprefix("epsg:").split() or [""]
    epsg = int(code) if code.isdecimal() and len(code) < _LONGEST_CODE else 0
    offsets = [extra for extra in extras if extra in get_args(WebOffsetName)]
    if declared_by(epsg) is None or set(extras) - {_NORTH_FIRST, *offsets} or len(offsets) > 1:
        raise WatermapError(Problem.error("workspace.no_such_crs", written=written))
    shift = WebOffset(method=cast(WebOffsetName, offsets[0]), why=why or "—") if offsets else None
    return PlaceAnswer(epsg=epsg, why=why, north_first=_NORTH_FIRST in extras, shift=shift)


def _of_layer(found: FoundLayer, answers: Answers, kinds: Mapping[str, Kind]) -> Iterator[Question]:
    kind = kind_of(found, answers)
    if kind == LEFT_OUT:
        return
    if _doubtful_encoding(found) and found.part.path not in answers.encodings:
        yield _encoding(found)
    if kind is None:
        yield kind_question(found, kinds)
    if found.place.question is not None and found.part not in answers.places:
        yield _place(found)


def _doubtful_encoding(found: FoundLayer) -> bool:
    return found.raw.encoding.confidence < SURE_OF_ENCODING


def _encoding(found: FoundLayer) -> Question:
    used = found.raw.encoding
    return Question(
        page="encoding",
        about=found.part.path,
        asks=Message.of("workspace.ask_encoding", file=found.part.path.name, how=used.how),
        choices=tuple(
            Choice(value=name, title=Text(zh=name, en=name), why=used.how)
            for name in dict.fromkeys((used.value, *_ENCODINGS))
        ),
        proposal=used.value,
    )


def kind_question(found: FoundLayer, kinds: Mapping[str, Kind]) -> Question:
    """What kind a layer is: the guesses first, then every other kind, then: leave it out."""
    guessed = {guess.kind: guess.how for guess in found.kinds}
    order = [*guessed, *(name for name in kinds if name not in guessed)]
    return Question(
        page="kind",
        about=found.part,
        asks=Message.of("workspace.ask_kind", part=found.part.shown),
        choices=(
            *(Choice(value=name, title=kinds[name].title, why=guessed.get(name)) for name in order),
            Choice(value=LEFT_OUT, title=Message.of("workspace.left_out")),
        ),
        proposal=found.kinds[0].kind if found.kinds else "",
    )


def _place(found: FoundLayer) -> Question:
    asks = found.place.question
    assert asks is not None  # only such layers come here
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
    """``4527``, ``4527 north_first``, ``4490 gcj02``: what ``_place_answer`` reads."""
    extras = [*((_NORTH_FIRST,) if one.north_first else ()), *((one.offset,) if one.offset else ())]
    known = [Message.of(f"workspace.place_{extra}") for extra in extras]
    title = Message.of("workspace.crs_named", name=one.name, epsg=one.epsg)
    for extra in known:
        title = Message.of("workspace.with_extra", what=title, extra=extra)
    return Choice(value=" ".join([str(one.epsg), *extras]), title=title, why=one.evidence)
