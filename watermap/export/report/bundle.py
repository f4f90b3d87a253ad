"""The whole of a period in one folder, which appears whole or not at all.

The folder holds the bulletin in its three forms, the maps, a notice a town, every figure as JSON,
and ``manifest.json``: the command's settings, the sums of what was read and of what was written.
A folder with such a manifest may be written anew; any other folder is left alone.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import watermap
from watermap.errors import Problem, WatermapError
from watermap.export.blocks import Page
from watermap.export.document import write_document
from watermap.export.map_page import MapContent, map_drawing
from watermap.export.picture import write_picture
from watermap.export.records import write_json
from watermap.export.report.content import Report
from watermap.export.report.maps import drawings
from watermap.export.report.notices import notices
from watermap.export.report.writers import report_writers
from watermap.mapping.themes import find_theme
from watermap.progress import SILENT, Progress

MANIFEST = "manifest.json"
_MARK = "watermap-report"
_ENDINGS = (".docx", ".pdf", ".xlsx", ".json")
_MAP_DPI = 200
Step = tuple[str, Callable[[Path], tuple[Problem, ...] | None]]


def write_bundle(
    report: Report,
    folder: Path,
    *,
    settings: Mapping[str, Any],
    template: Path | None = None,
    progress: Progress = SILENT,
) -> tuple[Problem, ...]:
    """Write everything into a folder.

    Args:
        report: what is told.
        folder: where; one that an earlier report made is replaced.
        settings: of the command, for the manifest.
        template: a Word document of the office's for the bulletin.
        progress: one step a file; a cancel leaves nothing.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the folder is there and no report's, or it cannot be written.
        Cancelled: asked for through ``progress``.
    """
    hold_to_reports(folder)
    said: list[Problem] = []
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{folder.name[:40]}.", dir=folder.parent, ignore_cleanup_errors=True
        ) as beside:
            fresh = Path(beside) / "fresh"
            fresh.mkdir()
            steps = _steps(report, template)
            for done, (name, write) in enumerate(steps):
                progress.step(done, len(steps), name)
                (fresh / name).parent.mkdir(exist_ok=True)
                said += write(fresh / name) or ()
            write_json(_manifest(report, fresh, settings), fresh / MANIFEST)
            progress.step(len(steps), len(steps))
            _settle(fresh, folder, Path(beside) / "old")
    except OSError as error:
        why = error.strerror or str(error)
        raise WatermapError(Problem.error("atomic.not_written", file=folder, why=why)) from error
    return tuple(said)


def hold_to_reports(folder: Path) -> None:
    """Ask before long work whether a folder may be written.

    Raises:
        WatermapError: there is a file of that name, or a folder that no report made.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise WatermapError(Problem.error("export.not_a_report_folder", file=folder))
    if folder.is_dir() and any(folder.iterdir()) and not _is_report(folder):
        raise WatermapError(Problem.error("export.not_a_report_folder", file=folder))


def _is_report(folder: Path) -> bool:
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("made_by") == _MARK


def _steps(report: Report, template: Path | None) -> list[Step]:
    writers = report_writers(report, template=template)
    steps: list[Step] = [(f"{report.file_stem}{one}", writers[one]) for one in _ENDINGS]
    maps = report.word("report_folder_maps")
    for name in drawings(report):
        stem = report.word(
            "report_file_map",
            theme=find_theme(name).title.of(report.language),
            period=str(report.content.standing.period).replace("/", "_"),
        )
        steps += [(f"{maps}/{stem}{ending}", _map(report, name)) for ending in (".png", ".pdf")]
    folder = report.word("report_folder_notices")
    for name, page in notices(report):

        def write(path: Path, page: Page = page) -> None:
            write_document(page, path, language=report.language)

        steps.append((f"{folder}/{name}.docx", write))
    return steps


def _map(report: Report, theme: str) -> Callable[[Path], None]:
    content = MapContent(
        title=report.content.title,
        layers=report.content.layers,
        kinds=report.content.kinds,
        assessment=report.content.standing.assessment,
        theme=theme,
        made_on=report.content.made_on,
    )

    def write(path: Path) -> None:
        write_picture(map_drawing(content, report.language), path, dpi=_MAP_DPI)

    return write


def _manifest(report: Report, fresh: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    content = report.content
    layers = [layer.source for files in content.layers.values() for layer in files]
    sources = (*layers, *content.measurements.sources)
    read = sorted({(one.path.name, one.sha256) for one in sources})
    written = sorted(path for path in fresh.rglob("*") if path.is_file())
    return {
        "made_by": _MARK,
        "version": watermap.__version__,
        "period": str(content.standing.period),
        "settings": dict(settings),
        "read": [{"file": name, "sha256": digest} for name, digest in read],
        "written": [
            {"file": path.relative_to(fresh).as_posix(), "sha256": sha256(path)} for path in written
        ],
    }


def sha256(path: Path) -> str:
    """The sum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _settle(fresh: Path, folder: Path, old: Path) -> None:
    """The new folder in the place of the old one, which comes back where that fails."""
    there = folder.exists()
    if there:
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if there:
            old.rename(folder)
        raise
    if there:
        shutil.rmtree(old, ignore_errors=True)
