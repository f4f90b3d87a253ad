"""Sources judged over months."""

from itertools import chain

import pytest

from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.groundwater.underground import NOT_ASKED
from watermap.quality.period import Period
from watermap.quality.sources.rates import source_rates


@pytest.fixture
def sources_of(assess, rows, layer, standard, method):
    """``sources_of({"水库": {"2019-06": {…}}}, 水库={…})``: cells by month, record by name."""

    def make(
        results,
        *,
        period="2019",
        months=None,
        backgrounds=None,
        year_by=None,
        underground=NOT_ASKED,
        **records,
    ):
        made = list(chain.from_iterable(
            rows(name, f"{month}-05", **cells)
            for name, by_month in results.items()
            for month, cells in by_month.items()
        ))  # fmt: skip
        known = [{"name": name, "source_type": "river"} | records.get(name, {}) for name in results]
        every = months or sorted({month for by_month in results.values() for month in by_month})
        found = {
            Period.parse(month): assess(
                made, sources=known, period=month, underground=underground
            ).sources
            for month in every
        }
        setting = Setting(standard=standard, method=method, period=Period.parse(period))
        fields = ("name", "source_type", "river", "target", "supply")
        return source_rates(
            History(results=found),
            assess(made, sources=known, period=period, underground=underground).sources,
            layers={"water_source": (layer("water_source", known, fields=fields),)},
            setting=setting,
            backgrounds=backgrounds or {},
            year_by=year_by,
        )

    return make
