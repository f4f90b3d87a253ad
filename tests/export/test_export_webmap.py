import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
import shapely
from hypothesis import given, strategies as st

from watermap.catalogue.kinds import Look
from watermap.export.safe_html import safe
from watermap.export.webmap import write_webmap
from watermap.export.webmap_features import path_style
from watermap.mapping.themes import find_theme

EVIL = (
    "<img src=x onerror=alert(1)></script><script>`${1+1}` \\ {{7*7}} {% raw %}"  # as in conftest
)


@pytest.fixture
def page(layers, assessment, kinds, tmp_path):
    path = tmp_path / "图.html"
    told = write_webmap(layers, assessment, path, kinds=kinds, language="zh", title=f"台儿庄{EVIL}")
    return path.read_text("utf-8"), told


def collections(text):
    """The GeoJSON that the page adds to the map."""
    found = re.findall(r"_add\((\{.*?\})\);\n", text)
    return [json.loads(one) for one in found]


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(text):
    parser = _Tags()
    parser.feed(text)
    return parser.seen


@pytest.mark.parametrize(
    "payload", ["<img src=x", "</script><script>`", "${1+1}", "{{7*7}}", "{% raw"]
)
def test_no_payload_of_the_data_stands_in_the_page(page, payload):
    assert payload not in page[0]


def test_a_payload_is_shown_as_the_text_it_is(page):
    _, enterprises, sections = collections(page[0])
    shown = {
        html.unescape(feature["properties"]["name"])
        for feature in (*enterprises["features"], *sections["features"])
    }
    assert shown == {EVIL, "台儿庄大桥"}
    assert all(
        "<img" not in feature["properties"]["about"]
        for part in (enterprises, sections)
        for feature in part["features"]
    )


def test_nothing_is_fetched(page):
    text, _ = page
    for tag, attributes in tags(text):
        assert not {"src", "href"} & attributes.keys(), (tag, attributes)
    assert not re.search(r"url\(\s*['\"]?(?!data:|#)", text)
    assert "@import" not in text


def test_the_page_forbids_fetching_before_any_script(page):
    text, _ = page
    policy = next(
        attributes["content"] for tag, attributes in tags(text)
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert text.index("Content-Security-Policy") < text.index("<script>")


def test_scripts_are_whole(page, tmp_path):
    """As many scripts end as begin; their text is JavaScript wherever node can tell."""
    text, _ = page
    assert text.count("<script>") == text.count("</script>")
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed here")
    script = tmp_path / "page.js"
    script.write_text("\n;\n".join(re.findall(r"<script>(.*?)</script>", text, re.DOTALL)), "utf-8")
    subprocess.run([node, "--check", str(script)], check=True, timeout=60)


def test_sections_have_colour_letter_and_ring(page):
    palette = find_theme("class").palette
    stamps = {
        html.unescape(feature["properties"]["name"]): feature["properties"]["look"]["html"]
        for feature in collections(page[0])[-1]["features"]
    }
    good, bad = palette.classes["II"], palette.classes["V"]
    assert good.fill in stamps["台儿庄大桥"]
    assert ">Ⅱ<" in stamps["台儿庄大桥"]
    assert "missed" not in stamps["台儿庄大桥"]
    assert bad.fill in stamps[EVIL]
    assert "missed" in stamps[EVIL]


def test_a_popup_tells_class_target_and_what_decided(page):
    about = collections(page[0])[-1]["features"][1]["properties"]["about"]
    rows = dict(re.findall(r"<tr><th>(.*?)</th><td>(.*?)</td></tr>", about))
    assert (rows["水质类别"], rows["是否达标"], rows["定类指标"]) == ("Ⅴ类", "未达标", "氨氮")
    assert (rows["断面编码"], rows["水质目标"]) == ("007", "Ⅲ类")


def test_sensitive_places_and_fields_stay_out_and_the_page_says_so(page):
    text, told = page
    assert "张三" not in text
    assert "13800000000" not in text
    assert "小龙潭水源地\\u" not in text
    assert "117.71, 34.59]" not in text
    assert {problem.code for problem in told} == {
        "export.kind_left_out", "export.fields_left_out", "export.places_left_out",
    }  # fmt: skip
    for problem in told:
        assert problem.text("zh") in text


def test_the_legend_lists_only_what_is_drawn(page):
    legend = page[0].partition('<div class="legend">')[2]
    legend = legend.partition('<div class="folium-map"')[0]
    assert "Ⅱ类" in legend
    assert "Ⅲ类" not in legend
    assert "一级保护区" in legend
    assert "准保护区" not in legend
    assert "红圈：未达到水质目标" in legend


def test_areas_lie_under_points(page, kinds):
    orders = [kinds[name].style.order for name in ("protection_area", "enterprise", "section")]
    assert orders == sorted(orders)
    kinds_drawn = [part["features"][0]["geometry"]["type"] for part in collections(page[0])]
    assert kinds_drawn == ["Polygon", "Point", "Point"]


def test_a_page_without_results_and_without_places(kinds, layers, tmp_path):
    path = tmp_path / "a.html"
    bare = {"section": layers["section"]}
    write_webmap(bare, None, path, kinds=kinds, language="en", title="Map")
    text = path.read_text("utf-8")
    assert '<html lang="en">' in text
    assert collections(text)[0]["features"][0]["properties"]["look"]["radius"] > 0
    write_webmap({}, None, path, kinds=kinds, language="en", title="Map")
    assert "fitBounds" not in path.read_text("utf-8").rpartition("<script>")[2]


@given(st.text())
def test_safe_text_reads_the_same_and_holds_no_mark_of_any_language(text):
    shown = safe(text)
    assert not set("<>\"'`$\\{}") & set(shown)
    assert html.unescape(shown) == text or any(ord(char) < 32 or ord(char) > 126 for char in text)


def test_coordinates_keep_a_tenth_of_a_metre(page, layers):
    exact = layers["section"][0].frame.geometry[0]
    drawn = shapely.Point(collections(page[0])[-1]["features"][0]["geometry"]["coordinates"])
    assert drawn.distance(exact) < 1e-6


def test_a_line_is_never_filled() -> None:
    """Leaflet closes a filled line and paints what lies between its ends."""
    look = Look(line="#806040", fill="#806040", symbol="circle")
    assert path_style(look, is_line=True)["fill"] is False
    assert path_style(look, is_line=False)["fill"] is True
