"""`atlas doctor`: the configuration with its origins, what is installed, and whether everything needed works."""

from __future__ import annotations

import asyncio
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from pipeline import __version__
from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.exchange import Rung
from pipeline.drafting.offline import DRAFTER
from pipeline.errors import PipelineError
from pipeline.profiles.loading import load_profile
from pipeline.prompting.catalogue import load_catalogue
from pipeline.settings import Settings, load
from pipeline.sources.pdf import tesseract
from pipeline.wiring import (
    Home,
    check_drafter,
    check_verifier,
    open_ledger,
    open_reader,
    paid_model,
    second_model,
    shared_of,
)

if TYPE_CHECKING:
    from pipeline.llm.examining import Examined
    from pipeline.llm.money import Budget
    from pipeline.llm.paid import PaidModel
    from pipeline.prompting.bodies import Target
    from pipeline.store import Ledger

__all__ = ["command"]

_PACKAGES = ("pymupdf", "lxml", "openai", "sqlalchemy", "pydantic", "psycopg")


@click.command()
@click.option(
    "--model", "ask", is_flag=True, help="Ask each model's server three small questions too; they may cost money."
)
@home_option
@json_option
def command(*, ask: bool, home: Path, json_: bool) -> None:
    """Print every setting with where its value comes from, the versions in use, and what works and what does not.

    With --model, the server of each model that is set is asked in the three ways in which the shape of an answer can be
    asked for: what works, how fast it answers, whether it reports what it used. Nothing of a paper is sent.

    \b
    Example:
      atlas doctor
      atlas doctor --model
      atlas doctor --home my-atlas --json | jq .checks
    """
    loaded = load(home)
    checks = [{"name": name, "ok": ok, "detail": detail} for name, ok, detail in _checks(Home(home), loaded.settings)]
    if ask:
        checks += [
            {"name": name, "ok": ok, "detail": detail} for name, ok, detail in _model(Home(home), loaded.settings)
        ]
    if json_:
        echo_json(
            {
                "schema": "atlas.doctor/1",
                "version": __version__,
                "settings": {one.name: {"value": one.value, "origin": one.origin} for one in loaded.origins},
                "checks": checks,
            }
        )
        return
    width = max(len(one.name) for one in loaded.origins)
    click.echo(f"atlas {__version__}, home {home.absolute()}\n\nSettings (value, origin, meaning)")
    for one in loaded.origins:
        click.echo(f"  {one.name:<{width}}  {one.value or '(empty)'}  [{one.origin}]  {one.about}")
    click.echo("\nWhat works")
    for check in checks:
        click.echo(f"  {'ok     ' if check['ok'] else 'MISSING'} {check['name']}: {check['detail']}")


def _checks(home: Home, settings: Settings) -> Iterator[tuple[str, bool, str]]:
    yield "python", True, platform.python_version()
    for package in _PACKAGES:
        try:
            yield package, True, version(package)
        except PackageNotFoundError:
            yield (
                package,
                package != "psycopg" or settings.store.url is None,
                "not installed (only needed for PostgreSQL)",
            )
    yield "drafter", *_drafter(settings)
    yield "verifier", *_verifier(settings)
    with open_reader(settings.reading) as reader:
        yield "reader", True, reader.fingerprint()
    yield "tesseract", *_tesseract()
    profile = load_profile(settings.profile.name)
    yield "profile", True, f"{profile.name}: {len(profile.criteria)} criteria sets"
    catalogue = load_catalogue(settings.prompts.folder)
    yield "prompts", bool(catalogue.prompts), f"{', '.join(catalogue.names()) or 'none'} in {catalogue.origin}"
    yield "database", *_database(home, settings)
    if settings.files.place:
        yield "shared files", *_shared(home, settings)
    free = shutil.disk_usage(home.root if home.root.exists() else Path()).free
    yield "disk", free > 500e6, f"{free / 1e9:.1f} GB free"


