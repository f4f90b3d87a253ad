"""A standard and the method it is applied by."""

import datetime as dt
from dataclasses import dataclass

from watermap.errors import Problem, WatermapError
from watermap.quality.documents.dated import hold_in_force
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What a water is evaluated by."""

    standard: Standard
    method: Method

    def hold(self, day: dt.date) -> None:
        """Refuse documents that do not hold on the day, or do not go together.

        Raises:
            WatermapError: they do not.
        """
        hold_in_force(self.standard, day)
        hold_in_force(self.method, day)
        if self.standard.id not in self.method.standards:
            raise WatermapError(
                Problem.error(
                    "quality.not_for_standard",
                    method=self.method.title,
                    standard=self.standard.title,
                )
            )

    def in_force(self, day: dt.date) -> bool:
        """Whether both hold on that day."""
        return self.standard.in_force(day) and self.method.in_force(day)
