"""The parameters of one proposal: default, layer or person, each with where it comes from."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.checks.delineation.document import Choice, Delineation, Parameter, SourceType
from watermap.errors import Message, Problem, WatermapError
from watermap.language import Text

Origin = Literal["document", "watermap", "layer", "given", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One parameter as it is used.

    ``origin``: a figure of the guideline, a choice of watermap's own, told by a layer, given by a
    person, or missing (``value`` is None then).
    """

    parameter: Parameter
    value: str | None
    origin: Origin
    verified: bool | None  # the guideline's mark; None: no figure of the guideline


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All parameters that a type of source needs, in the guideline's order."""

    every: tuple[Setting, ...]

    def choice(self, name: str) -> str | None:
        """The answer as it stands; None where nobody gave one."""
        return next(one.value for one in self.every if one.parameter.id == name)

    def number(self, name: str) -> Decimal | None:
        """The figure in the parameter's unit; None where nobody gave one."""
        value = self.choice(name)
        return None if value is None else Decimal(value)

    def title(self, name: str) -> Text:
        """What the parameter is called."""
        return next(one.parameter.title for one in self.every if one.parameter.id == name)

    def needs(self, name: str) -> Message:
        """That a parameter is missing, and what it can be."""
        parameter = next(one.parameter for one in self.every if one.parameter.id == name)
        return needs(parameter)

    def metres(self, name: str) -> float:
        """A length that always has a value.

        Raises:
            ValueError: the guideline gives no default for it.
        """
        value = self.number(name)
        if value is None:
            raise ValueError(f"{name} has no default")
        return float(value)


def needs(parameter: Parameter) -> Message:
    """That a parameter is missing, and what it can be."""
    if parameter.choices:
        return Message.of(
            "delineation.needs_choice",
            title=parameter.title,
            name=parameter.id,
            choices=listed(parameter.choices),
        )
    return Message.of(
        "delineation.needs", title=parameter.title, name=parameter.id, unit=parameter.unit
    )


def listed(choices: Iterable[Choice]) -> Text:
    """Choices with what they are called, one after the other."""
    known = list(choices)
    return Text(
        zh="；".join(f"{one.id}（{one.title.zh}）" for one in known),
        en="; ".join(f"{one.id} ({one.title.en})" for one in known),
    )


def hold_to_guideline(document: Delineation, given: Mapping[str, str]) -> None:
    """Refuse what the guideline does not know, and values that cannot be.

    Raises:
        WatermapError: every such setting.
    """
    problems = [problem for name, value in given.items() for problem in _of(document, name, value)]
    if problems:
        raise WatermapError(*problems)


def _of(document: Delineation, name: str, value: str) -> Iterator[Problem]:
    known = {one.id: one for one in document.parameters}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        yield Problem.error(
            "delineation.unknown_setting",
            name=name,
            near=near[0] if near else "—",
            known=", ".join(known),
        )
    elif not known[name].accepts(value):
        yield _refused(known[name], value)


def _refused(parameter: Parameter, value: str) -> Problem:
    if parameter.choices:
        return Problem.error(
            "delineation.not_a_choice",
            name=parameter.id,
            title=parameter.title,
            value=value,
            known=", ".join(choice.id for choice in parameter.choices),
        )
    return Problem.error(
        "delineation.not_a_value",
        name=parameter.id,
        title=parameter.title,
        value=value,
        unit=parameter.unit,
        least="0" if parameter.more_than is None else f"> {parameter.more_than}",
        most=parameter.most if parameter.most is not None else "—",
    )


def settings(
    document: Delineation,
    source_type: SourceType,
    *,
    given: Mapping[str, str],
    layer: Mapping[str, str],
) -> Settings:
    """What a proposal works with: a person's word before a layer's before a default.

    Args:
        document: the guideline.
        source_type: whose parameters are wanted.
        given: values by parameter, already held to the guideline.
        layer: what the layers say; values that cannot be are passed over.

    Raises:
        WatermapError: something was given that this type of source does not use.
    """
    needed = document.for_type(source_type)
    names = {one.id for one in needed}
    foreign = [name for name in given if name not in names]
    if foreign:
        title = document.parameter("source_type").title_of(source_type) or source_type
        raise WatermapError(
            *(
                Problem.error(
                    "delineation.foreign_setting",
                    name=name,
                    type=title,
                    known=", ".join(one.id for one in needed),
                )
                for name in foreign
            )
        )
    return Settings(every=tuple(_setting(one, document, given, layer) for one in needed))


def _setting(
    parameter: Parameter,
    document: Delineation,
    given: Mapping[str, str],
    layer: Mapping[str, str],
) -> Setting:
    name = parameter.id
    if name in given:
        return Setting(parameter=parameter, value=given[name], origin="given", verified=None)
    told = layer.get(name)
    if told is not None and parameter.accepts(told):
        return Setting(parameter=parameter, value=told, origin="layer", verified=None)
    if parameter.value is None:
        return Setting(parameter=parameter, value=None, origin="missing", verified=None)
    origin: Origin = "document" if parameter.basis == "document" else "watermap"
    return Setting(
        parameter=parameter,
        value=parameter.value,
        origin=origin,
        verified=document.verified if origin == "document" else None,
    )
