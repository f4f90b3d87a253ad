"""What a rule is: which zone, which projects, which verdict, by which law, on which days."""

import datetime as dt
import itertools
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Key, model_validator

from watermap.checks.findings import Basis, FindingVerdict
from watermap.checks.site import Work
from watermap.datafile import Contradiction, Strict
from watermap.language import Text

CheckName = Literal["overlaps", "inside", "within_distance"]


class Zone(Strict):
    """Which features a rule is about."""

    kind: str
    where: dict[str, list[str]] = Key(default_factory=dict)  # field of the kind: canonical values
    region: str | None = None  # id in regions.toml; None: the zone itself is enough


class When(Strict):
    """What is asked of a project; everything named must hold. What is None is not asked."""

    work: list[Work] | None = None  # any of these
    industry: list[str] | None = None  # any of these groups of industries.toml
    discharges: bool | None = None
    outfall_inside: bool | None = None
    takes_groundwater: bool | None = None
    hazardous_store: bool | None = None
    water_related: bool | None = None
    permitted_kind: bool | None = None  # belongs to a kind of 自然资发〔2022〕142号, or not


class Case(Strict):
    """A verdict and for which projects it stands."""

    verdict: FindingVerdict
    message: Text
    when: When = When()
    unless: When | None = None  # lifts the case only where the user has claimed it


class RuleBasis(Strict):
    """One text of law behind a rule, and the days it is in force."""

    document: Text
    article: str
    penalty: str | None = None  # article with the penalty, in the same document
    in_force_from: dt.date
    in_force_to: dt.date | None = None
    verified: bool  # figures and wording were compared with the text (standards.md)
    remark: Text | None = None  # what is not verified

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise Contradiction("checks.why_force_order", key="in_force_to")
        return self

    def holds_on(self, day: dt.date) -> bool:
        """Whether the text is in force on a day; both ends count."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def as_finding(self) -> Basis:
        """The basis as a finding shows it."""
        return self._finding

    @cached_property
    def _finding(self) -> Basis:
        return Basis(
            document=self.document,
            article=self.article,
            penalty=self.penalty,
            in_force_from=self.in_force_from,
            in_force_to=self.in_force_to,
            verified=self.verified,
        )


class _RuleText(Strict):
    """What a rule says, whichever law it stands on."""

    id: str
    title: Text
    check: CheckName
    distance_m: float | None = Key(default=None, gt=0)  # of within_distance
    zone: Zone
    cases: list[Case] = Key(alias="case", min_length=1)
    favourable: bool = False  # speaks for the place; it is no conflict
    optional: bool = False  # a check without a layer of this kind is not incomplete for it
    shows: list[str] = Key(default_factory=list)  # fields of the kind whose texts are said too
    source: str  # where the wording comes from

    @model_validator(mode="after")
    def _has_its_distance(self) -> Self:
        if (self.check == "within_distance") != (self.distance_m is not None):
            raise Contradiction("checks.why_distance", key="distance_m")
        return self


class RuleEntry(_RuleText):
    """A rule as its file writes it, with every law it has stood on."""

    bases: list[RuleBasis] = Key(alias="basis", min_length=1)

    @model_validator(mode="after")
    def _one_law_a_day(self) -> Self:
        ordered = sorted(self.bases, key=lambda basis: basis.in_force_from)
        for earlier, later in itertools.pairwise(ordered):
            if earlier.in_force_to is None or later.in_force_from <= earlier.in_force_to:
                raise Contradiction("checks.why_two_bases", day=later.in_force_from)
        return self


class Rule(_RuleText):
    """A rule on one basis. A rule that has changed its law is several of these with one id."""

    theme: Text
    basis: RuleBasis


class RuleFile(Strict):
    """A file of rules on one theme of law."""

    theme: Text
    rules: list[RuleEntry] = Key(alias="rule", min_length=1)

    def each(self) -> list[Rule]:
        """One rule for every basis, in the file's order."""
        shared = set(_RuleText.model_fields)
        return [
            Rule.model_validate(
                {
                    "theme": self.theme,
                    "basis": basis,
                    "case": entry.cases,
                    **{name: getattr(entry, name) for name in shared - {"cases"}},
                }
            )
            for entry in self.rules
            for basis in entry.bases
        ]
