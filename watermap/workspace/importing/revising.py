"""Another answer for a layer that the project has already: its kind, place or encoding."""

from typing import Literal

from watermap.errors import Problem, WatermapError
from watermap.harmonise.places.ground import Ground, spread
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.folder import save_project
from watermap.workspace.importing.answers import LEFT_OUT, Answers
from watermap.workspace.importing.encoding_questions import encoding_question
from watermap.workspace.importing.items import FoundLayer
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import kind_question, place_question
from watermap.workspace.importing.survey import survey
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


def look_again(
    opened: Opened, entry: LayerEntry, *, reader: Reader, progress: Progress = SILENT
) -> FoundLayer:
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


def revision_question(page: Revisable, found: FoundLayer, opened: Opened) -> Question:
    """What is asked to have another answer."""
    if page == "kind":
        return kind_question(found, opened.kinds)
    if page == "place":
        return place_question(found)
    return encoding_question(found.part.path, found.raw.encoding)


def revise(opened: Opened, entry: LayerEntry, found: FoundLayer, answers: Answers) -> Project:
    """The project with what was answered about one layer; saved.

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
            "shift": place.shift,
        }
    )
