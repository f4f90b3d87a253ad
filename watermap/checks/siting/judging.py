"""What rules say of a project, judged once for all features and sites with the same answers."""

from dataclasses import fields

from watermap.checks.law.answers import Judgement, judge
from watermap.checks.law.regions import Waters
from watermap.checks.law.rule import Rule
from watermap.checks.site import Site

_OF_THE_PLACE = {"geometry", "name", "source", "problems"}
ANSWERS = tuple(field.name for field in fields(Site) if field.name not in _OF_THE_PLACE)
"""What a site says of itself, beside where it is and what it is called."""

Judged = dict[tuple[object, ...], tuple[Rule, Judgement | None]]
"""By rule, doubts and answers. A rule is known by its identity, so it is kept alive here."""


class Judging:
    """The judgements of one site; with ``judged`` shared, those of others with the same answers."""

    __slots__ = ("_answers", "_judged", "_site", "waters")

    def __init__(self, site: Site, judged: Judged | None = None) -> None:
        self._site = site
        self._answers = tuple(getattr(site, name) for name in ANSWERS)
        self._judged: Judged = {} if judged is None else judged
        self.waters = Waters(site.geometry)

    @property
    def like(self) -> tuple[object, ...]:
        """Sites that have this in common are judged alike wherever nothing is said of a feature."""
        return self._answers, self.waters.outside

    def of(self, rule: Rule, doubts: tuple[str, ...] = ()) -> Judgement | None:
        """As ``answers.judge`` has it; None: the rule is not about the project."""
        key = (id(rule), doubts, self._answers)
        if key not in self._judged:
            self._judged[key] = rule, judge(rule.cases, self._site, doubts=doubts)
        return self._judged[key][1]
