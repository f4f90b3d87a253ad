"""What has to be said of the encoding a file was read in. Needs no geodata library."""

from watermap.errors import Message, Problem
from watermap.reading.raw import Guess
from watermap.reading.texts.encoding import known_name

_SURE = 0.7  # below this the encoding is asked for


def chosen_guess(encoding: str) -> Guess:
    """The encoding the user has chosen, as a decision. ``encoding``: a name that is known."""
    return Guess(
        value=known_name(encoding) or encoding,
        how=Message.of("reading.encoding_chosen"),
        confidence=1.0,
    )


def about_encoding(
    file: str, guess: Guess, *, declared: str | None, chosen: str | None
) -> list[Problem]:
    """What has to be said of an encoding: that the .cpg is wrong, that it was guessed, or asked."""
    problems = []
    if chosen is None and declared:
        meant = known_name(declared)
        if meant is None:
            problems.append(
                Problem.warning("reading.cpg_unknown", file=file, declared=declared, how=guess.how)
            )
        elif meant != guess.value:
            problems.append(
                Problem.warning(
                    "reading.cpg_wrong",
                    file=file,
                    declared=declared,
                    used=guess.value,
                    how=guess.how,
                )
            )
    if guess.confidence < _SURE:
        problems.append(
            Problem.warning("reading.encoding_question", file=file, used=guess.value, how=guess.how)
        )
    elif guess.confidence < 1.0 and not problems:
        problems.append(
            Problem.note("reading.encoding_guessed", file=file, used=guess.value, how=guess.how)
        )
    return problems
