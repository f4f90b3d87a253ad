"""Writes docs/standards.md from standards and methods, so that the page cannot differ from them."""

from collections.abc import Iterable, Iterator

from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.dated import Dated
from watermap.quality.documents.grades import (
    class_title,
    colour_of,
    grade_of,
    grade_title,
    grades_of_classes,
)
from watermap.quality.documents.methods import GradeRow, Method
from watermap.quality.documents.standards import Limit, Standard

_HEAD = """\
# 标准与评价方法 Standards and methods

本页由 `scripts/docs.py` 根据 `watermap/quality/standards/`、`watermap/quality/methods/` 和
`watermap/quality/documents/grades.toml` 生成，请勿手工修改。
自己的标准和方法放在用户配置目录的 `standards/`、`methods/`。

This page is written by `scripts/docs.py` from the data; change the data, not the page. Your own
standards and methods go to `standards/` and `methods/` in your configuration folder.

- ⚠ 表示尚未与原文逐字核对。 ⚠ marks what was not compared with the official text.
- 限值均含端点（值 ≤ 限值、溶解氧 ≥ 限值为符合）；各类限值相同时取较好类别。
  Limits are inclusive on the better side; where classes share a limit, the better one is given.
"""
_LIMITS_HEAD = """\
| 表-项 Table-item | id | 指标 Indicator | 单位 Unit | Ⅰ | Ⅱ | Ⅲ | Ⅳ | Ⅴ | 说明 Remark |
|---|---|---|---|---|---|---|---|---|---|"""
_GRADES_HEAD = """\
| 类别 Class | 评价 Grade | 颜色名 Colour name |
|---|---|---|"""
_SHARES_HEAD = """\
| Ⅰ～Ⅲ类 I–III | 劣Ⅴ类 Worse than V | 评价 Grade |
|---|---|---|"""
_BODIES = {"river": "河流 rivers", "lake": "湖库 lakes"}
_YEARS = {
    "rounded_months": "各月修约后的评价值 the months' rounded values",
    "unrounded_months": "各月未修约的均值 the months' unrounded means",
}


def standards_page(standards: Iterable[Standard], methods: Iterable[Method]) -> str:
    """The whole of docs/standards.md: limits, methods, grades, each with its citation."""
    lines = [_HEAD]
    for standard in standards:
        lines += _standard(standard)
    for method in methods:
        lines += _method(method)
    lines += _grades()
    return "\n".join(lines)


def _standard(standard: Standard) -> Iterator[str]:
    yield from _document(standard)
    yield _LIMITS_HEAD
    for limit in standard.limits:
        yield _row(_limit(limit))
    yield ""


def _document(document: Dated) -> Iterator[str]:
    mark = "" if document.verified else " ⚠"
    yield f"## `{document.id}` {document.title.zh} {document.title.en}{mark}\n"
    yield f"- 文号 Citation: {document.citation}"
    if document.issuer:
        yield f"- 发布 Issued by: {document.issuer.zh} {document.issuer.en}"
    until = document.in_force_to or "—"
    yield f"- 施行 In force: {document.in_force_from} … {until}"
    if document.verified_against:
        against = document.verified_against
        yield f"- 核对 Compared with: {against.zh}。{against.en}.\n"


def _limit(limit: Limit) -> list[str]:
    title = load_indicators()[limit.indicator].title
    body = f" ({_BODIES[limit.water_body]})" if limit.water_body else ""
    remark = f"{limit.remark.zh} {limit.remark.en}" if limit.remark else ""
    name = f"{title.zh} {title.en}{body}"
    place = f"{limit.table}-{limit.item}{'' if limit.verified else ' ⚠'}"
    return [place, f"`{limit.indicator}`", name, limit.unit, *_figures(limit), remark]


def _figures(limit: Limit) -> list[str]:
    if limit.sources_at_most is not None:
        return [f"水源地 sources ≤ {limit.sources_at_most}", *[""] * 4]
    if limit.between is not None:
        return ["～".join(str(end) for end in limit.between)] * 5
    sign = "≥" if limit.at_least else "≤"
    return [f"{sign} {bound}" for bound in limit.at_most or limit.at_least or ()] or [""] * 5


