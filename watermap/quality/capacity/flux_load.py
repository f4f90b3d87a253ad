"""A unit's load as what flows past its outlets less what flows past its inlets."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.capacity.capacity import State, UnitLoad
from watermap.quality.capacity.plan import Flux
from watermap.quality.classing.history import History
from watermap.quality.loads.flux import MONTHS_OF_A_YEAR, Load, section_load


def flux_load(history: History, flux: Flux, indicator: str, *, year: int) -> UnitLoad:
    """The sum over the months in which every outlet and inlet has a load.

    A month in which one of them has none is left out whole: an outlet without its inlet is not
    the unit's load.
    """
    out = [_load(history, name, flux, indicator, year) for name in flux.outlets]
    into = [_load(history, name, flux, indicator, year) for name in flux.inlets]
    net = [_net(out, into, place) for place in range(MONTHS_OF_A_YEAR)]
    known = [one for one in net if one is not None]
    why = [_of_section(one, message) for one in (*out, *into) for message in one.why]
    if len(known) < MONTHS_OF_A_YEAR:
        absent = "、".join(str(place + 1) for place, one in enumerate(net) if one is None)
        why.insert(0, Message.of("capacity.months", known=len(known), absent=absent))
    if negative := [place + 1 for place, one in enumerate(net) if one is not None and one < 0]:
        months = "、".join(map(str, negative))
        why.append(Message.of("capacity.months_negative", months=months))
    return UnitLoad(
        state=_state(known, flux),
        load_t=sum(known, Decimal(0)) if known else None,
        months=len(known),
        why=tuple(why),
    )


def _load(history: History, name: str, flux: Flux, indicator: str, year: int) -> Load:
    return section_load(history, name, indicator, year=year, source=flux.volume)


def _net(out: Sequence[Load], into: Sequence[Load], place: int) -> Decimal | None:
    """One month's net load, t; None: one of the sections has none."""
    total = Decimal(0)
    for sign, sections in ((1, out), (-1, into)):
        for one in sections:
            load_t = one.months[place].load_t
            if load_t is None:
                return None
            total += sign * load_t
    return total


def _state(known: Sequence[Decimal], flux: Flux) -> State:
    if not known:
        return "cannot_tell"
    if len(known) == MONTHS_OF_A_YEAR:
        return "told"
    return "partial" if flux.inlets else "at_least"


def _of_section(load: Load, message: Message) -> Message:
    return Message.of("capacity.of_section", section=load.section, said=message)
