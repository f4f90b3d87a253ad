"""Which kind is this file, and which of its columns is which field? Always with the evidence."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from watermap.catalogue.kinds import Kind
from watermap.catalogue.spelling import bracketed, cut_spellings, may_be_cut, normalised
from watermap.catalogue.words import Word, words_in
from watermap.errors import Message, Problem, WatermapError

__all__ = ["ColumnMatch", "KindGuess", "guess_kind", "match_columns", "normalised"]

NOBODY: Mapping[str, str] = MappingProxyType({})
NO_FIELD = ""  # what ``confirmed`` gives a column that a person has taken out

EXACT = 0.95  # an alias, letter by letter
DOUBTFUL = 0.8  # an alias that may also be another, longer name after a cut
CUT = 0.8  # what a DBF leaves of an alias
KIND_BY_WORD = 0.75  # how sure a file's name alone makes us
KIND_BY_COLUMNS = 0.75  # how sure columns alone make us that no other kind has
OTHER_GEOMETRY = 0.3  # what is left where the geometry is not one of the kind's
FAINTEST = 0.1  # guesses below this are not worth showing


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """Which column of the file became which field of the kind, and why."""

    column: str
    field: str | None  # None: no field of the kind; kept in ``raw`` only
    how: Message
    confidence: float
    unit: str | None = None  # as the column's brackets write it; None: it says none


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGuess:
    """A kind a file may be, best first."""

    kind: str
    how: Message
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelling:
    """One way to write a field's name. Earlier ones in the file of the kind go first."""

    field: str
    written: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Names:
    """All spellings of a kind, normalised, and what a DBF leaves of them."""

    exact: dict[str, _Spelling] = field(default_factory=dict)
    cut: dict[str, list[_Spelling]] = field(default_factory=dict)

    def fields_cut_to(self, name: str) -> dict[str, _Spelling]:
        """The fields with longer spellings that are cut to this one, each with the shortest."""
        longest_first = sorted(self.cut.get(name, ()), key=lambda one: -len(one.written))
        return {spelling.field: spelling for spelling in longest_first}


def spellings(kind: Kind, field_id: str) -> list[str]:
    """All ways to write a field's name: its aliases, its titles, its id."""
    described = kind.fields[field_id]
    return [*described.aliases, described.title.zh, described.title.en, field_id]


def match_columns(
    columns: Sequence[str], kind: Kind, *, confirmed: Mapping[str, str] = NOBODY
) -> tuple[ColumnMatch, ...]:
    """One match a column, in the file's order. A field gets one column: the best.

    Args:
        columns: the file's own field names, decoded.
        kind: whose fields are looked for.
        confirmed: column: field, as a person has said; an empty field means: none of them.

    Raises:
        WatermapError: ``confirmed`` names a column or a field that is not there, or a field twice.
    """
    _hold_to(confirmed, columns, kind)
    names = _names(kind)
    short = all(may_be_cut(column) for column in columns)
    bids = []
    for place, column in enumerate(columns):
        # A file may repeat a name; a person's word counts for its first column.
        if column in confirmed and column not in columns[:place]:
            bids.append((0, _as_confirmed(column, confirmed[column])))
        else:
            bids.append(_bid(column, names, short=short))
    taken = _winners(bids)
    return tuple(
        _with_unit(match, kind)
        if match.field is None or taken[match.field] == place
        else _loser(match, winner=columns[taken[match.field]])
        for place, (_, match) in enumerate(bids)
    )


def _hold_to(confirmed: Mapping[str, str], columns: Sequence[str], kind: Kind) -> None:
    problems = []
    uses = Counter(name for name in confirmed.values() if name != NO_FIELD)
    for column, name in confirmed.items():
        if column not in columns:
            found = "、".join(columns)
            problems.append(
                Problem.error(
                    "catalogue.confirmed_column_missing", column=column, field=name, found=found
                )
            )
        if name != NO_FIELD and name not in kind.fields:
            near = difflib.get_close_matches(name, sorted(kind.fields), n=1)
            problems.append(
                Problem.error(
                    "catalogue.confirmed_field_unknown",
                    column=column,
                    field=name,
                    kind=kind.title,
                    near=near[0] if near else "—",
                )
            )
        if uses[name] > 1:
            problems.append(Problem.error("catalogue.confirmed_twice", column=column, field=name))
    if problems:
        raise WatermapError(*problems)


def _names(kind: Kind) -> _Names:
    names = _Names()
    for field_id in kind.fields:
        for rank, written in enumerate(spellings(kind, field_id)):
            spelling = _Spelling(field=field_id, written=written, rank=rank)
            names.exact.setdefault(normalised(written), spelling)
            for cut in cut_spellings(written):
                names.cut.setdefault(cut, []).append(spelling)
    return names


def _as_confirmed(column: str, field_id: str) -> ColumnMatch:
    code = "confirmed" if field_id != NO_FIELD else "confirmed_none"
    return ColumnMatch(
        column=column,
        field=field_id or None,
        how=Message.of(f"catalogue.{code}", column=column),
        confidence=1.0,
    )


def _bid(column: str, names: _Names, *, short: bool) -> tuple[int, ColumnMatch]:
    """What a column may be, and how far down its spelling stands."""
    name = normalised(column)
    cut = names.fields_cut_to(name)
    exact = names.exact.get(name)
    if exact is not None:
        others = [spelling for spelling in cut.values() if spelling.field != exact.field]
        return exact.rank, _exactly(column, exact, others if short else [])
    if len(cut) == 1:
        return _cut_from(column, next(iter(cut.values())))
    code = "cut_of_several" if cut else "not_known"
    how = Message.of(f"catalogue.{code}", column=column, candidates=_listed(cut.values()))
    return 0, ColumnMatch(column=column, field=None, how=how, confidence=0.0)


