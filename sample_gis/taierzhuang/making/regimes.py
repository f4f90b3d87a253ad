"""How each place fares year by year: the class it is meant to have and what weighs on it."""

from dataclasses import dataclass, field

from making.rivers import CANAL

YEARS = (2016, 2017, 2018, 2019, 2020)
I, II, III, IV, V, WORSE = range(1, 7)  # noqa: E741  (the classes' own names)

OXYGEN = ("permanganate_index", "chemical_oxygen_demand")
DEMAND = ("chemical_oxygen_demand", "biochemical_oxygen_demand")
NUTRIENTS = ("ammonia_nitrogen", "total_phosphorus")

# yearly means well inside each class
MEANS: dict[str, dict[int, float]] = {
    "permanganate_index": {I: 1.7, II: 3.3, III: 5.0, IV: 7.6, V: 12.0, WORSE: 16.5},
    "chemical_oxygen_demand": {I: 11.0, II: 13.0, III: 17.5, IV: 24.5, V: 34.0, WORSE: 46.0},
    "biochemical_oxygen_demand": {I: 1.9, II: 2.4, III: 3.5, IV: 4.9, V: 7.8, WORSE: 11.5},
    "ammonia_nitrogen": {I: 0.10, II: 0.32, III: 0.74, IV: 1.24, V: 1.75, WORSE: 2.6},
    "total_phosphorus": {I: 0.015, II: 0.072, III: 0.152, IV: 0.244, V: 0.352, WORSE: 0.47},
}
LAKE_PHOSPHORUS = {I: 0.008, II: 0.019, III: 0.038, IV: 0.076, V: 0.15, WORSE: 0.25}
OXYGEN_SHARE = {I: 0.92, II: 0.86, III: 0.76, IV: 0.66, V: 0.56, WORSE: 0.45}  # of saturation


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One place with results."""

    name: str  # as the workbooks write it
    code: str | None
    water: str
    classes: tuple[int, ...]  # by YEARS
    burdens: tuple[str, ...]  # the indicators that bring it to that class
    lake: bool = False
    source: bool = False  # a drinking-water source: five more indicators, no COD
    wells: bool = False
    since: int = YEARS[0]
    means: dict[str, float] = field(default_factory=dict)  # its own, all years
    one_year: dict[tuple[int, str], float] = field(default_factory=dict)  # mean of one year
    events: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)  # one month
    without: dict[tuple[int, int], str] = field(default_factory=dict)  # month: why no sample


DRY, FROZEN = "断流", "结冰"

# What the enterprises above 季庄桥 let out in the summers of 2018 and 2019.
SPILLS: dict[tuple[int, int], dict[str, float]] = {
    (year, month): {
        "ammonia_nitrogen": ammonia, "total_phosphorus": phosphorus, "chemical_oxygen_demand": cod,
        "biochemical_oxygen_demand": bod, "dissolved_oxygen": oxygen, "faecal_coliforms": 54_000,
    }
    for year, month, ammonia, phosphorus, cod, bod, oxygen in (
        (2018, 6, 6.21, 0.823, 52, 11.8, 1.7), (2018, 7, 7.84, 1.050, 61, 13.4, 1.2),
        (2018, 8, 5.43, 0.712, 48, 10.9, 2.1), (2019, 6, 4.92, 0.664, 47, 10.2, 2.2),
        (2019, 7, 5.57, 0.741, 50, 11.1, 1.9),
    )
}  # fmt: skip

DAMAGED: dict[tuple[int, int], str] = {
    (2016, 1): FROZEN, (2017, 5): DRY, (2017, 6): DRY, (2018, 5): DRY,
    (2019, 1): FROZEN, (2019, 2): FROZEN, (2019, 4): DRY, (2019, 5): DRY, (2019, 6): DRY,
}  # fmt: skip

REGIMES = (
    Regime(name="闫浅", code="SD370405S001", water=CANAL, classes=(III, II, III, II, II),
           burdens=OXYGEN),
    Regime(name="台儿庄公路大桥", code=None, water=CANAL, classes=(III, III, III, III, II),
           burdens=OXYGEN),
    Regime(name="赵村", code="SD370405S003", water=CANAL, classes=(III, III, III, III, III),
           burdens=("chemical_oxygen_demand", "total_phosphorus")),
    Regime(name="张山子", code="SD370405S004", water="伊家河", classes=(IV, III, IV, III, III),
           burdens=DEMAND),
    Regime(name="伊家河口", code="SD370405S005", water="伊家河", classes=(IV, IV, IV, III, III),
           burdens=DEMAND),
    Regime(name="贾庄闸", code="SD370405S006", water="峄城大沙河", classes=(V, IV, IV, IV, IV),
           burdens=("ammonia_nitrogen", "total_phosphorus", "fluoride"), means={"fluoride": 0.88}),
    Regime(name="大风口", code="SD370405S007", water="峄城大沙河", classes=(IV, IV, IV, IV, IV),
           burdens=("total_phosphorus",), one_year={(2019, "total_phosphorus"): 0.216}),
    Regime(name="季庄桥", code="SD370405S008", water="小季河", classes=(V, V, V, V, IV),
           burdens=NUTRIENTS, events=SPILLS,
           one_year={(2018, "ammonia_nitrogen"): 1.30, (2018, "total_phosphorus"): 0.262,
                     (2019, "ammonia_nitrogen"): 1.22, (2019, "total_phosphorus"): 0.238}),
    Regime(name="于沟桥", code="SD370405S009", water="陶沟河", classes=(III, III, III, III, IV),
           burdens=("permanganate_index", "biochemical_oxygen_demand"),
           without={(2016, 1): FROZEN}),
    Regime(name="邳庄桥", code="SD370405S010", water="新沟河", classes=(IV, IV, V, IV, IV),
           burdens=("biochemical_oxygen_demand", "ammonia_nitrogen"), without=DAMAGED),
    Regime(name="小龙潭水库中心", code="SD370405S011", water="小龙潭水库", lake=True,
           classes=(II, III, III, III, II), burdens=("total_phosphorus", "permanganate_index"),
           means={"total_nitrogen": 1.15, "faecal_coliforms": 420}),
    Regime(name="小龙潭水源地", code="SYD370405001", water="小龙潭水库", lake=True, source=True,
           classes=(II, III, III, III, II), burdens=("total_phosphorus",),
           means={"total_nitrogen": 1.08, "nitrate": 0.55, "faecal_coliforms": 260},
           one_year={(2018, "permanganate_index"): 6.6}),
    Regime(name="张庄水源地", code="SYD370405002", water="岩溶地下水", wells=True, source=True,
           classes=(I, I, I, I, I), burdens=(),
           means={"permanganate_index": 0.9, "ammonia_nitrogen": 0.03, "fluoride": 0.41,
                  "sulphate": 164, "chloride": 47, "nitrate": 7.4, "total_nitrogen": 8.1}),
    Regime(name="峄城污水处理厂下游", code=None, water="峄城大沙河", since=2018,
           classes=(WORSE, WORSE, WORSE, V, V), burdens=NUTRIENTS),
)  # fmt: skip
