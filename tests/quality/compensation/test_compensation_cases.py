"""Who pays whom how much: tests/tables/compensation_cases.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.figures import rounded
from watermap.quality.compensation.agreement import Agreements
from watermap.quality.compensation.compensate import compensate
from watermap.quality.compensation.schemes import known_schemes

TABLE = Path(__file__).parents[2] / "tables" / "compensation_cases.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def case(request):
    return request.param


@pytest.fixture
def outcome(case, histories, standard):
    cells = {
        year: {
            name: [texts] * 12 if isinstance(texts, str) else texts
            for name, texts in indicators.items()
        }
        for year, indicators in case["results"].items()
    }
    agreement = {
        "id": "a", "title": {"zh": "协议", "en": "agreement"}, "section": "桥",
        "upstream": "上", "downstream": "下", **case["agreement"],
    }  # fmt: skip
    agreements = Agreements.model_validate(
        {"title": {"zh": "补偿", "en": "compensation"}, "source": "协议", "agreement": [agreement]}
    )
    (found,) = compensate(
        agreements, histories({"桥": cells}), schemes=known_schemes(), standard=standard,
        years=range(2000, 2030),
    ).outcomes  # fmt: skip
    return found


def test_it_is_as_the_table_says(case, outcome):
    expect = case["expect"]
    if "state" in expect:
        assert outcome.state == expect["state"]
    if "payer" in expect:
        assert outcome.payer == (None if expect["payer"] == "none" else expect["payer"])
        assert (outcome.payee is None) == (outcome.payer is None)
        assert outcome.payee != outcome.payer or outcome.payer is None
    if expect.get("amount") == "none":
        assert outcome.amount_10k_yuan is None
    elif "amount" in expect:
        assert outcome.amount_10k_yuan == Decimal(expect["amount"])
    if "index_4" in expect:
        assert rounded(outcome.index, 4) == Decimal(expect["index_4"])
    if "steps" in expect:
        paid = [one for one in outcome.steps if one.signed_10k_yuan is not None]
        assert len(paid) == expect["steps"]


def test_it_says_why_and_how(case, outcome):
    expect = case["expect"]
    assert {message.code for message in outcome.why} >= set(expect.get("codes", []))
    said = "\n".join(step.said.text("zh") for step in outcome.steps)
    for text in expect.get("says", []):
        assert text in said
    for message in (*outcome.why, *(step.said for step in outcome.steps)):
        assert message.text("zh")
        assert message.text("en")


def test_a_sum_with_something_missing_is_never_called_computed(outcome):
    lacking = {"compensation.no_result", "compensation.no_target", "compensation.no_volume",
               "compensation.no_class"}  # fmt: skip
    if lacking & {message.code for message in outcome.why}:
        assert outcome.state != "computed"
    if outcome.state != "computed":
        assert outcome.why
