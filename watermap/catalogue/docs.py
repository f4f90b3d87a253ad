"""Writes docs/layers.md from the kinds, so that the page cannot differ from the data."""

from collections.abc import Iterable, Iterator

from watermap.catalogue.kinds import Field, Kind, Look
from watermap.catalogue.themes import by_theme

_HEAD = """\
# 图层种类 Kinds of layer

本页由 `scripts/docs.py` 根据 `layers/` 生成，请勿手工修改。图层种类的写法见
[`layers/README.md`](../layers/README.md)。

This page is written by `scripts/docs.py` from `layers/`; change the data, not the page. How a kind
is written: [`layers/README.md`](../layers/README.md).

- 列名比较时不计宽窄、大小写、空格、括号和下划线；DBF 截为 10 字节的列名（UTF-8 或 GBK）也能认出。
  Names of columns are compared without width, case, spaces, brackets and underscores; names that a
  DBF has cut to 10 bytes, in UTF-8 or GBK, are known too.
- 标题和字段 id 本身也是别名。 Titles and field ids are aliases themselves.
- ⚠ 表示定义和列名尚未与所列依据核对。
  ⚠ marks definitions and names not yet compared with the source.
- 🔒 表示敏感：默认不随文件带出。
  🔒 marks what is sensitive and left out of files that leave the bureau.
"""

_GEOMETRY = {"point": "点 point", "line": "线 line", "polygon": "面 polygon"}
_FIELDS_HEAD = """\
| id | 名称 Title | 类型 Type | 作用 Role | 取值 Values | 别名 Aliases |
|---|---|---|---|---|---|"""
_LOOKS_HEAD = """\
| 取值 Value | 图例 Legend | 样式 Look |
|---|---|---|"""


def layers_page(kinds: Iterable[Kind]) -> str:
    """The whole of docs/layers.md: every kind with fields, aliases, style and source."""
    parts = [_HEAD]
    for title, members in by_theme(kinds).values():
        parts.append(f"## {title.zh} {title.en}\n")
        parts += [_kind(kind) for kind in members]
    return "\n".join(parts)


def _kind(kind: Kind) -> str:
    return "\n".join([*_lines(kind), ""])


def _lines(kind: Kind) -> Iterator[str]:
    yield f"### `{kind.id}` {kind.title.zh} {kind.title.en}{' 🔒' if kind.sensitive else ''}\n"
    yield f"{kind.definition.zh}\n\n{kind.definition.en}\n"
    yield f"- 几何 Geometry: {', '.join(_GEOMETRY[shape] for shape in kind.geometry)}"
    yield f"- 依据 Source: {kind.source}{'' if kind.verified else ' ⚠'}"
    yield f"- 文件名中的词 Words in file names: {_listed(kind.file_aliases)}"
    yield f"- 绘制 Drawn: {_drawn(kind)}\n"
    yield _FIELDS_HEAD
    for field_id, field in kind.fields.items():
        yield _row(_field(field_id, field))
    yield from _looks(kind)


def _field(field_id: str, field: Field) -> list[str]:
    marks = "".join([" 必填 required" if field.required else "", " 🔒" if field.sensitive else ""])
    unit = f" ({field.unit})" if field.unit else ""
    values = "<br>".join(
        f"`{value}`: {_listed(written)}" for value, written in field.values.items()
    )
    return [
        f"`{field_id}`",
        f"{field.title.zh} {field.title.en}{marks}",
        f"{field.type}{unit}",
        field.role or "",
        values,
        _listed(field.aliases),
    ]


def _drawn(kind: Kind) -> str:
    style = kind.style
    said = [f"次序 order {style.order}"]
    if style.by:
        said.append(f"按字段 by `{style.by}`")
    else:
        said.append(_look(style.look, kind))
    if style.label:
        said.append(f"注记 label `{style.label}`")
    if style.min_scale:
        said.append(f"1:{style.min_scale} 及更大比例尺 at 1:{style.min_scale} and larger")
    if style.label_min_scale:
        scale = style.label_min_scale
        said.append(f"注记自 1:{scale} 起 labels from 1:{scale}")
    return "; ".join(said)


def _looks(kind: Kind) -> Iterator[str]:
    if not kind.style.by:
        return
    yield ""
    yield _LOOKS_HEAD
    looks = {**kind.style.looks, "": kind.style.look}
    for value, look in looks.items():
        title = look.title or kind.title
        shown = f"`{value}`" if value else "其余 others"
        yield _row([shown, f"{title.zh} {title.en}", _look(look, kind)])


def _look(look: Look, kind: Kind) -> str:
    parts = []
    if look.symbol and "point" in kind.geometry:
        parts.append(f"{look.symbol} {look.size_mm:g} mm")
    if look.fill:
        parts.append(f"fill `{look.fill}`")
    if look.hatch != "none":
        parts.append(f"hatch {look.hatch}")
    if look.line:
        parts.append(f"line `{look.line}` {look.width_mm:g} mm {look.dash}")
    return ", ".join(parts)


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
