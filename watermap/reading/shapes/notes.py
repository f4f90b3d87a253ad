"""Sentences about records that were left out, repaired or have no shape: one for each kind."""

from collections.abc import Iterator, Mapping, Sequence

from watermap.errors import Problem
from watermap.reading.record_numbers import numbers
from watermap.reading.shapes.geometry import EMPTY, NONE, Shapes


def about_shapes(file: str, layer: str, shapes: Shapes) -> list[Problem]:
    """What has to be said of a layer's shapes as a whole; each record's note stands by itself."""
    problems: list[Problem] = []
    where = {"file": file, "layer": layer, "total": len(shapes.wkb)}
    for code, found in (("rejected", shapes.rejected), ("repaired", shapes.repaired)):
        if found:
            records = numbers([note.record for note in found])
            reason = found[0].reason
            say = Problem.warning if code == "rejected" else Problem.note
            problems.append(
                say(f"reading.{code}", n=len(found), records=records, reason=reason, **where)
            )
    problems += _about_types(where, shapes)
    if shapes.too_complex:
        problems.append(
            Problem.error("reading.too_complex", **_listed(shapes.too_complex), **where)
        )
    if shapes.repeated:
        problems.append(
            Problem.note("reading.repeated_points", **_listed(shapes.repeated), **where)
        )
    return problems


def _listed(records: Sequence[int]) -> dict[str, object]:
    """How many, and which; ``records`` are counted from 0."""
    return {"n": len(records), "records": numbers([record + 1 for record in records])}


def _about_types(where: Mapping[str, object], shapes: Shapes) -> Iterator[Problem]:
    """That records have no shape, and that points, lines and areas are mixed."""
    without = shapes.types[NONE] + shapes.types[EMPTY]
    if without:
        yield Problem.warning("reading.without_shape", n=without, **where)
    shaped = {name: count for name, count in shapes.types.items() if name not in (NONE, EMPTY)}
    if len({name.removeprefix("Multi").replace("Ring", "String") for name in shaped}) > 1:
        counts = "、".join(f"{name} {count}" for name, count in shaped.items())
        yield Problem.warning("reading.mixed_types", counts=counts, **where)


def about_cells(file: str, field: str, records: Sequence[int]) -> Problem:
    """Cells of one column that could not be read; ``records`` are counted from 0."""
    return Problem.warning(
        "reading.cells_unreadable",
        file=file,
        field=field,
        n=len(records),
        records=numbers([record + 1 for record in records]),
    )


def about_driver(file: str, meta: Mapping[str, object]) -> list[Problem]:
    """Shapes that GDAL changed while it read: M values dropped, curves made straight."""
    return [Problem.note("reading.shapes_simplified", file=file)] if meta["changed"] else []
