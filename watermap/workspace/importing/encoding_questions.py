"""In which encoding a file's texts are: asked with a few of them shown in each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.reading.raw import Guess
from watermap.workspace.importing.items import Survey
from watermap.workspace.importing.question import Choice, Question

SURE = 0.7  # an encoding decided with less confidence is asked
_UNREAD: Mapping[str, str] = {
    "reading.encoding_unknown": "",
    "reading.encoding_maybe_big5": "BIG5",
}
"""Refusals of texts that could not be decoded, and what is proposed for them."""
_OFFERED = ("UTF-8", "GB18030", "BIG5", "ISO-8859-1")  # beside what was used or looks likely


def encoding_questions(survey: Survey, answered: Mapping[Path, str]) -> Iterator[Question]:
    """The files whose encoding is doubtful or unknown, each once, those answered left out."""
    guesses = [(one.part.path, one.raw.encoding) for one in survey.layers]
    guesses += [(one.part.path, one.raw.encoding) for one in survey.tables if one.raw.encoding]
    asked = {
        path: guess for path, guess in guesses if guess is not None and guess.confidence < SURE
    }
    for path, said in survey.unusable.items():
        if path not in answered and said and said[0].code in _UNREAD:
            yield _unread(path, said)
    for path, guess in asked.items():
        if path not in answered:
            yield encoding_question(path, guess)


def encoding_question(path: Path, used: Guess) -> Question:
    """In which encoding a file's texts are; ``used``: the one it was read in, with previews."""
    seen = [one for one in (used.preview, *used.alternatives) if one is not None]
    shown = {one.encoding: tuple(" · ".join(row) for row in one.rows) for one in seen}
    return Question(
        page="encoding",
        about=path,
        asks=Message.of("workspace.ask_encoding", file=path.name, how=used.how),
        choices=tuple(
            Choice(
                value=name,
                title=Text(zh=name, en=name),
                why=used.how if name == used.value else None,
                preview=shown.get(name, ()),
            )
            for name in dict.fromkeys((used.value, *shown, *_OFFERED))
        ),
        proposal=used.value,
    )


def _unread(path: Path, said: Sequence[Problem]) -> Question:
    """Of a text that no encoding fits for sure, so that it has not been read at all."""
    return Question(
        page="encoding",
        about=path,
        asks=said[0],
        choices=tuple(Choice(value=name, title=Text(zh=name, en=name)) for name in _OFFERED),
        proposal=_UNREAD[said[0].code],
    )
