"""The data files against the tables of the reference, count by count and figure by figure."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.harmonise.terms.indicators import load_indicators, recognise
from watermap.harmonise.terms.units import unit_of
from watermap.quality.documents.standards import known_standards

REFERENCE = Path(__file__).resolve().parents[3].parent / "shared" / "facts" / "standards.md"
NUMBER = re.compile(r"[\d.]+")
WORDS = {"无": "0", "不得检出": "0"}


@pytest.fixture(scope="module")
def reference():
    if not REFERENCE.is_file():
        pytest.skip("the reference is not beside this checkout")
    return REFERENCE.read_text("utf-8")


@pytest.fixture(scope="module")
def ground():
    return known_standards()["gbt14848-2017"]


def table(text, title):
    """Cells of the first table below a heading."""
    part = re.split(r"^#{1,2} ", text.split(title, 1)[1], maxsplit=1, flags=re.M)[0]
    lines = [line for line in part.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def figure(cell):
    return Decimal(WORDS.get(cell) or NUMBER.search(cell).group())


def named(title):
    return recognise(title)[0]


def test_the_counts_are_those_of_the_documents(standard, ground):
    assert [len(standard.of_table(number)) for number in (1, 2, 3)] == [24, 5, 80]
    assert [len(ground.of_table(number)) for number in (1, 2)] == [39, 54]
    assert len({limit.indicator for limit in standard.limits}) == 24 + 5 + 80
    assert len({limit.indicator for limit in ground.limits}) == 39 + 54
    assert sum(limit.preferred for limit in standard.limits) == 33
    assert not standard.preferred.verified
    assert not ground.verified


def test_table_three(standard, reference):
    rows = table(reference, "## 1.3 Table 3")
    own = [limit for limit in standard.limits if limit.table == 3]
    assert len(rows) == len(own) == 80
    for (item, zh, _, most, code, star), limit in zip(rows, own, strict=True):
        assert (limit.item, limit.indicator) == (int(item), named(zh))
        assert (limit.sources_at_most, limit.unit) == (Decimal(most), "mg/L")
        assert limit.preferred == (star == "★")
        known = load_indicators()[limit.indicator]
        codes = {known.w_code, *known.aliases}
        for part in code.rstrip("?").split("/"):
            assert (part if part.startswith("w") else f"w{part}") in codes


def test_sum_parameters_are_told(standard, reference):
    rows = [cells for cells in table(reference, "## 1.3 Table 3") if re.search("[①-⑥]", cells[2])]
    remarks = {limit.item: limit.remark for limit in standard.limits if limit.table == 3}
    assert {int(cells[0]) for cells in rows} == {item for item, said in remarks.items() if said}


@pytest.mark.parametrize(("number", "title"), [(1, "## 5.1 Table 1"), (2, "## 5.2 Table 2")])
def test_groundwater(ground, reference, number, title):
    rows = table(reference, title)
    own = [limit for limit in ground.limits if limit.table == number]
    assert len(rows) == len(own) == {1: 39, 2: 54}[number]
    for (item, zh, unit, *cells), limit in zip(rows, own, strict=True):
        assert (limit.item, limit.indicator) == (int(item), named(zh))
        printed = unit_of(unit.partition(" or ")[0]) or unit_of("无量纲")
        if limit.indicator != "colour":  # its unit is in its name
            assert unit_of(limit.unit) == printed
        if limit.indicator == "ph":
            assert cells[0] == "≤pH≤".join(map(str, limit.ranges[0]))
            assert limit.ranges[0] == limit.ranges[1] == limit.ranges[2]
            assert NUMBER.findall(cells[3])[0] == str(limit.ranges[3][0])
            assert NUMBER.findall(cells[3])[-1] == str(limit.ranges[3][1])
        else:
            upper = [figure(cell) for cell in cells[:4] if not cell.startswith(">")]
            assert list(limit.at_most) == upper
            assert [str(bound) for bound in limit.at_most] == [
                WORDS.get(cell) or NUMBER.search(cell).group()
                for cell in cells[:4]
                if not cell.startswith(">")
            ]
            assert limit.beyond == (None if len(upper) == 4 else "IV")
        assert limit.not_detected == (cells[0] == "不得检出")


def test_groups_are_those_of_the_reference(ground):
    groups = {limit.item: limit.group for limit in ground.limits if limit.table == 1}
    for first, last, group in ((1, 20, "sensory"), (21, 22, "microbial"),
                               (23, 37, "toxicological"), (38, 39, "radioactive")):  # fmt: skip
        assert {groups[item] for item in range(first, last + 1)} == {group}


def test_limits_are_converted_exactly(ground):
    """µg/L as printed, mg/L as compared: 2.0 µg/L is 0.0020 mg/L and nothing near it."""
    for limit in ground.limits:
        (row,) = ground.limits_for(limit.indicator, "unknown")
        assert row.unit == load_indicators()[limit.indicator].unit
        if limit.unit == "µg/L":
            assert row.at_most == tuple(bound / 1000 for bound in limit.at_most)
            assert row.unit == "mg/L"
        else:
            assert row.figures() == limit.figures()


def test_permanganate_index_and_ammonia_share_no_limits(standard, ground):
    for name in ("permanganate_index", "ammonia_nitrogen"):
        (here,), (there,) = ground.limits_for(name, "river"), standard.limits_for(name, "river")
        assert here.at_most != there.at_most[:4]


def test_hourly_decimals_are_those_of_the_reference(method, reference):
    part = reference.split("## 3.3 Decimals of hourly", 1)[1].split("## 3.4", 1)[0]
    found = {}
    for decimals, items in re.findall(r"^\| (\d) \| (.+?) \|$", part, flags=re.M):
        found |= {named(item): int(decimals) for item in items.split(", ")}
    assert found == method.hourly.decimals


def test_saturation_of_oxygen(methods, reference):
    """Test vectors of section 13."""
    line = next(line for line in reference.splitlines() if line.startswith("| DO saturation |"))
    temperatures, expected = (NUMBER.findall(cell) for cell in line.split("|")[2:4])
    rule = methods["hb-2011-22-saturation"].oxygen_saturation
    assert len(temperatures) == len(expected) == 7
    for temperature, most in zip(temperatures, expected, strict=True):
        assert round(rule.saturation_mg_l(Decimal(temperature)), 3) == Decimal(most)
