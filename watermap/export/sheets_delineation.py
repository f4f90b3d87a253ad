"""The tabs of a proposal of protection areas."""

from collections.abc import Iterator
from pathlib import Path

from watermap.checks.delineation.proposal import Comparison, Proposal, Zone
from watermap.checks.delineation.settings import Setting
from watermap.errors import Problem
from watermap.export.recording.delineation import sayings
from watermap.export.sheets import Column, Sheet, Value, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.shown import DECIMALS
from watermap.export.words import word
from watermap.figures import figure, hectares, mu
from watermap.language import Language

Row = tuple[Value, ...]
DEGREE_DECIMALS = 6  # a tenth of a metre
_METHOD = (
    "delineation_only_proposal",
    "delineation_method_shapes",
    "delineation_method_ends",
    "delineation_method_gaps",
    "delineation_sensitive",
)


def write_proposal(proposal: Proposal, path: Path, *, language: Language) -> tuple[Problem, ...]:
    """Write a proposal as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    title = word("delineation_title", language, source=proposal.source.name)
    return write_sheets(proposal_sheets(proposal, language=language), path, title=title)


def proposal_sheets(proposal: Proposal, *, language: Language) -> tuple[Sheet, ...]:
    """Areas, parameters, reaches or radii, comparison, what is left open, problems, method."""
    sheets = (
        zones_sheet(proposal, language),
        parameters_sheet(proposal, language),
        reaches_sheet(proposal, language),
        radii_sheet(proposal, language),
        comparison_sheet(proposal, language),
        differences_sheet(proposal, language),
        said_sheet(proposal, language),
        problems_sheet(proposal.problems, language),
    )
    method = [method_line(proposal, language), *(word(name, language) for name in _METHOD)]
    return (*(one for one in sheets if one.rows), method_sheet(method, language))


def method_line(proposal: Proposal, language: Language) -> str:
    """By which guideline, and whether its figures were checked."""
    document = proposal.document
    verified = "delineation_verified" if document.verified else "delineation_unverified"
    return word(
        "delineation_subtitle",
        language,
        title=document.title.of(language),
        citation=document.citation,
        verified=word(verified, language),
    )


def _text(name: str, language: Language, width: float = 14) -> Column:
    return Column(title=word(name, language), width=width)


def _measure(name: str, language: Language, *, width: float = 14) -> Column:
    decimals = next(DECIMALS[unit] for unit in DECIMALS if name.endswith(f"_{unit}"))
    return Column(title=word(name, language), type="number", decimals=decimals, width=width)


def _degrees(name: str, language: Language) -> Column:
    return Column(title=word(name, language), type="number", decimals=DEGREE_DECIMALS)


def grade(name: str, language: Language) -> str:
    """A grade as people read it."""
    return word(f"delineation_{name}", language)


def zones_sheet(proposal: Proposal, language: Language) -> Sheet:
    """Every part of every grade with its area, or why there is none."""
    columns = (
        _text("source", language, 24),
        _text("delineation_grade", language),
        _text("delineation_part", language, 8),
        _text("state", language, 16),
        _measure("delineation_area_m2", language, width=16),
        _measure("delineation_area_hectares", language),
        _measure("delineation_area_mu", language),
        _text("remark", language, 60),
    )
    rows = tuple(_zone_row(proposal, one, language) for one in proposal.zones)
    return Sheet(name=word("delineation_tab_zones", language), columns=columns, rows=rows)


def _zone_row(proposal: Proposal, one: Zone, language: Language) -> Row:
    area = one.area_m2
    return (
        proposal.source.name,
        grade(one.grade, language),
        word(f"delineation_part_{one.part}", language),
        word(f"delineation_zone_{one.state}", language),
        area,
        None if area is None else hectares(area),
        None if area is None else mu(area),
        "\n".join(sayings(one.why, language)),
    )


def parameters_sheet(proposal: Proposal, language: Language) -> Sheet:
    """What was used, where it comes from, and whether anybody checked it."""
    columns = (
        _text("delineation_parameter", language, 42),
        _text("value", language, 22),
        _text("unit", language, 10),
        _text("delineation_origin", language, 16),
        _text("delineation_checked", language, 12),
        _text("delineation_setting", language, 24),
    )
    every = proposal.settings.every if proposal.settings else ()
    rows = tuple(_parameter_row(one, language) for one in every)
    return Sheet(name=word("delineation_tab_parameters", language), columns=columns, rows=rows)


def _parameter_row(one: Setting, language: Language) -> Row:
    return (
        one.parameter.title.of(language),
        parameter_value(one, language),
        one.parameter.unit or None,
        word(f"delineation_origin_{one.origin}", language),
        checked(one, language),
        one.parameter.id,
    )


def parameter_value(one: Setting, language: Language) -> str | None:
    """A choice by its title, a number as it was written; None where nobody gave one."""
    if one.value is None:
        return None
    title = one.parameter.title_of(one.value)
    return one.value if title is None else title.of(language)


def checked(one: Setting, language: Language) -> str | None:
    """The mark of figures that come from the guideline; None for all others."""
    if one.origin != "document":
        return None
    return word("yes" if one.verified else "delineation_not_verified", language)


def reaches_sheet(proposal: Proposal, language: Language) -> Sheet:
    """The ways along the river."""
    columns = (
        _text("delineation_grade", language),
        _text("delineation_direction", language, 10),
        _text("delineation_rivers", language, 36),
        _measure("delineation_wanted_m", language),
        _measure("delineation_found_m", language),
        _text("delineation_ends", language, 24),
    )
    rows = tuple(
        (
            grade(one.grade, language),
            word("delineation_up" if one.direction == "up" else "delineation_down", language),
            " → ".join(one.rivers),
            one.wanted_m,
            one.found_m,
            word(f"delineation_ends_{one.ends}", language),
        )
        for one in proposal.reaches
    )
    return Sheet(name=word("delineation_tab_reaches", language), columns=columns, rows=rows)


def radii_sheet(proposal: Proposal, language: Language) -> Sheet:
    """How the radii of wells were found."""
    columns = (
        _text("delineation_grade", language),
        _text("delineation_table", language, 16),
        _measure("delineation_formula_m", language),
        _measure("delineation_across_m", language),
        _measure("delineation_used_m", language),
        _text("delineation_groups", language, 16),
    )
    rows = tuple(
        (
            grade(one.grade, language),
            None if one.table_m is None else "–".join(figure(end, 0) for end in one.table_m),
            one.formula_m,
            one.across_m,
            one.used_m,
            " + ".join(str(count) for count in one.groups),
        )
        for one in proposal.radii
    )
    return Sheet(name=word("delineation_tab_radii", language), columns=columns, rows=rows)


def comparison_sheet(proposal: Proposal, language: Language) -> Sheet:
    """The proposal beside what is approved."""
    measures = (
        "delineation_approved_m2",
        "delineation_proposed_m2",
        "delineation_shared_m2",
        "delineation_shared_percent",
        "delineation_only_approved_m2",
        "delineation_only_proposed_m2",
        "delineation_gap_approved_m",
        "delineation_gap_proposed_m",
    )
    columns = (
        _text("delineation_grade", language),
        _text("delineation_approval", language, 30),
        *(_measure(name, language, width=16) for name in measures),
    )
    rows = tuple(_comparison_row(one, language) for one in proposal.comparisons)
    return Sheet(name=word("delineation_tab_comparison", language), columns=columns, rows=rows)


def _comparison_row(one: Comparison, language: Language) -> Row:
    gaps = {gap.on: gap.metres for gap in one.gaps}
    return (
        grade(one.grade, language),
        "\n".join(one.approval),
        one.approved_m2,
        one.proposed_m2,
        one.shared_m2,
        one.shared_pct_of_approved,
        one.only_approved_m2,
        one.only_proposed_m2,
        gaps.get("approved"),
        gaps.get("proposed"),
    )


def differences_sheet(proposal: Proposal, language: Language) -> Sheet:
    """Where the two differ: the farthest places of the edges, and the largest pieces."""
    columns = (
        _text("delineation_grade", language),
        _text("delineation_what", language, 34),
        _measure("delineation_distance_m", language),
        _measure("delineation_area_m2", language, width=16),
        _degrees("delineation_longitude", language),
        _degrees("delineation_latitude", language),
    )
    rows = tuple(row for one in proposal.comparisons for row in _differences(one, language))
    return Sheet(name=word("delineation_tab_differences", language), columns=columns, rows=rows)


def _differences(one: Comparison, language: Language) -> Iterator[Row]:
    told = grade(one.grade, language)
    for gap in one.gaps:
        yield told, word(f"delineation_farthest_{gap.on}", language), gap.metres, None, *gap.place
    for piece in one.pieces:
        what = word(f"delineation_piece_{piece.only}", language)
        yield told, what, None, piece.area_m2, *piece.place


def said_sheet(proposal: Proposal, language: Language) -> Sheet:
    """What was taken, and what a person must settle."""
    taken, left = (word(f"delineation_topic_{name}", language) for name in ("taken", "left"))
    rows = (
        *((taken, text) for text in sayings(proposal.said, language)),
        *((left, text.of(language)) for text in proposal.left),
    )
    return Sheet(
        name=word("delineation_tab_said", language),
        columns=(_text("delineation_topic", language, 16), _text("remark", language, 100)),
        rows=rows,
    )
