"""How many turned results the rules see in trials summed up in one sentence each, and how many true ones they flag.

    python -m tests.benchmarks.told             (needs ATLAS_CORPUS)
    python -m tests.benchmarks.told --list      what was missed and flagged in vain among the articles seen, as well

For each marked passage of the randomised trials in gold/evidence_inference a sentence is made of what people said of
it: outcome, both sides, and whether it went up, down or did not differ. Beside the true sentence stand those that say
otherwise. They rest on the passage; the rest of the paper is there too. Only rules of family D are counted. The
sentences are stiff, as outcomes and sides are put in as they were noted, so true ones are harder to leave alone than
people's. Articles seen and aside are those of `directions`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checks import check
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.report import Severity
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.settings import Settings
from pipeline.wiring import open_reader
from tests.benchmarks.directions import accepted, is_aside

__all__ = ["Told", "main"]

_WAYS = {
    "significantly increased": "up",
    "significantly decreased": "down",
    "no significant difference": "none",
}
_HIGHER = (
    "{outcome} was higher with {one} than with {other}.",
    "Compared with {other}, {one} led to higher {outcome}.",
    "{outcome} was greater in the {one} group than in the {other} group.",
    "Those given {one} had a higher {outcome} than those given {other}.",
    "{outcome} increased more with {one} than with {other}.",
)
_LOWER = tuple(
    text.replace("higher", "lower").replace("greater", "smaller").replace("increased more", "increased less")
    for text in _HIGHER
)
_ALIKE = (
    "{outcome} did not differ between {one} and {other}.",
    "There was no difference in {outcome} between {one} and {other}.",
)
_FINDINGS = "/summary/observed_findings"


@dataclass(frozen=True)
class Told:
    """A sentence, the passage that it rests on, which way it goes and which way the passage went."""

    text: str
    quote: str
    way: str
    truth: str

    @property
    def kind(self) -> str:
        """What the row of the table is called."""
        return "true" if self.way == self.truth else f"{self.truth} told as {self.way}"


def main() -> int:
    """Print both tables."""
    root = os.environ.get("ATLAS_CORPUS", "")
    if not root:
        print("ATLAS_CORPUS does not name the folder of real papers")
        return 2
    folder = Path(root) / "gold/evidence_inference"
    seen, flagged = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with open_reader(Settings().reading) as reader:
        for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            document = reader.read(folder / f"{article['pmcid']}.nxml")[0].document
            if document is None:
                continue
            part = "aside" if is_aside(article["pmcid"]) else "seen"
            for told, rules in _checked(document, list(_told(article))):
                seen[part, told.kind] += 1
                flagged[part, told.kind] += bool(rules)
                if "--list" in sys.argv and part == "seen" and bool(rules) is (told.way == told.truth):
                    print(f"{told.kind}  {', '.join(sorted(rules)) or 'nothing'}\n  {told.text}\n  {told.quote}\n")
    print(f"{'part':<8}{'sentence':<20}{'flagged':>8}{'of':>6}{'share':>8}")
    for key in sorted(seen, key=lambda key: (key[0] == "aside", key[1])):
        print(f"{key[0]:<8}{key[1]:<20}{flagged[key]:>8}{seen[key]:>6}{flagged[key] / seen[key]:>8.2f}")
    return 0


def _told(article: Mapping[str, Any]) -> Iterator[Told]:
    for prompt in article["prompts"]:
        outcome, one, other = (_plain(prompt[key]) for key in ("outcome", "intervention", "comparator"))
        for number, answer in enumerate(accepted(prompt["answers"])):
            quote = answer["evidence"].strip()
            if "\n" in quote:
                continue  # cells of a table
            place = int(hashlib.sha256(f"{article['pmcid']}{outcome}{number}".encode()).hexdigest(), 16)
            for way, forms in (("up", _HIGHER), ("down", _LOWER), ("none", _ALIKE)):
                form = forms[place % len(forms)]
                text = form.format(outcome=_as_in(form, outcome), one=one, other=other)
                yield Told(text, _plain(quote), way, _WAYS[answer["label"]])


def _as_in(form: str, outcome: str) -> str:
    """An outcome with a capital where it opens the sentence; short forms keep theirs."""
    if form.startswith("{outcome}"):
        return outcome[0].upper() + outcome[1:]
    return outcome if outcome[:2].isupper() else outcome[0].lower() + outcome[1:]


def _plain(text: str) -> str:
    return " ".join(text.replace("&nbsp;", " ").split()).rstrip(".")


def _checked(document: Document, told: list[Told]) -> Iterator[tuple[Told, set[str]]]:
    """Each sentence with the rules of family D that ask something about it; they are checked as one draft."""
    draft = Draft.model_validate(
        {
            "source": {"file": "trial.nxml"},
            "paper": {"title": document.paper.title},
            "made_by": {"kind": "model"},
            "study": {"design": "rct"},
            "pem": {"badge": "unclear"},
            "summary": {
                "observed_findings": [{"text": one.text, "evidence": [{"quote": one.quote}]} for one in told],
            },
        }
    )
    profile = load_profile()
    report = check(draft, document, profile=profile, facts=read_facts(document, profile))
    rules: dict[str, set[str]] = {}
    for finding in report.findings:
        # That two statements of one draft say the opposite (D006) is how the draft was made.
        if finding.rule.startswith("D") and finding.rule != "D006" and finding.severity is not Severity.NOTE:
            rules.setdefault(finding.field, set()).add(finding.rule)
    return ((one, rules.get(f"{_FINDINGS}/{at}", set())) for at, one in enumerate(told))


if __name__ == "__main__":
    sys.exit(main())
