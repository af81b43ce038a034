"""Report: what the rules found in a draft, and what they did not look at. Format `atlas.report/1`."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.domain.record import Record
from pipeline.domain.verification import Verification

__all__ = ["Check", "CheckStatus", "Finding", "Report", "Severity"]


class Severity(StrEnum):
    """What a reviewer must do: a blocking finding stops approval, a warning asks for a look, a note informs."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"


class Finding(Record):
    """One thing a rule saw.

    `field` is a JSON Pointer into the draft; `span` is a half-open range of code points of that statement's text.
    `nearest` is the passage of the source that comes closest, for people to compare; it proves nothing. `repair` is the
    whole statement put right, where the rules prove that this finding would go and none would come; a person decides.
    """

    rule: str
    severity: Severity
    field: str
    message: str
    span: tuple[int, int] | None = None
    nearest: str | None = None
    repair: str | None = None


class CheckStatus(StrEnum):
    """Whether a family of rules ran. Not having run is never the same as having found nothing."""

    RAN = "ran"
    PARTLY = "partly"
    NOT_RUN = "not_run"


class Check(Record):
    """One family of rules: whether it ran, on which fields if not on all, and if not, why not."""

    family: str
    name: str = ""
    status: CheckStatus
    reason: str | None = None
    fields: tuple[str, ...] = ()


class Report(Record):
    """The findings on one draft. `schema` in JSON.

    `verification` is what a second model said, of this draft or of one before it; None: none was asked.
    """

    schema_: Literal["atlas.report/1"] = Field(default="atlas.report/1", alias="schema")
    draft_digest: str
    rules_version: str
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    verification: Verification | None = None

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
