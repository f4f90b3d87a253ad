"""Enterprises, outfalls, sewage plants and black-odorous reaches. All names are invented.

The story for whoever traces upstream: on 小季河 the paper mill, the starch works and the
slaughterhouse stand above the section 季庄桥, and nothing stands below it.
"""

from making.curves import course, vertex
from making.ground import Pair, spot
from making.setting import Setting
from making.sheet import Feature
from making.tables import place, rows

YEAR_OF_LOADS = 2019
# name, course, degree, year it was gone, in the built-up area
BLACK_ODOROUS: tuple[tuple[str, tuple[Pair, ...], str, int | None, str], ...] = (
    ("东环沟", ((117.7445, 34.5780), (117.7505, 34.5720), (117.7515, 34.5640), (117.7495, 34.5575)),
     "重度", 2018, "是"),
    ("月河", ((117.7230, 34.5570), (117.7300, 34.5590), (117.7370, 34.5575), (117.7455, 34.5590)),
     "轻度", 2019, "是"),
    ("西环沟", ((117.7070, 34.5800), (117.7050, 34.5730), (117.7080, 34.5660), (117.7140, 34.5625)),
     "轻度", None, "是"),
    ("泥沟驻地沟", ((117.6890, 34.6610), (117.6925, 34.6560), (117.6965, 34.6545)),
     "轻度", None, "否"),
)  # fmt: skip


def enterprises(_: Setting) -> list[Feature]:
    """Enterprises that are a risk to water; five Chinese characters a field name at most."""
    return [
        (spot(*place(row)), {
            "企业名称": row["name"], "行业名称": row["industry"], "行业代码": row["code"],
            "风险等级": row["risk"], "信用等级": row["credit"], "信用得分": int(row["score"]),
            "红黄牌": row["card"] or None,
            "排水去向": row["discharges_to"] or None, "所在乡镇": row["town"],
        })
        for row in rows("enterprises")
    ]  # fmt: skip


def outfalls(setting: Setting) -> list[Feature]:
    """Outfalls, on vertices of their river."""
    return [
        (vertex(setting.rivers[row["river"]], *place(row)), {
            "PWKBM": f"370405A{number:03d}", "PWKMC": row["name"], "SZHL": row["river"],
            "PWDW": row["discharger"], "PWKLX": row["kind"],
            "CODPFL": _tonnes(row["cod_t"]), "ADPFL": _tonnes(row["ammonia_t"]),
            "PFNF": YEAR_OF_LOADS if row["cod_t"] else None,
        })
        for number, row in enumerate(rows("outfalls"), start=1)
    ]  # fmt: skip


def _tonnes(cell: str) -> float | None:
    """Tonnes a year; one outfall has none."""
    return float(cell) if cell else None


def sewage_plants(_: Setting) -> list[Feature]:
    """Sewage plants with what they treat a day."""
    return [
        (spot(*place(row)),
         {"名称": row["name"], "规模": float(row["capacity"]), "受纳": row["river"]})
        for row in rows("sewage_plants")
    ]  # fmt: skip


def black_odorous(_: Setting) -> list[Feature]:
    """Black-odorous reaches, gone or still there."""
    found: list[Feature] = []
    for name, places, degree, gone, built_up in BLACK_ODOROUS:
        line = course(places, name=name, swing_m=45, step_m=90)
        found.append((line, {
            "STMC": name, "HCDJ": degree, "WCNF": gone, "JCQ": built_up,
            "CD": round(line.length / 1000, 2),
        }))  # fmt: skip
    return found
