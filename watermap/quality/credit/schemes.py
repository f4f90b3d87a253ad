"""Schemes of environmental credit as dated data: grades, scores, what follows from them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.catalogue.kinds import Colour
from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.language import Text
from watermap.quality.documents.dated import Dated, Exact, load_dated
from watermap.resources import package_file, user_folder

Card = Literal["yellow", "red"]
CARDS: tuple[Card, ...] = ("yellow", "red")


class Grade(Strict):
    """One grade. Scores are inclusive; without any the scheme gives no grade by score."""

    id: str
    title: Text
    at_least: Exact | None = None
    at_most: Exact | None = None
    below: Exact | None = None  # exclusive, where grades join without a gap
    fill: Colour | None = None  # on maps and sheets; no document gives a figure for it
    text: Colour | None = None

    @property
    def by_score(self) -> bool:
        """Whether a score leads to it."""
        return any(bound is not None for bound in (self.at_least, self.at_most, self.below))

    def holds(self, score: Decimal) -> bool:
        """Whether a score lies in it."""
        return (
            self.by_score
            and (self.at_least is None or score >= self.at_least)
            and (self.at_most is None or score <= self.at_most)
            and (self.below is None or score < self.below)
        )


class Effect(Strict):
    """What follows from a grade, as a document says it."""

    grades: Annotated[tuple[str, ...], Key(min_length=1)]
    what: Text
    surcharge_at_least_yuan_m3: Exact | None = None  # on the price of sewage treatment
    twice: bool = False  # only where the grade before was one of them too
    verified: bool = False


class CreditScheme(Dated):
    """One way of grading, best grade first."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    grades: Annotated[tuple[Grade, ...], Key(alias="grade", min_length=2)]
    effects: tuple[Effect, ...] = Key(default=(), alias="effect")
    start_score: Exact | None = None  # from which deductions are taken; None: it has none
    full_score: Exact | None = None
    card_lowers: dict[Card, int] = Key(default_factory=dict)  # by how many grades
    remark: Text | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        names = [grade.id for grade in self.grades]
        if len(set(names)) < len(names):
            raise Contradiction("credit.why_grade_twice")
        for effect in self.effects:
            for name in effect.grades:
                if name not in names:
                    raise Contradiction("credit.why_no_grade", found=name)
        for one, other in zip(self.grades, self.grades[1:], strict=False):
            if _overlap(one, other):
                raise Contradiction("credit.why_overlap", one=one.id, other=other.id)
        return self

    @property
    def by_score(self) -> bool:
        """Whether scores lead to grades."""
        return any(grade.by_score for grade in self.grades)

    def find(self, name: str | None) -> Grade | None:
        """The grade of that id; None: it has none of that id."""
        return next((grade for grade in self.grades if grade.id == name), None)

    def grade_of(self, score: Decimal) -> Grade | None:
        """The grade a score leads to; None: it lies in none."""
        return next((grade for grade in self.grades if grade.holds(score)), None)

    def lowered(self, grade: Grade, places: int) -> Grade:
        """A grade so many places worse, the last one at most."""
        return self.grades[min(self.grades.index(grade) + places, len(self.grades) - 1)]


class CardRule(Dated):
    """When a card is shown and what it means (standards.md 8.9)."""

    trigger: dict[Card, Text]
    consequence: dict[Card, Text]


def _overlap(better: Grade, worse: Grade) -> bool:
    """Whether a score could lie in both of two neighbours."""
    if better.at_least is None:
        return False
    return worse.holds(better.at_least)


def known_credit_schemes() -> dict[str, CreditScheme]:
    """The schemes that come with watermap and the user's own (folder ``credit``), by id.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_credit_schemes([package_file("quality/credit") / "schemes", user_folder("credit")])


def credit_scheme(name: str) -> CreditScheme:
    """The scheme of that id.

    Raises:
        WatermapError: there is none, or a file cannot be used.
    """
    schemes = known_credit_schemes()
    if name not in schemes:
        known = "、".join(schemes)
        raise WatermapError(Problem.error("credit.scheme_unknown", id=name, known=known))
    return schemes[name]


def load_credit_schemes(folders: Sequence[Path]) -> dict[str, CreditScheme]:
    """The schemes of folders, by id; a folder that does not exist has none.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    entries = load_dated(CreditScheme, folders, check=_gaps)
    return {entry.id: entry for entry in entries.values()}


def card_rule() -> CardRule:
    """The rule of yellow and red cards.

    Raises:
        WatermapError: its file is broken.
    """
    return read_toml(CardRule, package_file("quality/credit") / "cards.toml")


def _gaps(scheme: CreditScheme, path: Path) -> Iterator[Problem]:
    """A start without scores leads nowhere."""
    if scheme.start_score is not None and not scheme.by_score:
        yield Problem.error("credit.start_without_scores", file=path, id=scheme.id)
