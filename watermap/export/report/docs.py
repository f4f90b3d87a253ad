"""docs/report.md: how a bulletin is made every month, and the fields of the office's template."""

from collections.abc import Iterator, Mapping

from watermap.export.report.fields import known_fields
from watermap.export.report.maps import THEMES
from watermap.export.report.parts import PART_IDS
from watermap.export.words import all_words
from watermap.language import Text
from watermap.resources import package_file

_HEAD = "report/docs_head.md"


def report_page() -> str:
    """The whole page."""
    head = (package_file("export") / _HEAD).read_text("utf-8")
    return "\n".join([head, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    known = known_fields()
    yield from _named("字段 Fields", "{{ %s }}", known.text)
    yield from _named("逐句 Lists: `{%%p for one in %s %%}`", "%s", known.list)
    yield "### 表格 Tables\n"
    yield "| table | 内容 What | columns |\n|---|---|---|"
    for name, table in known.table.items():
        columns = ", ".join(f"`{column}`" for column in table.columns)
        yield f"| `{name}` | {_both(table.title)} | {columns} |"
    yield f"\n### 整段 Blocks\n\n{_both(known.block.title)}\n"
    yield "| block | 内容 What |\n|---|---|"
    for name in PART_IDS:
        yield f"| `{{{{ block.{name} }}}}` | {_both(all_words()[f'report_part_{name}'])} |"
    yield f"\n### 图片 Pictures\n\n{_both(known.picture.title)}\n"
    yield from (f"- `{{{{ map.{name} }}}}`" for name in THEMES)


def _named(title: str, form: str, entries: Mapping[str, Text]) -> Iterator[str]:
    shown = title % "news" if "%s" in title else title
    yield f"### {shown}\n"
    yield "| field | 内容 What |\n|---|---|"
    for name, text in entries.items():
        yield f"| `{form % name}` | {_both(text)} |"
    yield ""


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"
