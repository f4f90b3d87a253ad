"""The decision table of standards.md 8.12, row by row, under the old law and the Code."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from tests.checks.ground import HERE, Ground
from watermap.checks.law.rules import in_force

TABLES = sorted((Path(__file__).parents[1] / "tables").glob("rules_*.toml"))
NEW_WITH_THE_CODE = {"RL-OUTFALL"}  # standards.md 8.1: the old law named no red lines
SITUATIONS = [
    situation
    for table in TABLES
    for situation in tomllib.loads(table.read_text("utf-8"))["situation"]
]


def named(situation):
    return f"{situation['row']} ({situation['as_of']})"


def made(situation):
    """The site, 100 m square, and the feature around it or beside it."""
    ground = Ground(*situation.get("at", HERE))
    site = ground.box(-50, -50, 50, 50)
    gap = situation.get("gap_m")
    if situation["feature"]["kind"] in ("shoreline", "diversion_line"):
        return site, ground.line((-3000, 50 + gap), (3000, 50 + gap))
    south = -500 if gap is None else 50 + gap
    return site, ground.box(-500, south, 500, 500)


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_row(situation, make_layer, check):
    site, shape = made(situation)
    feature = dict(situation["feature"])
    kind = feature.pop("kind")
    answer = check(
        site, make_layer(kind, (shape, feature)), as_of=situation["as_of"], **situation["site"]
    )
    found = sorted(answer.findings, key=lambda one: one.rule)
    expected = situation["expect"]
    assert [(one.rule, one.verdict) for one in found] == [(row[0], row[1]) for row in expected]
    for one, (_, verdict, document, article) in zip(found, expected, strict=True):
        assert document in one.basis.document.zh
        assert one.basis.article == article
        assert one.basis.in_force_from <= situation["as_of"]
        assert one.kind == kind
        assert answer.verdict == verdict or verdict in ("notice", "restricted")
    if any(row[1] == "prohibited" for row in expected):
        assert answer.verdict == "prohibited"


def test_every_rule_has_a_situation_where_it_hits_and_one_where_it_does_not(rules):
    hit = {row[0] for situation in SITUATIONS for row in situation["expect"]}
    assert hit == {rule.id for rule in rules}


def test_both_laws_are_there_for_every_row_whose_law_has_changed(rules):
    last_day, first_day = dt.date(2026, 8, 14), dt.date(2026, 8, 15)
    changed = {rule.id for rule in rules if rule.basis.in_force_from == first_day}
    ended = {rule.id for rule in rules if rule.basis.in_force_to == last_day}
    assert changed - NEW_WITH_THE_CODE == ended
    assert len(ended) >= 10
    every = {rule.id for rule in rules}
    assert {rule.id for rule in in_force(rules, last_day)} == every - NEW_WITH_THE_CODE
    assert {rule.id for rule in in_force(rules, first_day)} == every
