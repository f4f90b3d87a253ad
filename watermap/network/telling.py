"""What is said of places that should be looked at, of what has none, and of how a flow is known."""

from watermap.errors import Message
from watermap.language import Text, in_a_row
from watermap.network.clues import clues
from watermap.network.direction import Direction
from watermap.network.network import Flow, Network, Placed
from watermap.network.place import Unplaced


def doubts_told(network: Network, one: Placed) -> tuple[Message, ...]:
    """Why a place should be looked at by a person, a sentence a doubt."""
    river = network.reaches.names[one.place.reach] or network.reaches.ids[one.place.reach]
    return tuple(
        Message(
            code=f"network.doubt_{doubt}",
            fields={"name": _name(one), "river": river, "metres": f"{one.place.snap_m:.0f}"},
        )
        for doubt in one.doubts
    )


def unplaced_told(one: Unplaced) -> Message:
    """Why an object has no place on the network."""
    return Message(
        code=f"network.unplaced_{one.why}",
        fields={"name": _name(one), "limit_m": f"{one.limit_m:.0f}"},
    )


def flow_told(direction: Direction, reach: int) -> Message:
    """By which clue the flow of a reach is known, how surely, and which clues say the opposite."""
    clue = direction.clue[reach]
    if not clue:
        return Message.of("network.flow_unknown")
    flow = int(direction.flow[reach])
    against = [
        clues()[name].title
        for name, said in direction.evidence(reach).items()
        if abs(flow) == 1 and said == -flow
    ]
    known = {"clue": clues()[clue].title, "percent": f"{100 * direction.confidence[reach]:.0f}"}
    code = "network.flow_both" if flow == Flow.BOTH else "network.flow_known"
    if against:
        return Message(code="network.flow_disputed", fields={**known, "others": in_a_row(against)})
    return Message(code=code, fields=known)


def _name(one: Placed | Unplaced) -> Text | str:
    if name := one.name or one.id:
        return name
    return Text(zh=f"第 {one.record + 1} 条记录", en=f"record {one.record + 1}")
