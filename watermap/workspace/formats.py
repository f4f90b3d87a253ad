"""The formats of ``project.toml``: older ones are brought up to date, newer ones only looked at.

Format 1 was issue 2's. Format 2 keeps how workbooks were read, declined names, and how coordinates
were shifted. Keys are only ever added, so bringing a file up to date changes its number alone.
"""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import BaseModel

Data = dict[str, Any]


def _to_2(data: Data) -> Data:
    """Nothing of format 1 was renamed."""
    return {**data, "format": 2}


_STEPS: Mapping[int, Callable[[Data], Data]] = {1: _to_2}
"""From a format to the next one."""


def format_of(data: Mapping[str, Any]) -> int | None:
    """The format a file says it has; None: it says none that is a whole number above 0."""
    found = data.get("format", 1)
    return found if type(found) is int and found > 0 else None


def upgraded(data: Data) -> Data:
    """A file of an older format in today's; of today's or a newer one as it is."""
    while (step := _STEPS.get(data.get("format", 1))) is not None:
        data = step(data)
    return data


def known_part(data: Mapping[str, Any], model: type[BaseModel]) -> tuple[Data, list[str]]:
    """What this watermap knows of a newer file, and the keys it does not know."""
    kept: Data = {}
    unknown: list[str] = []
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    for key, value in data.items():
        if key not in fields:
            unknown.append(key)
            continue
        inner = _model_in(fields[key].annotation)
        kept[key], more = _known_value(value, inner)
        unknown += [f"{key}.{name}" for name in more]
    return kept, unknown


def _known_value(value: object, model: type[BaseModel] | None) -> tuple[object, list[str]]:
    if model is None:
        return value, []
    if isinstance(value, list):
        parts = [_known_value(one, model) for one in value]
        names = dict.fromkeys(name for _, more in parts for name in more)
        return [one for one, _ in parts], list(names)
    return known_part(value, model) if isinstance(value, dict) else (value, [])


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  (any annotation)
    """The model that a field holds, alone, in a list or as one of several types."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if getattr(annotation, "__origin__", None) is dict:
        return None  # its keys are the user's own
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
