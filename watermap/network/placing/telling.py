"""What is said of doubtful places, of what has none, of how a flow is known, and of repairs."""

from collections.abc import Mapping

from watermap.errors import Message
from watermap.language import Text, in_a_row
from watermap.network.building.clues import clues
from watermap.network.building.direction import Direction
from watermap.network.building.lines import Lines
from watermap.network.building.repairs import LineKey, Repair, ThingKey
from watermap.network.network import Flow, Network, Placed
from watermap.network.placing.place import Unplaced


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


RiverNames = Mapping[tuple[str, int], str | None]
"""By the name of a layer's file and the record counted from 1."""


def river_names(lines: Lines) -> RiverNames:
    """How the rivers are called that decisions name by file and record."""
    names = [layer.source.path.name for layer in lines.layers]
    return {
        (names[layer], record + 1): name
        for layer, record, name in zip(
            lines.layer.tolist(), lines.record.tolist(), lines.texts("name"), strict=True
        )
    }


def repair_told(repair: Repair, names: RiverNames) -> Message:
    """What a decision, kept or offered, does."""
    variant = repair.end or repair.flow
    lon, lat = repair.at or (float("nan"), float("nan"))
    return Message(
        code=f"network.repair_{repair.do}" + (f"_{variant}" if variant else ""),
        fields={
            "line": _line_name(repair.line, names),
            "other": _line_name(repair.other, names),
            "layer": repair.layer,
            "fault": repair.fault,
            "thing": _thing_name(repair.thing),
            "lon": f"{lon:.5f}",
            "lat": f"{lat:.5f}",
        },
    )


def _line_name(key: LineKey | None, names: RiverNames) -> Text | str:
    """The river's name with the record, so that two lines of one river are told apart."""
    if key is None:
        return ""
    return _recorded(names.get((key.layer, key.record)) or key.id, key.layer, key.record)


def _thing_name(key: ThingKey | None) -> Text | str:
    return "" if key is None else _recorded(key.id, key.layer, key.record)


def _recorded(name: str | None, layer: str, record: int) -> Text:
    own = name or ""
    return Text(zh=f"{own}（{layer} 第 {record} 条）", en=f"{own} ({layer}, {record})".strip())


def _name(one: Placed | Unplaced) -> Text | str:
    if name := one.name or one.id:
        return name
    return Text(zh=f"第 {one.record + 1} 条记录", en=f"record {one.record + 1}")
