"""What layer tree and attribute table show of the open project: values in, values out."""

from collections.abc import Mapping

import pandas as pd

from watermap.catalogue.kinds import Field, Kind, Look
from watermap.catalogue.themes import by_theme
from watermap.gui.attribute_table import TableContent
from watermap.gui.fields import told
from watermap.gui.layer_tree import Entry, words
from watermap.harmonise.layer import Layer
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Theme, section_looks
from watermap.quality.assessment import Assessment
from watermap.quality.documents.grades import class_title
from watermap.workspace.importing.revising import FAILED
from watermap.workspace.opened import Opened

_WITH_RESULTS = {"section", "water_source"}


def tree_entries(
    opened: Opened, theme: Theme, language: Language, *, failed_title: str
) -> list[Entry]:
    """The layers by theme, topmost first, then those whose file could not be used."""
    present = [opened.kinds[name] for name in opened.layers]
    usable = [
        _entry(opened, layer, theme, group.of(language), language)
        for group, kinds in by_theme(present).values()
        for kind in kinds
        for layer in opened.layers[kind.id]
    ]
    failed = [
        Entry(
            key=f"{FAILED}{entry.path}",
            title=entry.title.of(language) if entry.title else entry.path,
            group=failed_title,
            count=0,
            looks=(),
            warning=failed_title,
            usable=False,
        )
        for entry in opened.failed
    ]
    return usable + failed


def _entry(opened: Opened, layer: Layer, theme: Theme, group: str, language: Language) -> Entry:
    kind = opened.kinds[layer.kind]
    said = [one.text(language) for one in layer.problems if one.severity != "note"]
    return Entry(
        key=opened.key_of(layer),
        title=layer.title.of(language),
        group=group,
        count=len(layer.frame),
        looks=_looks(kind, layer, theme, language),
        warning="\n".join(said),
    )


def _looks(
    kind: Kind, layer: Layer, theme: Theme, language: Language
) -> tuple[tuple[str, Look, str], ...]:
    if kind.id == "section":
        return tuple((title.of(language), look, "point") for title, look in section_looks(theme))
    geometry = kind.geometry[0]
    style = kind.style
    if style.by is None:
        return ((kind.title.of(language), style.look, geometry),)
    present = set(layer.frame[style.by].dropna().astype(str))
    chosen = [(value, look) for value, look in style.looks.items() if value in present]
    if not chosen:
        return ((kind.title.of(language), style.look, geometry),)
    return tuple((words(look.title, value, language), look, geometry) for value, look in chosen)


def table_content(
    opened: Opened,
    key: str,
    assessment: Assessment | None,
    titles: Mapping[str, str],
    language: Language,
) -> TableContent | None:
    """A layer's fields, sections and sources joined with the evaluation; None: no such layer."""
    layer = opened.layer_of(key)
    if layer is None:
        return None
    kind = opened.kinds[layer.kind]
    filled = [name for name in kind.fields if layer.frame[name].notna().any()]
    columns = {name: _column(kind.fields[name], layer, name, language) for name in filled}
    frame = pd.DataFrame(columns, index=layer.frame.index)
    headers = [kind.fields[name].title.of(language) for name in filled]
    if assessment is not None and layer.kind in _WITH_RESULTS:
        joined = _results(layer, assessment, titles, language)
        frame = pd.concat([frame, joined], axis=1)
        headers += list(joined.columns)
    unused = [match.column for match in layer.columns if match.field is None]
    frame = pd.concat([frame, layer.raw[unused]], axis=1)
    return TableContent(
        key=key,
        title=layer.title.of(language),
        frame=frame,
        headers=(*headers, *unused),
    )


def _column(field: Field, layer: Layer, name: str, language: Language) -> list[object]:
    """A column as it is read: numbers stay numbers, so that they sort; codes become words."""
    values = layer.frame[name].astype(object)
    if field.type in {"number", "integer"}:
        return list(values)
    return [told(field, value, language) for value in values]


def _results(
    layer: Layer, assessment: Assessment, titles: Mapping[str, str], language: Language
) -> pd.DataFrame:
    by_name, indicators = assessment.by_name(), load_indicators()
    rows = []
    for name in layer.frame["name"]:
        result = by_name.get(str(name))
        if result is None:
            rows.append(("", "", "", 0))
            continue
        shown = (
            class_title(result.water_class, language)
            if result.water_class
            else titles[result.state]
        )
        met = {True: titles["yes"], False: titles["no"], None: ""}[result.met]
        deciding = "、".join(indicators[one].title.of(language) for one in result.deciding)
        rows.append((shown, met, deciding, result.evaluated))
    columns = [titles["class"], titles["met"], titles["deciding"], titles["evaluated"]]
    return pd.DataFrame(rows, columns=columns, index=layer.frame.index)
