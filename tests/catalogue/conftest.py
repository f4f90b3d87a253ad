import pytest

from watermap.catalogue.load import load_kinds
from watermap.resources import shipped_layers


@pytest.fixture(scope="session")
def kinds():
    """The kinds that come with watermap, without the ones of whoever runs the tests."""
    return load_kinds([shipped_layers()])


MINIMAL = """\
id = "{id}"
title = {{ zh = "墒情站", en = "Moisture station" }}
theme = "{theme}"
geometry = ["point"]
definition = {{ zh = "监测土壤含水量的站点。", en = "A station that monitors soil moisture." }}
source = "SL 364-2015"
file_aliases = ["墒情"]

[fields.name]
title = {{ zh = "墒情站名称", en = "Station name" }}
type = "text"
role = "name"
aliases = ["SQZMC"]

[fields.state]
title = {{ zh = "状态", en = "State" }}
type = "text"
values = {{ running = ["运行"], closed = ["停用"] }}

[style]
order = 75
look = {{ symbol = "circle" }}
"""


@pytest.fixture
def write_kind(tmp_path):
    """Write a kind's file, with words replaced or lines added, and give back its folder."""

    def write(name="moisture", *, theme="water", file_name=None, replace=(), add=""):
        text = MINIMAL.format(id=name, theme=theme)
        for old, new in replace:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / theme / f"{file_name or name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + add, "utf-8")
        return tmp_path

    return write
