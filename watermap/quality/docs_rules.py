"""The part of docs/standards.md about the rules beside classing: every figure of their files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from watermap.quality.documents.dated import Dated

_TITLES = {
    "change": "变化、趋势与预警 Change, trend and warning",
    "ranking": "排名 Ranking",
    "lakes": "湖库营养状态 Trophic state of lakes",
    "sources": "饮用水水源地 Drinking-water sources",
    "black_odorous": "黑臭水体 Black-odorous water",
    "borders": "交界断面责任 Duties at borders",
    "compensation": "生态补偿 Compensation",
    "credit": "企业环境信用 Credit of enterprises",
    "capacity": "容量预警 Capacity",
}
_HEAD = "| 键 Key | 值 Value |\n|---|---|"
_SAID = ("id", "title", "citation", "issuer", "in_force_from", "in_force_to", "verified",
         "verified_against")  # fmt: skip


def rules_lines(books: Iterable[tuple[str, Dated]]) -> Iterator[str]:
    """A heading a topic, and under it each document with all that its file says."""
    topic = ""
    for of, book in books:
        if of != topic:
            topic = of
            yield f"# {_TITLES[of]}\n"
        yield from _book(book)


def _book(book: Dated) -> Iterator[str]:
    mark = "" if book.verified else " ⚠"
    yield f"## `{book.id}` {book.title.zh} {book.title.en}{mark}\n"
    yield f"- 文号 Citation: {book.citation}"
    yield f"- 施行 In force: {book.in_force_from} … {book.in_force_to or '—'}"
    if book.verified_against:
        yield f"- 核对 Compared with: {book.verified_against.zh}。{book.verified_against.en}."
    yield ""
    yield _HEAD
    content = book.model_dump(mode="json", by_alias=True, exclude_none=True)
    for key, value in _leaves({name: one for name, one in content.items() if name not in _SAID}):
        yield f"| `{key}` | {value.replace('|', chr(92) + '|')} |"
    yield ""


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401  (JSON)
    if isinstance(value, Mapping) and set(value) == {"zh", "en"}:
        yield key, f"{value['zh']} {value['en']}"
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for number, part in enumerate(value, start=1):
            yield from _leaves(part, f"{key}.{number}")
    elif isinstance(value, list):
        yield key, ", ".join(str(one) for one in value)
    else:
        yield key, str(value)
