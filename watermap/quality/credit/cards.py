"""Which card the fields of an enterprise speak for (standards.md 8.9): proposed, never decided."""

from typing import Literal

from watermap.errors import Message
from watermap.quality.credit.records import Record

Proposed = Literal["none", "yellow", "red"]


def propose_card(record: Record) -> tuple[Proposed | None, tuple[Message, ...]]:
    """The card, and what has to be said of it; None where the fields do not say enough.

    Yellow: exceeds the standard or the total quota. Red: still not complying after correction, and
    serious. Without a word on either of these nothing is assumed in favour or against.
    """
    over = (record.over_standard, record.over_quota)
    if record.rectified is False and record.serious is True:
        return "red", (Message.of("credit.card_red"),)
    if True in over:
        return "yellow", _beyond_yellow(record)
    if None in over:
        fields = "、".join(
            name
            for name, value in (("over_standard", over[0]), ("over_quota", over[1]))
            if value is None
        )
        return None, (Message.of("credit.card_untold", fields=fields),)
    if record.rectified is False:
        return None, (Message.of("credit.card_odd"),)  # not over, and not complying either
    return "none", ()


def _beyond_yellow(record: Record) -> tuple[Message, ...]:
    """That yellow is proposed, and whether red could not be told."""
    said = Message.of("credit.card_yellow")
    if record.rectified is True or record.serious is False:
        return (said,)
    if record.rectified is None or record.serious is None:
        return said, Message.of("credit.card_red_untold")
    return (said,)
