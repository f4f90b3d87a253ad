"""The password of a database: from the environment, the keyring, or asked for on a terminal."""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

import click

from watermap.cli.session import Session
from watermap.errors import Message, WatermapError
from watermap.reading.postgis.address import Server
from watermap.reading.postgis.connection import Login
from watermap.reading.postgis.passwords import can_remember, password_of, remember

VARIABLE = "WATERMAP_POSTGIS_PASSWORD"
_MAY_BE_THE_PASSWORD = ("postgis.password_needed", "postgis.refused")
Answer = TypeVar("Answer")


def logged_in(session: Session, server: Server, work: Callable[[Login], Answer]) -> Answer:
    """Do the work with the password that is known; else with one asked for, where one can ask.

    Raises:
        WatermapError: as the work does.
    """
    known = os.environ.get(VARIABLE) or password_of(server)
    try:
        return work(Login(server=server, password=known))
    except WatermapError as error:
        codes = {problem.code for problem in error.problems}
        if not (codes & set(_MAY_BE_THE_PASSWORD) and _can_ask()):
            raise
        click.echo(error.text(session.language), err=True)
    asked = click.prompt(_says(session, "password", server), hide_input=True, err=True)
    answer = work(Login(server=server, password=asked))
    if can_remember() and click.confirm(_says(session, "remember", server), err=True):
        remember(server, asked)
    return answer


def _says(session: Session, code: str, server: Server) -> str:
    return Message.of(f"cli.{code}", server=server.shown).text(session.language)


def _can_ask() -> bool:
    return sys.stdin.isatty()
