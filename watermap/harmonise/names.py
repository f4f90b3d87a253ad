"""Which section of the map a table means: by code, by name, as confirmed; else it is asked."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz

from watermap.datafile import Strict, read_toml
from watermap.errors import Message, Problem
from watermap.harmonise.folding import letters, plain
from watermap.resources import package_file

LIKELY = 60.0  # suggestions score at least so much, of 100
MOST_SUGGESTIONS = 3  # for one name
NOBODY: Mapping[str, str] = MappingProxyType({})

_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")

Named = tuple[str, str | None]  # a name and its code, None where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name of the table that looks like one of the map; a person has to confirm it."""

    table: str
    layer: str
    score: float  # 0 … 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """How the names of the tables and of the section layer came together."""

    matched: Mapping[str, str] = field(
        default_factory=dict
    )  # table name: section name of the layer
    unmatched_table: tuple[str, ...] = ()  # results that belong to no section of the map
    unmatched_layer: tuple[str, ...] = ()  # sections without any result
    suggestions: tuple[Suggestion, ...] = ()
    how: Mapping[str, Message] = field(default_factory=dict)  # table name: why it was matched
    problems: tuple[Problem, ...] = ()  # ambiguous names, contradictions, wrong confirmations


class _Names(Strict):
    suffixes: list[str]
    remarks: list[str]


@dataclass(slots=True)
class _Joining:
    """What has been joined so far."""

    codes: Mapping[str, frozenset[str]]  # table name: its codes, folded
    layer_codes: Mapping[str, frozenset[str]]
    twice: frozenset[str]  # names that several sections of the map have
    matched: dict[str, str] = field(default_factory=dict)
    how: dict[str, Message] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)  # table names that must not be tried further
    problems: list[Problem] = field(default_factory=list)

    def join(self, table: str, layer: str, how: Message) -> None:
        self.matched[table] = layer
        self.how[table] = how
        self.settled.add(table)

    def refuse(self, table: str, problem: Problem) -> None:
        self.settled.add(table)
        self.problems.append(problem)

    def left(self) -> list[str]:
        return [name for name in self.codes if name not in self.settled]


def match_names(
    table_names: Iterable[Named],
    layer_names: Iterable[Named],
    *,
    confirmed: Mapping[str, str] = NOBODY,
) -> NameMatch:
    """Join names of tables with names of the map.

    In this order: as a person has confirmed; the same code; the same name; the same but for
    blanks, width and marks; the same but for an ending as 断面 or 镇, where that leaves one section
    only that no other name claims. Whatever fits several is not joined. Names that only look alike
    are suggested, never joined.

    Args:
        table_names: name and code of every row; repeated ones count once.
        layer_names: name and code of every section of the map.
        confirmed: name in the tables: name on the map.
    """
    layer_names = [(name, code) for name, code in layer_names if name and name.strip()]
    joining = _Joining(
        codes=_codes(table_names), layer_codes=_codes(layer_names), twice=_twice(layer_names)
    )
    joining.problems += [
        Problem.warning(
            "harmonise.name_twice", name=name, count=sum(name == one for one, _ in layer_names)
        )
        for name in sorted(joining.twice)
    ]
    _confirm(joining, confirmed)
    _by_code(joining)
    _by_key(joining, lambda name: name, "exact")
    _by_key(joining, spelling, "spelling")
    _by_suffix(joining)
    return _result(joining)


