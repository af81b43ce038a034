"""`atlas check`: the rules' report on drafts, whoever wrote them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from pipeline.checks import check
from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.report import CheckStatus, Report, Severity
from pipeline.errors import InputMissing, NotADraft, UnreadableSource
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.settings import load
from pipeline.wiring import open_reader

__all__ = ["command", "read_draft"]


@click.command()
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", required=True, type=click.Path(path_type=Path), help="The paper that the drafts are about.")
@home_option
@json_option
def command(drafts: tuple[Path, ...], *, source: Path, home: Path, json_: bool) -> None:
    """Check DRAFTS (format atlas.draft/1) against the paper they are about. The paper is read once.

    Ends with 3 when a finding blocks approval, with 0 when none does.

    \b
    Example:
      atlas check outputs/papers/doe-2020-sample-trial/draft.json --source inputs/trial.pdf
      atlas check mine.json theirs.json --source paper.xml --json
    """
    settings = load(home).settings
    parsed = [read_draft(path) for path in drafts]
    with open_reader(settings.reading) as reader:
        item = reader.read(source)[0]
    if item.document is None:
        unread = item.unread
        reason, hint = (unread.message, unread.hint) if unread else ("nothing was found in it", "give another file")
        raise UnreadableSource(unread.reason if unread else "empty", f"{source}: {reason}", hint=hint)
    profile = load_profile(settings.profile.name)
    facts = read_facts(item.document, profile)
    blocking = False
    for path, draft in zip(drafts, parsed, strict=True):
        report = check(draft, item.document, severities=settings.checks.severity, profile=profile, facts=facts)
        blocking |= report.count(Severity.BLOCKING) > 0
        if json_:
            echo_json(report.model_dump(mode="json", by_alias=True))
        else:
            click.echo(_for_people(path, draft, report, item.document))
    sys.exit(3 if blocking else 0)


def read_draft(path: Path) -> Draft:
    """The draft in a file. Raises InputMissing, NotADraft."""
    try:
        return Draft.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputMissing(f"{path} is not there", hint="give the path of a draft, for example draft.json") from None
    except OSError as error:
        raise InputMissing(f"{path} could not be read: {error.strerror}", hint="check its permissions") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(part) for part in first["loc"]) or "the file"
        raise NotADraft(
            f"{path} is not a draft of the format atlas.draft/1: at {place}: {first['msg']}",
            hint="the format is described in docs/json.md",
        ) from None


def _for_people(path: Path, draft: Draft, report: Report, document: Document) -> str:
    lines = [f"{path}: {draft.paper.title}", f"  source: {document.paper.title or 'without a title'}"]
    for severity in Severity:
        for finding in report.findings:
            if finding.severity is severity:
                lines.append(f"  {severity.value:<8} {finding.rule} {finding.field}: {finding.message}")
                if finding.nearest:
                    lines.append(f"           nearest passage: “{finding.nearest}”")
    if not report.findings:
        lines.append("  no findings")
    skipped = [f"{check.family} ({check.reason})" for check in report.checks if check.status is not CheckStatus.RAN]
    if skipped:
        lines.append(f"  not checked, or in part: {'; '.join(skipped)}")
    return "\n".join(lines)
