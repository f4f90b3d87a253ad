"""What the evaluation of surface water has to know of groundwater."""

import datetime as dt
from dataclasses import dataclass

from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.pairs import Documents
from watermap.quality.groundwater.wells import Wells
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Underground:
    """By what sources of groundwater are evaluated, and how the wells stand."""

    documents: Documents | None = None  # None: sources of groundwater are not evaluated
    wells: Wells | None = None  # None: not evaluated; the layer's own classes are taken

    def setting(self, period: Period, as_of: dt.date) -> Setting | None:
        """By what sources are evaluated; None: nothing was chosen, or it is not in force.

        Raises:
            WatermapError: standard and method do not go together.
        """
        if self.documents is None or not self.documents.in_force(as_of):
            return None
        self.documents.hold(as_of)
        return Setting(
            standard=self.documents.standard, method=self.documents.method, period=period
        )


NOT_ASKED = Underground()
