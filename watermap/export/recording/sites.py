"""``watermap check --sites --json``: written site by site, so that nothing has to be kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from watermap.checks.siting.batch import Answered
from watermap.export.recording.problems import Record, problem_records
from watermap.export.recording.site import site_check_record
from watermap.language import Language


@dataclass(slots=True, kw_only=True)
class SitesRecord:
    """``{"sites": [the check's record with its number …], "unusable": […], "summary": {…}}``.

    ``stream`` gets UTF-8; sites first, the rest when ``finish`` is called.
    """

    stream: BinaryIO
    language: Language
    _unusable: list[Record] = field(default_factory=list)
    _sites: int = 0

    def add(self, one: Answered) -> None:
        """Write the next site."""
        if one.check is None:
            self._unusable.append(
                {
                    "number": one.number + 1,
                    "name": one.site.name,
                    "source": one.site.source,
                    "problems": problem_records(one.problems, self.language),
                }
            )
            return
        record = {"number": one.number + 1, **site_check_record(one.check, language=self.language)}
        self._put('{"sites": [\n' if self._sites == 0 else ",\n")
        self._put(_json(record))
        self._sites += 1

    def finish(self, verdicts: Mapping[str, int]) -> None:
        """Write what is told of all together: how many sites have which verdict."""
        self._put('{"sites": [' if self._sites == 0 else "\n")
        self._put(f'],\n"unusable": {_json(self._unusable)},\n')
        summary = {"sites": self._sites + len(self._unusable), "verdicts": dict(verdicts)}
        self._put(f'"summary": {_json(summary)}}}\n')

    def _put(self, text: str) -> None:
        # A lone surrogate cannot be UTF-8; as an escape it is the same text in JSON.
        self.stream.write(text.encode("utf-8", errors="backslashreplace"))


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False)
