"""Finds places for labels: each takes the cheapest of its candidates that hits nothing hard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watermap.mapping.drawlist import Label, Xy

Boxes = npt.NDArray[np.float64]  # (n, 4): left, top, right, bottom, mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place for a label, and the boxes it would cover."""

    label: Label
    boxes: Boxes
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A text that wants a place: candidates, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What labels stand on: where they must not, where they would rather not, where at all."""

    hard: Boxes
    soft: Xy
    weights: npt.NDArray[np.float64]  # what covering each soft place costs, in a candidate's cost
    width_mm: float
    height_mm: float


def place(wishes: Iterable[Wish], ground: Ground) -> tuple[Label, ...]:
    """Labels for the wishes that find room, in their order; earlier ones go first."""
    taken, placed = ground.hard, list[Label]()
    for wish in wishes:
        best = _best(wish.candidates, taken, ground)
        if best is not None:
            placed.append(best.label)
            taken = np.concatenate([taken, best.boxes])
    return tuple(placed)


def _best(candidates: Sequence[Candidate], taken: Boxes, ground: Ground) -> Candidate | None:
    best, best_cost = None, np.inf
    for candidate in candidates:
        if candidate.cost >= best_cost or not _fits(candidate.boxes, taken, ground):
            continue
        cost = candidate.cost + _covered(candidate.boxes, ground)
        if cost < best_cost:
            best, best_cost = candidate, cost
    return best


def _fits(boxes: Boxes, taken: Boxes, ground: Ground) -> bool:
    inside = (
        boxes[:, 0].min() >= 0
        and boxes[:, 1].min() >= 0
        and boxes[:, 2].max() <= ground.width_mm
        and boxes[:, 3].max() <= ground.height_mm
    )
    return bool(inside) and not overlaps(boxes, taken).any()


def overlaps(boxes: Boxes, others: Boxes) -> npt.NDArray[np.bool_]:
    """Which of ``boxes`` (rows) meet which of ``others`` (columns)."""
    a, b = boxes[:, None], others[None]
    return np.asarray(
        (a[..., 0] < b[..., 2])
        & (a[..., 2] > b[..., 0])
        & (a[..., 1] < b[..., 3])
        & (a[..., 3] > b[..., 1])
    )


def _covered(boxes: Boxes, ground: Ground) -> float:
    """What it costs to cover the soft places that lie in the boxes."""
    x, y = ground.soft[None, :, 0], ground.soft[None, :, 1]
    inside = (
        (x > boxes[:, 0, None])
        & (x < boxes[:, 2, None])
        & (y > boxes[:, 1, None])
        & (y < boxes[:, 3, None])
    )
    return float(ground.weights[inside.any(axis=0)].sum())
