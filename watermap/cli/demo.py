"""``watermap demo``: the main job on the sample project, from files to finished pages."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from watermap.checks.site import Circumstances
from watermap.cli.opening import opened
from watermap.cli.session import Session, command
from watermap.errors import Message, Problem, WatermapError
from watermap.export.check_page import CheckContent, check_writers
from watermap.export.endings import write_by_ending
from watermap.export.map_page import MapContent, map_writers
from watermap.export.records import assessment_record, site_check_record, write_json
from watermap.export.workbook import write_around
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.answers import advised, assess, check, what_lies_around
from watermap.workspace.sites import sites_of_file

SAMPLE = "taierzhuang"
PERIOD = "2019"
SITE = "拟建化工项目.geojson"
THEME = "compliance"
DEFAULT_FOLDER = Path("demo")
PICTURE_DEADLINE_S = 180


@command("demo")
@click.option("--no-window", is_flag=True, help="Do not open the window at the end.")
def demo_command(session: Session, *, no_window: bool) -> None:
    """Run the main job on the sample of Taierzhuang and write its pages into a folder."""
    import datetime as dt

    folder = session.out or DEFAULT_FOLDER
    source = shipped_samples() / SAMPLE
    ready = opened(session, source)
    session.complain(ready.problems)
    result = assess(ready, period=Period.parse(PERIOD))
    around = what_lies_around(ready)
    with Reader() as reader:
        (site,) = sites_of_file(source / SITE, reader=reader, crs=None)
    circumstances = Circumstances(as_of=dt.date.today())
    answer = check(ready, site, circumstances=circumstances)
    answer = advised(ready, answer, circumstances=circumstances)
    maps = map_writers(
        MapContent(
            title=ready.project.title,
            layers=ready.layers,
            kinds=ready.kinds,
            assessment=result,
            theme=THEME,
        ),
        language=session.language,
    )
    pages = check_writers(
        CheckContent(
            check=answer, title=ready.project.title, layers=ready.layers, kinds=ready.kinds
        ),
        language=session.language,
    )
    written: dict[str, Callable[[Path], object]] = {
        "assess.json": lambda path: write_json(
            assessment_record(result, language=session.language), path
        ),
        "compliance.png": lambda path: write_by_ending(path, maps),
        "compliance.pdf": lambda path: write_by_ending(path, maps),
        "around.xlsx": lambda path: write_around(
            around, path, language=session.language, kinds=ready.kinds
        ),
        "site.json": lambda path: write_json(
            site_check_record(answer, language=session.language), path
        ),
        "site.docx": lambda path: write_by_ending(path, pages),
        "window.png": lambda path: take_picture(session, source, path),
    }
    with session.progress() as progress:
        for done, (name, write) in enumerate(written.items()):
            progress.step(done, len(written), name)
            write(folder / name)
            session.tell(Message.of("cli.written", file=folder / name))
    session.answer({"out": str(folder), "files": list(written)}, [])
    if not no_window:
        _open_window(session, source, folder / "window.png")


def take_picture(session: Session, project: Path, path: Path) -> None:
    """Write a picture of the real window on the project, the sample's site checked.

    Raises:
        WatermapError: the window did not open or did not come to rest.
    """
    environment = dict(os.environ)
    if not has_display(environment):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    words = [sys.executable, "-m", "watermap.gui.picture", str(project), str(path)]
    words += ["--lang", session.language, "--period", PERIOD, "--site", str(project / SITE)]
    ended = subprocess.run(
        words, env=environment, capture_output=True, timeout=PICTURE_DEADLINE_S, check=False
    )
    if ended.returncode != 0 or not path.is_file():
        why = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise WatermapError(Problem.error("cli.window_failed", why=why or ended.returncode))


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown to somebody."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _open_window(session: Session, project: Path, picture: Path) -> None:
    """Open the window in a process of its own, so that the command ends."""
    if not has_display(os.environ):
        session.tell(Message.of("cli.no_display", file=picture))
        return
    words = [sys.executable, "-m", "watermap", "open", str(project), "--lang", session.language]
    subprocess.Popen(words, start_new_session=True)
    session.tell(Message.of("cli.window_opens", project=project))
