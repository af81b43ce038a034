"""One work, many faces: an article under its preprint's address, notices and comments with the paper they are about."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.desk import correcting, deciding, related
from pipeline.desk.dossier import Dossier, notices_of, open_paper
from pipeline.desk.publish import published
from pipeline.desk.refreshing import refresh
from pipeline.desk.services import Desk
from pipeline.domain.desk import Filter
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Source
from pipeline.domain.facts import Facts
from pipeline.domain.ledger import PaperState
from pipeline.domain.link import PAPER, Link, LinkKind
from pipeline.domain.review import ReviewState
from pipeline.feeds.about_papers import CrossrefStatus
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.intake import ingest, join
from pipeline.ports import Drafter
from pipeline.updating import Taken, Updating, take_in
from pipeline.workflow import due, one_paper
from tests.acceptance import terminal
from tests.desks import as_by_a_model, desk_of, put_draft
from tests.integration.test_update import FIRST, OWNER, SEARCH, Clock, updating
from tests.services.crossref import CrossrefStandIn, work
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.pubmed import PubMedStandIn, Record
from tests.services.standing_in import status

PREPRINT, ARTICLE = "10.1101/2026.01.01.26000001", "10.5555/invented.1001"
TITLE = "Pacing and rest in an invented group of people with ME/CFS 1001"
ABSTRACT = (
    "BACKGROUND: We studied pacing in chronic fatigue syndrome (ME/CFS). METHODS: We asked 40 patients who met the "
    "Canadian Consensus Criteria about pacing in a cross-sectional survey. RESULTS: Of 40 patients, 24 (60%) paced "
    "daily. CONCLUSIONS: Many patients pace. Larger studies are needed to learn whom it helps and whom it harms."
)
REVISED = ABSTRACT.replace("40 patients", "52 patients").replace("24 (60%)", "31 (60%)")
OWN_WORDS = "Nobody knows yet whom pacing helps."
PLANNED = (
    "BACKGROUND: We plan to study pacing in chronic fatigue syndrome (ME/CFS). METHODS: This is the protocol of a "
    "randomised trial. We will ask 40 patients who meet the Canadian Consensus Criteria about pacing. Recruitment will "
    "begin in 2027. DISCUSSION: The trial will show whom pacing may help."
)
KEPT = "Larger studies are needed to learn whom it helps and whom it harms."


@dataclass
class Atlas:
    """A home whose PubMed and Crossref are stand-ins."""

    home: Path
    pubmed: PubMedStandIn
    crossref: CrossrefStandIn
    clock: Clock

    @contextmanager
    def run(self) -> Iterator[Updating]:
        """What a run is handed."""
        asker = Asker("Crossref", self.crossref.address, "", every_s=0, tries=1, sleep=lambda _s: None)
        asked = Crossref(asker, lambda: self.clock.now().date())
        with updating(self.home, self.pubmed, self.clock) as plain:
            yield replace(plain, statuses=[CrossrefStatus(asked)])

    def update(self) -> Taken:
        """One run, with its drafting."""
        with self.run() as run:
            taken = asyncio.run(take_in([SEARCH], run))
            for paper in taken.due:
                asyncio.run(one_paper(paper, run.story, OWNER))
            return taken

    def take_file(self, name: str, text: str) -> None:
        """Draft a file that a person put in."""
        file = self.home / name
        file.write_text(text, encoding="utf-8")
        with self.run() as run:
            asyncio.run(ingest([file], run.story))
            for paper in due(run.story.papers.all(), run.story):
                asyncio.run(one_paper(paper, run.story, OWNER))


@pytest.fixture
def atlas(tmp_path: Path) -> Iterator[Atlas]:
    """An atlas with a drafted preprint."""
    with PubMedStandIn() as pubmed, CrossrefStandIn() as crossref:
        one = Atlas(tmp_path, pubmed, crossref, Clock())
        crossref.works = [work(PREPRINT), work(ARTICLE)]
        one.take_file("preprint.ris", ris(TITLE, PREPRINT, ABSTRACT))
        yield one


def ris(title: str, doi: str, abstract: str, *, more: str = "", author: str = "Doe1001") -> str:
    """One record as a reference manager writes it."""
    lines = ["TY  - JOUR", f"TI  - {title}", f"AU  - {author}, Jane", "PY  - 2026", f"DO  - {doi}", f"AB  - {abstract}"]
    return "\n".join([*lines, *([more] if more else []), "ER  - ", ""])


def the_paper(home: Path) -> str:
    """The one paper of a home."""
    with desk_of(home) as (desk, _):
        (row,) = desk.story.papers.all()
        return row.id


def approved(home: Path, paper: str) -> None:
    """Let Ada write a sentence of her own, and approve the entry."""
    with desk_of(home) as (desk, _):
        refresh(desk)
        put_draft(desk, paper, as_by_a_model(desk, paper, plain=False))
        ada = desk.people.named("Ada", desk.story.clock.now()).id
        now = open_paper(desk, paper, ada).now.draft
        correcting.add_statement(
            desk, paper, ada, now, "remaining_questions", "Nobody knows yet whom pacing helps.", [KEPT]
        )
        now = open_paper(desk, paper, ada).now.draft
        deciding.approve(desk, paper, ada, now, "compared")
        assert open_paper(desk, paper, ada).review.state is ReviewState.APPROVED


def opened(desk: Desk, paper: str) -> Dossier:
    """A paper as Bea opens it."""
    return open_paper(desk, paper, desk.people.named("Bea", desk.story.clock.now()).id)


def test_an_article_redrafts_the_entry_of_its_preprint_under_the_same_address_and_says_what_changed(
    atlas: Atlas,
) -> None:
    paper = the_paper(atlas.home)
    approved(atlas.home, paper)
    atlas.clock.time += timedelta(days=9)
    atlas.pubmed.records = [Record("1001", atlas.clock.time.date(), abstract=REVISED)]
    told = {"has-preprint": [{"id-type": "doi", "id": PREPRINT, "asserted-by": "subject"}]}
    atlas.crossref.works = [work(PREPRINT), work(ARTICLE, relation=told)]
    assert atlas.update().due == (paper,), "no second study"
    assert the_paper(atlas.home) == paper
    with desk_of(atlas.home) as (desk, _):
        refresh(desk)
        dossier = opened(desk, paper)
        assert dossier.review.state is ReviewState.LAPSED
        assert f"the article of this preprint was published (doi:{ARTICLE})" in dossier.review.why
        assert "participants: 52, before 40" in dossier.now.anew
        assert any(line.startswith("status: published, before preprint") for line in dossier.now.anew)
        assert "new finding: Of 52 patients, 31 (60%) paced daily." in dossier.now.anew
        assert dossier.draft.paper.doi == ARTICLE
        texts = [one.text for _, one in dossier.draft.summary.statements()]
        assert OWN_WORDS in texts, "what a person wrote is carried over"
        assert [(one.kind, one.doi) for one in dossier.related] == [("preprint", PREPRINT)]
        row = desk.rows.queue(Filter(), desk.story.clock.now(), size=5).rows[0]
        assert row.state is ReviewState.LAPSED
    before = len(_history(atlas.home, paper))
    atlas.clock.time += timedelta(days=9)
    assert atlas.update().due == (), "it is drafted anew once"
    assert len(_history(atlas.home, paper)) == before


def test_the_preprint_s_side_of_the_relation_is_enough_and_so_is_its_coming_later(atlas: Atlas) -> None:
    told = {"is-preprint-of": [{"id-type": "doi", "id": ARTICLE, "asserted-by": "subject"}]}
    atlas.crossref.works = [work(PREPRINT, relation=told)]
    atlas.update()  # the article is not here yet
    atlas.pubmed.records = [Record("1001", FIRST, title="What pacing did, under another title", abstract=REVISED)]
    assert atlas.update().due == (the_paper(atlas.home),)


def _pubmed(*records: Record) -> str:
    return f"<PubmedArticleSet>{''.join(one.xml() for one in records)}</PubmedArticleSet>"


def _europepmc(article: Article) -> str:
    return json.dumps({"hitCount": 1, "resultList": {"result": [article.core()]}})


_OF_THE_ARTICLE = {"id": "1001", "source": "MED", "type": "Preprint of", "reference": "Inventions. 2026", "orderIn": 1}
#: The preprint's file, then the article's: in each pair one of them names the other.
STATED = {
    "PubMed, on the article": (
        _pubmed(Record("77", FIRST, types=("Preprint",))),
        _pubmed(Record("1001", FIRST, abstract=REVISED, links=(("UpdateOf", "77"),), reference="medRxiv. 2026 Jan 1")),
    ),
    "PubMed, on the preprint": (
        _pubmed(Record("77", FIRST, types=("Preprint",), links=(("UpdateIn", "1001"),))),
        _pubmed(Record("1001", FIRST, abstract=REVISED)),
    ),
    "Europe PMC, on the preprint": (
        _europepmc(Article("PPR77", FIRST, source="PPR", doi=PREPRINT, corrections=[_OF_THE_ARTICLE])),
        _pubmed(Record("1001", FIRST, abstract=REVISED)),
    ),
}


@pytest.mark.parametrize("order", ["preprint first", "article first"])
@pytest.mark.parametrize("who", STATED)
def test_whoever_names_the_other_makes_preprint_and_article_one_work(tmp_path: Path, who: str, order: str) -> None:
    files = STATED[who] if order == "preprint first" else STATED[who][::-1]
    with PubMedStandIn() as pubmed, CrossrefStandIn() as crossref:
        one = Atlas(tmp_path, pubmed, crossref, Clock())
        for number, text in enumerate(files):
            one.take_file(f"{number}.txt", text)
    paper = the_paper(tmp_path)
    with desk_of(tmp_path) as (desk, _):
        assert opened(desk, paper).draft.study.n_total == 52, "the article is what it is drafted from"


@dataclass
class Joining:
    """A drafter during whose work somebody finds out that the paper is one with another."""

    inner: Drafter
    run: Updating
    both: tuple[str, str]

    @property
    def name(self) -> str:
        """The other drafter's."""
        return self.inner.name

    async def draft(self, document: Document, facts: Facts, *, source: Source, paper: str) -> Draft:
        """The other drafter's draft, after the two papers became one."""
        one, other = self.both
        now = self.run.story.clock.now()
        self.run.story.links.add([Link(one, LinkKind.SAME, PAPER, other, "a person", now)])
        join(self.both, self.run.story)
        return await self.inner.draft(document, facts, source=source, paper=paper)

    async def close(self) -> None:
        """Nothing is open."""


