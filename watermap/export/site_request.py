"""What the site-check page is made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef, SiteCheck
from watermap.export.titles import kind_title, level_title
from watermap.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A check, and what the office adds to it. What is None is shown as not given."""

    check: SiteCheck
    language: Language
    kinds: Mapping[str, Kind]
    made_on: dt.date
    picture: Path | None = None
    way_picture: Path | None = None
    project_title: str | None = None
    applicant: str | None = None
    operator: str | None = None

    def kind_title(self, kind: str) -> str:
        """What a kind of layer is called; its id where it is not known."""
        return kind_title(kind, self.kinds, self.language)

    def level(self, kind: str, feature: FeatureRef) -> str | None:
        """The grade of a feature as people read it; None where it has none."""
        return level_title(kind, feature, self.kinds, self.language)
