"""`atlas init`: a home of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import click
from pydantic import BaseModel, SecretStr

from pipeline.cli.options import talk
from pipeline.errors import CannotWrite, InputError
from pipeline.settings import CONFIG_NAME, Settings

__all__ = ["command", "config_text"]

_IGNORED = (
    "# Papers and what is made of them stay out of version control; approvals are kept by backups.\ninputs/\noutputs/\n"
)


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def command(directory: Path) -> None:
    """Make DIRECTORY a home for an atlas: atlas.toml with every setting explained, inputs/ for papers, outputs/.

    \b
    Example:
      atlas init my-atlas
    """
    config = directory / CONFIG_NAME
    if config.exists():
        raise InputError(f"{config} is there already", hint="this is a home; nothing was changed")
    try:
        for folder in (directory / "inputs", directory / "outputs"):
            folder.mkdir(parents=True, exist_ok=True)
        config.write_text(config_text(), encoding="utf-8")
        ignore = directory / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORED, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(
            f"{directory} could not be written: {error.strerror}", hint="choose a folder that you may write to"
        ) from error
    talk(f"{directory} is ready. Put papers into {directory}/inputs, then:")
    click.echo(f"cd {directory} && atlas draft inputs/")


def config_text() -> str:
    """atlas.toml with every setting, its meaning and its default, all commented out."""
    lines = [
        "# Settings of this atlas. Everything here is commented out and shows its default.",
        "# The environment wins over this file (ATLAS_RUN__CONCURRENCY=8), flags win over it; see `atlas doctor`.",
        "",
    ]
    defaults = Settings()
    for section, field in Settings.model_fields.items():
        del field
        values: BaseModel = getattr(defaults, section)
        lines.append(f"[{section}]")
        for name, about in type(values).model_fields.items():
            lines += [f"# {about.description}", f"#{name} = {_toml(getattr(values, name))}", ""]
    return "\n".join(lines)


def _toml(value: object) -> str:
    """A default as TOML; settings without one show an empty text or table."""
    if isinstance(value, dict):
        return "{}"
    if value is None or isinstance(value, SecretStr | Path):
        return '""'
    return json.dumps(value)
