"""The commands by name, each loaded only when it is called, and errors turned into exit codes."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import watermap

if TYPE_CHECKING:
    from watermap.language import Language

OpenWindow = Callable[[Sequence[Path], "Language"], int]
"""Shows the window on files, in a language, until it is closed; returns the exit code."""

DONE, BUG, UNUSABLE_INPUT, MET, CANCELLED = 0, 1, 2, 3, 130
"""Exit codes: done · a bug of ours · the input cannot be used · --fail-on was met · cancelled."""

COMMANDS = {
    "open": ("window", "Open the window, with a project or files"),
    "demo": ("demo", "Run the main job on the sample of Taierzhuang"),
    "info": ("info", "Tell what is in files"),
    "new": ("new", "Make a project folder"),
    "refresh": ("refresh", "Take a project's layers from databases again"),
    "assess": ("assess", "Class the sections of a project"),
    "report": ("report", "Write the bulletin of a period"),
    "map": ("map", "Draw the map of a project"),
    "around": ("around", "List what lies around the drinking-water sources"),
    "protect": ("protect", "Propose the protection areas of a drinking-water source"),
    "cleanup": ("cleanup", "List what already stands where it should not"),
    "check": ("check", "Hold a proposed project against all rules"),
    "trace": ("trace", "Follow the water up or down from a place"),
    "spill": ("spill", "Tell whom a spill hits, when, and whom to call"),
    "suspects": ("suspects", "List who upstream may explain what a section shows"),
    "network": ("network", "List what is wrong with the rivers as a network, and repair it"),
    "river": ("river", "Tell what stands along a river, by river-km"),
    "duty": ("river", "List which river chief answers for which part of which river"),
    "kinds": ("lists", "List the kinds of layer"),
    "standards": ("lists", "List the standards"),
    "rules": ("lists", "List the siting rules"),
    "methods": ("lists", "List the methods of evaluation"),
}
"""Command: the module of watermap.cli that has it, and its line in the help."""


class Commands(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the contract."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"watermap.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(watermap.__version__, prog_name="watermap")
def watermap_command() -> None:
    """Tell how the water stands, what lies around its sources, what may be built where."""


def run(arguments: Sequence[str], *, open_window: OpenWindow) -> int:
    """Run one command line and return its exit code; messages go to stderr.

    Args:
        arguments: the words after the program's name.
        open_window: shows the window; the command line stands beside it and does not know it.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show Chinese must not make a command fail.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        result = watermap_command.main(
            args=list(arguments), prog_name="watermap", standalone_mode=False, obj=open_window
        )
    except click.exceptions.Abort:
        return CANCELLED
    except click.ClickException as error:
        error.show()
        return UNUSABLE_INPUT
    except KeyboardInterrupt:
        return CANCELLED
    return result if isinstance(result, int) else DONE
