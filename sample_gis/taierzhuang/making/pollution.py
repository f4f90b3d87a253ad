"""Enterprises, outfalls, sewage plants and black-odorous reaches. All names are invented.

The story for whoever traces upstream: on 小季河 the paper mill, the starch works and the
slaughterhouse stand above the section 季庄桥, and nothing stands below it.
"""

from making.curves import course, vertex
from making.ground import Pair, spot
from making.rivers import CANAL
from making.setting import Setting
from making.sheet import Feature

MAJOR, CONSIDERABLE, MINOR = "重大", "较大", "一般"
TOWN_PLANT, ZONE_PLANT, CHEMICAL_PLANT = (
    "台儿庄城区污水处理厂",
    "经济开发区污水处理厂",
    "化工产业园污水处理厂",
)

# name, place, industry, code of GB/T 4754-2017, risk, credit, card, discharges to, town
ENTERPRISES: tuple[tuple[str, Pair, str, str, str, str, str | None, str | None, str], ...] = (
    ("锦川印染有限公司", (117.6790, 34.5830), "棉印染精加工", "1713", CONSIDERABLE, "蓝", None, ZONE_PLANT,
     "马兰屯镇"),
    ("运泰机床有限公司", (117.6920, 34.5760), "金属切削机床制造", "3421", MINOR, "绿", None, ZONE_PLANT,
     "运河街道"),
    ("兴邦表面处理有限公司", (117.6830, 34.5745), "金属表面处理及热处理加工", "3360", CONSIDERABLE, "黄",
     "黄牌", ZONE_PLANT, "运河街道"),
    ("明台玻璃有限公司", (117.6960, 34.5830), "平板玻璃制造", "3041", MINOR, "蓝", None, None, "运河街道"),
    ("康源制药有限公司", (117.6870, 34.5860), "化学药品制剂制造", "2720", CONSIDERABLE, "绿", None,
     ZONE_PLANT, "运河街道"),
    ("海容塑料有限公司", (117.6735, 34.5775), "塑料薄膜制造", "2921", MINOR, "蓝", None, None, "运河街道"),
    ("润丰化工有限公司", (117.6340, 34.6060), "有机化学原料制造", "2614", MAJOR, "蓝", None,
     CHEMICAL_PLANT, "马兰屯镇"),
    ("佳和农化有限公司", (117.6395, 34.6110), "化学农药制造", "2631", MAJOR, "黄", "黄牌",
     CHEMICAL_PLANT, "马兰屯镇"),
    ("恒信涂料有限公司", (117.6440, 34.6060), "涂料制造", "2641", CONSIDERABLE, "绿", None,
     CHEMICAL_PLANT, "马兰屯镇"),
    ("华信助剂有限公司", (117.6355, 34.6120), "化学试剂和助剂制造", "2661", CONSIDERABLE, "蓝", None,
     CHEMICAL_PLANT, "马兰屯镇"),
    ("永安化学品仓储有限公司", (117.6430, 34.6095), "危险化学品仓储", "5942", MAJOR, "绿", None, None,
     "马兰屯镇"),
    ("北辰纸业有限公司", (117.7015, 34.6340), "机制纸及纸板制造", "2221", MAJOR, "红", "红牌", "小季河",
     "泥沟镇"),
    ("青禾淀粉有限公司", (117.7105, 34.6490), "淀粉及淀粉制品制造", "1391", CONSIDERABLE, "黄", "黄牌",
     "小季河", "泥沟镇"),
    ("泥沟肉联有限公司", (117.7040, 34.6175), "牲畜屠宰", "1351", MINOR, "黄", None, "小季河", "泥沟镇"),
    ("磐石水泥有限公司", (117.5600, 34.4995), "水泥制造", "3011", CONSIDERABLE, "蓝", None, None,
     "涧头集镇"),
    ("新垣墙材有限公司", (117.5675, 34.4975), "粘土砖瓦及建筑砌块制造", "3031", MINOR, "绿", None, None,
     "涧头集镇"),
    ("福源煤业有限公司", (117.5910, 34.5225), "烟煤和无烟煤开采洗选", "0610", CONSIDERABLE, "蓝", None,
     "伊家河", "涧头集镇"),
    ("河湾油库有限公司", (117.6070, 34.5370), "油气仓储", "5941", MAJOR, "绿", None, None, "涧头集镇"),
    ("丰牧生猪养殖场", (117.4790, 34.5870), "猪的饲养", "0313", MINOR, "蓝", None, "龙潭沟", "张山子镇"),
    ("山立石料有限公司", (117.4955, 34.6010), "石灰石、石膏开采", "1011", MINOR, "黄", "黄牌", None,
     "张山子镇"),
    ("运河老窖酒业有限公司", (117.4270, 34.5985), "白酒制造", "1512", MINOR, "绿", None, "韩庄运河",
     "张山子镇"),
    ("东岸热电有限公司", (117.6520, 34.5640), "火力发电", "4411", MAJOR, "绿", None, CANAL, "马兰屯镇"),
    ("净原危险废物处置有限公司", (117.6050, 34.6270), "危险废物治理", "7724", MAJOR, "蓝", None,
     "峄城大沙河", "马兰屯镇"),
    ("邳庄制革有限公司", (117.7900, 34.6070), "皮革鞣制加工", "1910", CONSIDERABLE, "红", "红牌", "新沟河",
     "邳庄镇"),
    ("绿源饲料有限公司", (117.8120, 34.5880), "饲料加工", "1320", MINOR, "绿", None, None, "邳庄镇"),
)  # fmt: skip