def test_a_paper_that_becomes_part_of_another_while_it_is_drafted_stops_nobody(atlas: Atlas) -> None:
    paper, other = held_back(atlas)
    with atlas.run() as run:
        story = replace(run.story, drafter=Joining(run.story.drafter, run, (paper, other)))
        assert asyncio.run(one_paper(other, story, OWNER)) is None
        assert asyncio.run(take_in([SEARCH], run)).due == (paper,)
    assert the_paper(atlas.home) == paper


def test_the_article_that_crossref_names_is_fetched_though_no_search_finds_it(atlas: Atlas) -> None:
    paper = the_paper(atlas.home)
    told = {"is-preprint-of": [{"id-type": "doi", "id": ARTICLE, "asserted-by": "subject"}]}
    atlas.crossref.works = [work(PREPRINT, relation=told)]
    with EuropePMCStandIn() as europepmc, atlas.run() as plain:
        asker = Asker("Europe PMC", europepmc.address, "", every_s=0, tries=1, sleep=lambda _s: None)
        run = replace(plain, library=EuropePMC(asker))
        europepmc.faults = [status(500)]
        assert asyncio.run(take_in([SEARCH], run)).due == (), "it could not be asked for"
        atlas.clock.time += timedelta(days=1)
        assert asyncio.run(take_in([SEARCH], run)).due == (), "Europe PMC does not hold it yet"
        atlas.clock.time += timedelta(days=8)
        europepmc.articles = [Article("1001", FIRST, doi=ARTICLE, title=TITLE)]
        taken = asyncio.run(take_in([SEARCH], run))
        assert (taken.due, taken.anew) == ((paper,), (paper,))
        assert {value for scheme, value in run.story.papers.get(paper).identifiers if scheme == "doi"} == {
            ARTICLE,
            PREPRINT.lower(),
        }
        asked = len(europepmc.asked)
        atlas.clock.time += timedelta(days=30)
        asyncio.run(take_in([SEARCH], run))
        assert len(europepmc.asked) == asked, "what is here is not asked for"


