"""Which sections a name that was not joined may mean, the likeliest first. Nothing is joined here.

Normalised names against each other by Levenshtein distance, all pairs at once: on short Chinese
names it is the quickest of what was measured and the most often right.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cdist

from watermap.errors import Message
from watermap.harmonise.names.forms import bare, initials, simplified

LIKELY = 60.0  # suggestions score at least so much, of 100
MOST_SUGGESTIONS = 3  # for one name
_CHUNK = 500  # tables' names at a time, so that 6 000 by 5 000 take no 120 MB
_FEWEST_INITIALS = 3
_FEWEST_OF_CODE = 6  # characters; one of five wrong may be any code
_INSIDE = 0.4  # of a score's room above LIKELY for a name that lies whole in another


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name of the table that looks like one of the map; a person has to confirm it."""

    table: str
    layer: str
    score: float  # 0 … 100
    how: Message | None = None  # by what, where it is not by the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """From what is chosen."""

    names: Sequence[str]  # of the map
    free: Collection[str]  # of them those without results: first where they are as likely
    areas: frozenset[str]  # known areas, whose names in front are not looked at
    codes: Mapping[str, Collection[str]] = field(default_factory=dict)  # of the map's names
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    declined: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by name of the tables


def suggestions(
    tables: Mapping[str, Collection[str]], choosing: Choosing
) -> tuple[Suggestion, ...]:
    """The likeliest sections for each name left over, the best first.

    Args:
        tables: names left over and their codes.
        choosing: the map's names.
    """
    wanted = list(tables)
    found = [
        one
        for name, scores in zip(wanted, _alike(wanted, choosing), strict=True)
        for one in _best(name, tables[name], scores, choosing)
    ]
    return tuple(sorted(found, key=lambda one: -one.score))


def _alike(tables: Sequence[str], choosing: Choosing) -> list[dict[str, float]]:
    """For each name the sections whose names look like it, with their scores."""
    pairs = [
        (bare(form, choosing.areas), name)
        for name in choosing.names
        for form in (name, *choosing.aliases.get(name, ()))
    ]
    if not pairs or not tables:
        return [{} for _ in tables]
    forms = [form for form, _ in pairs]
    found = []
    for start in range(0, len(tables), _CHUNK):
        own = [bare(name, choosing.areas) for name in tables[start : start + _CHUNK]]
        scores = cdist(
            own, forms, scorer=Levenshtein.normalized_similarity, score_cutoff=LIKELY / 100,
            dtype=np.float32,
        )  # fmt: skip
        found += [_of_row(name, row, pairs) for name, row in zip(own, scores, strict=True)]
    return found


def _of_row(
    own: str, row: npt.NDArray[np.float32], pairs: Sequence[tuple[str, str]]
) -> dict[str, float]:
    best: dict[str, float] = {}
    for at in np.flatnonzero(row).tolist():
        name = pairs[at][1]
        best[name] = max(best.get(name, 0.0), 100 * float(row[at]))
    return best or _inside(own, pairs)


def _inside(own: str, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """大桥 in 台儿庄大桥: little alike as a whole, and often meant."""
    if len(own) < 2:
        return {}
    room = (100 - LIKELY) * _INSIDE
    return {
        name: LIKELY + room * min(len(own), len(form)) / max(len(own), len(form))
        for form, name in pairs
        if len(form) >= 2 and (own in form or form in own)
    }


def _best(
    table: str, codes: Collection[str], alike: Mapping[str, float], choosing: Choosing
) -> list[Suggestion]:
    found = {
        name: Suggestion(table=table, layer=name, score=round(score, 1))
        for name, score in alike.items()
    }
    for one in (*_by_code(table, codes, choosing), *_by_initials(table, choosing)):
        known = found.get(one.layer)
        if known is None or known.score < one.score:
            found[one.layer] = one
    declined = choosing.declined.get(table, ())
    ranked = sorted(
        (one for one in found.values() if one.layer not in declined),
        key=lambda one: (-one.score, one.layer not in choosing.free, one.layer),
    )
    return ranked[:MOST_SUGGESTIONS]


def _by_code(table: str, codes: Collection[str], choosing: Choosing) -> list[Suggestion]:
    """Sections whose code differs in one character, or in two that changed places."""
    return [
        Suggestion(
            table=table,
            layer=name,
            score=round(100 * OSA.normalized_similarity(own, other), 1),
            how=Message.of("harmonise.suggested_by_code", own=own.upper(), other=other.upper()),
        )
        for own in codes
        if len(own) >= _FEWEST_OF_CODE
        for name in choosing.names
        for other in choosing.codes.get(name, ())
        if own != other and OSA.distance(own, other, score_cutoff=1) <= 1
    ]


def _by_initials(table: str, choosing: Choosing) -> list[Suggestion]:
    """TEZDQ for 台儿庄大桥: sections of which a name of letters is the pinyin's initials."""
    letters = simplified(table)
    if not (letters.isascii() and letters.isalpha()) or len(letters) < _FEWEST_INITIALS:
        return []
    found = []
    for name in choosing.names:
        score = 100 * Levenshtein.normalized_similarity(letters, initials(name))
        if score >= LIKELY:
            how = Message.of("harmonise.suggested_by_initials", letters=table.strip())
            found.append(Suggestion(table=table, layer=name, score=round(float(score), 1), how=how))
    return found
