"""One test a row of standards.md 8.12: law of 2020 and of today, a project hit and one missed."""

import tomllib
from pathlib import Path

import pytest

from tests.checks.ground import HERE, Ground
from watermap.checks.wording import verdict_title

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "siting_rows.toml").read_text("utf-8")
)
CASES = [
    (row, project, law)
    for row in TABLE["row"]
    for project in ("hit", "miss")
    for law in ("old", "new")
]
LINES = ("shoreline", "diversion_line")


def expected(row, project, law):
    return row[law] if project == "hit" else row.get(f"miss_{law}", [])


def shapes(row, project):
    """The site, 100 m square, and the feature around it or so far north of its edge."""
    ground = Ground(*row.get("at", HERE))
    gap_m = row.get("miss_gap_m", row.get("gap_m")) if project == "miss" else row.get("gap_m")
    site = ground.box(-50, -50, 50, 50)
    if row["feature"]["kind"] in LINES:
        return site, ground.line((-6000, 50 + gap_m), (6000, 50 + gap_m))
    south = -500 if gap_m is None else 50 + gap_m
    return site, ground.box(-500, south, 500, 1000)


@pytest.mark.parametrize(
    ("row", "project", "law"),
    CASES,
    ids=[f"{row['row']} {project} {law}" for row, project, law in CASES],
)
def test_row(row, project, law, make_layer, check):
    site, shape = shapes(row, project)
    values = {name: value for name, value in row["feature"].items() if name != "kind"}
    layer = make_layer(row["feature"]["kind"], (shape, values))
    answer = check(site, layer, as_of=TABLE[f"{law}_day"], **row[project])
    found = sorted(answer.findings, key=lambda one: one.rule)
    wanted = expected(row, project, law)
    assert [[one.rule, one.verdict, one.basis.article] for one in found] == [
        [rule, verdict, article] for rule, verdict, _, article in wanted
    ]
    for one, (_, _, document, _) in zip(found, wanted, strict=True):
        assert document in one.basis.document.zh


def test_where_nothing_hits_nothing_is_said_to_be_permitted(make_layer, check, ground):
    """The last row: 未发现冲突, and only where all was looked at."""
    site = ground.box(-50, -50, 50, 50)
    answer = check(site, make_layer("red_line", ground.box(500, 500, 900, 900)))
    assert answer.findings == ()
    assert answer.verdict == "incomplete"


@pytest.mark.parametrize("law", ["old", "new"])
def test_where_all_was_looked_at_no_conflict_is_found_and_nothing_permitted(
    law, rules, make_layer, check, ground
):
    """The last row again: the words are of what was found, never of what may be."""
    kinds = {rule.zone.kind for rule in rules}
    layers = [
        make_layer(
            kind,
            ground.line((-9_000, 8_000), (9_000, 8_000))
            if kind in LINES
            else ground.box(8_000, -9_000, 9_000, 9_000),
            ground.line((-9_000, -8_000), (9_000, -8_000))
            if kind in LINES
            else ground.box(-9_000, -9_000, -8_000, 9_000),
        )
        for kind in kinds
    ]
    answer = check(ground.box(-50, -50, 50, 50), *layers, as_of=TABLE[f"{law}_day"])
    assert (answer.verdict, answer.findings) == ("no_conflict", ())
    assert "未发现冲突" in verdict_title(answer.verdict, "zh")
    for word in ("允许", "可以", "permitted", "allowed"):
        for language in ("zh", "en"):
            assert word not in verdict_title(answer.verdict, language)
