"""A site check as the files it can become: page, map, table, layers, record."""

import tempfile
from pathlib import Path

from watermap.checks.findings import SiteCheck
from watermap.errors import Problem
from watermap.export.document import write_document
from watermap.export.document_pdf import write_document_pdf
from watermap.export.endings import Writer
from watermap.export.geopackage import ABOUT, write_tables
from watermap.export.picture import write_picture
from watermap.export.records import site_check_record, write_json
from watermap.export.result_tables import about_table, site_tables
from watermap.export.sheets import write_sheets
from watermap.export.sheets_siting import check_sheets
from watermap.export.site_map import CheckContent, check_map, site_drawing, way_drawing
from watermap.export.site_page import made_page
from watermap.export.words import word
from watermap.language import Language

__all__ = ["CheckContent", "check_writers"]

DPI = 200


def check_writers(content: CheckContent, *, language: Language) -> dict[str, Writer]:
    """What writes a site check, by the file's ending: a page, a map, a table, layers, a record."""

    def document(path: Path) -> None:
        write = write_document_pdf if path.suffix.lower() == ".pdf" else write_document
        with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
            pictures = _pictures(content, Path(folder), language)
            page = made_page(
                content.check,
                language=language,
                kinds=content.kinds,
                picture=pictures[0],
                way_picture=pictures[1],
                project_title=content.title.of(language),
            )
            write(page, path, language=language)

    def picture(path: Path) -> None:
        write_picture(check_map(content, language), path, dpi=DPI)

    def json(path: Path) -> None:
        write_json(site_check_record(content.check, language=language), path)

    def xlsx(path: Path) -> tuple[Problem, ...]:
        sheets = check_sheets(content.check, language=language, kinds=content.kinds)
        return write_sheets(sheets, path, title=word("site_title", language))

    def gpkg(path: Path) -> None:
        write_check_layers(content.check, path, language=language)

    return {
        ".docx": document, ".pdf": document, ".png": picture, ".svg": picture,
        ".json": json, ".xlsx": xlsx, ".gpkg": gpkg,
    }  # fmt: skip


def write_check_layers(check: SiteCheck, path: Path, *, language: Language) -> None:
    """Write the site, its findings, themes and ways out as a GeoPackage, in EPSG:4490.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    tables = site_tables(check, language)
    tables[ABOUT] = about_table(None, (), language, check=check)
    write_tables({name: table for name, table in tables.items() if len(table)}, path)


def _pictures(content: CheckContent, folder: Path, language: Language) -> tuple[Path, Path | None]:
    """The site's map, and that of its way out where there is one."""
    site, way = folder / "site.png", folder / "way.png"
    write_picture(site_drawing(content, language), site, dpi=DPI)
    near = way_drawing(content, language)
    if near is None:
        return site, None
    write_picture(near, way, dpi=DPI)
    return site, way
