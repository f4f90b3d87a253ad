"""The part of the reference about the clean-up of what already stands."""

from collections.abc import Iterator

from watermap.checks.cleanup.rules import CleanupBook, Duty
from watermap.language import Text

_DUTIES: dict[Duty, str] = {
    "remove": "拆除、关闭或搬迁 remove",
    "rectify": "限期整治 correct",
    "verify": "核查 verify",
}


def cleanup_lines(book: CleanupBook) -> Iterator[str]:
    """The clean-up's zones in their grades and its rules with all laws, as lines of Markdown."""
    mark = "" if book.verified else " ⚠"
    yield f"## 清理整治 Clean-up of what already stands{mark}\n"
    zones = " → ".join(f"{zone.grade} {_both(zone.title)}" for zone in book.zones)
    yield f"- 区域次序 Grades of zones: {zones}"
    yield f"- 风险次序 Order of risks: {' → '.join(book.risks)}"
    yield f"- 优先 Ranked by: {', '.join(book.ranked_by)}; {', '.join(book.then_by)}\n"
    yield "| id | 设施 Things | 区域 Zones | 处置 Duty | 内容 What | 依据 Law |"
    yield "|---|---|---|---|---|---|"
    for rule in book.rules:
        things = "、".join(book.thing(name).title.zh for name in rule.things)
        places = "、".join(book.zone(name).title.zh for name in rule.zones)
        laws = "；".join(
            f"{law.document.zh}{law.article} ({law.in_force_from}—{law.in_force_to or ''})"
            f"{'' if law.verified else ' ⚠'}"
            for law in book.law[rule.law]
        )
        said = _both(rule.message)
        yield f"| `{rule.id}` | {things} | {places} | {_DUTIES[rule.duty]} | {said} | {laws} |"


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"
