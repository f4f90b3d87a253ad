"""Who stands above 季庄桥 on 小季河, and that nobody stands below it."""

import shapely


def along(layers, river, place):
    """River metres from the head to the point of the river nearest to a place."""
    rivers = layers["河流"].set_index("HLMC").geometry
    return shapely.line_locate_point(rivers[river], place)


def test_three_dischargers_stand_above_the_section_and_none_below(layers):
    sections = layers["断面"].set_index("DMMC").geometry
    section = along(layers, "小季河", sections["季庄桥"])
    outfalls = layers["入河排污口"]
    own = outfalls[outfalls["SZHL"] == "小季河"]
    places = [along(layers, "小季河", place) for place in own.geometry]
    assert all(place < section for place in places)
    assert set(own["PWDW"]) >= {"北辰纸业有限公司", "青禾淀粉有限公司", "泥沟肉联有限公司"}


def test_no_risk_source_stands_on_the_lower_reach(layers):
    rivers = layers["河流"].set_index("HLMC").geometry
    section = along(layers, "小季河", layers["断面"].set_index("DMMC").geometry["季庄桥"])
    river = rivers["小季河"]
    lower = shapely.ops.substring(river, section, river.length)
    for name in ("风险源企业", "入河排污口", "污水处理厂"):
        assert layers[name].distance(lower).min() > 800, name


def test_every_outfall_names_a_known_discharger(layers):
    known = set(layers["风险源企业"]["企业名称"]) | set(layers["污水处理厂"]["名称"])
    assert set(layers["入河排污口"]["PWDW"]) <= known
