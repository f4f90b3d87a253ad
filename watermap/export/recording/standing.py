"""What ``watermap assess --json`` says beside the classes: a key a topic."""

from watermap.export.recording.borders import duties_record
from watermap.export.recording.bulletin import bulletin_record
from watermap.export.recording.change import change_record
from watermap.export.recording.groundwater import wells_record
from watermap.export.recording.problems import Record
from watermap.export.recording.ranking import ranking_record
from watermap.export.recording.targets import outlook_record, plan_record
from watermap.export.recording.trends import trends_record
from watermap.export.recording.warnings import warnings_record
from watermap.language import Language
from watermap.quality.change.results import Change
from watermap.quality.change.rules import change_rules
from watermap.quality.standing.standing import Standing


def standing_record(standing: Standing, *, language: Language) -> Record:
    """Every topic under its key; None where it does not apply to the project or the period."""

    def changed(change: Change | None) -> Record | None:
        return None if change is None else change_record(change, language=language)

    plan, warnings, bulletin = standing.plan, standing.warnings, standing.bulletin
    wells = standing.wells
    return {
        "change_on_year_before": changed(standing.on_year_before),
        "change_on_period_before": changed(standing.on_period_before),
        "trends": trends_record(standing.trends, language=language, rules=change_rules()),
        "warnings": None if warnings is None else warnings_record(warnings, language=language),
        "rankings": [ranking_record(one, language=language) for one in standing.rankings],
        "plan": None if plan is None else plan_record(plan, language=language),
        "outlook": outlook_record(standing.outlook, language=language),
        "wells": None if wells is None else wells_record(wells, language=language),
        "duties": duties_record(standing.duties, language=language),
        "bulletin": None if bulletin is None else bulletin_record(bulletin, language=language),
    }