# name, river, near, who discharges, kind
OUTFALLS: tuple[tuple[str, str, Pair, str, str], ...] = (
    ("青禾淀粉排污口", "小季河", (117.6995, 34.6470), "青禾淀粉有限公司", "工业"),
    ("北辰纸业排污口", "小季河", (117.7005, 34.6320), "北辰纸业有限公司", "工业"),
    ("泥沟肉联排污口", "小季河", (117.7050, 34.6170), "泥沟肉联有限公司", "工业"),
    ("泥沟镇污水处理厂排污口", "小季河", (117.7060, 34.6220), "泥沟镇污水处理厂", "城镇污水处理厂"),
    ("城区污水处理厂排污口", CANAL, (117.7580, 34.5490), TOWN_PLANT, "城镇污水处理厂"),
    ("经济开发区污水处理厂排污口", CANAL, (117.6720, 34.5500), ZONE_PLANT, "工业园区污水处理厂"),
    ("化工产业园污水处理厂排污口", "峄城大沙河", (117.6030, 34.6000), CHEMICAL_PLANT, "工业园区污水处理厂"),
    ("东岸热电排污口", CANAL, (117.6480, 34.5460), "东岸热电有限公司", "工业"),
    ("净原危废排污口", "峄城大沙河", (117.5900, 34.6250), "净原危险废物处置有限公司", "工业"),
    ("马兰屯镇污水处理厂排污口", "峄城大沙河", (117.6030, 34.5800), "马兰屯镇污水处理厂", "城镇污水处理厂"),
    ("邳庄制革排污口", "新沟河", (117.7870, 34.6070), "邳庄制革有限公司", "工业"),
    ("邳庄镇污水处理站排污口", "新沟河", (117.7990, 34.5850), "邳庄镇污水处理站", "城镇污水处理厂"),
    ("涧头集镇污水处理厂排污口", "伊家河", (117.5650, 34.5160), "涧头集镇污水处理厂", "城镇污水处理厂"),
    ("福源煤业矿井水排口", "伊家河", (117.5930, 34.5170), "福源煤业有限公司", "工业"),
    ("丰牧养殖场排污口", "龙潭沟", (117.4690, 34.5880), "丰牧生猪养殖场", "规模化畜禽养殖"),
)  # fmt: skip

# name, place, 万m³/d, river
SEWAGE_PLANTS: tuple[tuple[str, Pair, float, str], ...] = (
    (TOWN_PLANT, (117.7590, 34.5530), 4.0, CANAL),
    (ZONE_PLANT, (117.6735, 34.5610), 2.0, CANAL),
    (CHEMICAL_PLANT, (117.6300, 34.6020), 1.0, "峄城大沙河"),
    ("泥沟镇污水处理厂", (117.7085, 34.6235), 0.3, "小季河"),
    ("马兰屯镇污水处理厂", (117.6060, 34.5790), 0.4, "峄城大沙河"),
    ("涧头集镇污水处理厂", (117.5640, 34.5120), 0.5, "伊家河"),
    ("邳庄镇污水处理站", (117.7965, 34.5870), 0.2, "新沟河"),
)

# name, course, degree, year it was gone, in the built-up area
BLACK_ODOROUS: tuple[tuple[str, tuple[Pair, ...], str, int | None, str], ...] = (
    ("东环沟", ((117.7445, 34.5780), (117.7505, 34.5720), (117.7515, 34.5640), (117.7495, 34.5575)),
     "重度", 2018, "是"),
    ("月河", ((117.7230, 34.5570), (117.7300, 34.5590), (117.7370, 34.5575), (117.7455, 34.5590)),
     "轻度", 2019, "是"),
    ("西环沟", ((117.7070, 34.5800), (117.7050, 34.5730), (117.7080, 34.5660), (117.7140, 34.5625)),
     "轻度", None, "是"),
    ("泥沟驻地沟", ((117.6890, 34.6610), (117.6925, 34.6560), (117.6965, 34.6545)), "轻度", None, "否"),
)  # fmt: skip


def enterprises(_: Setting) -> list[Feature]:
    """Enterprises that are a risk to water; five Chinese characters a field name at most."""
    return [
        (spot(*place), {
            "企业名称": name, "行业名称": industry, "行业代码": code, "风险等级": risk,
            "信用等级": credit, "红黄牌": card, "排水去向": water, "所在乡镇": town,
        })
        for name, place, industry, code, risk, credit, card, water, town in ENTERPRISES
    ]  # fmt: skip


def outfalls(setting: Setting) -> list[Feature]:
    """Outfalls, on vertices of their river."""
    return [
        (vertex(setting.rivers[river], *near), {
            "PWKBM": f"370405A{number:03d}", "PWKMC": name, "SZHL": river, "PWDW": who, "PWKLX": kind,
        })
        for number, (name, river, near, who, kind) in enumerate(OUTFALLS, start=1)
    ]  # fmt: skip


def sewage_plants(_: Setting) -> list[Feature]:
    """Sewage plants with what they treat a day."""
    return [
        (spot(*place), {"名称": name, "规模": capacity, "受纳": river})
        for name, place, capacity, river in SEWAGE_PLANTS
    ]


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
