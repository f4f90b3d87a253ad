"""What the parts of time are called."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from watermap.quality.bulk.groups import GroupSpan


def span_titles() -> Mapping[GroupSpan, str]:
    """Every span in the language of the application, the shortest first."""
    return {
        "day": QCoreApplication.translate("spans", "day"),
        "month": QCoreApplication.translate("spans", "month"),
        "quarter": QCoreApplication.translate("spans", "quarter"),
        "half": QCoreApplication.translate("spans", "half-year"),
        "year": QCoreApplication.translate("spans", "year"),
    }
