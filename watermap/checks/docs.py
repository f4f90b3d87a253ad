"""The reference of rules, written from their files, so that page and data cannot differ."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from watermap.checks.cleanup.rules import cleanup_book
from watermap.checks.docs_cleanup import cleanup_lines
from watermap.checks.law.answers import questions
from watermap.checks.law.industries import IndustryGroup, known_industries
from watermap.checks.law.permitted_kinds import known_permitted_kinds
from watermap.checks.law.regions import known_regions
from watermap.checks.law.rule import Case, Rule, RuleBasis, When, Zone
from watermap.errors import Message
from watermap.language import LANGUAGES, Text

_HEAD = """\
# 选址核查规则 Siting rules

本页由 `scripts/docs.py` 根据 `watermap/checks/law/rules/` 生成，请勿手工修改。
核查结果是筛查，不是审批意见；条文以正式公布的文本为准。

This page is written by `scripts/docs.py` from `watermap/checks/law/rules/`; change the data, not
the page. A check is a screening, never a permit; the published text of the law prevails.

- ⚠ 表示条文、条号或日期尚未核对。
  ⚠ marks articles or days not yet compared with the text.
- 判断所需的情况没有填写时，结论降一级并列出所缺，不会因缺项而放过。
  Where an answer that a case asks for is missing, its verdict is softened by one step and the
  question is listed; nothing passes for lack of an answer.
- 用户自己的规则放在配置文件夹的 `rules/`，项目的规则放在 `project.toml` 旁的 `rules/`，写法相同。
  Own rules go to `rules/` in the user's folder, those of a project to `rules/` beside its
  `project.toml`.
"""
_VERDICTS = {
    "prohibited": "禁止 prohibited",
    "restricted": "限制 restricted",
    "notice": "提示 notice",
}
_CHECKS = {
    "overlaps": "压占 overlaps",
    "inside": "位于其内 inside",
    "within_distance": "距离 within",
}
_LAW_HEAD = """\
| 依据 Law | 条 Article | 罚则 Penalty | 施行 From | 至 To |
|---|---|---|---|---|"""


def rules_page(rules: Iterable[Rule]) -> str:
    """The whole of docs/rules.md: every rule with zone, cases and all laws it has stood on.

    Args:
        rules: in the order of their files, those of one id one after the other.
    """
    parts = [_HEAD]
    for theme, of_theme in groupby(rules, key=lambda rule: rule.theme):
        parts.append(f"## {_both(theme)}\n")
        for _, versions in groupby(of_theme, key=lambda rule: rule.id):
            parts.append("\n".join([*_rule(list(versions)), ""]))
    parts.append("\n".join([*cleanup_lines(cleanup_book()), ""]))
    parts.append(
        "\n".join(["## 行业分组 Groups of industries\n", *_groups(known_industries()), ""])
    )
    parts.append("\n".join(["## 水体范围 Waters\n", *_waters(), ""]))
    parts.append("\n".join(["## 允许的有限人为活动 Permitted activities\n", *_kinds(), ""]))
    return "\n".join(parts)


def _rule(versions: list[Rule]) -> Iterator[str]:
    rule = versions[0]
    yield f"### `{rule.id}` {_both(rule.title)}\n"
    distance = f" {rule.distance_m:g} m" if rule.distance_m is not None else ""
    yield f"- 检查 Check: {_CHECKS[rule.check]}{distance} `{rule.zone.kind}`{_zone(rule.zone)}"
    yield f"- 出处 Source: {rule.source}"
    if rule.favourable:
        yield "- 有利情形，不作为冲突。 Speaks for the place; it is no conflict."
    if rule.optional:
        yield "- 没有该类图层时不影响结论的完整性。 Without such a layer a check is still complete."
    if rule.shows:
        fields = ", ".join(f"`{name}`" for name in rule.shows)
        yield f"- 附图层原文，不作判断。 The layer's own texts are shown, never decided: {fields}"
    for case in rule.cases:
        yield from _case(case)
    yield f"\n{_LAW_HEAD}"
    for version in versions:
        yield _row(_law(version.basis))
    remarks = [version.basis.remark for version in versions if version.basis.remark]
    yield from (f"\n⚠ {_both(remark)}" for remark in dict.fromkeys(remarks))


def _zone(zone: Zone) -> str:
    where = "; ".join(f"`{field}` = {', '.join(values)}" for field, values in zone.where.items())
    region = f" [{_both(known_regions()[zone.region].title)}]" if zone.region else ""
    return (f" ({where})" if where else "") + region


def _case(case: Case) -> Iterator[str]:
    conditions = [*_asked(case.when)]
    if case.unless is not None:
        conditions += [f"除非 unless {said}" for said in _asked(case.unless)]
    shown = f"（{'；'.join(conditions)}）" if conditions else ""
    yield f"- **{_VERDICTS[case.verdict]}**{shown}: {case.message.zh}。 {case.message.en}."


def _asked(when: When) -> Iterator[str]:
    for name, value in when.model_dump(exclude_none=True).items():
        if name == "industry":
            titles = [known_industries()[group].title for group in value]
            yield " / ".join(_both(title) for title in titles)
        elif name == "work":
            yield " / ".join(_both(_word(f"work_{work}")) for work in value)
        else:
            yield f"{_both(questions([name]))} = {_both(_word('yes' if value else 'no'))}"


def _word(name: str) -> Text:
    said = Message.of(f"checks.{name}")
    zh, en = (said.text(language) for language in LANGUAGES)
    return Text(zh=zh, en=en)


def _law(basis: RuleBasis) -> list[str]:
    return [
        f"{_both(basis.document)}{'' if basis.verified else ' ⚠'}",
        basis.article,
        basis.penalty or "",
        basis.in_force_from.isoformat(),
        basis.in_force_to.isoformat() if basis.in_force_to else "",
    ]


def _groups(groups: Mapping[str, IndustryGroup]) -> Iterator[str]:
    yield "| id | 名称 Title | GB/T 4754 | 出处 Source |\n|---|---|---|---|"
    for name, group in groups.items():
        codes = [*group.codes, *(f"`{inner}`" for inner in group.includes)]
        mark = "" if group.verified else " ⚠"
        yield _row([f"`{name}`", _both(group.title), ", ".join(codes), f"{group.source}{mark}"])


def _waters() -> Iterator[str]:
    yield "| id | 名称 Title | 名称含有 Names | 出处 Source |\n|---|---|---|---|"
    for name, region in known_regions().items():
        more = "" if region.complete else "…"
        mark = "" if region.verified else " ⚠"
        names = "、".join(region.names) + more
        yield _row([f"`{name}`", _both(region.title), names, f"{region.source}{mark}"])


def _kinds() -> Iterator[str]:
    yield "| 类 Kind | 内容 What |\n|---|---|"
    for number, kind in known_permitted_kinds().items():
        yield _row([f"{number}{'' if kind.verified else ' ⚠'}", _both(kind.title)])


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
