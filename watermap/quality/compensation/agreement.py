"""A project's agreements: ``compensation.toml`` says which scheme holds at which section."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.assessment import WaterClass
from watermap.quality.compensation.parts import AttainedPart, IndexPart, Part, StepsPart
from watermap.quality.compensation.schemes import Scheme, unknown_in
from watermap.quality.documents.dated import Exact
from watermap.quality.loads.volume import VolumeSource

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
Positive = Annotated[Exact, Key(gt=0)]


class Agreement(Strict):
    """What two sides agreed for one section.

    Parts of its own replace every part, and so every number, of the scheme.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    title: Text
    section: str  # as SectionResult.name
    upstream: str
    downstream: str
    years: Annotated[tuple[int, ...], Key(min_length=1)]
    scheme: str | None = None
    parts: tuple[Part, ...] = Key(default=(), alias="part")
    indicators: tuple[str, ...] = ()  # of parts that name none themselves
    base_mg_l: dict[str, Positive] = Key(default_factory=dict)  # C₀ of an index, by indicator
    target_class: WaterClass | None = None  # None: the part's, else the section's own target
    targets_mg_l: dict[str, Positive] = Key(default_factory=dict)  # before the class's limits
    volume: VolumeSource | None = None  # None: flow, or the volume where no flow was measured
    volumes_10k_m3: dict[str, Positive] = Key(default_factory=dict)  # by "2019-06"; before both
    award_10k_yuan: Positive | None = None  # of all_attained, within the scheme's range
    major_accidents: tuple[int, ...] = ()  # years with one: the last tier of an index holds
    drinking_source: bool | None = None  # whether the section is one; None: not said

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.scheme is None and not self.parts:
            raise Contradiction("compensation.why_scheme_or_parts")
        if self.target_class == "worse_than_V":
            raise Contradiction("compensation.why_no_target")
        for month in self.volumes_10k_m3:
            if _MONTH.fullmatch(month) is None:
                raise Contradiction("compensation.why_month", found=month)
        return self


class Agreements(Strict):
    """The whole of ``compensation.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: Text
    source: str
    agreements: tuple[Agreement, ...] = Key(alias="agreement")


def load_agreements(path: Path, *, schemes: Mapping[str, Scheme]) -> Agreements:
    """The agreements of a project.

    Raises:
        WatermapError: the file cannot be used, or does not go together with the schemes; every
            problem of it.
    """
    found = read_toml(Agreements, path)
    problems = list(_problems_of(found, schemes, path))
    if problems:
        raise WatermapError(*problems)
    return found


def parts_of(agreement: Agreement, schemes: Mapping[str, Scheme]) -> tuple[Part, ...]:
    """The parts that hold: its own, else the scheme's."""
    return agreement.parts or schemes[agreement.scheme or ""].parts


def _problems_of(found: Agreements, schemes: Mapping[str, Scheme], path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for agreement in found.agreements:
        if agreement.id in seen:
            yield Problem.error("compensation.id_twice", file=path, id=agreement.id)
        seen.add(agreement.id)
        if agreement.scheme is not None and agreement.scheme not in schemes:
            known = "、".join(schemes)
            yield Problem.error(
                "compensation.scheme_unknown",
                file=path, id=agreement.id, scheme=agreement.scheme, known=known,
            )  # fmt: skip
            continue
        yield from _gaps(agreement, parts_of(agreement, schemes), path)


def _gaps(agreement: Agreement, parts: tuple[Part, ...], path: Path) -> Iterator[Problem]:
    """What the parts need and the agreement does not say, and names that nobody knows."""
    named = {*agreement.indicators, *agreement.base_mg_l, *agreement.targets_mg_l}
    for name in sorted(named - load_indicators().keys()):
        yield Problem.error("compensation.indicator_unknown", file=path, id=name)
    yield from unknown_in(agreement.parts, path)
    about = {"file": path, "id": agreement.id}
    for part in parts:
        if isinstance(part, IndexPart):
            for name in part.weights.keys() - agreement.base_mg_l.keys():
                yield Problem.error("compensation.base_missing", **about, indicator=name)
        if isinstance(part, StepsPart) and not (part.indicators or agreement.indicators):
            yield Problem.error("compensation.indicators_missing", **about)
        if isinstance(part, AttainedPart) and agreement.award_10k_yuan is not None:
            low, high = part.between_10k_yuan
            if not low <= agreement.award_10k_yuan <= high:
                yield Problem.error("compensation.award_outside", **about, low=low, high=high)
