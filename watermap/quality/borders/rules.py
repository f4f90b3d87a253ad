"""The rules on who must act at a border section, as ``duties.toml`` has them."""

from functools import cache
from typing import Literal

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.language import Text
from watermap.quality.documents.dated import Dated
from watermap.resources import package_file

TargetState = Literal["met", "missed", "unknown"]
EntryState = Literal["worse", "not_worse", "unknown"]
BorderState = Literal["across", "along", "unknown"]
Who = Literal["upstream", "both_banks", "nobody", "unknown"]


class Rule(Strict):
    """Who must act in some states; a state that is not written fits every one."""

    id: str
    target: tuple[TargetState, ...] = ("met", "missed", "unknown")
    entry: tuple[EntryState, ...] = ("worse", "not_worse", "unknown")
    border: tuple[BorderState, ...] = ("across", "along", "unknown")
    who: Who
    means: Text

    def fits(self, target: TargetState, entry: EntryState, border: BorderState) -> bool:
        """Whether it speaks of these states."""
        return target in self.target and entry in self.entry and border in self.border


class DutyRules(Dated):
    """The whole of ``duties.toml``: the first rule that fits decides."""

    rules: tuple[Rule, ...] = Key(alias="rule", min_length=1)

    @model_validator(mode="after")
    def _no_gap(self) -> "DutyRules":
        last = self.rules[-1]
        if not all(
            last.fits(target, entry, border)
            for target in Rule.model_fields["target"].default
            for entry in Rule.model_fields["entry"].default
            for border in Rule.model_fields["border"].default
        ):
            raise Contradiction("borders.why_gap", id=last.id)
        return self

    def rule(self, target: TargetState, entry: EntryState, border: BorderState) -> Rule:
        """The first rule that fits; there is always one."""
        return next(one for one in self.rules if one.fits(target, entry, border))


@cache
def duty_rules() -> DutyRules:
    """The rules that come with watermap.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(DutyRules, package_file("quality/borders") / "duties.toml")
