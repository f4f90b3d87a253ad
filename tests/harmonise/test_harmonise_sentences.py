"""Every sentence the room says is written, and every one that is written is said."""

import re
from pathlib import Path
from string import Formatter

import watermap
from watermap.errors import sentences

ROOM = Path(watermap.__file__).parent / "harmonise"
CODE = re.compile(r'f?"harmonise\.([a-z0-9_{}."\]\[]+?)"')


def fields_of(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_sentences():
    own = {name.removeprefix("harmonise.") for name in sentences() if name.startswith("harmonise.")}
    source = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    said = set(CODE.findall(source))
    fixed = {name for name in said if "{" not in name}
    assert fixed <= own
    patterns = [re.sub(r"\{[^}]*\}", ".+", name) for name in said - fixed]
    # Names of troubles that are put together elsewhere: code = "crs_none" …
    literal = set(re.findall(r'"([a-z0-9_]+)"', source))
    for name in own - fixed:
        prefixes = [one.split(".+")[0] for one in patterns if re.fullmatch(one, name)]
        assert any(name.removeprefix(prefix) in literal for prefix in prefixes), name


def test_both_languages_fill_in_the_same():
    for name, text in sentences().items():
        if name.startswith("harmonise."):
            assert fields_of(text.zh) == fields_of(text.en), name
            assert not re.search(r"[\u4e00-\u9fff]", re.sub("断面|镇|北京", "", text.en)), name
