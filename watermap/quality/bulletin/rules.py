"""What a project demands after a month that failed, as its own ``notice.toml`` says.

watermap has no rules of its own here: who explains, rectifies or is called in, and within how many
days, is local practice. ``notice_example.toml`` shows the form; it is never used by itself.
"""

import datetime as dt
from pathlib import Path
from typing import Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.language import Text
from watermap.quality.documents.dated import Dated
from watermap.resources import package_file


class NoticeStep(Strict):
    """What is to be done from so many failed months on, until the next step."""

    consecutive_months: int = Key(ge=1)  # evaluated months in a row that missed the target
    what: Text
    within_days: int = Key(ge=1)  # from the day of the notice

    def due(self, issued: dt.date) -> dt.date:
        """The last day of the time allowed."""
        return issued + dt.timedelta(days=self.within_days)


class NoticeRules(Dated):
    """The whole of ``notice.toml``."""

    steps: tuple[NoticeStep, ...] = Key(alias="step", min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        months = [one.consecutive_months for one in self.steps]
        if months != sorted(set(months)):
            raise Contradiction("bulletin.why_rising", key="consecutive_months")
        return self

    def step(self, months: int) -> NoticeStep | None:
        """The step after so many failed months; None: the rules begin later."""
        reached = [one for one in self.steps if one.consecutive_months <= months]
        return reached[-1] if reached else None


def load_notice_rules(path: Path) -> NoticeRules:
    """A project's rules.

    Raises:
        WatermapError: the file cannot be read or breaks the model; every problem of it.
    """
    return read_toml(NoticeRules, path)


def example_rules() -> Path:
    """The example that a project may copy to its ``notice.toml`` and change."""
    return package_file("quality/bulletin") / "notice_example.toml"
