"""Schemes and agreements as data: what the facts say is there, what contradicts itself is said."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.history import History
from watermap.quality.compensation.agreement import Agreements, load_agreements
from watermap.quality.compensation.compensate import compensate
from watermap.quality.compensation.schemes import known_schemes, load_schemes
from watermap.quality.period import Period

FOUR = ("permanganate_index", "ammonia_nitrogen", "total_nitrogen", "total_phosphorus")


@pytest.fixture(scope="module")
def schemes():
    return known_schemes()


def test_xinan_is_as_in_the_facts(schemes):
    """standards.md 9.1."""
    rounds = [schemes[f"xinan-{n}"].parts[0] for n in (1, 2, 3)]
    assert [str(one.k0) for one in rounds] == ["0.85", "0.89", "0.90"]
    assert [[str(one.weights[name]) for name in FOUR] for one in rounds] == [
        ["0.25"] * 4, ["0.25"] * 4, ["0.22", "0.22", "0.28", "0.28"],
    ]  # fmt: skip
    assert [one.tiers[0].amount_10k_yuan for one in rounds] == [10_000, 20_000, 20_000]
    assert not any(schemes[f"xinan-{n}"].verified for n in (1, 2, 3))


def test_jiangsu_is_as_in_the_facts(schemes):
    """standards.md 9.2."""
    (old,), (new,) = schemes["taihu-2008"].parts, schemes["jiangsu-2021"].parts
    assert {name: str(price) for name, price in old.prices_10k_yuan_per_t.items()} == {
        "permanganate_index": "1.5", "ammonia_nitrogen": "10", "total_phosphorus": "10",
    }  # fmt: skip
    assert [(row.at_most and str(row.at_most), int(row.amount_10k_yuan)) for row in new.rows] == [
        ("0.5", 50), ("1", 75), (None, 125),
    ]  # fmt: skip
    assert schemes["jiangsu-2021"].in_force(dt.date(2021, 5, 1))
    assert not schemes["jiangsu-2021"].in_force(dt.date(2021, 4, 30))
    assert (schemes["taihu-2008"].verified, schemes["jiangsu-2021"].verified) == (True, False)


def test_shandong_henan_and_zhoukou_are_as_in_the_facts(schemes):
    """standards.md 9.3."""
    award, points, worst, source = schemes["shandong-2019"].parts
    assert (award.items, *map(int, award.between_10k_yuan)) == (21, 1600, 2000)
    assert [int(x) for x in (points.better_10k_yuan, points.worse_10k_yuan, points.least_10k_yuan,
                             points.most_10k_yuan)] == [4, 5, 5, 200]  # fmt: skip
    assert (int(worst.amount_10k_yuan), int(source.amount_10k_yuan)) == (100, 400)
    by_class, by_index = schemes["shandong-henan"].parts
    assert (by_class.against, int(by_class.amount_10k_yuan)) == ("III", 6000)
    assert (int(by_index.better_10k_yuan), int(by_index.cap_10k_yuan)) == (100, 4000)
    (bands,) = schemes["zhoukou"].parts
    assert [int(row.amount_10k_yuan) for row in bands.rows] == [10, 25, 50, 100, 200]
    assert [row.at_most for row in bands.rows[:-1]] == [Decimal("0.5"), 1, Decimal("1.5"), 2]
    assert bands.least_multiple == Decimal("0.1")


def test_every_problem_of_a_scheme_is_said(tmp_path):
    (tmp_path / "a.toml").write_text(
        """