def _exactly(column: str, spelling: _Spelling, others: Iterable[_Spelling]) -> ColumnMatch:
    candidates = _listed(others)
    code = "alias_or_cut" if candidates else "alias"
    how = Message.of(
        f"catalogue.{code}", column=column, alias=spelling.written, candidates=candidates
    )
    confidence = DOUBTFUL if candidates else EXACT
    return ColumnMatch(column=column, field=spelling.field, how=how, confidence=confidence)


def _cut_from(column: str, spelling: _Spelling) -> tuple[int, ColumnMatch]:
    how = Message.of("catalogue.cut", column=column, alias=spelling.written)
    return spelling.rank, ColumnMatch(column=column, field=spelling.field, how=how, confidence=CUT)


def _listed(spelled: Iterable[_Spelling]) -> str:
    return "、".join(spelling.written for spelling in spelled)


def _winners(bids: Sequence[tuple[int, ColumnMatch]]) -> dict[str, int]:
    """Field: place of the best column for it."""
    best: dict[str, tuple[float, int, int]] = {}
    for place, (rank, match) in enumerate(bids):
        if match.field is not None:
            bid = (-match.confidence, rank, place)
            best[match.field] = min(bid, best.get(match.field, bid))
    return {field_id: place for field_id, (_, _, place) in best.items()}


def _with_unit(match: ColumnMatch, kind: Kind) -> ColumnMatch:
    """The match with the unit that its column writes; that it writes none is said, and doubted."""
    meant = kind.fields[match.field].unit if match.field is not None else None
    if meant is None:
        return match
    written = bracketed(match.column)
    if written is not None:
        return replace(match, unit=written)
    how = Message.of("catalogue.unit_assumed", how=match.how, unit=meant)
    return replace(match, how=how, confidence=min(match.confidence, DOUBTFUL))


def _loser(match: ColumnMatch, *, winner: str) -> ColumnMatch:
    how = Message.of("catalogue.taken", column=match.column, winner=winner, how=match.how)
    return replace(match, field=None, how=how, confidence=0.0)


def guess_kind(
    file_name: str, columns: Sequence[str], geometry: str | None, kinds: Mapping[str, Kind]
) -> tuple[KindGuess, ...]:
    """The kinds a file may be, best first; none where nothing speaks for any.

    The evidence is the words of the file's name and the columns, each weighing less the more kinds
    have it (every kind has a 名称). A rival close behind lowers the confidence of the best: two
    that fit alike come out below 0.5 both.

    Args:
        file_name: of the file or of the layer in it, with or without ending.
        columns: the file's own field names.
        geometry: ``point``, ``MultiPolygon``, ``LineString Z`` …; None: not known.
        kinds: among which to choose.
    """
    words = words_in(file_name, kinds)
    known = {kind.id: _recognised(columns, kind) for kind in kinds.values()}
    sharing = Counter(column for found in known.values() for column in found)
    evidence = {
        kind.id: _evidence(
            words.get(kind.id),
            sum(1 / sharing[column] for column in known[kind.id]) / max(1, len(sharing)),
            fits=_fits(geometry, kind),
        )
        for kind in kinds.values()
    }
    guesses = [
        KindGuess(
            kind=kind.id,
            how=_how(words.get(kind.id), known[kind.id], len(columns), geometry, kind),
            confidence=_against_rivals(kind.id, evidence),
        )
        for kind in kinds.values()
        if evidence[kind.id] >= FAINTEST
    ]
    return tuple(sorted(guesses, key=lambda guess: (-guess.confidence, guess.kind)))


def _recognised(columns: Sequence[str], kind: Kind) -> tuple[str, ...]:
    return tuple(match.column for match in match_columns(columns, kind) if match.field is not None)


def _evidence(word: Word | None, own_columns: float, *, fits: bool) -> float:
    by_word = KIND_BY_WORD * (word.weight if word else 0.0)
    together = 1 - (1 - by_word) * (1 - KIND_BY_COLUMNS * own_columns)
    return together if fits else together * OTHER_GEOMETRY


def _fits(geometry: str | None, kind: Kind) -> bool:
    """Whether the kind may have this geometry; one that is not known fits every kind."""
    said = (geometry or "").casefold()
    shapes = [shape for shape in ("point", "line", "polygon") if shape in said]
    return not shapes or any(shape in kind.geometry for shape in shapes)


def _against_rivals(kind: str, evidence: Mapping[str, float]) -> float:
    own = evidence[kind]
    rival = max((found for other, found in evidence.items() if other != kind), default=0.0)
    return own * (1 - 0.5 * min(1.0, rival / own) ** 2)


def _how(
    word: Word | None, columns: Sequence[str], total: int, geometry: str | None, kind: Kind
) -> Message:
    by = ("word_and_columns" if word else "columns") if columns else "word"
    shape = "fits" if _fits(geometry, kind) else "differs"
    return Message.of(
        f"catalogue.guess_{by}",
        word=word.alias if word else "",
        columns="、".join(columns),
        found=len(columns),
        total=total,
        geometry=Message.of(f"catalogue.geometry_{shape}" if geometry else "catalogue.geometry_no"),
    )