def test_the_desk_shows_the_text_that_a_draft_was_made_from_until_the_better_one_is_drafted(atlas: Atlas) -> None:
    paper = the_paper(atlas.home)
    atlas.pubmed.records = [Record("1001", FIRST, abstract=REVISED)]
    told = {"has-preprint": [{"id-type": "doi", "id": PREPRINT, "asserted-by": "subject"}]}
    atlas.crossref.works = [work(PREPRINT), work(ARTICLE, relation=told)]
    with atlas.run() as run:
        assert asyncio.run(take_in([SEARCH], run)).due == (paper,)
    with desk_of(atlas.home) as (desk, _):
        assert "40 patients" in opened(desk, paper).document.text


def held_back(atlas: Atlas) -> tuple[str, str]:
    """The drafted preprint, and an article that only title, authors and year connect with it."""
    paper = the_paper(atlas.home)
    atlas.pubmed.records = [Record("1001", FIRST, abstract=REVISED)]
    taken = atlas.update()
    assert taken.due == (), "nothing is paid for a second study that may be none"
    (row,) = taken.in_doubt
    assert (row.id == paper, paper in row.reason, "atlas review same" in row.hint) == (False, True, True)
    return paper, row.id


def test_title_authors_and_year_alone_are_a_question_to_a_person_and_join_nothing(atlas: Atlas) -> None:
    paper, other = held_back(atlas)
    with desk_of(atlas.home) as (desk, _):
        for one, there in ((paper, other), (other, paper)):
            assert [question.other for question in related.questions(desk, one)] == [there]
    assert atlas.update().due == (), "it waits for the answer"
    answer = terminal.atlas("review", "same", paper, other, cwd=atlas.home)
    assert answer.code == 0, answer.err
    assert the_paper(atlas.home) == paper, "the address that was there first"
    assert atlas.update().due == (paper,)
    with desk_of(atlas.home) as (desk, _):
        assert opened(desk, other).draft.study.n_total == 52, "the other address leads to it"
        assert related.questions(desk, paper) == ()


