"""What is said of every comparison and trend; several things in one sentence."""

from collections.abc import Iterable

from watermap.errors import Message
from watermap.language import Text
from watermap.quality.change.rules import ChangeRules


def together(names: Iterable[object]) -> Text:
    """Names of sections, or periods."""
    found = [str(name) for name in names]
    return Text(zh="、".join(found), en=", ".join(found))


def rules_said(rules: ChangeRules) -> tuple[Message, ...]:
    """By which rules periods are compared, and whether they are verified."""
    said = Message.of("change.by_rules", title=rules.title, citation=rules.citation)
    return (said,) if rules.verified else (said, Message.of("change.unverified"))


def trends_said(rules: ChangeRules) -> tuple[Message, ...]:
    """By which rules trends are told, and what the test beside them is."""
    return (*rules_said(rules), Message.of("change.seasonal_beside"))
