"""How long the water needs, as JSON."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record
from watermap.network.tracing.speeds import Hours


def hours_record(hours: Hours) -> Record:
    """Earliest, likely, latest; null where the water may stand still."""
    return {
        "earliest": number(hours.earliest),
        "likely": number(hours.likely),
        "latest": number(hours.latest),
    }