def test_what_a_person_told_apart_stays_apart_and_nobody_is_asked_again(atlas: Atlas) -> None:
    paper, other = held_back(atlas)
    assert terminal.atlas("review", "different", other, paper, cwd=atlas.home).code == 0
    assert atlas.update().due == (other,), "now it is a study of its own"
    atlas.take_file("again.ris", ris(TITLE, ARTICLE, REVISED + " Again."))
    with desk_of(atlas.home) as (desk, _):
        assert related.questions(desk, paper) == related.questions(desk, other) == ()
        assert len(desk.story.papers.all()) == 2


def test_an_entry_that_became_part_of_another_leaves_a_page_that_leads_there(atlas: Atlas) -> None:
    paper, other = held_back(atlas)
    assert terminal.atlas("review", "same", other, paper, cwd=atlas.home).code == 0
    atlas.update()
    approved(atlas.home, paper)
    with desk_of(atlas.home) as (desk, _):
        (one,) = published(desk)
    assert set(one.files) == {f"{paper}.md", f"{paper}.json", f"{other}.md"}
    assert f"({paper}.md)" in one.files[f"{other}.md"].decode()


def test_a_service_answers_the_question_when_it_names_the_preprint_later(atlas: Atlas) -> None:
    paper, _ = held_back(atlas)
    told = {"has-preprint": [{"id-type": "doi", "id": PREPRINT, "asserted-by": "subject"}]}
    atlas.crossref.works = [work(PREPRINT), work(ARTICLE, relation=told)]
    atlas.clock.time += timedelta(days=9)
    assert atlas.update().due == (paper,)
    assert the_paper(atlas.home) == paper


