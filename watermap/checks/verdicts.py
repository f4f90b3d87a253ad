"""The verdicts there are."""

from typing import Literal

FindingVerdict = Literal["prohibited", "restricted", "notice"]
Verdict = Literal["prohibited", "restricted", "notice", "no_conflict", "incomplete"]
