"""When a section is warned of, as ``warning.toml`` says: watermap's own rules, not law."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.language import Text
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.dated import Dated, Exact, own_or_shipped

RuleId = Literal["jump", "crossing", "approaching"]


class WarningRule(Strict):
    """What a rule is called."""

    title: Text


class JumpRule(Strict):
    """Worse by so many classes than in the period before."""

    classes_from: Annotated[int, Key(ge=1)]


class CrossingRule(Strict):
    """A trend that passes the limit soon."""

    values_from: Annotated[int, Key(ge=2)]
    values_up_to: int
    within_months: int
    significant_only: bool


class ApproachingRule(Strict):
    """The latest values, each nearer to the limit, the last within a share of it."""

    values: Annotated[int, Key(ge=2)]
    share_pct: Exact


class WarningRules(Dated):
    """The whole of ``warning.toml``."""

    order: Annotated[tuple[RuleId, ...], Key(min_length=3, max_length=3)]  # most urgent first
    default_limit_class: WaterClass
    rules: Annotated[dict[RuleId, WarningRule], Key(min_length=3)]
    jump: JumpRule
    crossing: CrossingRule
    approaching: ApproachingRule


def warning_rules(path: Path | None = None) -> WarningRules:
    """The rules of early warning.

    Args:
        path: a file of them; None: the user's own ``change/warning.toml``, else watermap's.

    Raises:
        WatermapError: the file breaks the model.
    """
    return own_or_shipped(WarningRules, "change", "warning", path)
