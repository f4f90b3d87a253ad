"""Writes docs/standards.md from standards and methods, so that the page cannot differ from them."""

from collections.abc import Iterable, Iterator, Mapping

from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.dated import Dated
from watermap.quality.documents.grades import (
    class_title,
    colour_of,
    grade_of,
    grade_title,
    grades_of_classes,
)
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.methods import GradeRow, MainPollutants, Method
from watermap.quality.documents.standards import Standard

_HEAD = """\
# 标准与评价方法 Standards and methods

本页由 `scripts/docs.py` 根据 `watermap/quality/standards/`、`watermap/quality/methods/` 和
`watermap/quality/documents/grades.toml` 生成，请勿手工修改。
自己的标准和方法放在用户配置目录或项目的 `standards/`、`methods/`。

This page is written by `scripts/docs.py` from the data; change the data, not the page. Your own
standards and methods go to `standards/` and `methods/` in your configuration folder or project.

- ⚠ 表示尚未与原文逐字核对。 ⚠ marks what was not compared with the official text.
- 限值均含端点（值 ≤ 限值、溶解氧 ≥ 限值为符合）；各类限值相同时取较好类别。
  Limits are inclusive on the better side; where classes share a limit, the better one is given.
"""
_GRADES_HEAD = """\
| 类别 Class | 评价 Grade | 颜色名 Colour name |
|---|---|---|"""
_SHARES_HEAD = """\
| Ⅰ～Ⅲ类 I–III | 劣Ⅴ类 Worse than V | 评价 Grade |
|---|---|---|"""
_BODIES = {"river": "河流 rivers", "lake": "湖库 lakes"}
_NUMERALS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "worse_than_V": "劣Ⅴ"}
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
    for name, use in standard.uses.items():
        yield f"- {class_title(name, 'zh')} {class_title(name, 'en')}: {use.zh} {use.en}"
    if standard.preferred is not None:
        title, mark = standard.preferred.title, _mark(verified=standard.preferred.verified)
        count = sum(limit.preferred for limit in standard.limits)
        yield f"- ★ {title.zh} {title.en} ({count}){mark}"
    if standard.uses or standard.preferred:
        yield ""
    columns = _columns(standard)
    yield _row(["表-项 Table-item", "id", "指标 Indicator", "单位 Unit", *columns, "说明 Remark"])
    yield "|" + "---|" * (len(columns) + 5)
    for limit in standard.limits:
        yield _row(_limit(limit, standard))
    yield ""


def _columns(standard: Standard) -> list[str]:
    """The classes that have limits of their own, or the levels."""
    if standard.levels:
        return [f"{title.zh} {title.en}" for title in standard.levels.values()]
    return [_NUMERALS[name] for name in standard.classes[:-1]]


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


def _limit(limit: Limit, standard: Standard) -> list[str]:
    title = load_indicators()[limit.indicator].title
    body = f" ({_BODIES[limit.water_body]})" if limit.water_body else ""
    group = standard.groups.get(limit.group or "")
    remarks = [f"{one.zh} {one.en}" for one in (group, limit.remark) if one is not None]
    name = f"{title.zh} {title.en}{body}{' ★' if limit.preferred else ''}"
    place = f"{limit.table}-{limit.item}{'' if limit.verified else ' ⚠'}"
    figures = _figures(limit, standard)
    return [place, f"`{limit.indicator}`", name, limit.unit, *figures, "；".join(remarks)]


def _figures(limit: Limit, standard: Standard) -> list[str]:
    count = len(_columns(standard))
    if limit.sources_at_most is not None:
        shown = [f"水源地 sources ≤ {limit.sources_at_most:f}"]
    elif limit.between is not None:
        shown = [_span(limit.between)] * count
    elif limit.ranges is not None:
        shown = [_span(one) for one in limit.ranges]
    elif limit.at_most_of_level is not None:
        of_level = limit.at_most_of_level
        shown = [f"≤ {of_level[name]:f}" if name in of_level else "" for name in standard.levels]
    else:
        sign = "≥" if limit.at_least else "≤"
        shown = [f"{sign} {bound:f}" for bound in limit.at_most or limit.at_least or ()]
    if limit.not_detected:
        shown[0] = "不得检出 not detected"
    if limit.beyond is not None and limit.at_most is not None:
        shown.append(f"> {limit.at_most[-1]:f}")
    return [*shown, *[""] * (count - len(shown))]


def _span(ends: tuple[object, object]) -> str:
    return "～".join(str(end) for end in ends)


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
    yield from _rules(method)
    yield ""
    if method.river is not None:
        yield _SHARES_HEAD
        for row in method.river.grade:
            yield _row(_share_row(row))
        yield ""


def _rules(method: Method) -> Iterator[str]:
    """What not every method has."""
    if method.extends is not None:
        yield f"- 以此为基础 Built on: `{method.extends}`"
    if method.main_pollutants is not None:
        yield f"- 主要污染指标 Main pollutants: {_main_pollutants(method.main_pollutants)}"
    oxygen = method.oxygen_saturation
    if oxygen is not None:
        yield (
            f"- 溶解氧Ⅰ类 Class I of dissolved oxygen: ≥ {oxygen.class_one_from_pct} % 饱和 of "
            f"saturation {oxygen.numerator}/({oxygen.offset} + T) mg/L ({oxygen.citation})"
            f"{_mark(verified=oxygen.verified)}"
        )
    if method.hourly is not None and method.extends is None:
        cited = f"({method.hourly.citation}){_mark(verified=method.hourly.verified)}"
        said = _by_decimals(method.hourly.decimals)
        yield f"- 自动站小时数据小数位数 Decimals of hourly data {cited} {said}"
    if method.river is not None:
        shares = method.river.shares_from
        yield (
            f"- 河流 Rivers: < {shares} 个断面取平均 by means；≥ {shares} 个断面按比例 by shares"
            f"{_mark(verified=method.river.verified)}"
        )


def _main_pollutants(rules: MainPollutants) -> str:
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
    mark = _mark(verified=method.rounding.verified)
    return (
        f"四舍六入五成双，小数位数 half to even, decimals ({method.rounding.citation}){mark} "
        f"{_by_decimals(method.rounding.decimals)}"
    )


def _by_decimals(decimals: Mapping[str, int]) -> str:
    found: dict[int, list[str]] = {}
    for name, count in decimals.items():
        found.setdefault(count, []).append(name)
    return "；".join(f"{count}: {_titles(found[count])}" for count in sorted(found))


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
