"""Page after page: what has to be asked, given what was picked so far; Back loses nothing.

An encoding that was picked has its file read again, after which its question would be gone; so the
first page's questions are kept from the first survey, and all later ones come from the last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import WatermapError
from watermap.harmonise.names.joining import NameMatch
from watermap.harmonise.places.ground import Ground, spread
from watermap.harmonise.sheets.recipe import Recipe
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.importing.answers import LEFT_OUT, Answers
from watermap.workspace.importing.items import Part, Survey
from watermap.workspace.importing.naming import name_match
from watermap.workspace.importing.question import PAGES, Page, Question
from watermap.workspace.importing.questions import (
    answered,
    kind_question,
    name_questions,
    questions,
)
from watermap.workspace.importing.survey import read_again, survey
from watermap.workspace.opened import Opened

Key = tuple[Page, object]  # of a question: its page and what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """What a person has picked or written, and why."""

    value: str
    why: str = ""


Picks = Mapping[Key, Pick]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Where an import stands: what the files hold, what is asked, and what the picks come to."""

    first: Survey
    survey: Survey  # with files read in the encodings that were picked
    read_as: Mapping[Path, str] = field(default_factory=dict)
    match: NameMatch = field(default_factory=NameMatch)
    pages: tuple[tuple[Page, tuple[Question, ...]], ...] = ()  # those with questions, in order
    answers: Answers = field(default_factory=Answers)


def key_of(question: Question) -> Key:
    """The key under which a question's pick is kept."""
    return question.page, question.about


def begin(
    paths: Sequence[Path],
    *,
    kinds: Mapping[str, Kind],
    reader: Reader,
    project: Opened | None = None,
    progress: Progress = SILENT,
) -> Asking:
    """Survey the files and find the first questions."""
    found = survey(
        paths,
        kinds=kinds,
        reader=reader,
        known=_ground(project),
        recipes=_recipes(project),
        there=project.layers if project is not None else (),
        progress=progress,
    )
    start = Asking(first=found, survey=found)
    return go_on(start, {}, kinds=kinds, reader=reader, project=project, progress=progress)


def go_on(
    asking: Asking,
    picks: Picks,
    *,
    kinds: Mapping[str, Kind],
    reader: Reader,
    doubted: Collection[Part] = (),
    project: Opened | None = None,
    progress: Progress = SILENT,
) -> Asking:
    """The pages and answers that come of the picks; files are read again where they ask for it.

    Args:
        asking: where the import stands.
        picks: everything that was picked so far.
        kinds: the kinds of layers.
        reader: opens the files.
        doubted: layers whose kind was guessed for sure, and is asked all the same.
        project: an open one that may take the files.
        progress: where to report, and be cancelled.
    """
    encodings = _asked(asking.first, "encoding", Answers(), kinds)
    answers = taken(encodings, picks, Answers())
    asking = _read(asking, answers, kinds, reader, progress)
    pages: list[tuple[Page, tuple[Question, ...]]] = [("encoding", encodings)]
    for page in PAGES:
        if page not in ("encoding", "names"):
            asked = _asked(asking.survey, page, answers, kinds)
            if page == "kind":
                asked += _doubted(asking.survey, asked, doubted, kinds)
            answers = taken(asked, picks, answers)
            pages.append((page, asked))
    match = name_match(asking.survey, answers, kinds=kinds, project=project)
    names = name_questions(match, answers)
    answers = taken(names, picks, answers)
    pages.append(("names", names))
    return replace(
        asking, match=match, pages=tuple(page for page in pages if page[1]), answers=answers
    )


def taken(asked: Sequence[Question], picks: Picks, answers: Answers) -> Answers:
    """The answers with those picks that answer these questions; a pick that is none is passed by.

    LEFT_OUT, where the question does not offer it, takes a layer out and leaves a name unmatched.
    """
    for question in asked:
        pick = picks.get(key_of(question))
        if pick is None:
            continue
        if pick.value == LEFT_OUT and may_be_left_out(question):
            if isinstance(question.about, Part):
                answers = answers.with_kind(question.about, LEFT_OUT)
            elif isinstance(question.about, str):
                answers = answers.without_section(question.about)
            continue
        try:
            answers = answered(question, pick.value, answers, why=pick.why)
        except WatermapError:
            continue  # the page says so beside the field
    return answers


def for_new_project(asking: Asking, *, kinds: Mapping[str, Kind]) -> Answers:
    """The answers without names of sections that only the open project has."""
    match = name_match(asking.survey, asking.answers, kinds=kinds)
    known = {*match.matched.values(), *match.unmatched_layer}
    names = {name: one for name, one in asking.answers.names.items() if one in known}
    return replace(asking.answers, names=names)


def may_be_left_out(question: Question) -> bool:
    """Whether leaving out what it is about is an answer beside the question's own choices."""
    offered = any(choice.value == LEFT_OUT for choice in question.choices)
    return not offered and not isinstance(question.about, Path)


def _ground(project: Opened | None) -> Ground:
    """Where the open project lies, by some features of each layer."""
    layers = project.every_layer() if project is not None else ()
    return Ground(
        shape
        for layer in layers
        for shape in layer.frame.geometry.to_numpy()[spread(len(layer.frame))]
    )


def _recipes(project: Opened | None) -> tuple[Recipe, ...]:
    """How the open project reads its sheets."""
    entries = project.project.tables if project is not None else []
    return tuple(recipe for entry in entries for recipe in entry.recipe)


def _asked(
    found: Survey, page: Page, answers: Answers, kinds: Mapping[str, Kind]
) -> tuple[Question, ...]:
    return tuple(one for one in questions(found, answers, kinds=kinds) if one.page == page)


def _doubted(
    found: Survey,
    asked: Sequence[Question],
    doubted: Collection[Part],
    kinds: Mapping[str, Kind],
) -> tuple[Question, ...]:
    wanted = set(doubted) - {question.about for question in asked}
    return tuple(kind_question(one, kinds) for one in found.layers if one.part in wanted)


def _read(
    asking: Asking,
    answers: Answers,
    kinds: Mapping[str, Kind],
    reader: Reader,
    progress: Progress,
) -> Asking:
    """Read those files again whose encoding is now another."""
    wanted = {
        path: name for path, name in answers.encodings.items() if asking.read_as.get(path) != name
    }
    if not wanted:
        return asking
    fresh = read_again(asking.survey, wanted, kinds=kinds, reader=reader, progress=progress)
    return replace(asking, survey=fresh, read_as={**asking.read_as, **wanted})
