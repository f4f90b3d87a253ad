"""How deep an overlap may be: by kind, set by a bureau, and told wherever a finding is told."""

import json

import pytest
import shapely

from tests.checks.ground import CODE, Ground
from watermap.checks import tolerances
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.site_check import check_site
from watermap.checks.wording import finding_text, measure_text
from watermap.errors import WatermapError
from watermap.export.recording.site import site_check_record
from watermap.export.site_findings import measures

GROUND = Ground()
SITE = GROUND.box(0, 0, 100, 100)
MACHINES = {"industry": "C3411", "outfall_inside": False}


def over(metres):
    """A red line that reaches this far over the site's eastern edge."""
    return GROUND.box(100 - metres, -50, 300, 150)


@pytest.fixture
def of_bureau(tmp_path, monkeypatch):
    """A bureau's own file, as a user's folder holds it."""

    def write(text):
        (tmp_path / "tolerances").mkdir(exist_ok=True)
        (tmp_path / "tolerances" / "tolerances.toml").write_text(text, "utf-8")
        monkeypatch.setattr(tolerances, "user_folder", lambda name: tmp_path / name)
        tolerances.known_tolerances.cache_clear()

    yield write
    tolerances.known_tolerances.cache_clear()


@pytest.mark.parametrize(
    ("text", "of_red_line", "of_others"),
    [
        ('source = "x"\n[kind_m]\nred_line = 5\n', 5.0, 0.5),
        ('source = "x"\ndefault_m = 2\n', 2.0, 2.0),
        ('source = "x"\ndefault_m = 0\n[kind_m]\nred_line = 1.5\n', 1.5, 0.0),
    ],
)
def test_a_bureau_sets_its_own(text, of_red_line, of_others, of_bureau):
    of_bureau(text)
    circumstances = Circumstances(as_of=CODE)
    assert circumstances.tolerance_of("red_line") == of_red_line
    assert circumstances.tolerance_of("protection_area") == of_others


def test_a_bureaus_tolerance_decides_and_stands_among_the_thresholds(
    of_bureau, make_layer, rules, kinds
):
    def answer():
        return check_site(
            Site(geometry=SITE, **MACHINES),
            {"red_line": (make_layer("red_line", over(3.0)),)},
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=CODE),
        )

    assert [one.rule for one in answer().findings] == ["RL-BAN"]
    of_bureau('source = "1∶1万图"\n[kind_m]\nred_line = 5\n')
    after = answer()
    assert after.findings == ()
    assert after.near_misses[0].conflict == "within_tolerance"
    assert after.thresholds["tolerance_m_red_line"] == 5.0
    assert after.thresholds["tolerance_m"] == 0.5


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('source = "x"\ndefault_m = -1\n', ["default_m", "-1"]),
        ('source = "x"\ndefault_m = nan\n', ["default_m"]),
        ('source = "x"\n[kind_m]\nred_line = "2 m"\n', ["red_line", "2 m"]),
        ('source = "x"\ndefault = 1\n', ["default"]),
        ("default_m = 1\n", ["source"]),
        ("default_m =", ["TOML"]),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_key(text, named, of_bureau):
    of_bureau(text)
    with pytest.raises(WatermapError) as refused:
        Circumstances(as_of=CODE)
    for language in ("zh", "en"):
        said = refused.value.text(language)
        for word in (*named, "tolerances.toml"):
            assert word in said


def test_all_problems_of_the_file_come_at_once(of_bureau):
    of_bureau('source = "x"\n[kind_m]\nredline = 1\nwater = 2\n')
    with pytest.raises(WatermapError) as refused:
        Circumstances(as_of=CODE)
    assert len(refused.value.problems) == 2


WITHIN = {"zh": "容差", "en": "tolerance"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("metres", "conflict"), [(0.3, "within_tolerance"), (0.7, "yes"), (-0.3, "no")]
)
def test_the_answer_and_the_depth_are_told_everywhere(
    metres, conflict, language, make_layer, check
):
    answer = check(SITE, make_layer("red_line", over(metres)), **MACHINES)
    (one,) = (*answer.findings, *answer.near_misses)
    record = json.loads(json.dumps(site_check_record(answer, language=language)))
    (told,) = (*record["findings"], *record["near_misses"])
    assert told["conflict"] == conflict
    page, window = " ".join(measures(one, language)), measure_text(one, language)
    if conflict == "no":
        assert told["depth_m"] is None
    else:
        assert told["depth_m"] == pytest.approx(metres, abs=0.01)
        for text in (page, window):
            assert f"{metres:.1f}" in text
    for text in (page, window):
        assert (WITHIN[language] in text) == (conflict == "within_tolerance")
    assert (one in answer.findings) == (conflict == "yes")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_edge_that_touches_is_listed_and_no_conflict(language, make_layer, check):
    west, south, east, north = SITE.bounds
    zone = shapely.box(east, south, east + 0.01, north)
    answer = check(shapely.box(west, south, east, north), make_layer("red_line", zone), **MACHINES)
    assert answer.findings == ()
    (one,) = answer.near_misses
    assert (one.relation, one.conflict, one.depth_m, one.distance_m) == ("touches", "no", 0.0, 0.0)
    assert {"zh": "边界相接", "en": "borders touch"}[language] in finding_text(one, language)
    (told,) = site_check_record(answer, language=language)["near_misses"]
    assert (told["relation"], told["conflict"]) == ("touches", "no")
