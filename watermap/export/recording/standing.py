"""What ``watermap assess --json`` says beside the classes: a key a topic."""

from collections.abc import Callable
from typing import TypeVar

from watermap.export.recording.black_odorous import black_odorous_record
from watermap.export.recording.borders import duties_record
from watermap.export.recording.bulletin import bulletin_record
from watermap.export.recording.calendar import calendar_record
from watermap.export.recording.capacity import capacity_record
from watermap.export.recording.change import change_record
from watermap.export.recording.compensation import compensation_record
from watermap.export.recording.credit import credit_record
from watermap.export.recording.groundwater import wells_record
from watermap.export.recording.lakes import lakes_record
from watermap.export.recording.loads import loads_record
from watermap.export.recording.problems import Record
from watermap.export.recording.ranking import ranking_record
from watermap.export.recording.sources import sources_record
from watermap.export.recording.targets import outlook_record, plan_record
from watermap.export.recording.trends import trends_record
from watermap.export.recording.warnings import warnings_record
from watermap.language import Language
from watermap.quality.standing.standing import Standing

Found = TypeVar("Found")


def standing_record(standing: Standing, *, language: Language) -> Record:
    """Every topic under its key; None where it does not apply to the project or the period."""

    def told(found: Found | None, record: Callable[..., Record]) -> Record | None:
        return None if found is None else record(found, language=language)

    rules = standing.change_rules
    return {
        "calendar": calendar_record(standing.calendar, language=language),
        "change_on_year_before": told(standing.on_year_before, change_record),
        "change_on_period_before": told(standing.on_period_before, change_record),
        "trends": None
        if rules is None
        else trends_record(standing.trends, language=language, rules=rules),
        "warnings": told(standing.warnings, warnings_record),
        "rankings": [ranking_record(one, language=language) for one in standing.rankings],
        "plan": told(standing.plan, plan_record),
        "outlook": outlook_record(standing.outlook, language=language),
        "lakes": lakes_record(standing.lakes, language=language),
        "source_rates": told(standing.sources, sources_record),
        "wells": told(standing.wells, wells_record),
        "black_odorous": told(standing.black_odorous, black_odorous_record),
        "duties": told(standing.duties, duties_record),
        "compensation": told(standing.compensation, compensation_record),
        "loads": loads_record(standing.loads, language=language),
        "capacity": told(standing.capacity, capacity_record),
        "credit": told(standing.credit, credit_record),
        "bulletin": told(standing.bulletin, bulletin_record),
    }
