"""In which encoding a file's texts are: asked with a few of them shown in each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.reading.raw import Guess, Preview
from watermap.reading.texts.encoding import BIG5, GB18030, LATIN1, UTF8
from watermap.workspace.importing.items import Survey
from watermap.workspace.importing.question import Choice, Question

SURE = 0.7  # an encoding decided with less confidence is asked
PROPOSED = 0.5  # what is likelier than not is chosen beforehand, less is not
_UNREAD: Mapping[str, str] = {
    "reading.encoding_unknown": "",
    "reading.encoding_maybe_big5": BIG5,
}
"""Refusals of texts that could not be decoded, and what is proposed for them."""
_OFFERED = (UTF8, GB18030, BIG5, LATIN1)  # beside what was used or looks likely
_CALLED = {BIG5: "Big5", LATIN1: "Latin-1"}  # what people call them


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
    previews = (used.preview, *used.alternatives)
    seen = {one.encoding: one for one in previews if one is not None}
    return Question(
        page="encoding",
        about=path,
        asks=Message.of("workspace.ask_encoding", file=path.name, how=used.how),
        choices=tuple(
            _choice(name, used, seen.get(name))
            for name in dict.fromkeys((used.value, *seen, *_OFFERED))
        ),
        proposal=used.value if used.confidence >= PROPOSED else "",
    )


def _choice(name: str, used: Guess, preview: Preview | None) -> Choice:
    """An encoding with the first rows as they would read, and what would be lost of all."""
    why = used.how if name == used.value else None
    if preview is not None and preview.lost:
        why = Message.of("workspace.signs_lost", count=preview.lost)
    rows = preview.rows if preview is not None else ()
    return Choice(
        value=name,
        title=_title(name),
        why=why,
        preview=tuple(" · ".join(filter(None, row)) for row in rows),
    )


def _title(name: str) -> Text:
    called = _CALLED.get(name, name)
    return Text(zh=called, en=called)


def _unread(path: Path, said: Sequence[Problem]) -> Question:
    """Of a text that no encoding fits for sure, so that it has not been read at all."""
    return Question(
        page="encoding",
        about=path,
        asks=said[0],
        choices=tuple(Choice(value=name, title=_title(name)) for name in _OFFERED),
        proposal=_UNREAD[said[0].code],
    )