@dataclass(frozen=True)
class Companion:
    """A record that belongs to paper 1001, and what the desk then says of it."""

    types: tuple[str, ...]
    link: str
    kind: str
    words: str


COMPANIONS = {
    "erratum": Companion(("Published Erratum",), "ErratumFor", "correction", "a correction"),
    "retraction": Companion(("Retraction of Publication",), "RetractionOf", "retraction", "a retraction notice"),
    "concern": Companion(("Expression of Concern",), "ExpressionOfConcernFor", "concern", "an expression of concern"),
    "comment": Companion(("Comment", "Letter"), "CommentOn", "comment", "a comment on another paper"),
    "patient summary": Companion(
        ("Patient Education Handout",), "OriginalReportIn", "summary", "a summary of another paper for patients"
    ),
}


@pytest.mark.parametrize("comes", ["before", "after"])
@pytest.mark.parametrize("name", COMPANIONS)
def test_what_belongs_to_a_paper_is_shown_with_it_and_never_drafted_as_a_study(
    atlas: Atlas, name: str, comes: str
) -> None:
    one = COMPANIONS[name]
    title = f"About pacing in an invented group of people with ME/CFS, {name}"
    records = [
        Record("1001", FIRST, title="Resting in an invented illness, a survey of people"),
        Record("2001", FIRST, title=title, types=one.types, links=((one.link, "1001"),)),
    ]
    for record in records if comes == "after" else reversed(records):
        atlas.pubmed.records = [*atlas.pubmed.records, record]
        atlas.update()
    with desk_of(atlas.home) as (desk, _):
        paper, companion = (paper_by(desk, "pmid", number) for number in ("1001", "2001"))
        assert paper != companion
        row = desk.story.papers.get(companion)
        assert (row.state, row.draft) == (PaperState.INSUFFICIENT_SOURCE, None)
        assert one.words in row.reason
        dossier = opened(desk, paper)
        assert [(other.kind, other.paper) for other in dossier.related] == [(one.kind, companion)]
        affected = [notice.kind.value for notice in notices_of(desk, paper, dossier.document)]
        told = {"correction": "corrected_by", "retraction": "retracted_by", "concern": "concern_by"}
        assert affected == ([told[one.kind]] if one.kind in told else [])


def test_an_erratum_that_comes_as_a_record_lapses_the_approval_of_its_paper_in_the_queue(atlas: Atlas) -> None:
    atlas.pubmed.records = [Record("1001", FIRST, title="Resting in an invented illness, a survey of people")]
    (paper,) = atlas.update().due
    approved(atlas.home, paper)
    with desk_of(atlas.home) as (desk, _):
        assert published_names(desk) == {paper}
    atlas.pubmed.records += [
        Record("2001", FIRST, title="Erratum", types=("Published Erratum",), links=(("ErratumFor", "1001"),))
    ]
    atlas.update()
    with desk_of(atlas.home) as (desk, _):
        refresh(desk)
        states = {row.paper: row.state for row in desk.rows.queue(Filter(), desk.story.clock.now(), size=9).rows}
        assert states[paper] is ReviewState.LAPSED
        assert published_names(desk) == set()


