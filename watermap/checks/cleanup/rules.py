"""What is held against what in the clean-up of existing things, as data (cleanup.toml)."""

import datetime as dt
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.checks.law.rule import RuleBasis
from watermap.datafile import Contradiction, Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file

Duty = Literal["remove", "rectify", "verify"]
DUTIES: tuple[Duty, ...] = ("remove", "rectify", "verify")
"""What has to be done, the hardest first."""

Criterion = Literal["grade", "upstream", "risk", "duty", "distance"]
UNKNOWN = "unknown"  # the risk of a thing whose layer says none


class Thing(Strict):
    """A sort of thing that already stands."""

    id: str
    title: Text
    kind: str  # of layer
    where: dict[str, list[str]] = Key(default_factory=dict)  # field of the kind: canonical values
    industry: list[str] | None = None  # any of these groups, by the layer's industry code
    discharges: bool | None = None  # by its nature; None: the layer has to say it


class CleanupZone(Strict):
    """A sort of zone, or the rings around sources."""

    id: str
    title: Text
    kind: str
    where: dict[str, list[str]] = Key(default_factory=dict)
    grade: int = Key(ge=1)  # 1 is the gravest
    ring: bool = False  # what lies around features of the kind, not in them


class CleanupRule(Strict):
    """Which things must not stand in which zones, and what follows."""

    id: str
    things: list[str] = Key(min_length=1)
    zones: list[str] = Key(min_length=1)
    duty: Duty
    discharges: bool | None = None  # None: not asked
    industry: list[str] | None = None  # None: not asked
    unless_industry: list[str] = Key(default_factory=list)  # lifts the rule where it is surely so
    message: Text
    law: str
    source: str


class CleanupBook(Strict):
    """The whole of cleanup.toml."""

    verified: bool
    ranked_by: list[Criterion] = Key(min_length=1)
    then_by: list[Criterion]
    upstream_km: list[Annotated[float, Key(gt=0)]]  # steps of the way along the river, rising
    risks: list[str]  # the gravest first
    no_discharge: list[str]
    things: list[Thing] = Key(alias="thing", min_length=1)
    zones: list[CleanupZone] = Key(alias="zone", min_length=1)
    rules: list[CleanupRule] = Key(alias="rule", min_length=1)
    law: dict[str, list[RuleBasis]]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        things, zones = {one.id for one in self.things}, {one.id for one in self.zones}
        for rule in self.rules:
            unknown = [*({*rule.things} - things), *({*rule.zones} - zones)]
            unknown += [rule.law] if rule.law not in self.law else []
            if unknown:
                raise Contradiction("cleanup.why_unknown", rule=rule.id, name=unknown[0])
        return self

    @model_validator(mode="after")
    def _steps_rise(self) -> Self:
        if self.upstream_km != sorted(set(self.upstream_km)):
            raise Contradiction("cleanup.why_steps", key="upstream_km")
        return self

    def zone(self, name: str) -> CleanupZone:
        """The zone of an id."""
        return next(one for one in self.zones if one.id == name)

    def thing(self, name: str) -> Thing:
        """The sort of thing of an id."""
        return next(one for one in self.things if one.id == name)

    def basis(self, rule: CleanupRule, as_of: dt.date) -> RuleBasis | None:
        """The law on which a rule stands on a day; None: there is none."""
        return next((one for one in self.law[rule.law] if one.holds_on(as_of)), None)


@cache
def cleanup_book() -> CleanupBook:
    """The content of cleanup.toml."""
    return read_toml(CleanupBook, package_file("checks/cleanup/cleanup.toml"))
