"""The monthly notice as JSON."""

from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.assessment import RiverResult
from watermap.quality.bulletin.bulletin import Bulletin
from watermap.quality.bulletin.months import ClassChange, Streak
from watermap.quality.bulletin.notice import SectionNotice
from watermap.quality.bulletin.wording import month_text, section_text, town_text


def bulletin_record(bulletin: Bulletin, *, language: Language) -> Record:
    """The month with its counts and text, failing sections, notices by town, recovered sections."""
    return {
        "month": str(bulletin.month),
        "issued": day(bulletin.issued),
        "sections": bulletin.sections,
        "evaluated": bulletin.evaluated,
        "classes": [
            {
                "class": one.water_class,
                "sections": one.sections,
                "share_pct": number(one.share_pct),
            }
            for one in bulletin.classes
        ],
        "overall": _overall(bulletin.overall),
        "held": bulletin.held,
        "met": bulletin.met,
        "met_pct": number(bulletin.met_pct),
        "failing": [_section(one, bulletin, language) for one in bulletin.failing],
        "towns": [
            {
                "county": one.county,
                "town": one.town,
                "sections": [each.section for each in one.sections],
                "text": sentences(town_text(one, bulletin), language),
            }
            for one in bulletin.towns
        ],
        "recovered": [
            {
                "section": one.section,
                "class": one.water_class,
                "target": one.target,
                "failed": _streak(one.failed),
            }
            for one in bulletin.recovered
        ],
        "open": list(bulletin.open),
        "rules": None if bulletin.rules is None else bulletin.rules.id,
        "text": sentences(month_text(bulletin), language),
        "problems": problem_records(bulletin.problems, language),
    }


def _overall(overall: RiverResult) -> Record:
    return {
        "method": overall.method,
        "class": overall.water_class,
        "grade": overall.grade,
        "share_good_pct": number(overall.share_good_pct),
        "share_worse_v_pct": number(overall.share_worse_v_pct),
        "main_pollutants": [
            {
                "id": one.id,
                "over": one.over,
                "share_pct": number(one.share_pct),
                "multiple": number(one.multiple),
            }
            for one in overall.main_pollutants
        ],
    }


def _section(one: SectionNotice, bulletin: Bulletin, language: Language) -> Record:
    who = one.responsible
    return {
        "section": one.section,
        "river": one.river,
        "class": one.water_class,
        "target": one.target,
        "deciding": [{"id": each.id, "multiple": number(each.multiple)} for each in one.deciding],
        "over_target": [
            {
                "id": each.id,
                "unit": each.unit,
                "value": number(each.value),
                "limit": number(each.limit),
                "multiple": number(each.multiple),
            }
            for each in one.over_target
        ],
        "town": who.town,
        "county": who.county,
        "city": who.city,
        "river_chief": who.river_chief,
        "told_by_place": list(who.by_place),
        "failing": _streak(one.streak),
        "last_month": _change(one.last_month),
        "last_year": _change(one.last_year),
        "step": None if one.step is None else one.step.what.of(language),
        "within_days": None if one.step is None else one.step.within_days,
        "due": day(one.due),
        "text": sentences(section_text(one, bulletin), language),
    }


def _streak(found: Streak) -> Record:
    return {
        "since": str(found.since),
        "months": found.months,
        "gaps": [str(one) for one in found.gaps],
        "may_be_longer": found.may_be_longer,
    }


def _change(found: ClassChange) -> Record:
    return {"against": str(found.against), "class": found.water_class, "steps": found.steps}
