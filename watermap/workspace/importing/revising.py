"""Another answer for a layer that the project has already: its kind, place or encoding."""

from typing import Literal

from watermap.errors import Problem, WatermapError
from watermap.harmonise.places.ground import Ground, spread
from watermap.harmonise.places.shift import Shift
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.folder import save_project
from watermap.workspace.importing.answers import LEFT_OUT, Answers, PlaceAnswer
from watermap.workspace.importing.encoding_questions import encoding_question
from watermap.workspace.importing.items import FoundLayer, Survey
from watermap.workspace.importing.making import logged
from watermap.workspace.importing.present_place import loaded_layer, present_place_question
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import kind_question, place_question
from watermap.workspace.importing.survey import survey
from watermap.workspace.imports import log_imports
from watermap.workspace.opened import Opened
from watermap.workspace.project import LayerEntry, Project

Revisable = Literal["kind", "place", "encoding"]
FAILED = "failed/"  # before the path, as the key of a layer that could not be used


def entry_of(opened: Opened, key: str) -> LayerEntry | None:
    """The project's entry of a layer, by the key that the layer tree has."""
    if key.startswith(FAILED):
        path = key.removeprefix(FAILED)
        return next((entry for entry in opened.failed if entry.path == path), None)
    layer = opened.layer_of(key)
    if layer is None:
        return None
    path = layer.source.path.relative_to(opened.folder).as_posix()
    same = [entry for entry in opened.entries if entry.path == path]
    named = [entry for entry in same if entry.layer in (None, layer.layer_name)]
    return named[0] if named else None


def look_again(opened: Opened, entry: LayerEntry, *, progress: Progress = SILENT) -> FoundLayer:
    """The layer as its file has it, its place judged by the project's other layers.

    Raises:
        WatermapError: its file cannot be read, or no longer holds the layer.
    """
    path = opened.folder / entry.path
    others = [layer for layer in opened.every_layer() if layer.source.path != path]
    known = Ground(
        shape
        for layer in others
        for shape in layer.frame.geometry.to_numpy()[spread(len(layer.frame))]
    )
    encodings = {path: entry.encoding} if entry.encoding else {}
    with Reader() as reader:
        found = survey(
            [path],
            kinds=opened.kinds,
            reader=reader,
            encodings=encodings,
            known=known,
            progress=progress,
        )
    if found.unusable:
        raise WatermapError(*(one for said in found.unusable.values() for one in said))
    same = [one for one in found.layers if entry.layer in (None, one.raw.name)]
    if not same:
        raise WatermapError(Problem.error("workspace.not_in_file", file=entry.path))
    return same[0]


def revision_question(
    page: Revisable, found: FoundLayer, opened: Opened, entry: LayerEntry
) -> Question:
    """What is asked to have another answer."""
    if page == "kind":
        return kind_question(found, opened.kinds)
    if page == "place":
        layer = loaded_layer(opened, entry)
        if layer is None:
            return place_question(found)
        return present_place_question(found, layer, entry)
    return encoding_question(found.part.path, found.raw.encoding)


def revise(opened: Opened, entry: LayerEntry, found: FoundLayer, answers: Answers) -> Project:
    """The project with what was answered about one layer; saved, and the answer logged.

    An encoding is the file's, so that all its layers get it; confirmed columns of another kind go.

    Raises:
        WatermapError: it cannot be saved, or is a newer watermap's.
    """
    fresh = _answered(entry, found, answers)
    encoding = answers.encodings.get(found.part.path)
    layers = []
    for one in opened.project.layers:
        changed = fresh if one == entry else one
        if changed is None:
            continue
        if encoding is not None and one.path == entry.path:
            changed = changed.model_copy(update={"encoding": encoding})
        layers.append(changed)
    project = opened.project.model_copy(update={"layers": layers})
    save_project(project, opened.folder)
    said = answers if found.part in answers.kinds else answers.with_kind(found.part, entry.kind)
    places = {found.part.path: entry.path}
    log_imports(opened.folder, logged(Survey(layers=(found,)), said, places))
    return project


def _answered(entry: LayerEntry, found: FoundLayer, answers: Answers) -> LayerEntry | None:
    """The entry with the answers; None: it is left out from now on."""
    kind = answers.kinds.get(found.part, entry.kind)
    if kind == LEFT_OUT:
        return None
    fields = entry.fields if kind == entry.kind else {}
    changed = entry.model_copy(update={"kind": kind, "fields": fields})
    place = answers.places.get(found.part)
    if place is None:
        return changed
    return changed.model_copy(
        update={
            "crs": place.epsg,
            "crs_why": place.why,
            "north_first": place.north_first,
            "shift": _shift(entry, place),
        }
    )


def _shift(entry: LayerEntry, place: PlaceAnswer) -> Shift | None:
    """The answered shift; parameters that stay are still those of the office that gave them."""
    old, new = entry.shift, place.shift
    if old is not None and new is not None and new == old.model_copy(update={"why": new.why}):
        return old
    return new


def key_of_entry(opened: Opened, entry: LayerEntry) -> str:
    """The key by which the layer tree names the layer of an entry."""
    layer = loaded_layer(opened, entry)
    return opened.key_of(layer) if layer is not None else f"{FAILED}{entry.path}"
