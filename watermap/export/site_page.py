"""The site-check page for an office: 建设项目选址核查表, as a Word document."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import watermap
from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.export.blocks import Block, Cell, Grid, Heading, Page, Paragraph
from watermap.export.records import site_check_record
from watermap.export.site_advice import firmness, way_out
from watermap.export.site_findings import findings
from watermap.export.site_head import corners, head
from watermap.export.site_request import SitePage
from watermap.export.site_sheets import data_sheet, not_checked, problems, themes, thresholds
from watermap.export.words import word
from watermap.language import Language

HASH_SHOWN = 16
_SIGN_CM = (5.6, 5.7, 5.7)


def made_page(
    check: SiteCheck,
    *,
    language: Language,
    kinds: Mapping[str, Kind],
    picture: Path | None = None,
    way_picture: Path | None = None,
    project_title: str | None = None,
    applicant: str | None = None,
    operator: str | None = None,
    made_on: dt.date | None = None,
) -> Page:
    """The page of a site check, to be written as a document.

    Args:
        check: the answer.
        language: of the document's own words.
        kinds: for the titles of themes and grades.
        picture: a PNG of the map; None: no map on the page.
        way_picture: a PNG of the way out; None: none on the page.
        project_title: of the watermap project whose layers were used.
        applicant: who wants to build.
        operator: who made the check.
        made_on: the day on the page; None: today.
    """
    return site_page(
        SitePage(
            check=check,
            language=language,
            kinds=kinds,
            made_on=made_on or dt.date.today(),
            picture=picture,
            way_picture=way_picture,
            project_title=project_title,
            applicant=applicant,
            operator=operator,
        )
    )


def site_page(page: SitePage) -> Page:
    """What the page says, part by part."""
    language = page.language
    subtitle = (
        word("data_of_project", language, project=page.project_title)
        if page.project_title
        else None
    )
    return Page(
        title=word("site_title", language),
        subtitle=subtitle,
        footer=word("footer", language, version=watermap.__version__),
        page_numbers=word("page_numbers", language),
        blocks=tuple(_parts(page)),
    )


def _parts(page: SitePage) -> Iterator[Block]:
    yield from head(page)
    yield from themes(page)
    yield from findings(page)
    yield from way_out(page)
    yield from firmness(page)
    yield from not_checked(page)
    yield from thresholds(page)
    yield from data_sheet(page)
    yield from problems(page)
    yield from corners(page)
    yield from _end(page)


def _end(page: SitePage) -> Iterator[Block]:
    language = page.language
    yield Heading(text=word("caveat_heading", language))
    yield Paragraph(text=word("caveat", language))
    yield Paragraph(
        text=word(
            "made_with", language, version=watermap.__version__, hash=result_hash(page.check)
        ),
        small=True,
    )
    yield Grid(
        widths_cm=_SIGN_CM,
        rows=(
            tuple(
                Cell(text=word(name, language)) for name in ("sign_made", "sign_seen", "sign_day")
            ),
        ),
    )


def result_hash(check: SiteCheck) -> str:
    """A short SHA-256 of the answer as JSON: two pages with the same one say the same."""
    record = site_check_record(check, language="en")
    text = json.dumps(record, sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_SHOWN]
