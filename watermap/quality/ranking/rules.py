"""How the index is made, as ``cwqi.toml`` says."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.dated import Dated, Exact, own_or_shipped


class Forms(Strict):
    """The indicators that are no plain value over limit."""

    limit_over_value: tuple[str, ...]
    from_neutral: tuple[str, ...]


class Ranks(Strict):
    """Who is ranked, and when two share a rank."""

    decimals: Annotated[int, Key(ge=0)]
    change_decimals: Annotated[int, Key(ge=0)]
    items_from: Annotated[int, Key(ge=1)]


class IndexRules(Dated):
    """The whole of ``cwqi.toml``."""

    standards: tuple[str, ...]  # ids of the standards it goes with
    limit_class: Literal["I", "II", "III", "IV", "V"]  # whose limits the values are divided by
    indicators: Annotated[tuple[str, ...], Key(min_length=1)]
    forms: Forms
    neutral: dict[str, Exact]
    ranks: Ranks

    @model_validator(mode="after")
    def _known_indicators(self) -> Self:
        special = (*self.forms.limit_over_value, *self.forms.from_neutral, *self.neutral)
        for name in self.indicators:
            if name not in load_indicators():
                raise Contradiction("ranking.why_indicator_unknown", id=name)
        for name in special:
            if name not in self.indicators:
                raise Contradiction("ranking.why_not_in_index", id=name)
        for name in self.forms.from_neutral:
            if name not in self.neutral:
                raise Contradiction("ranking.why_no_neutral", id=name)
        return self


def index_rules(path: Path | None = None) -> IndexRules:
    """The rules of the index.

    Args:
        path: a file of them; None: the user's own ``ranking/cwqi.toml``, else watermap's.

    Raises:
        WatermapError: the file breaks the model.
    """
    return own_or_shipped(IndexRules, "ranking", "cwqi", path)