def test_the_abstract_of_a_talk_is_not_drafted_until_a_person_says_that_it_is_a_study(atlas: Atlas) -> None:
    atlas.pubmed.records = [
        Record("3001", FIRST, title="Talking of an invented illness to many people", types=("Meeting Abstract",))
    ]
    (paper,) = atlas.update().due
    with desk_of(atlas.home) as (desk, _):
        row = desk.story.papers.get(paper)
        assert (row.state, row.draft) == (PaperState.INSUFFICIENT_SOURCE, None)
        assert "--as-study" in row.hint
    answer = terminal.here("draft", "--paper", paper, "--as-study", "--json", home=atlas.home)
    assert [line["state"] for line in answer.lines] == ["drafted"], answer.err


def test_the_protocol_of_a_trial_that_is_here_is_shown_with_it_and_not_drafted(atlas: Atlas) -> None:
    registered = " The registration is NCT01234567."
    atlas.take_file(
        "trial.ris", ris("Pacing in an invented trial of forty people", "10.5555/trial", ABSTRACT + registered)
    )
    planned = "N1  - \nM3  - Study Protocol"
    atlas.take_file(
        "protocol.ris",
        ris("Pacing in an invented illness: study protocol", "10.5555/protocol", PLANNED + registered, more=planned),
    )
    with desk_of(atlas.home) as (desk, _):
        trial, protocol = (paper_by(desk, "doi", f"10.5555/{name}") for name in ("trial", "protocol"))
        row = desk.story.papers.get(protocol)
        assert (row.state, row.draft) == (PaperState.INSUFFICIENT_SOURCE, None), row.reason
        assert trial in row.reason
        assert [(one.kind, one.paper) for one in opened(desk, trial).related] == [("registration", protocol)]


def test_a_later_study_is_published_under_a_heading_of_its_own_and_never_among_the_findings(atlas: Atlas) -> None:
    paper = the_paper(atlas.home)
    approved(atlas.home, paper)
    atlas.pubmed.records = [Record("1002", FIRST, title="Resting in an invented illness, a survey of people")]
    atlas.update()
    with desk_of(atlas.home) as (desk, _):
        other = paper_by(desk, "pmid", "1002")
    for study, more in ((other, ("--found", "contradicts", "--note", "Twice as many people.")), ("10.5555/far", ())):
        answer = terminal.atlas("review", "later", paper, study, *more, "--json", cwd=atlas.home)
        assert (answer.code, answer.lines[0]["state"]) == (0, "approved"), answer.err
    again = terminal.atlas("review", "later", paper, "PMID:1002", cwd=atlas.home)
    assert again.code != 0
    assert "named already" in again.err
    with desk_of(atlas.home) as (desk, _):
        (one,) = [entry for entry in published(desk) if entry.paper == paper]
        page, entry = one.files[f"{paper}.md"].decode(), json.loads(one.files[f"{paper}.json"])
    heading = page.index("## Later Studies of the Same Question")
    findings = page.find("## Observed Findings")
    assert findings < heading
    assert "Resting in an invented illness" in page[heading:]
    assert "It found otherwise. Twice as many people." in page[heading:]
    assert "Twice as many" not in page[:heading]
    assert [(study["paper"], study["doi"]) for study in entry["later"]] == [
        (other, "10.5555/invented.1002"),
        (None, "10.5555/far"),
    ]
    assert terminal.atlas("review", "later", paper, "10.5555/far", "--remove", cwd=atlas.home).code == 0
    with desk_of(atlas.home) as (desk, _):
        assert [named.study.paper for named in opened(desk, paper).review.later] == [other]


def paper_by(desk: Desk, scheme: str, value: str) -> str:
    """The paper with this identifier."""
    found = desk.story.papers.find_by_identifier(scheme, value)
    assert found is not None
    return found


def published_names(desk: Desk) -> set[str]:
    """The papers that would be published now."""
    return {one.paper for one in published(desk)}


def _history(home: Path, paper: str) -> list[str]:
    with desk_of(home) as (desk, _):
        return [one.digest for one in desk.history.history(paper)]
