"""``watermap network``: what is wrong with the network of rivers, and repairing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Message, Problem, WatermapError
from watermap.export.network_files import NetworkContent, network_writers
from watermap.export.recording.network import network_record
from watermap.export.sheets import Sheet
from watermap.export.sheets_network import (
    doubtful_sheet,
    faults_sheet,
    kept_sheet,
    network_remarks,
    tolerances_sheet,
    unplaced_sheet,
)
from watermap.network.answer import Reviewed
from watermap.network.building.build import Built
from watermap.network.building.choosing import Chosen, left_alone, repaired, undone
from watermap.network.building.repairs import Kept
from watermap.network.placing.telling import repair_told, river_names
from watermap.workspace.answers import waters
from watermap.workspace.decided import keep, kept_of
from watermap.workspace.opened import Opened

_OF_FAULTS = (0, 1, 2, 3)  # of faults_sheet: what a terminal has room for
_OF_DOUBTFUL = (0, 2, 5)
_OF_UNPLACED = (0, 2, 3)


@command("network")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--repair", multiple=True, metavar="N|N.M|all", help="Settle faults of the list.")
@click.option("--leave", multiple=True, metavar="N", help="Faults that are as they should be.")
@click.option("--undo", multiple=True, metavar="N|all", help="Take kept repairs back.")
def network_command(
    session: Session,
    *,
    project: Path,
    repair: tuple[str, ...],
    leave: tuple[str, ...],
    undo: tuple[str, ...],
) -> None:
    """List what is wrong with the network of rivers, and repair it; no layer is changed."""
    if sum(map(bool, (repair, leave, undo))) > 1:
        raise WatermapError(Problem.error("network.one_change_a_time"))
    ready = opened(session, project)
    reviewed = _reviewed(ready, _change(_listed(repair), _listed(leave), _listed(undo)))
    session.complain(reviewed.waters.problems)
    content = NetworkContent(reviewed=reviewed, title=ready.project.title, kinds=ready.kinds)
    write_out(session, network_writers(content, language=session.language))
    _say(session, reviewed)
    record = network_record(reviewed, language=session.language)
    session.answer(record, _lines(content, session))


def _listed(texts: Sequence[str]) -> list[str]:
    """``--repair 1,3 --repair 4`` as three."""
    parts = (part.strip() for text in texts for part in text.replace("，", ",").split(","))
    return [part for part in parts if part]


Change = Callable[[Kept, Built], Chosen]


def _change(repair: list[str], leave: list[str], undo: list[str]) -> Change | None:
    if repair:
        return lambda kept, built: repaired(kept, built, repair)
    if leave:
        return lambda kept, built: left_alone(kept, built, leave)
    if undo:
        return lambda kept, built: undone(kept, undo)
    return None


def _reviewed(ready: Opened, change: Change | None) -> Reviewed:
    """The network, after what was decided now."""
    known, kept = waters(ready), kept_of(ready)
    if change is None:
        return Reviewed(waters=known, kept=kept)
    chosen = change(kept, known.built)
    if chosen.kept != kept:
        keep(ready, chosen.kept)
        known = waters(ready)
    return Reviewed(waters=known, kept=chosen.kept, changed=chosen)


def _say(session: Session, reviewed: Reviewed) -> None:
    changed = reviewed.changed
    if changed is None:
        return
    names = river_names(reviewed.waters.built.lines)
    for one in changed.taken:
        session.tell(Message.of("network.taken", what=repair_told(one, names)))
    for one in changed.added:
        session.tell(Message.of("network.added", what=repair_told(one, names)))
    if not (changed.added or changed.taken):
        session.tell(Message.of("network.nothing_changed"))
    if changed.passed:
        numbers = "、".join(map(str, changed.passed))
        session.tell(Message.of("network.passed_over", count=len(changed.passed), numbers=numbers))


def _lines(content: NetworkContent, session: Session) -> Iterator[object]:
    reviewed, kinds, language = content.reviewed, content.kinds, session.language
    yield from network_remarks(reviewed, language)
    for sheet in (
        _narrow(faults_sheet(reviewed, language), _OF_FAULTS),
        kept_sheet(reviewed, language),
        _narrow(doubtful_sheet(reviewed, language, kinds), _OF_DOUBTFUL),
        _narrow(unplaced_sheet(reviewed, language, kinds), _OF_UNPLACED),
        tolerances_sheet(reviewed, language),
    ):
        if sheet.rows:
            yield sheet_table(sheet)


def _narrow(sheet: Sheet, places: tuple[int, ...]) -> Sheet:
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in sheet.rows),
    )
