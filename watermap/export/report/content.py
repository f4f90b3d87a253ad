"""What a bulletin is made from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.telling import Telling
from watermap.export.words import word
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements
from watermap.language import Language, Text
from watermap.quality.bulletin.wording import period_name
from watermap.quality.documents.dated import Dated
from watermap.quality.standing.news import WhatIsNew
from watermap.quality.standing.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A period of a project, told by what was found, and what the office says of itself."""

    title: Text  # of the project
    standing: Standing
    news: WhatIsNew
    layers: Layers
    kinds: Mapping[str, Kind]
    measurements: Measurements
    documents: tuple[Dated, ...]  # standards and methods that were applied
    made_on: dt.date  # the day on the cover
    office: str = ""  # who issues it; "": nobody has said
    map_office: str = ""
    problems: tuple[Problem, ...] = ()  # of files and of the evaluation, each once


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The content told in one language."""

    content: ReportContent
    telling: Telling

    @classmethod
    def of(cls, content: ReportContent, language: Language) -> "Report":
        """With the words and colours of a language."""
        return cls(content=content, telling=Telling.of(language))

    @property
    def language(self) -> Language:
        """The language."""
        return self.telling.language

    @property
    def title(self) -> str:
        """What such a bulletin is called: 水环境质量月报."""
        return self.word(f"report_title_{self.content.standing.period.span}")

    @property
    def period(self) -> str:
        """The period as people write it."""
        return period_name(self.content.standing.period).of(self.language)

    @property
    def file_stem(self) -> str:
        """The name of its files without ending."""
        period = str(self.content.standing.period).replace("/", "_")
        return self.word("report_file", title=self.title, period=period)

    def word(self, name: str, **fields: object) -> str:
        """A word or sentence of the documents."""
        return word(name, self.language, **fields)
