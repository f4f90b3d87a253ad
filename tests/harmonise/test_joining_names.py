"""Names of tables and of the map: joined where sure, asked where not, never fuzzily."""

import pytest
from hypothesis import given, strategies as st

from watermap.harmonise.names.joining import match_names


@pytest.mark.parametrize(
    ("table", "layer", "how"),
    [
        (("台儿庄公路大桥", "S2"), ("台儿庄大桥", "s2 "), "by_code"),
        (("赵村", "007"), ("赵村", None), "exact"),
        ((" 邳庄桥 ", None), ("邳庄桥", None), "spelling"),
        (("邳 庄 桥", None), ("邳庄桥", None), "spelling"),
        (("邳庄\u200b桥", None), ("邳庄桥", None), "spelling"),
        (("１号（上）", None), ("1号(上)", None), "spelling"),
        (("闫浅断面", None), ("闫浅", None), "suffix"),
        (("闫浅", None), ("闫浅监测断面", None), "suffix"),
        (("张山子(国控)", None), ("张山子", None), "suffix"),
        (("小龙潭水源地", None), ("小龙潭饮用水水源地", None), "suffix"),
        (("台儿庄区", None), ("台儿庄", None), "suffix"),
    ],
)
def test_joined(table, layer, how):
    result = match_names([table], [layer])
    assert result.matched == {table[0]: layer[0]}
    assert result.how[table[0]].code == f"harmonise.name_{how}"
    assert result.unmatched_table == result.unmatched_layer == result.suggestions == ()
    assert result.problems == ()


@pytest.mark.parametrize(
    ("table", "layer"),
    [
        ("台儿庄公路大桥", "台儿庄大桥"),
        ("大沙河口", "大沙河入口"),
        ("1号(上)", "1号(下)"),
        ("桥", "桥断面"),
        ("007", "7"),
    ],
)
def test_names_that_only_look_alike_are_never_joined(table, layer):
    result = match_names([(table, None)], [(layer, None)])
    assert result.matched == {}
    assert (result.unmatched_table, result.unmatched_layer) == ((table,), (layer,))


def test_codes_keep_their_leading_zeros():  # N10e
    assert match_names([("甲", "007")], [("乙", "7")]).matched == {}
    assert match_names([("甲", "００7")], [("乙", "007")]).matched == {"甲": "乙"}


def test_a_person_goes_before_everything():
    result = match_names(
        [("赵村", "1"), ("闫浅", None)],
        [("赵村", "1"), ("闫浅", "2"), ("新赵村", None)],
        confirmed={"赵村": "新赵村", "不在表中": "闫浅"},
    )
    assert result.matched == {"赵村": "新赵村", "闫浅": "闫浅"}
    assert result.unmatched_layer == ("赵村",)


def test_a_confirmation_of_what_is_not_there_is_an_error(said):
    result = match_names([("赵村", None)], [("赵村", None)], confirmed={"赵村": "赵庄"})
    assert result.matched == {}
    assert said(result.problems) == ["name_confirmed_missing"]


@pytest.mark.parametrize(
    ("tables", "layers", "unmatched", "code"),
    [
        # two sections of one name
        ([("赵村", None)], [("赵村", "1"), ("赵村", "2")], {"赵村"}, "name_twice"),
        # the spelling fits two
        ([("赵 村", None)], [("赵村", None), ("赵-村", None)], {"赵 村"}, "name_ambiguous"),
        # the ending fits two
        ([("泥沟", None)], [("泥沟镇", None), ("泥沟村", None)], {"泥沟"}, "name_ambiguous"),
        # two names of the table for one section
        (
            [("泥沟镇", None), ("泥沟村", None)],
            [("泥沟", None)],
            {"泥沟镇", "泥沟村"},
            "name_rivals",
        ),
        # one code, two sections
        ([("甲", "1")], [("乙", "1"), ("丙", "1")], {"甲"}, "name_ambiguous"),
        # a name with two codes
        ([("甲", "1"), ("甲", "2")], [("乙", "1"), ("丙", "2")], {"甲"}, "name_ambiguous"),
        # the code says one, the name another
        ([("赵村", "2")], [("赵村", "1"), ("闫浅", "2")], {"赵村"}, "name_code_contradicts"),
    ],
)
def test_what_fits_several_is_asked(said, tables, layers, unmatched, code):  # N10c
    result = match_names(tables, layers)
    assert result.matched == {}
    assert set(result.unmatched_table) == unmatched
    assert code in said(result.problems)


def test_a_section_that_is_claimed_by_its_name_is_not_given_away_by_an_ending():
    result = match_names([("泥沟", None), ("泥沟镇", None)], [("泥沟", None)])
    assert result.matched == {"泥沟": "泥沟"}
    assert result.unmatched_table == ("泥沟镇",)


def test_several_spellings_of_one_section():
    result = match_names([("赵村", None), ("赵 村", None), ("赵村", "1")], [("赵村", "1")])
    assert result.matched == {"赵村": "赵村", "赵 村": "赵村"}


def test_suggestions_are_ranked_and_bounded():
    result = match_names(
        [("台儿庄公路大桥", None), ("峄城污水处理厂下游", None)],
        [("台儿庄大桥", None), ("台儿庄闸", None), ("邳庄桥", None), ("伊家河口", None)],
    )
    first = result.suggestions[0]
    assert (first.table, first.layer) == ("台儿庄公路大桥", "台儿庄大桥")
    assert all(60 <= one.score <= 100 for one in result.suggestions)
    assert not any(one.table == "峄城污水处理厂下游" for one in result.suggestions)
    scores = [one.score for one in result.suggestions]
    assert scores == sorted(scores, reverse=True)


NAMES = st.text("赵村镇断面 （）()ａA1１", max_size=5)
PAIRS = st.lists(st.tuples(NAMES, st.none() | st.sampled_from(["1", "01", " 1"])), max_size=6)


@given(PAIRS, PAIRS)
def test_every_name_is_somewhere_and_order_does_not_matter(tables, layers):
    result = match_names(tables, layers)
    in_tables = {name for name, _ in tables if name.strip()}
    on_map = {name for name, _ in layers if name.strip()}
    assert set(result.matched) | set(result.unmatched_table) == in_tables
    assert not set(result.matched) & set(result.unmatched_table)
    assert set(result.matched.values()) | set(result.unmatched_layer) == on_map
    assert not set(result.matched.values()) & set(result.unmatched_layer)
    again = match_names(tables[::-1], layers[::-1])
    assert again.matched == result.matched
