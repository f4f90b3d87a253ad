"""The place of a layer that is loaded, asked again: as it is used now, or otherwise.

What the neighbours of a layer say of it stands in front: where they look like those of a web map,
taking the coordinates for such is proposed, with the figures. Nothing changes before a person
answers.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from watermap.errors import Message, Problem
from watermap.geodesy.web_offset import WebOffsetName
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.declared import declared_by
from watermap.harmonise.places.shift import PlaneShift, WebOffset
from watermap.harmonise.places.titles import crs_title
from watermap.workspace.importing.answers import PlaceAnswer
from watermap.workspace.importing.items import FoundLayer
from watermap.workspace.importing.place_text import place_text
from watermap.workspace.importing.question import Choice, Question
from watermap.workspace.importing.questions import place_question
from watermap.workspace.opened import Opened
from watermap.workspace.project import LayerEntry

SUSPECTED = "harmonise.offset_suspected"
DOUBTS = frozenset(
    {SUSPECTED, "harmonise.far_from_known", "harmonise.far_from_meridian"}
    | {"harmonise.crs_unknown", "harmonise.outside_china", "harmonise.other_datum"}
)
"""What is said of layers that another place may be the answer to."""
_OFFSETS: tuple[WebOffsetName, ...] = get_args(WebOffsetName)
_MODERN = ("cgcs2000", "wgs84")  # what web maps are offset from


def doubted_entry(opened: Opened, problem: Problem) -> LayerEntry | None:
    """The entry of the layer whose place a sentence doubts; None: it is about something else."""
    if problem.code not in DOUBTS:
        return None
    about = problem.fields
    if isinstance(asked := about.get("question"), Message):
        about = asked.fields
    name = str(about.get("file", ""))
    same = [entry for entry in opened.project.layers if entry.path.rpartition("/")[2] == name]
    named = [entry for entry in same if entry.layer in (None, about.get("layer"))]
    return named[0] if len(named) == 1 else None


def loaded_layer(opened: Opened, entry: LayerEntry) -> Layer | None:
    """The layer of an entry; None: its file could not be used."""
    path = opened.folder / entry.path
    of_file = [layer for layer in opened.every_layer() if layer.source.path == path]
    named = [layer for layer in of_file if entry.layer in (None, layer.layer_name)]
    return named[0] if named else None


def present_place_question(found: FoundLayer, layer: Layer, entry: LayerEntry) -> Question:
    """Where a loaded layer lies: the present answer, those of web maps, and what the numbers allow.

    Args:
        found: the layer as its file has it.
        layer: the same as it is used now, with what was said of it.
        entry: what a person has said before.
    """
    asked = place_question(found)
    now = _present(layer, entry)
    signs = dict(_signs(layer))
    here = _choice(now, layer, why=layer.place.how, extra="place_now")
    offsets = {name: _of_web_map(name, now, layer, signs.get(name)) for name in _possible(now)}
    first = [offsets[name] for name in offsets if name in signs]
    plain = [] if now.shift is None else [_choice(replace(now, shift=None), layer)]
    others = [offsets[name] for name in offsets if name not in signs]
    choices = _each_once([*first, here, *plain, *asked.choices, *others])
    return replace(
        asked,
        asks=Message.of(
            "workspace.ask_place", part=found.part.shown, name=crs_title(layer.place.name)
        ),
        choices=choices,
        proposal=choices[0].value,
    )


def _present(layer: Layer, entry: LayerEntry) -> PlaceAnswer:
    """How the layer's numbers are read now."""
    shift = entry.shift
    local = isinstance(shift, PlaneShift) and shift.from_crs == "local"
    return PlaceAnswer(
        epsg=None if local else entry.crs or layer.place.epsg,
        why=entry.crs_why or "",
        north_first=entry.north_first,
        shift=shift,
    )


def _signs(layer: Layer) -> Iterator[tuple[str, Message]]:
    """The web maps whose coordinates the layer's look like, with the figures."""
    for problem in layer.problems:
        offset, evidence = (problem.fields.get(name) for name in ("offset", "evidence"))
        if problem.code == SUSPECTED and isinstance(offset, Message):
            name = offset.code.rpartition("_")[2]
            yield name, evidence if isinstance(evidence, Message) else problem


def _possible(now: PlaceAnswer) -> tuple[WebOffsetName, ...]:
    """The offsets that the numbers may have besides the one they are read with."""
    meant = declared_by(now.epsg) if now.epsg is not None else None
    if meant is None or meant.datum not in _MODERN:
        return ()
    used = now.shift.method if now.shift is not None else None
    return tuple(name for name in _OFFSETS if name != used)


def _of_web_map(
    name: WebOffsetName, now: PlaceAnswer, layer: Layer, sign: Message | None
) -> Choice:
    why = sign or Message.of("workspace.no_sign_of_offset")
    return _choice(replace(now, shift=WebOffset(method=name, why="—")), layer, why=why)


def _choice(
    answer: PlaceAnswer, layer: Layer, *, why: Message | None = None, extra: str = ""
) -> Choice:
    title = _named(answer, layer)
    parts = ["place_north_first"] if answer.north_first else []
    if isinstance(answer.shift, WebOffset):
        parts.append(f"place_{answer.shift.method}")
    elif answer.shift is not None:
        parts.append("place_parameters")
    for part in (*parts, *([extra] if extra else [])):
        known = Message.of(f"workspace.{part}")
        title = Message.of("workspace.with_extra", what=title, extra=known)
    return Choice(value=_line(answer), title=title, why=why)


def _named(answer: PlaceAnswer, layer: Layer) -> Message:
    if answer.epsg is None:
        return Message.of("workspace.place_local")
    meant = declared_by(answer.epsg)
    name = meant.name if meant is not None else layer.place.name
    return Message.of("workspace.crs_named", name=crs_title(name), epsg=answer.epsg)


def _line(answer: PlaceAnswer) -> str:
    """The answer as a choice's value; a web map's offset in one word, as elsewhere."""
    if not isinstance(answer.shift, WebOffset):
        return place_text(answer)
    return f"{place_text(replace(answer, shift=None))} {answer.shift.method}"


def _each_once(choices: list[Choice]) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.value, choice)
    return tuple(found.values())