id = "a"
title = { zh = "甲", en = "a" }
citation = "甲"
in_force_from = 2020-01-01
[[part]]
formula = "index"
k0 = 0.85
weights = { ammonia_nitrogen = "0.5" }
tiers = [{ payer = "upstream" }, { at_most = "1", payer = "downstream" }]
[[part]]
formula = "steps"
factor = "sum"
rows = [{ at_most = "1", amount_10k_yuan = "5" }]
""",
        "utf-8",
    )
    with pytest.raises(WatermapError) as caught:
        load_schemes([tmp_path])
    said = caught.value.text("zh")
    assert "0.85" in said  # a binary fraction
    assert "at_most" in said
    text = (tmp_path / "a.toml").read_text("utf-8")
    text = text.replace("0.85", '"0.85"').replace(
        '{ payer = "upstream" }, { at_most = "1", payer = "downstream" }',
        '{ at_most = "1", payer = "downstream" }, { payer = "upstream" }',
    )
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(WatermapError) as caught:
        load_schemes([tmp_path])
    assert "权重之和须为 1，现为 0.5" in caught.value.text("zh")


AGREEMENTS = """
title = { zh = "补偿", en = "compensation" }
source = "协议"
[[agreement]]
id = "a"
title = { zh = "甲", en = "a" }
section = "桥"
upstream = "上"
downstream = "下"
years = [2019]
scheme = "xinan-3"
base_mg_l = { ammonia_nitrogen = "0.2", "氨" = "1" }
[[agreement]]
id = "a"
title = { zh = "乙", en = "b" }
section = "桥"
upstream = "上"
downstream = "下"
years = [2019]
scheme = "nowhere"
[[agreement]]
id = "c"
title = { zh = "丙", en = "c" }
section = "桥"
upstream = "上"
downstream = "下"
years = [2019]
scheme = "zhoukou"
[[agreement]]
id = "d"
title = { zh = "丁", en = "d" }
section = "桥"
upstream = "上"
downstream = "下"
years = [2019]
scheme = "shandong-2019"
award_10k_yuan = "3000"
"""


def test_every_problem_of_a_projects_agreements_is_said(tmp_path, schemes):
    path = tmp_path / "compensation.toml"
    path.write_text(AGREEMENTS, "utf-8")
    with pytest.raises(WatermapError) as caught:
        load_agreements(path, schemes=schemes)
    codes = [problem.code.removeprefix("compensation.") for problem in caught.value.problems]
    assert codes.count("base_missing") == 3
    assert set(codes) == {
        "base_missing", "indicator_unknown", "id_twice", "scheme_unknown", "indicators_missing",
        "award_outside",
    }  # fmt: skip


def test_an_agreement_needs_a_scheme_or_parts(tmp_path, schemes):
    path = tmp_path / "compensation.toml"
    path.write_text(AGREEMENTS.replace('scheme = "zhoukou"\n', ""), "utf-8")
    with pytest.raises(WatermapError) as caught:
        load_agreements(path, schemes=schemes)
    assert "须写方案的 id" in caught.value.text("zh")


def _year(means):
    """A year's result with ready means."""
    return SectionResult(
        code=None, name="桥", river=None, water_body="river", state="evaluated", water_class=None,
        deciding=(), evaluated=4, target=None, met=None, samples=12, months=12,
        indicators=tuple(
            IndicatorResult(
                id=name, unit="mg/L", raw=(), n=12, censored=0, mean=mean, value=mean,
                water_class=None, limit=None, multiple=None, counts=True,
            )
            for name, mean in zip(FOUR, means, strict=True)
        ),
    )  # fmt: skip


CONCENTRATIONS = st.lists(st.decimals("0.001", "20", places=3), min_size=4, max_size=4)


@given(means=CONCENTRATIONS, base=CONCENTRATIONS)
def test_the_index_is_that_of_exact_fractions_and_decides_by_them(means, base, schemes, standard):
    agreement = {
        "id": "a", "title": {"zh": "甲", "en": "a"}, "section": "桥", "upstream": "上",
        "downstream": "下", "years": [2019], "scheme": "xinan-3",
        "base_mg_l": {name: str(value) for name, value in zip(FOUR, base, strict=True)},
    }  # fmt: skip
    agreements = Agreements.model_validate(
        {"title": {"zh": "补偿", "en": "c"}, "source": "协议", "agreement": [agreement]}
    )
    history = History(results={Period(year=2019): (_year(means),)})
    (found,) = compensate(
        agreements, history, schemes=schemes, standard=standard, years=[2019]
    ).outcomes
    exact = Fraction(9, 10) * sum(
        Fraction(weight) * Fraction(mean) / Fraction(one)
        for weight, mean, one in zip(("0.22", "0.22", "0.28", "0.28"), means, base, strict=True)
    )
    assert abs(Fraction(found.index) - exact) <= Fraction(1, 10**12)
    assert found.payer == ("下" if exact <= 1 else "上")
    assert found.payee == ("上" if exact <= 1 else "下")
