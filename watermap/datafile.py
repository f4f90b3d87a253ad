"""Reads watermap's TOML data files strictly: unknown keys refused, all problems reported together.

Kinds, standards, rules, targets and projects are all read here. Each problem names file and key.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from watermap.errors import Message, Problem, WatermapError, sentences

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST_SHOWN = 60  # characters of a value in a sentence
_LINE = re.compile(r"at line (\d+)")  # tomllib says the place in words only


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know. The base of all data-file models."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Contradiction(ValueError):  # noqa: N818  (it says what the entry is)
    """What a validator of a model found; pydantic carries it, ``read_toml`` says it."""

    def __init__(self, code: str, **fields: object) -> None:
        """``code`` and ``fields`` of the message that says why."""
        super().__init__(code)
        self.message = Message.of(code, **fields)


Model = TypeVar("Model", bound=BaseModel)


def read_toml(model: type[Model], path: Path) -> Model:
    """One file as a model.

    Raises:
        WatermapError: the file cannot be read or breaks the model; every problem of it.
    """
    return read_all(model, [path])[path]


def read_all(model: type[Model], paths: Iterable[Path]) -> dict[Path, Model]:
    """Several files as models, by path, in the order given.

    Raises:
        WatermapError: every problem of every file.
    """
    good: dict[Path, Model] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            good[path] = as_model(model, parse(path), path)
        except WatermapError as error:
            problems += error.problems
    if problems:
        raise WatermapError(*problems)
    return good


def as_model(model: type[Model], data: Mapping[str, Any], path: Path) -> Model:
    """What a file holds as a model.

    Raises:
        WatermapError: it breaks the model; every problem of it, under the name of ``path``.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise WatermapError(*_explain(error, path, model)) from error


def parse(path: Path) -> dict[str, Any]:
    """A TOML file as plain values.

    Raises:
        WatermapError: the file cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise WatermapError(Problem.error("datafile.missing", file=path)) from None
    except OSError as error:
        raise WatermapError(
            Problem.error("datafile.unreadable", file=path, why=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise WatermapError(Problem.error("datafile.not_utf8", file=path)) from error
    except tomllib.TOMLDecodeError as error:
        place = Message.of("datafile.at_end")
        if found := _LINE.search(str(error)):
            place = Message.of("datafile.at_line", line=found[1])
        raise WatermapError(Problem.error("datafile.syntax", file=path, place=place)) from error


def _explain(error: ValidationError, path: Path, model: type[BaseModel]) -> list[Problem]:
    problems = []
    for detail in error.errors():
        key = ".".join(str(part) for part in detail["loc"]) or "-"
        if detail["type"] == "extra_forbidden":
            problems.append(
                Problem.error(
                    "datafile.unknown_key", file=path, key=key, near=_nearest(detail["loc"], model)
                )
            )
        elif detail["type"] == "missing":
            problems.append(Problem.error("datafile.missing_key", file=path, key=key))
        else:
            problems.append(
                Problem.error(
                    "datafile.bad_value",
                    file=path,
                    key=key,
                    found=_shown(detail["input"]),
                    why=_why(detail),
                )
            )
    return problems


def _shown(value: object) -> str:
    """A value as it is quoted in a sentence; of a long one the beginning."""
    text = repr(value)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _why(detail: "ErrorDetails") -> Message:
    """What was expected, by pydantic's name of the error; its own words are English only."""
    context = detail.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, Contradiction):
        return raised.message
    code = f"datafile.why_{detail['type']}"
    known = code in sentences()
    return Message.of(code if known else "datafile.why_other", type=detail["type"], **context)


def _nearest(location: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """The known key nearest to an unknown one, or a dash."""
    names = _field_names(model, seen=set())
    near = difflib.get_close_matches(str(location[-1]), sorted(names), n=1)
    return near[0] if near else "—"


def _field_names(model: type[BaseModel], *, seen: set[type[BaseModel]]) -> set[str]:
    names: set[str] = set()
    if model in seen:
        return names
    seen.add(model)
    for name, info in model.model_fields.items():
        names.add(info.alias or name)
        for part in _models_in(info.annotation):
            names |= _field_names(part, seen=seen)
    return names


def _models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401  (any annotation at all)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
