"""The command line: one command a file; each parses, calls the workflow, prints.

Results go to standard output, talk to standard error. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.errors import PipelineError

__all__ = ["atlas", "main"]

#: Every command: its module, and the line that `atlas --help` shows. The module holds it under the name `command`.
_COMMANDS = {
    "init": "Make a home of your own for an atlas.",
    "draft": "Draft every paper under the given paths.",
    "worker": "Draft what waits, beside other workers.",
    "add": "Fetch single papers by DOI, PubMed or PMC number, and draft them.",
    "update": "Look for new papers and draft them: one scheduled run.",
    "status": "Say what is drafted, what waits and what went wrong.",
    "show": "Show the draft of one paper.",
    "review": "Review drafts in the browser, each sentence beside its passage.",
    "reviewer": "Say who of a team may come to the desk, and what they may do.",
    "judge": "Have a second model compare drafts with their passages.",
    "publish": "Write the approved entries as Markdown and JSON.",
    "import": "Take in bibliographies, or a draft made elsewhere.",
    "check": "Check a draft, whoever wrote it, against its source.",
    "extract": "Print what our reader sees in a file.",
    "facts": "Print what the rules read out of papers.",
    "verify": "Prove that nothing in the log of decisions was changed.",
    "backup": "Copy what cannot be bought again.",
    "restore": "Bring a backup back.",
    "move": "Move to another database, whole and compared.",
    "purge": "Take the texts of one paper out.",
    "digest": "Say what happened and what waits, for those who do not look every day.",
    "cost": "Say what calls to models cost.",
    "sent": "Say which papers' text went to which model server.",
    "doctor": "Print the configuration with its origins and what is installed.",
}


#: Where a command's name is a word of the language.
_MODULES = {"import": "import_"}


class _Lazy(click.Group):
    """A group that imports a command's module when the command is called, and not for the list of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer meets them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = importlib.import_module(f"pipeline.cli.{module}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. That the reader of our output has gone (`atlas show x | head`) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="atlas")
def atlas() -> None:
    """Draft plain-language entries of a research atlas from papers, each sentence tied to the passage it rests on.

    \b
    Example:
      atlas init my-atlas && cd my-atlas
      atlas draft inputs/
    """


def main() -> NoReturn:
    """Run the command line and leave with one of the documented exit codes (docs/commands.md)."""
    try:
        atlas.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except PipelineError as error:
        click.echo(f"atlas: {error.message}", err=True)
        if error.hint:
            click.echo(f"  what to do: {error.hint}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        traceback.print_exc()
        click.echo(f"atlas: a defect of this software: {type(error).__name__}: {error}", err=True)
        click.echo("  what to do: please report it with the lines above; what was finished is kept", err=True)
        sys.exit(1)
    sys.exit(0)
