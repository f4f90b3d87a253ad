"""What kinds and grades are called in the documents."""

from collections.abc import Mapping

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.language import Language

Kinds = Mapping[str, Kind]


def kind_title(kind: str, kinds: Kinds, language: Language) -> str:
    """What a kind of layer is called; its id where it is not known."""
    known = kinds.get(kind)
    return kind if known is None else known.title.of(language)


def level_title(kind: str, feature: FeatureRef, kinds: Kinds, language: Language) -> str | None:
    """The grade of a feature as people read it; None where it has none."""
    known = kinds.get(kind)
    name = known.role("level") if known else None
    if feature.level is None or known is None or name is None:
        return feature.level
    return known.fields[name].value_title(feature.level, language)