def _method(method: Method) -> Iterator[str]:
    averaging = method.averaging
    yield from _document(method)
    yield f"- 用于 For: {', '.join(f'`{name}`' for name in method.standards)}"
    yield f"- 参评 Counted ({len(method.counted)}): {_titles(method.counted)}"
    yield f"- 仅供参考 For reference only: {_titles(method.reference_only)}"
    yield f"- 不计超标倍数 No multiple: {_titles(method.no_multiple)}"
    yield f"- 修约 Rounding: {_rounding(method)}"
    yield (
        f"- 季 Quarter: ≥ {averaging.quarter_min_results} 次 results；年 year: "
        f"≥ {averaging.year_min_months} 个月 months，{_YEARS[averaging.year_over]}"
        f"{_mark(verified=averaging.verified)}"
    )
    yield f"- 按氢离子浓度平均 Averaged over H⁺: {_titles(averaging.over_hydrogen_ions)}"
    below = method.below_detection
    yield (
        f"- 低于检出限 Below detection: {below.counts_as.zh} {below.counts_as.en} "
        f"({below.citation}){_mark(verified=below.verified)}"
    )
    yield f"- 主要污染指标 Main pollutants: {_main_pollutants(method)}"
    shares = method.river.shares_from
    yield (
        f"- 河流 Rivers: < {shares} 个断面取平均 by means；≥ {shares} 个断面按比例 by shares"
        f"{_mark(verified=method.river.verified)}\n"
    )
    yield _SHARES_HEAD
    for row in method.river.grade:
        yield _row(_share_row(row))
    yield ""


def _main_pollutants(method: Method) -> str:
    rules = method.main_pollutants
    among = (
        "只取最差类别 of the worst class only" if rules.only_worst_class else "由劣到优 worst first"
    )
    return (
        f"劣于 {rules.beyond} 类时取 {rules.most} 项 up to {rules.most} worse than {rules.beyond}，"
        f"{among}；优先 first: {_titles(rules.first)} ({rules.citation})"
        f"{_mark(verified=rules.verified)}"
    )


def _rounding(method: Method) -> str:
    if not method.rounding.decimals:
        return "不修约 none"
    by_decimals: dict[int, list[str]] = {}
    for name, decimals in method.rounding.decimals.items():
        by_decimals.setdefault(decimals, []).append(name)
    said = [f"{decimals}: {_titles(by_decimals[decimals])}" for decimals in sorted(by_decimals)]
    mark = _mark(verified=method.rounding.verified)
    return (
        f"四舍六入五成双，小数位数 half to even, decimals ({method.rounding.citation}){mark} "
        + "；".join(said)
    )


def _share_row(row: GradeRow) -> list[str]:
    def span(start: object, below: object) -> str:
        parts = [
            f"≥ {start} %" if str(start) != "0" else "",
            f"< {below} %" if below != 101 else "",
        ]
        return " ".join(part for part in parts if part)

    mark = " （原文无此行 not in the text）" if row.outside_the_text else ""
    grade = f"{grade_title(row.grade, 'zh')} {grade_title(row.grade, 'en')}{mark}"
    return [span(row.good_from, row.good_below), span(row.worst_from, row.worst_below), grade]


def _grades() -> Iterator[str]:
    yield "## 类别与评价 Classes and grades ⚠\n"
    yield _GRADES_HEAD
    for name in grades_of_classes():
        grade = grade_of(name)
        title = f"{class_title(name, 'zh')} {class_title(name, 'en')}"
        yield _row(
            [title, f"{grade_title(grade, 'zh')} {grade_title(grade, 'en')}", colour_of(grade)]
        )
    yield ""


def _titles(names: Iterable[str]) -> str:
    return "、".join(load_indicators()[name].title.zh for name in names)


def _mark(*, verified: bool) -> str:
    return "" if verified else " ⚠"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
