"""What all commands share: language, where the answer goes, progress, errors to exit codes."""

import functools
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import click

from watermap.cli.main import CANCELLED, UNUSABLE_INPUT
from watermap.errors import Message, Problem, Severity, WatermapError
from watermap.language import Language
from watermap.progress import SILENT, Cancelled, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The options every command takes."""

    language: Language
    json: bool
    out: Path | None
    quiet: bool

    def answer(self, record: Mapping[str, Any], lines: Iterable[object]) -> None:
        """Put the result on stdout: the record with --json, else the lines (texts or tables)."""
        if self.json:
            click.echo(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))
        elif not self.quiet:
            from rich.console import Console

            # Brackets in data are data, not markup.
            console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
            for line in lines:
                console.print(line)

    def complain(self, problems: Iterable[Problem]) -> None:
        """Say problems on stderr, each once; of notes only how many there are.

        With --quiet and --json only errors are said; --json has all problems in its result.
        """
        wordy = not (self.quiet or self.json)
        texts: dict[Severity, dict[str, None]] = {"error": {}, "warning": {}, "note": {}}
        for problem in problems:
            texts[problem.severity][problem.text(self.language)] = None
        for text in (*texts["error"], *(texts["warning"] if wordy else ())):
            click.echo(text, err=True)
        if wordy and texts["note"]:
            self.tell(Message.of("cli.notes", count=len(texts["note"])))

    def tell(self, message: Message) -> None:
        """Say on stderr what was done, unless only the result is wanted."""
        if not (self.quiet or self.json):
            click.echo(message.text(self.language), err=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar on stderr while the work lasts, where stderr is a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield SILENT
            return
        from watermap.cli.bar import bar

        with bar() as shown:
            yield shown


def system_language() -> Language:
    """Chinese where the system speaks it, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    said = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "zh" if said.lower().startswith(("zh", "chinese")) else "en"


def command(name: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a command of a function ``f(session, **options)``; user errors become exit code 2."""

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @functools.wraps(function)
        def wrapped(
            *, lang: str | None, as_json: bool, out: Path | None, quiet: bool, **options: object
        ) -> int:
            session = Session(
                language=cast(Language, lang or system_language()),
                json=as_json,
                out=out,
                quiet=quiet,
            )
            try:
                return function(session, **options) or 0
            except WatermapError as error:
                click.echo(error.text(session.language), err=True)
                return UNUSABLE_INPUT
            except Cancelled:
                return CANCELLED

        for option in reversed(_SHARED_OPTIONS):
            wrapped = option(wrapped)
        return click.command(name, help=function.__doc__)(wrapped)

    return decorate


_SHARED_OPTIONS = (
    click.option("--json", "as_json", is_flag=True, help="Machine result on stdout."),
    click.option(
        "--lang", type=click.Choice(["zh", "en"]), help="Language; default: the system's."
    ),
    click.option(
        "--out", type=click.Path(path_type=Path), help="Write to this file; the ending says what."
    ),
    click.option("--quiet", is_flag=True, help="Say nothing but errors."),
)
