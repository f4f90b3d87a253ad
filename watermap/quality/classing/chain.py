"""Why a class is what it is: from the cells as written to the class, step by step, in words."""

from collections.abc import Iterator
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.listed import titles_of
from watermap.quality.documents.grades import class_text

_UNITLESS = "无量纲"  # as indicators.toml writes it
MOST_CELLS = 12  # shown one by one; of more the first, and how many there are


def section_chain(section: SectionResult) -> tuple[Message, ...]:
    """How the section's class follows from its indicators; () where it has none."""
    if section.water_class is None:
        return ()
    head = Message.of("quality.chain_counted", evaluated=section.evaluated, counted=section.counted)
    decided = Message.of(
        "quality.chain_worst" if section.deciding else "quality.chain_all_first",
        indicators=titles_of(section.deciding),
        water_class=class_text(section.water_class),
    )
    return head, decided, *_against_target(section)


def indicator_chain(result: IndicatorResult) -> tuple[Message, ...]:
    """From the cells to the class of one indicator; what is not known is left to its ``why``."""
    return (*_cells(result), *_mean(result), *_limits(result), *result.why)


def _against_target(section: SectionResult) -> Iterator[Message]:
    if section.target is None:
        return
    code = {True: "met", False: "missed", None: "open"}[section.met]
    missing = [one.id for one in section.indicators if one.met is False and one.counts and one.held]
    yield Message.of(
        f"quality.chain_target_{code}",
        target=class_text(section.target),
        indicators=titles_of(missing),
    )


def _cells(result: IndicatorResult) -> Iterator[Message]:
    cells = [one.strip() or "—" for one in result.raw]
    shown = "；".join(cells[:MOST_CELLS])
    code = "quality.chain_cells" if len(cells) <= MOST_CELLS else "quality.chain_first_cells"
    yield Message.of(code, cells=shown, found=len(cells), n=result.n)
    if result.censored:
        yield Message.of("quality.chain_censored", count=result.censored)


def _mean(result: IndicatorResult) -> Iterator[Message]:
    if result.mean is None or result.value is None:
        return
    if result.n > 1:
        yield Message.of("quality.chain_mean", mean=_with_unit(result.mean, result.unit))
    if result.mean != result.value:
        value = _with_unit(result.value, result.unit)
        yield Message.of("quality.chain_rounded", value=value)


def _limits(result: IndicatorResult) -> Iterator[Message]:
    if result.water_class is None:
        return
    fields = {
        "water_class": class_text(result.water_class),
        "value": None if result.value is None else _figure(result.value),
        "kept": None if result.kept is None else _with_unit(result.kept, result.unit),
        "passed": None if result.passed is None else _with_unit(result.passed, result.unit),
    }
    both = (result.passed is not None, result.kept is not None)
    code = {
        (True, True): "between",
        (True, False): "beyond",
        (False, True): "within",
        (False, False): "in_range",
    }[both]
    yield Message.of(f"quality.chain_{code}", **fields)


def _with_unit(value: Decimal, unit: str) -> str:
    return _figure(value) if unit == _UNITLESS else f"{_figure(value)} {unit}"


def _figure(value: Decimal) -> str:
    return f"{value:f}"
