"""The shape of a kind of layer, as one file of ``layers/`` describes it."""

from typing import Annotated, Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.language import Language, Text

Geometry = Literal["point", "line", "polygon"]
FieldType = Literal["text", "integer", "number", "date", "class", "boolean"]
Symbol = Literal[
    "circle", "square", "triangle", "diamond", "star", "cross", "drop", "flag", "pentagon"
]
Hatch = Literal["none", "forward", "backward", "cross", "horizontal", "vertical", "dots"]
Dash = Literal["solid", "dash", "dot", "dash_dot"]
Colour = Annotated[str, Key(pattern="^#[0-9a-f]{6}([0-9a-f]{2})?$")]  # "#rrggbb" or "#rrggbbaa"


class Field(Strict):
    """One attribute of a kind: what it is called, what it holds, how bureaus write its name."""

    title: Text
    type: FieldType
    unit: str | None = None  # as written in units.toml of harmonise; None: no unit
    required: bool = False
    role: Literal["id", "name", "level", "target", "river", "group"] | None = None
    sensitive: bool = False  # left out of files that leave the bureau unless asked for
    values: dict[str, list[str]] = Key(default_factory=dict)  # canonical value: spellings
    aliases: list[str] = Key(default_factory=list)

    def value_title(self, value: str, language: Language) -> str:
        """A canonical value as people read it: its first spelling, or the value in plain English.

        A value the field does not list is given back as it is.
        """
        spellings = self.values.get(value)
        if not spellings:
            return value
        return spellings[0] if language == "zh" else value.replace("_", " ")


class Look(Strict):
    """How one feature is drawn. Sizes in mm on paper."""

    title: Text | None = None  # the legend's words; None: the kind's title
    symbol: Symbol | None = None  # points
    size_mm: float = 2.5
    fill: Colour | None = None
    hatch: Hatch = "none"
    line: Colour | None = None
    width_mm: float = 0.2
    dash: Dash = "solid"


class Style(Strict):
    """How a kind is drawn: one look, or one by the values of a field."""

    order: int  # lower is drawn first, so under the others
    look: Look
    by: str | None = None  # id of the field that chooses among looks
    looks: dict[str, Look] = Key(default_factory=dict)  # field value: look
    label: str | None = None  # id of the field whose text is written beside
    label_size_mm: float = 2.6
    min_scale: int | None = None  # not drawn when zoomed out beyond 1:min_scale
    label_min_scale: int | None = None


class Kind(Strict):
    """A kind of layer: one file of ``layers/``."""

    id: str
    title: Text
    theme: str  # the folder it lies in
    geometry: list[Geometry]
    definition: Text  # what it is
    source: str  # where the definition comes from: standard, law, convention
    verified: bool = False  # field names and definition compared with that source
    file_aliases: list[str] = Key(default_factory=list)  # words in file and layer names
    sensitive: bool = False  # places themselves are sensitive (intakes)
    fields: dict[str, Field]
    style: Style

    def role(self, role: str) -> str | None:
        """The id of the field with that role, None where the kind has none."""
        return next((name for name, field in self.fields.items() if field.role == role), None)
