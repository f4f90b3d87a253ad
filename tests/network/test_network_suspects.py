"""Candidates upstream of a failing section: none is lost, a fine section sets apart."""

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from tests.network.drawing import GROUND, layer
from watermap.datafile import read_toml
from watermap.errors import WatermapError, sentences
from watermap.network.building.build import build
from watermap.network.incidents.emissions import Emissions, known_emissions
from watermap.network.incidents.owners import owners
from watermap.network.incidents.suspects import Facts, Known, key_of, known_rules, suspects
from watermap.network.placing.place import placed
from watermap.resources import package_file

RIVERS = (
    ([(0, 0), (10_000, 0)], {"name": "大河"}),
    ([(5_000, 4_000), (5_000, 0)], {"name": "小河"}),
)
ENTERPRISES = {"纸厂": (4_500, 0), "上游厂": (500, 0), "小河厂": (5_000, 300), "下游厂": (9_500, 0)}
SECTIONS = {"季庄": (8_000, 0), "上游断面": (2_000, 0)}


def points(kind, of):
    return layer(kind, *[(GROUND.point(*at), {"name": name}) for name, at in of.items()])


def answer(facts=None, standing=None, enterprises=ENTERPRISES, sections=SECTIONS):
    network = build({"river": (layer("river", *RIVERS),)}).network
    layers = {
        "enterprise": (points("enterprise", enterprises),),
        "section": (points("section", sections),),
    }
    there = placed(network, layers)
    by_name = {one.name: one for one in there.placed}
    return suspects(
        network,
        by_name["季庄"],
        "ammonia_nitrogen",
        objects=there.placed,
        known=Known(
            facts={key_of(by_name[name]): one for name, one in (facts or {}).items()},
            standing={key_of(by_name[name]): one for name, one in (standing or {}).items()},
            unplaced=there.unplaced,
        ),
    )


def names(found):
    return {one.met.object.name for one in found}


def test_nothing_downstream_and_all_upstream():
    found = answer()
    assert names(found.between) == {"纸厂", "上游厂", "小河厂"}
    assert found.beyond == ()


def test_a_fine_section_sets_what_is_behind_it_apart():
    found = answer(standing={"上游断面": "fine"})
    assert names(found.between) == {"纸厂", "小河厂"}
    assert names(found.beyond) == {"上游厂"}


@pytest.mark.parametrize("standing", [{}, {"上游断面": "failing"}])
def test_a_section_that_fails_or_has_no_data_clears_nobody(standing):
    assert "上游厂" in names(answer(standing=standing).between)


def test_a_fine_section_at_a_confluence_clears_nobody_and_that_is_told():
    found = answer(standing={"汇口": "fine"}, sections={**SECTIONS, "汇口": (5_000, 0)})
    assert names(found.between) == {"纸厂", "上游厂", "小河厂"}
    told = {one.code: one.fields for one in found.said}
    assert told["suspects.doubtful_sections"]["names"] == "汇口"


def test_an_unknown_industry_is_listed_as_such():
    found = answer(facts={"纸厂": Facts(industry_code="2221")})
    judged = {one.met.object.name: one.judged for one in found.between}
    assert judged == {"纸厂": True, "上游厂": False, "小河厂": False}
    told = {one.code: one.fields for one in found.said}
    assert told["suspects.not_judged"]["count"] == 2


def test_an_industry_that_emits_with_a_red_card_goes_first():
    found = answer(
        facts={
            "上游厂": Facts(industry_code="C2221", card="red", credit="red", permit="none"),
            "小河厂": Facts(industry_code="3840"),
        }
    )
    assert [one.met.object.name for one in found.between] == ["上游厂", "纸厂", "小河厂"]


def test_every_point_is_explained_and_they_add_up():
    for one in answer(facts={"纸厂": Facts(industry_code="2221", card="yellow")}).between:
        assert one.points == sum(each.points for each in one.why)
        assert len(one.why) == 5
        assert all(each.why.text("zh") and each.why.text("en") for each in one.why)


def test_what_has_no_place_is_told():
    found = answer(enterprises={**ENTERPRISES, "远厂": (3_000, 40_000)})
    assert [one.name for one in found.not_placed] == ["远厂"]
    assert "suspects.not_placed" in {one.code for one in found.said}


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("2221", "enterprise", "emits"),
        ("C2221", "enterprise", "emits"),
        ("3840", "enterprise", "not_listed"),
        ("6510", "enterprise", "emission_unknown"),
        (None, "enterprise", "emission_unknown"),
        ("", "enterprise", "emission_unknown"),
        (None, "sewage_plant", "emits"),
    ],
)
def test_who_emits_ammonia(code, kind, expected):
    assert known_emissions().emits(code, kind, "ammonia_nitrogen") == expected


