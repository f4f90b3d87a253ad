"""A river as a line, and who answers for which part of which river."""

from watermap.language import Text
from watermap.network.answer import Waters
from watermap.network.tracing.along import RiverProfile, along_river
from watermap.network.tracing.duty import Duties, duties
from watermap.quality.assessment import Assessment
from watermap.quality.standing.course import CourseLimits, course_limits
from watermap.workspace.answers.flowing import gaps_of
from watermap.workspace.opened import Opened

_DISTRICTS = "administrative_area"


def along(opened: Opened, known: Waters, text: str) -> RiverProfile:
    """The main course of a river with all that stands on it.

    Args:
        opened: the project.
        known: its waters.
        text: name of a river, or the id of one of its reaches.

    Raises:
        WatermapError: nothing is called so, or no flow is known in it.
    """
    return along_river(
        known.built, known.placements, opened.layers, text, gaps=gaps_of(known.built)
    )


def limits_along(
    opened: Opened, profile: RiverProfile, assessment: Assessment, indicator: str
) -> CourseLimits:
    """The limits of an indicator at the sections of a river, by an evaluation's standard."""
    names = {one.object.name for one in profile.of_kind("section")}
    sections = [one for one in assessment.sections if one.name in names]
    return course_limits(sections, indicator, opened.standards[assessment.standard])


def duties_of(opened: Opened, known: Waters) -> Duties:
    """The project's rivers by district and river chief."""
    field = opened.kinds[_DISTRICTS].fields["level"]
    levels = {
        value: Text(zh=field.value_title(value, "zh"), en=field.value_title(value, "en"))
        for value in field.values
    }
    return duties(known.built, known.placements, opened.layers, levels=levels)