def _codes(names: Iterable[Named]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code in names:
        if name and name.strip():
            own = found.setdefault(name, set())
            if code and plain(code):
                own.add(plain(code))
    return {name: frozenset(codes) for name, codes in found.items()}


def _twice(names: Sequence[Named]) -> frozenset[str]:
    """Names that sections with different codes, or without one, share."""
    counts: dict[str, int] = defaultdict(int)
    for name, _ in names:
        counts[name] += 1
    return frozenset(name for name, count in counts.items() if count > 1)


def _confirm(joining: _Joining, confirmed: Mapping[str, str]) -> None:
    for table, layer in confirmed.items():
        if table not in joining.codes:
            continue
        if layer in joining.layer_codes:
            joining.join(table, layer, Message.of("harmonise.name_confirmed"))
            continue
        near = difflib.get_close_matches(layer, sorted(joining.layer_codes), n=1)
        problem = Problem.error(
            "harmonise.name_confirmed_missing",
            table=table,
            layer=layer,
            near=near[0] if near else "—",
        )
        joining.refuse(table, problem)


def _by_code(joining: _Joining) -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for layer, codes in joining.layer_codes.items():
        for code in codes:
            holders[code].add(layer)
    for table in joining.left():
        found = {layer for code in joining.codes[table] for layer in holders.get(code, ())}
        namesakes = {layer for layer in joining.layer_codes if spelling(layer) == spelling(table)}
        if len(found) > 1:
            joining.refuse(table, _ambiguous(table, found))
        elif found and namesakes and not found & namesakes:
            joining.refuse(table, _contradiction(table, found, namesakes))
        elif found:
            how = Message.of("harmonise.name_by_code", same=_shared(joining, table, found))
            _join_unless_twice(joining, table, found, how)


def _shared(joining: _Joining, table: str, found: set[str]) -> str:
    layer = next(iter(found))
    return min(joining.codes[table] & joining.layer_codes[layer]).upper()


def _by_key(joining: _Joining, key: Callable[[str], str], kind: str) -> None:
    owners = _owners(joining.layer_codes, key)
    for table in joining.left():
        found = owners.get(key(table), set())
        if len(found) > 1:
            joining.refuse(table, _ambiguous(table, found))
        elif found:
            _join_unless_twice(joining, table, found, Message.of(f"harmonise.name_{kind}"))


def _by_suffix(joining: _Joining) -> None:
    """As by key, but only where it is one to one and nobody else has claimed the section."""
    taken = set(joining.matched.values())
    owners = _owners(joining.layer_codes, _without_suffix)
    tables = _owners(joining.left(), _without_suffix)
    for key, names in tables.items():
        found = owners.get(key, set())
        spellings = {spelling(name) for name in names}
        for table in sorted(names):
            if len(found) > 1:
                joining.refuse(table, _ambiguous(table, found))
            elif found and len(spellings) > 1:
                joining.refuse(table, _rivals(table, names - {table}, found))
            elif found and not found & taken:
                _join_unless_twice(joining, table, found, Message.of("harmonise.name_suffix"))


def _join_unless_twice(joining: _Joining, table: str, found: set[str], how: Message) -> None:
    layer = next(iter(found))
    if layer in joining.twice:
        joining.refuse(table, _ambiguous(table, [layer, layer]))
    else:
        joining.join(table, layer, how)


def _owners(names: Iterable[str], key: Callable[[str], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found[key(name)].add(name)
    return found


def _ambiguous(table: str, candidates: Iterable[str]) -> Problem:
    listed = "、".join(sorted(candidates))
    return Problem.warning("harmonise.name_ambiguous", name=table, candidates=listed)


def _rivals(table: str, others: Iterable[str], found: Iterable[str]) -> Problem:
    return Problem.warning(
        "harmonise.name_rivals",
        name=table,
        others="、".join(sorted(others)),
        layer="、".join(sorted(found)),
    )


def _contradiction(table: str, by_code: Iterable[str], by_name: Iterable[str]) -> Problem:
    return Problem.warning(
        "harmonise.name_code_contradicts",
        name=table,
        by_code="、".join(sorted(by_code)),
        by_name="、".join(sorted(by_name)),
    )


def _result(joining: _Joining) -> NameMatch:
    tables = tuple(name for name in joining.codes if name not in joining.matched)
    used = set(joining.matched.values())
    layers = tuple(name for name in joining.layer_codes if name not in used)
    return NameMatch(
        matched=joining.matched,
        unmatched_table=tables,
        unmatched_layer=layers,
        suggestions=_suggestions(tables, list(joining.layer_codes), layers),
        how=joining.how,
        problems=tuple(joining.problems),
    )


def _suggestions(
    tables: Sequence[str], names: Sequence[str], free: Sequence[str]
) -> tuple[Suggestion, ...]:
    """The likeliest sections for each name left over, free ones first where they are as likely."""
    found = []
    for table in tables:
        scored = [(round(_likeness(table, layer), 1), layer in free, layer) for layer in names]
        best = sorted(scored, key=lambda one: (-one[0], not one[1], one[2]))[:MOST_SUGGESTIONS]
        found += [
            Suggestion(table=table, layer=layer, score=score)
            for score, _, layer in best
            if score >= LIKELY
        ]
    return tuple(sorted(found, key=lambda one: -one.score))


def _likeness(table: str, layer: str) -> float:
    """0 to 100: alike as a whole, or one (a little less) inside the other."""
    one, other = _without_suffix(table), _without_suffix(layer)
    inside = fuzz.partial_ratio(one, other) if min(len(one), len(other)) >= 2 else 0.0
    return float(max(fuzz.ratio(one, other), 0.9 * inside))


@lru_cache(maxsize=4096)
def spelling(name: str) -> str:
    """A name without blanks, brackets and marks, in half width and lower case."""
    return letters(name) or plain(name)


@lru_cache(maxsize=4096)
def _without_suffix(name: str) -> str:
    """A name without remarks in brackets that say nothing of the place, and without an ending."""
    words = _file()

    def kept(found: re.Match[str]) -> str:
        return "" if found[1].strip() in words.remarks else found[0]

    bare = letters(_BRACKETED.sub(kept, plain(name))) or spelling(name)
    for suffix in sorted(words.suffixes, key=len, reverse=True):
        if bare.endswith(suffix) and len(bare) >= len(suffix) + 2:
            return bare.removesuffix(suffix)
    return bare


@cache
def _file() -> _Names:
    return read_toml(_Names, package_file("harmonise") / "names.toml")