def test_every_value_with_points_has_its_sentence():
    of = known_rules().points
    wanted = {
        f"suspects.{name}_{value}"
        for name in ("card", "credit", "permit")
        for value in getattr(of, name)
    }
    assert wanted <= set(sentences())


@settings(max_examples=12, deadline=None)
@given(fine=st.sets(st.integers(1, 15), max_size=4), at=st.sets(st.integers(1, 15), min_size=1))
def test_the_bracket_is_what_networkx_reaches_without_fine_sections(fine, at):
    """On the main river in half kilometres: sections stand just upstream of the enterprises."""
    plants = {f"厂{one}": (one * 500 + 100, 0) for one in at}
    sections = {"季庄": (8_000, 0)} | {f"断面{one}": (one * 500, 0) for one in fine}
    found = answer(
        standing={f"断面{one}": "fine" for one in fine}, enterprises=plants, sections=sections
    )
    graph = nx.path_graph(17)
    # The confluence is at 10: on which branch a section there stands is in doubt.
    graph.remove_edges_from([(one - 1, one) for one in fine if one != 10])
    reached = nx.node_connected_component(graph, 16)
    assert names(found.between) == {f"厂{one}" for one in at if one in reached}
    assert names(found.between) | names(found.beyond) == set(plants)


def test_an_outfall_is_its_owners_by_name_and_a_doubled_name_is_nobodys():
    a, b, c = (("enterprise", 0, one) for one in range(3))
    out = [("outfall", 0, one) for one in range(4)]
    found = owners(
        {out[0]: "北辰纸业有限公司", out[1]: "同名厂", out[2]: None, out[3]: "没有的厂"},
        {a: "北辰纸业 有限公司", b: "同名厂", c: "同名厂"},
    )
    assert found == {out[0]: a}


def test_a_list_of_emissions_may_name_only_indicators_that_there_are(tmp_path):
    shipped = package_file("network/incidents/emissions.toml").read_text("utf-8")
    wrong = tmp_path / "emissions.toml"
    wrong.write_text(shipped.replace('"sulphide"', '"sulfide"'), "utf-8")
    with pytest.raises(WatermapError) as error:
        read_toml(Emissions, wrong)
    assert "sulfide" in error.value.text("zh")
    named = {one for of in known_emissions().industry for one in of.emits}
    assert {"sulphide", "ammonia_nitrogen", "chromium_vi"} <= named


@pytest.mark.parametrize("kind", ["sewage_plant", "livestock_zone"])
def test_a_kind_that_stands_for_an_industry_has_an_entry(kind):
    assert known_emissions().emits(None, kind, "ammonia_nitrogen") == "emits"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(), "suspects.emission_unknown"),
        (Facts(industry_code="2221"), "suspects.emits"),
        (Facts(industry_code="3011"), "suspects.not_listed"),
        (Facts(), "suspects.near"),
        (Facts(permit="none"), "suspects.permit_none"),
        (Facts(permit="key"), "suspects.permit_key"),
        (Facts(permit="simplified"), "suspects.permit_simplified"),
        (Facts(permit="registered"), "suspects.permit_clear"),
        (Facts(), "suspects.permit_unknown"),
        (Facts(card="red"), "suspects.card_red"),
        (Facts(card="yellow"), "suspects.card_yellow"),
        (Facts(card="green"), "suspects.card_clear"),
        (Facts(), "suspects.card_unknown"),
        (Facts(credit="black"), "suspects.credit_black"),
        (Facts(credit="red"), "suspects.credit_red"),
        (Facts(credit="yellow"), "suspects.credit_yellow"),
        (Facts(credit="green"), "suspects.credit_clear"),
        (Facts(), "suspects.credit_unknown"),
    ],
)
def test_what_is_known_of_a_candidate_is_told_in_its_own_sentence(facts, code):
    found = answer(facts={"纸厂": facts}, enterprises={"纸厂": (4_500, 0)})
    (one,) = found.between
    assert code in {point.why.code for point in one.why}
    assert one.why[0].why.text("zh") != one.why[0].why.text("en")
    assert "suspects.candidates_only" in {said.code for said in found.said}
