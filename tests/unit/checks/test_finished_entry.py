"""An entry that a person would approve draws no finding that asks for something; told wrongly, it draws that one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.desk.dossier import Held, held
from pipeline.domain.draft import Draft
from pipeline.domain.report import Severity
from pipeline.profiles.loading import load_profile
from tests.desks import TRIAL, desk_of, draft_papers
from tests.finished import WRONG, finished_entry


@pytest.fixture(scope="module")
def trial(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with desk_of(tmp_path_factory.mktemp("home")) as (desk, _):
        draft_papers(desk, samples / "trial-samplexine.pdf")
        yield held(desk, TRIAL)


def _asked(trial: Held, draft: Draft) -> list[tuple[str, str]]:
    report = checks.check(draft, trial.document, profile=load_profile("mecfs"), facts=trial.facts)
    texts = {field: statement.text for field, statement in draft.summary.statements()}
    return [(one.rule, texts.get(one.field, one.field)) for one in report.findings if one.severity is not Severity.NOTE]


def test_the_finished_entry_draws_no_warning_and_nothing_blocking(trial: Held) -> None:
    assert _asked(trial, finished_entry(trial.draft, trial.document)) == []


def test_a_time_point_told_as_a_duration_is_the_only_thing_found_in_it(trial: Held) -> None:
    assert _asked(trial, finished_entry(trial.draft, trial.document, wrong=True)) == [("N003", WRONG)]
