"""What is said of every comparison and trend."""

from watermap.errors import Message
from watermap.quality.change.rules import ChangeRules


def rules_said(rules: ChangeRules) -> tuple[Message, ...]:
    """By which rules periods are compared, and whether they are verified."""
    said = Message.of("change.by_rules", title=rules.title, citation=rules.citation)
    return (said,) if rules.verified else (said, Message.of("change.unverified"))


def trends_said(rules: ChangeRules) -> tuple[Message, ...]:
    """By which rules trends are told, and what the test beside them is."""
    return (*rules_said(rules), Message.of("change.seasonal_beside"))
