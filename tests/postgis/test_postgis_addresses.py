"""Addresses: taken apart, put together, and refused without a word of what they held."""

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.reading.postgis.address import Address, Server, TableName, is_address, parse, written

names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
hosts = st.sampled_from(["db", "10.0.0.7", "gis.example.cn", "::1", "/var/run/postgresql"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "postgis://a@db/gis",
            Address(server=Server(host="db", port=5432, database="gis", user="a")),
        ),
        (
            "postgis://王@10.0.0.7:6543/水环境/public.断面",
            Address(
                server=Server(host="10.0.0.7", port=6543, database="水环境", user="王"),
                table=TableName(schema="public", table="断面"),
            ),
        ),
        (
            "postgis://a@%2Frun%2Fpg/gis/a%2Eb.c%25d#geom%202",
            Address(
                server=Server(host="/run/pg", port=5432, database="gis", user="a"),
                table=TableName(schema="a.b", table="c%d", geometry="geom 2"),
            ),
        ),
        (
            "postgis://a@[::1]:5433/gis",
            Address(server=Server(host="::1", port=5433, database="gis", user="a")),
        ),
    ],
)  # fmt: skip
def test_what_an_address_means(text: str, expected: Address) -> None:
    assert is_address(text)
    assert parse(text) == expected


@given(
    hosts,
    st.integers(1, 65535),
    names,
    names,
    st.none() | st.tuples(names, names, st.none() | names),
)
def test_what_is_written_is_parsed(host, port, database, user, table):
    server = Server(host=host, port=port, database=database, user=user)
    name = table and TableName(schema=table[0], table=table[1], geometry=table[2])
    address = Address(server=server, table=name)
    assert parse(written(address)) == address
    assert "=" not in written(address)  # so that =KIND can stand behind it


@pytest.mark.parametrize(
    "text",
    [
        "postgis://a:hunter2@db/gis", "postgis://a:hunter2@db/gis/public.t",
        "postgis://a:hun/ter2@db/gis", "postgis://:hunter2@db/gis", "postgis://a:hun@ter2@db/gis",
        "postgis://a@db/gis?password=hunter2", "postgis://a@db:hunter2/gis", "postgis://db/gis",
        "postgis://a@/gis", "postgis://a@db", "postgis://a@db/", "postgis://a@db/gis/table",
        "postgis://a@db/gis/a.b.c", "postgis://a@db/gis/a.b/c", "postgis://a@one,two/gis",
        "postgis://a@db:99999/gis", "postgis://a@db:0/gis", "postgis://", "postgis:///gis",
    ],
)  # fmt: skip
def test_what_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(WatermapError) as caught:
        parse(text)
    for language in ("zh", "en"):
        said = caught.value.text(language)
        assert "hunter2" not in said
        assert "ter2" not in said
        assert "postgis://user@host:port/database/schema.table" in said


@pytest.mark.parametrize("text", ["a.shp", "PG:dbname=x", "postgres://a@db/gis", "C:\\a.gpkg", ""])
def test_what_is_no_address_of_ours(text: str) -> None:
    assert not is_address(text)
