"""What lies around the sources as documents, maps, tables: a page a source."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import watermap
from watermap.errors import Problem
from watermap.export.around_map import AroundContent, around_map, source_drawing
from watermap.export.around_source import source_blocks
from watermap.export.blocks import Block, Heading, Page, PageBreak, Paragraph
from watermap.export.document import write_document
from watermap.export.document_pdf import write_document_pdf
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.records import around_record, write_json
from watermap.export.words import word
from watermap.export.workbook import write_around
from watermap.language import Language

DPI = 200
_METHOD = ("around_distance", "around_membership", "around_area", "around_inner")


def around_writers(content: AroundContent, *, language: Language) -> dict[str, Writer]:
    """What writes what lies around the sources, by the file's ending."""

    def document(path: Path) -> tuple[Problem, ...]:
        write = write_document_pdf if path.suffix.lower() == ".pdf" else write_document
        with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
            pictures = _pictures(content, Path(folder), language)
            write(around_page(content, pictures, language), path, language=language)
        return _shows_places(path)

    def picture(path: Path) -> tuple[Problem, ...]:
        write_picture(around_map(content, language), path, dpi=DPI)
        return _shows_places(path)

    def workbook(path: Path) -> tuple[Problem, ...]:
        return write_around(
            content.around,
            path,
            language=language,
            kinds=content.kinds,
            rasters=content.rasters,
            areas=content.areas,
            upstream=content.upstream,
        )

    def record(path: Path) -> None:
        said = around_record(
            content.around,
            language=language,
            rasters=content.rasters,
            areas=content.areas,
            upstream=content.upstream,
        )
        write_json(said, path)

    return {
        ".docx": document, ".pdf": document, ".png": picture, ".svg": picture,
        ".xlsx": workbook, ".json": record,
    }  # fmt: skip


def _shows_places(path: Path) -> tuple[Problem, ...]:
    return (Problem.warning("export.shows_sources", file=path.name),)


def _pictures(content: AroundContent, folder: Path, language: Language) -> list[Path]:
    """A picture a source, in their order."""
    made = []
    for number, source in enumerate(content.around.sources):
        path = folder / f"source-{number}.png"
        write_picture(source_drawing(content, source, language), path, dpi=DPI)
        made.append(path)
    return made


def around_page(content: AroundContent, pictures: Sequence[Path], language: Language) -> Page:
    """The document: each source begins on a sheet of its own."""
    return Page(
        title=word("around_title", language),
        subtitle=word("data_of_project", language, project=content.title.of(language)),
        footer=word("around_footer", language, version=watermap.__version__),
        page_numbers=word("page_numbers", language),
        blocks=tuple(_blocks(content, pictures, language)),
    )


def _blocks(
    content: AroundContent, pictures: Sequence[Path], language: Language
) -> Iterator[Block]:
    sources = zip(content.around.sources, pictures, strict=True)
    for number, (source, picture) in enumerate(sources, start=1):
        if number > 1:
            yield PageBreak()
        yield from source_blocks(content, source, number, picture, language)
    yield Heading(text=word("method_remarks", language))
    for name in _METHOD:
        yield Paragraph(text=word(name, language), small=True)
    of_rasters = (problem for raster in content.rasters for problem in raster.problems)
    of_rivers: tuple[Problem, ...] = ()
    if content.upstream is not None:
        yield Paragraph(text=word("upstream_method", language), small=True)
        of_rivers = content.upstream.problems
    for problem in (*content.around.problems, *of_rasters, *of_rivers):
        yield Paragraph(text=problem.text(language), small=True)
    yield Paragraph(text=word("around_sensitive", language), small=True)
