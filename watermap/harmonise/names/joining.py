"""Which section of the map a table means: by code, by name, as confirmed; else it is asked."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from watermap.errors import Message, Problem
from watermap.harmonise.names.forms import (
    bare,
    differ,
    known_areas,
    simplified,
    spelling,
    without_areas,
)
from watermap.harmonise.names.suggestions import Choosing, Suggestion, suggestions
from watermap.harmonise.terms.folding import plain

NOBODY: Mapping[str, str] = MappingProxyType({})
NONE: Mapping[str, Sequence[str]] = MappingProxyType({})

Named = tuple[str, str | None]  # a name and its code, None where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else is known of the map's sections."""

    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by name on the map
    districts: Mapping[str, Collection[str]] = field(default_factory=dict)  # in which it lies
    areas: Collection[str] = ()  # names of areas that may stand in front of a name


ALONE = Surroundings()


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
    set_aside: tuple[str, ...] = ()  # of unmatched_table: a person said they belong to no section


@dataclass(slots=True)
class _Joining:
    """What has been joined so far."""

    codes: Mapping[str, frozenset[str]]  # table name: its codes, folded
    layer_codes: Mapping[str, frozenset[str]]
    twice: frozenset[str]  # names that several sections of the map have
    around: Surroundings
    areas: frozenset[str]
    declined: Mapping[str, Sequence[str]]
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

    def may_be(self, table: str, found: Collection[str]) -> set[str]:
        """Of some sections those that nobody has said the name is not."""
        return set(found) - set(self.declined.get(table, ()))


def match_names(
    table_names: Iterable[Named],
    layer_names: Iterable[Named],
    *,
    confirmed: Mapping[str, str] = NOBODY,
    declined: Mapping[str, Sequence[str]] = NONE,
    around: Surroundings = ALONE,
) -> NameMatch:
    """Join names of tables with names of the map.

    In this order: as a person has confirmed; the same code; the same name; the same but for
    blanks, width and marks; but for traditional characters; another name of the section; the same
    but for areas in front (where they do not contradict the section's), or for an ending as 断面 or
    镇, both only where that leaves one section that no other name claims. Whatever fits several is
    not joined. Names that only look alike are suggested, never joined.

    Args:
        table_names: name and code of every row; repeated ones count once.
        layer_names: name and code of every section of the map.
        confirmed: name in the tables: name on the map.
        declined: name in the tables: names on the map that it is not; empty: it is none of them.
        around: other names, districts, areas.
    """
    layer_names = [(name, code) for name, code in layer_names if name and name.strip()]
    districts = {area for areas in around.districts.values() for area in areas}
    joining = _Joining(
        codes=_codes(table_names),
        layer_codes=_codes(layer_names),
        twice=_twice(layer_names),
        around=around,
        areas=known_areas({*around.areas, *districts}),
        declined=declined,
    )
    joining.problems += [
        Problem.warning(
            "harmonise.name_twice", name=name, count=sum(name == one for one, _ in layer_names)
        )
        for name in sorted(joining.twice)
    ]
    _confirm(joining, confirmed)
    aside = _set_aside(joining)
    _by_code(joining)
    _by_key(joining, lambda name: name, "exact")
    _by_key(joining, spelling, "spelling")
    _by_key(joining, simplified, "simplified")
    _by_alias(joining)
    _one_to_one(joining, lambda name: without_areas(name, joining.areas)[0], "areas")
    _one_to_one(joining, lambda name: bare(name, joining.areas), "suffix")
    return _result(joining, aside)


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
    """As said before; the name may be written with other blanks or width than then."""
    said = {spelling(table): layer for table, layer in confirmed.items()}
    for table in joining.left():
        layer = confirmed.get(table, said.get(spelling(table)))
        if layer is None:
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


def _set_aside(joining: _Joining) -> tuple[str, ...]:
    """The names that a person has said belong to no section."""
    aside = tuple(
        name for name in joining.left() if name in joining.declined and not joining.declined[name]
    )
    joining.settled |= set(aside)
    return aside


def _by_code(joining: _Joining) -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for layer, codes in joining.layer_codes.items():
        for code in codes:
            holders[code].add(layer)
    spelled = _owners(joining.layer_codes, spelling)
    for table in joining.left():
        holding = {layer for code in joining.codes[table] for layer in holders.get(code, ())}
        found = joining.may_be(table, holding)
        namesakes = spelled.get(spelling(table), set())
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
        found = joining.may_be(table, owners.get(key(table), set()))
        if len(found) > 1:
            joining.refuse(table, _ambiguous(table, found))
        elif found:
            _join_unless_twice(joining, table, found, Message.of(f"harmonise.name_{kind}"))