def _model(home: Home, settings: Settings) -> Iterator[tuple[str, bool, str]]:
    """What the servers of the models that are set can do: of the one that drafts, and of the one that verifies."""
    yield from _asked(home, settings, _Asked("model", settings.model.name, "drafts ask", paid_model))
    if settings.verifier.name:
        yield from _asked(home, settings, _Asked("verifier", settings.verifier.name, "verifying asks", second_model))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A model that is asked: its section in atlas.toml, its name, what is done with it, and how to come to it."""

    section: str
    name: str
    task: str
    opened: Callable[[Settings, Ledger, Callable[[], bool], str], tuple[PaidModel, Budget, Target]]


def _asked(home: Home, settings: Settings, one: _Asked) -> Iterator[tuple[str, bool, str]]:
    """What a model's server can do, found out now and written into the ledger like every paid call."""
    from pipeline.llm.examining import examine

    section = one.section
    try:
        with open_ledger(home, settings) as ledger:
            paid, _, target = one.opened(settings, ledger, lambda: False, datetime.now(UTC).isoformat())

            async def ask() -> tuple[Examined, ...]:
                try:
                    return await examine(target, lambda request: paid.complete(request, paper=None))
                finally:
                    await paid.close()

            ways = asyncio.run(ask())
    except PipelineError as error:
        yield section, False, f"{error.message} ({error.hint})"
        return
    for way in ways:
        took = "" if way.seconds is None else f"; {way.seconds:.1f} s"
        used = "" if way.input is None else f", {way.input} tokens in and {way.output} out"
        yield f"{section}: {way.way.value}", way.works, f"{way.detail}{took}{used}"
    answered = [way for way in ways if way.seconds is not None]
    if answered:
        name, reported = answered[0].model or one.name, any(way.input is not None for way in answered)
        told = "reports" if reported else "does not report"
        yield f"{section}: usage", reported, f"{name} {told} the tokens that it uses"
        priced = one.name in settings.budget.prices
        unknown = f'not known; set [budget.prices] "{one.name}" in atlas.toml'
        yield f"{section}: price", priced, "set" if priced else unknown
    best = next((way.way for way in ways if way.works), None)
    if best is None:
        where = " and ".join(f"{section}.{setting}" for setting in ("name", "base_url", "api"))
        yield section, False, f"no way of asking works; check {where}"
        return
    firm = "" if best is Rung.JSON_SCHEMA else "; answers are checked all the same, and wrong ones asked for again"
    yield section, True, f"{one.task} by {best.value}{firm}"


def _tesseract() -> tuple[bool, str]:
    """Whether pages that are images can be read; doing without is no fault, a program without languages is one."""
    program = tesseract.found()
    if program is None:
        return True, "not installed; scanned papers stay unread until it is (apt install tesseract-ocr)"
    languages = tesseract.languages(program)
    if not languages:
        return False, f"{program} has no language data; install one (apt install tesseract-ocr-eng)"
    return True, f"{program}, reads scans in {', '.join(languages)}"


def _drafter(settings: Settings) -> tuple[bool, str]:
    if settings.drafter.kind == "offline":
        return True, f"{DRAFTER} (rules, no model)"
    try:
        check_drafter(settings)
    except PipelineError as error:
        return False, f"{error.message} ({error.hint})"
    model, priced = settings.model, settings.model.name in settings.budget.prices
    return True, f"{model.name} at {model.base_url}, its price is {'set' if priced else 'not known'}"


def _verifier(settings: Settings) -> tuple[bool, str]:
    second = settings.verifier
    if not second.name:
        return True, "no second model is set (verifier.name)"
    try:
        check_verifier(settings)
    except PipelineError as error:
        return False, f"{error.message} ({error.hint})"
    priced = "set" if second.name in settings.budget.prices else "not known"
    return True, f"{second.name} at {second.base_url or settings.model.base_url}, its price is {priced}"


def _shared(home: Home, settings: Settings) -> tuple[bool, str]:
    """Whether a file can be put where machines share theirs, read and taken away."""
    key, content = f"probe/{uuid4().hex}", b"atlas doctor"
    try:
        place = shared_of(home, settings.files)
        if place is None:
            return True, "none"
        place.put(key, content)
        back = place.get(key)
        place.remove(key)
    except PipelineError as error:
        return False, f"{error.message} ({error.hint})"
    return back == content, f"{place.label} can be written and read"


def _database(home: Home, settings: Settings) -> tuple[bool, str]:
    if settings.store.url is None and not home.database.exists():
        return True, f"{home.database} (made at the first draft)"
    try:
        with open_ledger(home, settings) as ledger:
            return True, f"{sum(ledger.papers.counts().values())} papers"
    except PipelineError as error:
        return False, f"{error.message} ({error.hint})"
