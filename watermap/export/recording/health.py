"""The health of a layer or table in JSON: the worst colour, and a row a check."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record
from watermap.harmonise.health.checks import Health
from watermap.language import Language


def health_record(health: Health | None, language: Language) -> Record:
    """``{"health": …}`` to be put into a layer's or table's record; None: nobody has looked."""
    if health is None:
        return {"health": None}
    checks = [
        {
            "id": check.id,
            "colour": check.colour,
            "message": check.sentence.text(language),
            "figure": number(check.figure),
            "unit": check.unit,
        }
        for check in health.checks
    ]
    return {"health": {"colour": health.colour, "checks": checks}}
