"""``--out FILE``: the answer also goes to a file."""

from collections.abc import Mapping

from watermap.cli.session import Session
from watermap.errors import Message
from watermap.export.endings import Writer, write_by_ending


def write_out(session: Session, writers: Mapping[str, Writer]) -> None:
    """Write the answer where --out says, by its ending; without --out nothing."""
    if session.out is not None:
        session.complain(write_by_ending(session.out, writers))
        session.tell(Message.of("cli.written", file=session.out))
