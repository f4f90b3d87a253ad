"""Classes, deciding indicators and means of two million samplings, ours and as pandas does it.

pandas as a specialist would write it: round, ``cut`` at the limits (or ``numpy.select``, which is
faster), the worst by ``max``, the deciding ones by comparing, means by ``groupby``; pH over H⁺. Its
rounding is that of floats: some means that lie on a tie fall the other way.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from watermap.quality.bulk.means import means
from watermap.quality.bulk.rows import classify_rows
from watermap.quality.bulk.wide import Place, Wide
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.standards import known_standards

STANDARD, METHOD = known_standards()["gb3838-2002"], known_methods()["hb-2011-22"]
NAMES = (*METHOD.counted, *METHOD.reference_only)
_LAKES = 10  # every tenth section is a lake


def wide(folder: Path, *, rows: int = 2_000_000, sections: int = 5_000) -> Path:
    """Results of 24 indicators over seven years, by date and then by section; 2 % are missing."""
    path = folder / "wide.npz"
    random = np.random.default_rng(20260301)
    date = np.datetime64("2014-01-01") + np.sort(random.integers(0, 2557, rows))
    columns = {name: _values(name, rows, random) for name in NAMES}
    section = random.integers(0, sections, rows).astype(np.int32)
    np.savez(path, section=section, date=date.astype("datetime64[D]"), **columns)
    return path


def _values(name: str, rows: int, random: np.random.Generator) -> np.ndarray:
    decimals = 2 if name == "ph" else METHOD.rounding.decimals[name]
    if name == "ph":
        found = np.clip(random.normal(7.8, 0.6, rows), 4, 11)
    elif name == "dissolved_oxygen":
        found = random.gamma(12, 0.65, rows)
    else:
        limits = [row for row in STANDARD.limits_for(name, "lake") if row.at_most]
        top = float(limits[0].figures()[-1]) if limits else 30.0
        found = random.lognormal(0, 0.8, rows) * top * 0.2
    found = np.round(found, decimals)
    found[random.random(rows) < 0.02] = np.nan
    return found


def measured(way: str, path: Path) -> dict[str, float]:
    """One way in this process; the columns are read before the clock starts."""
    before = _memory("VmRSS")
    with np.load(path) as found:
        arrays = {name: found[name] for name in found.files}
    run = WAYS[way](arrays)
    size = sum(one.nbytes for one in arrays.values()) / 2**20
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here on
    start, cpu = time.perf_counter(), time.process_time()
    answer = run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = _memory("VmHWM")
    return {
        "seconds": seconds, "cpu": cpu, "app": peak, "worker": 0, "times": (peak - before) / size,
        **{f"class_{code}": int(count) for code, count in enumerate(answer)},
    }  # fmt: skip


def _ours(arrays: dict[str, np.ndarray]) -> Wide:
    count = int(arrays["section"].max()) + 1
    return Wide(
        places=tuple(
            Place(name=str(one), water_body="river" if one % _LAKES else "lake")
            for one in range(count)
        ),
        place=arrays["section"],
        date=arrays["date"],
        columns={name: arrays[name] for name in NAMES},
    )


def _bulk_rows(arrays: dict[str, np.ndarray]) -> Callable[[], Any]:
    table = _ours(arrays)

    def run() -> Any:  # noqa: ANN401
        found = classify_rows(table, standard=STANDARD, method=METHOD)
        return np.bincount(found.water_class)

    return run


def _bulk_all(arrays: dict[str, np.ndarray]) -> Callable[[], Any]:
    table = _ours(arrays)

    def run() -> Any:  # noqa: ANN401
        found = classify_rows(table, standard=STANDARD, method=METHOD)
        groups = means(table, spans=("month", "year"), standard=STANDARD, method=METHOD)
        return np.concatenate(
            [np.bincount(found.water_class, minlength=7)]
            + [np.bincount(one.decided.water_class, minlength=7) for one in groups.values()]
        )

    return run


def _frame(arrays: dict[str, np.ndarray]) -> pd.DataFrame:
    date = arrays["date"].astype("datetime64[s]")
    return pd.DataFrame({**arrays, "date": date}, copy=False)


def _cut(values: pd.Series, limit: Limit) -> np.ndarray:
    if limit.between:
        low, high = map(float, limit.between)
        return np.where(values.between(low, high), 1, 6)
    sign = 1 if limit.at_most else -1
    bounds = [sign * float(one) for one in limit.figures()]
    bins = sorted(set(bounds))
    labels = [bounds.index(one) + 1 for one in bins] + [6]
    codes = pd.cut(sign * values, [-np.inf, *bins, np.inf], labels=False)
    return np.array([*labels, 0])[codes.fillna(-1).astype(int)]


def _select(values: pd.Series, limit: Limit) -> np.ndarray:
    if limit.between:
        low, high = map(float, limit.between)
        return np.where(values.between(low, high), 1, 6)
    kept = [values <= float(one) if limit.at_most else values >= float(one)
            for one in limit.figures()]  # fmt: skip
    return np.select(kept, [1, 2, 3, 4, 5], 6)


def _classes(frame: pd.DataFrame, lake: np.ndarray, one: Callable[..., np.ndarray]) -> Any:  # noqa: ANN401
    found = pd.DataFrame(index=frame.index)
    for name in METHOD.counted:
        values = frame[name].round(METHOD.rounding.decimals[name])
        (river,), (still,) = (STANDARD.limits_for(name, body) for body in ("river", "lake"))
        codes = one(values, river)
        if river != still:
            codes = np.where(lake, one(values, still), codes)
        found[name] = np.where(values.isna(), 0, codes).astype(np.int8)
    worst = found.max(axis=1)
    deciding = found.eq(worst, axis=0) & (worst > 1).to_numpy()[:, None]
    return worst, deciding


def _means(frame: pd.DataFrame, keys: list[Any]) -> pd.DataFrame:
    found = frame.assign(ph=10.0 ** -frame["ph"]).groupby(keys)[list(NAMES)].mean()
    return found.assign(ph=-np.log10(found["ph"]))


def _pandas_rows(one: Callable[..., np.ndarray]) -> Callable[..., Callable[[], Any]]:
    def prepared(arrays: dict[str, np.ndarray]) -> Callable[[], Any]:
        frame = _frame(arrays)
        lake = (frame["section"] % _LAKES == 0).to_numpy()
        return lambda: np.bincount(_classes(frame, lake, one)[0])

    return prepared


def _pandas_all(one: Callable[..., np.ndarray]) -> Callable[..., Callable[[], Any]]:
    def prepared(arrays: dict[str, np.ndarray]) -> Callable[[], Any]:
        frame = _frame(arrays)
        lake = (frame["section"] % _LAKES == 0).to_numpy()

        def run() -> Any:  # noqa: ANN401
            found = [_classes(frame, lake, one)]
            date = frame["date"].dt
            months = _means(
                frame, [frame["section"], date.year.rename("year"), date.month.rename("month")]
            )
            rounded = months.round(dict(METHOD.rounding.decimals)).reset_index()
            for groups in (months, _means(rounded, ["section", "year"])):
                still = groups.index.get_level_values("section").to_numpy() % _LAKES == 0
                found.append(_classes(groups, still, one))
            return np.concatenate([np.bincount(worst, minlength=7) for worst, _ in found])

        return run

    return prepared


WAYS: dict[str, Callable[[dict[str, np.ndarray]], Callable[[], Any]]] = {
    "bulk-rows": _bulk_rows,
    "bulk-all": _bulk_all,
    "pandas-rows": _pandas_rows(_cut),
    "pandas-all": _pandas_all(_cut),
    "select-rows": _pandas_rows(_select),
    "select-all": _pandas_all(_select),
}


def _memory(what: str) -> float:
    words = Path(f"/proc/{os.getpid()}/status").read_text().split(f"{what}:")[1].split()
    return int(words[0]) / 1024