def _by_alias(joining: _Joining) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for layer, names in joining.around.aliases.items():
        if layer in joining.layer_codes:
            for name in names:
                owners[simplified(name)].add(layer)
    for table in joining.left():
        found = joining.may_be(table, owners.get(simplified(table), set()))
        if len(found) > 1:
            joining.refuse(table, _ambiguous(table, found))
        elif found:
            _join_unless_twice(joining, table, found, Message.of("harmonise.name_alias"))


def _one_to_one(joining: _Joining, key: Callable[[str], str], kind: str) -> None:
    """As by key, but only where it is one to one and nobody else has claimed the section."""
    taken = set(joining.matched.values())
    owners = _owners(joining.layer_codes, key)
    tables = _owners(joining.left(), key)
    for own, names in tables.items():
        spellings = {simplified(name) for name in names}
        for table in sorted(names):
            found = joining.may_be(table, owners.get(own, set()))
            if len(found) > 1:
                joining.refuse(table, _ambiguous(table, found))
            elif found and len(spellings) > 1:
                joining.refuse(table, _rivals(table, names - {table}, found))
            elif found and _elsewhere(joining, table, next(iter(found))):
                joining.refuse(table, _other_district(joining, table, next(iter(found))))
            elif found and not found & taken:
                _join_unless_twice(joining, table, found, Message.of(f"harmonise.name_{kind}"))


def _areas_of(joining: _Joining, layer: str) -> set[str]:
    """The areas in which a section lies, by what is known of it and by its own name."""
    known = joining.around.districts.get(layer, ())
    return {simplified(area) for area in known} | set(without_areas(layer, joining.areas)[1])


def _elsewhere(joining: _Joining, table: str, layer: str) -> bool:
    """Whether the areas before a name contradict those of the section."""
    return differ(without_areas(table, joining.areas)[1], _areas_of(joining, layer))


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


def _other_district(joining: _Joining, table: str, layer: str) -> Problem:
    return Problem.warning(
        "harmonise.name_other_district",
        name=table,
        said="".join(without_areas(table, joining.areas)[1]),
        layer=layer,
        lies="、".join(sorted(_areas_of(joining, layer))),
    )


def _result(joining: _Joining, aside: tuple[str, ...]) -> NameMatch:
    tables = tuple(name for name in joining.codes if name not in joining.matched)
    used = set(joining.matched.values())
    layers = tuple(name for name in joining.layer_codes if name not in used)
    choosing = Choosing(
        names=list(joining.layer_codes),
        free=frozenset(layers),
        areas=joining.areas,
        codes=joining.layer_codes,
        aliases=joining.around.aliases,
        declined=joining.declined,
    )
    asked = {name: joining.codes[name] for name in tables if name not in aside}
    return NameMatch(
        matched=joining.matched,
        unmatched_table=tables,
        unmatched_layer=layers,
        suggestions=suggestions(asked, choosing),
        how=joining.how,
        problems=tuple(joining.problems),
        set_aside=aside,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion:
    """A name in the tables of which a person has to say which section it is, if any."""

    table: str
    candidates: tuple[Suggestion, ...]  # the likeliest first; empty: none looks like it
    why: tuple[
        Problem, ...
    ] = ()  # what keeps it from being joined, where that is more than unlikeness


def open_questions(
    match: NameMatch,
    confirmed: Mapping[str, str] = NOBODY,
    declined: Mapping[str, Sequence[str]] = NONE,
) -> tuple[NameQuestion, ...]:
    """The names that are new or have changed: neither joined nor answered before.

    A name of which a person has said which section it is not is asked again where another one
    looks like it; a confirmed one where its section has gone from the map.

    Args:
        match: how names came together.
        confirmed: as the project keeps it.
        declined: as the project keeps it.
    """
    candidates: dict[str, list[Suggestion]] = defaultdict(list)
    for one in match.suggestions:
        if one.layer not in declined.get(one.table, ()):
            candidates[one.table].append(one)
    why: dict[str, list[Problem]] = defaultdict(list)
    for problem in match.problems:
        why[str(problem.fields.get("name", problem.fields.get("table")))].append(problem)
    return tuple(
        NameQuestion(table=name, candidates=tuple(candidates[name]), why=tuple(why[name]))
        for name in match.unmatched_table
        if name not in match.set_aside
        and (name not in declined or candidates[name] or name in confirmed)
    )
