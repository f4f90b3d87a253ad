"""Labels are placed by estimated widths: they must be near those of the font that paints them."""

import pytest

pytest.importorskip("PySide6")

from watermap.mapping.text import width_em
from watermap.paint.fonts import DESIGN_PX, advance, families

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]


@pytest.mark.parametrize(
    "text",
    [
        "台儿庄大桥",
        "南水北调东线韩庄运河段",
        "Protection area, grade 1",
        "Groundwater monitoring well",
        "GB 3838-2002",
        "1:250 000",
        "（55.6%）",
    ],
)
def test_estimates(text):
    if not families():
        pytest.skip("no font with Chinese is installed here")
    real = advance(text, bold=False) / DESIGN_PX
    assert 0.93 * real < width_em(text) < 1.2 * real
