"""What has to be known of an index and of a ranking."""

from collections.abc import Iterator

from watermap.errors import Message
from watermap.language import in_a_row
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.listed import titles_of
from watermap.quality.ranking.results import RankedIndex, Ranking
from watermap.quality.ranking.rules import IndexRules


def why_of(one: RankedIndex, rules: IndexRules) -> Iterator[Message]:
    """What an index rests on, and why there is none."""
    if one.state == "no_result":
        yield Message.of("ranking.no_result")
    elif one.state == "no_bound":
        yield Message.of("ranking.no_bound")
    elif one.state == "too_few_items":
        found, needed = len(rules.indicators) - len(one.missing), rules.ranks.items_from
        yield Message.of("ranking.too_few_items", found=found, needed=needed)
    elif one.state == "no_common_items":
        yield Message.of("ranking.no_common_items")
    if one.missing and one.parts:
        whole = len(rules.indicators)
        yield Message.of(
            "ranking.missing",
            found=whole - len(one.missing),
            whole=whole,
            indicators=titles_of(one.missing),
        )
    if one.left_out:
        names = in_a_row(one.left_out)
        yield Message.of("ranking.left_out", count=len(one.left_out), names=names)
    partly = tuple(
        dict.fromkeys(
            item.id
            for part in one.parts
            for item in part.items
            if item.sections < len(part.sections)
        )
    )
    if partly:
        yield Message.of("ranking.partly", indicators=titles_of(partly))


def said_of(found: Ranking, setting: Setting) -> Iterator[Message]:
    """What is said of the whole ranking."""
    if not found.rules.verified:
        yield Message.of("ranking.unverified", rules=found.rules.title)
    if not found.same_items and found.common:
        yield Message.of(
            "ranking.on_common", count=len(found.common), indicators=titles_of(found.common)
        )
    if len(found.common) < len(found.rules.indicators):
        yield Message.of(
            "ranking.not_all", found=len(found.common), whole=len(found.rules.indicators)
        )
    averaging = setting.method.averaging
    if setting.period.span == "year" and averaging.year_over == "rounded_months":
        yield Message.of("ranking.rounded_months")
    if found.unassigned:
        names = in_a_row(found.unassigned)
        yield Message.of("ranking.unassigned", count=len(found.unassigned), names=names)
