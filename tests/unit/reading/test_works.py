"""Which files are faces of one work: never two papers in one entry, never one paper in two."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.domain.document import Level
from pipeline.domain.paper import Author, Notice, NoticeKind, Paper, PubStatus
from pipeline.reading.addresses import slug
from pipeline.reading.works import Candidate, Difference, Tie, group, titles_agree

TITLE = "Sleep and rest in people with an invented illness"


def _paper(title: str = TITLE, *, doi: str | None = None, pmid: str | None = None, family: str = "Doe") -> Paper:
    return Paper(title=title, authors=(Author(family=family, given="J"),), year=2020, doi=doi, pmid=pmid)


def _face(key: str, paper: Paper, level: Level = Level.ABSTRACT, length: int = 100) -> Candidate:
    return Candidate(key, paper, level, length)


def test_faces_with_one_doi_are_one_work_and_the_fullest_text_is_drafted() -> None:
    works = group(
        [
            _face("record", _paper(doi="10.5555/A.1")),
            _face("pdf", _paper(doi="https://doi.org/10.5555/a.1"), Level.FULLTEXT_PDF),
            _face("xml", _paper(doi="10.5555/a.1"), Level.FULLTEXT_XML),
        ]
    )
    assert [[face.key for face in work.faces] for work in works] == [["xml", "pdf", "record"]]


def test_one_doi_with_two_titles_is_two_works_and_a_doubt() -> None:
    works = group(
        [_face("a", _paper(doi="10.5555/a")), _face("b", _paper("Rats and mazes, revisited", doi="10.5555/a"))]
    )
    assert [work.best.key for work in works] == ["a", "b"]
    for work, other in zip(works, reversed(works), strict=True):
        (doubt,) = work.conflicts
        assert (doubt.identifier, doubt.difference) == ("doi:10.5555/a", Difference.TITLE)
        assert (doubt.here, doubt.other) == (work.best, other.best), "nothing says which of the two is wrong"


def test_faces_without_a_common_identifier_join_by_title_and_first_author() -> None:
    works = group([_face("a", _paper(doi="10.5555/a")), _face("b", _paper(TITLE.upper() + ".", pmid="123"))])
    assert len(works) == 1
    assert set(works[0].identifiers) >= {("doi", "10.5555/a"), ("pmid", "123")}


def test_the_same_title_by_another_first_author_is_another_work() -> None:
    assert len(group([_face("a", _paper()), _face("b", _paper(family="Roe"))])) == 2


def test_a_short_title_joins_nothing() -> None:
    assert len(group([_face("a", _paper("Editorial")), _face("b", _paper("Editorial"))])) == 2


def test_an_erratum_under_the_same_title_and_doi_stays_apart() -> None:
    erratum = _paper(doi="10.5555/a").model_copy(update={"notices": (Notice(kind=NoticeKind.CORRECTS),)})
    assert len(group([_face("a", _paper(doi="10.5555/a")), _face("b", erratum)])) == 2


def test_a_third_face_joins_two_that_were_strangers() -> None:
    works = group(
        [
            _face("a", _paper("A title cut", doi="10.5555/a")),
            _face("b", _paper("A title cut", pmid="7")),
            _face("c", _paper("A title cut", doi="10.5555/a", pmid="7")),
        ]
    )
    assert [sorted(face.key for face in work.faces) for work in works] == [["a", "b", "c"]]


def test_titles_agree_when_one_lost_its_end_or_its_accents() -> None:
    assert titles_agree("Sleep and rest in Ménière’s disease: a cohort study", "Sleep and rest in Meniere's disease")
    assert not titles_agree("Sleep and rest in people with ME/CFS", "Exercise and pain in people with ME/CFS")
    assert titles_agree("", "Anything at all")


def test_slug_is_author_year_and_two_words_and_counts_up_when_taken() -> None:
    assert slug(_paper(), ()) == "doe-2020-sleep-rest"
    assert slug(_paper(), {"doe-2020-sleep-rest", "doe-2020-sleep-rest-2"}) == "doe-2020-sleep-rest-3"
    assert slug(_paper(family="Ørsted"), ()) == "orsted-2020-sleep-rest"


def test_slug_of_a_hostile_title_stays_a_plain_folder_name() -> None:
    name = slug(_paper("../../etc/passwd <script> CON"), ())
    assert name == "doe-2020-etc-passwd"
    assert slug(Paper(title=""), (), fallback="a b/../c.pdf").replace("-", "").isalnum()


def test_a_supplement_under_the_papers_name_and_doi_stays_apart_and_waits_for_a_person() -> None:
    supplement = Candidate("s", _paper(doi="10.5555/a"), Level.FULLTEXT_PDF, 9000, supplement=True)
    for faces in permutations([_face("record", _paper(doi="10.5555/a")), supplement]):
        works = group(faces)
        assert {work.best.key for work in works if work.conflicts} == {"s"}, "the paper itself is not in doubt"


def test_one_doi_and_one_title_by_quite_other_authors_is_a_doubt() -> None:
    works = group([_face("a", _paper(doi="10.5555/a")), _face("b", _paper(doi="10.5555/a", family="Roe"))])
    assert [bool(work.conflicts) for work in works] == [True, True]


def test_who_is_in_doubt_does_not_depend_on_the_order_of_the_inputs() -> None:
    faces = [
        _face("a", _paper(doi="10.5555/a", pmid="7")),
        _face("a too", _paper(doi="10.5555/a"), Level.FULLTEXT_PDF),
        _face("b", _paper("Rats and mazes, revisited", doi="10.5555/a")),
        _face("c", _paper("Something else that nobody doubts", doi="10.5555/c")),
    ]
    for given in permutations(faces):
        works = group(given)
        in_doubt = {frozenset(face.key for face in work.faces) for work in works if work.conflicts}
        assert in_doubt == {frozenset({"a", "a too"}), frozenset({"b"})}, [face.key for face in given]


def test_an_identifier_alone_joins_nothing_that_could_not_be_compared() -> None:
    unread = Paper(title="", doi="10.5555/a")
    assert [
        work.conflicts[0].difference for work in group([_face("a", _paper(doi="10.5555/a")), _face("b", unread)])
    ] == [Difference.NOTHING_TO_COMPARE] * 2


def test_a_first_author_who_is_listed_second_elsewhere_is_no_doubt() -> None:
    two = Paper(title=TITLE, authors=(Author(collective="The Study Group"), Author(family="Doe")), doi="10.5555/a")
    assert len(group([_face("a", _paper(doi="10.5555/a")), _face("b", two)])) == 1


ARTICLE, PREPRINT = "10.5555/article", "10.1101/2020.01.01.123456"


def _preprint(title: str = TITLE, family: str = "Doe") -> Paper:
    paper = _paper(title, doi=PREPRINT, family=family)
    return paper.model_copy(update={"pub_status": PubStatus.PREPRINT})


def test_one_title_under_two_dois_is_two_works_and_a_question_to_a_person() -> None:
    first, second = group([_face("a", _paper(doi="10.5555/a")), _face("b", _paper(doi="10.5555/b"))])
    assert (first.maybe, second.maybe) == (("b",), ("a",))
    assert not first.conflicts


def test_one_title_under_two_dois_of_years_far_apart_is_no_question() -> None:
    later = _paper(doi="10.5555/b").model_copy(update={"year": 2031})
    assert [work.maybe for work in group([_face("a", _paper(doi="10.5555/a")), _face("b", later)])] == [(), ()]


@pytest.mark.parametrize("side", ["preprint", "article"])
@pytest.mark.parametrize("order", [0, 1])
def test_preprint_and_article_are_one_work_where_either_names_the_other(side: str, order: int) -> None:
    tie = Tie("doi", ARTICLE if side == "preprint" else PREPRINT)
    faces = [_face("p", _preprint()), _face("a", _paper(doi=ARTICLE), level=Level.ABSTRACT)]
    faces = [replace(one, ties=(tie,)) if one.key == side[0] else one for one in faces]
    (work,) = group(faces[::-1] if order else faces)
    assert [one.key for one in work.faces] == ["a", "p"], "the article comes first, whatever there is of it"
    assert work.maybe == ()


def test_a_link_joins_nothing_when_neither_title_nor_authors_agree_unless_a_person_says_so() -> None:
    other = _face("a", _paper("Growing wheat on an invented island in the sea", doi=ARTICLE, family="Roe"))
    for by_person, works in ((False, 2), (True, 1)):
        tied = replace(_face("p", _preprint()), ties=(Tie("doi", ARTICLE, by_person),))
        found = group([tied, other])
        assert len(found) == works
        assert found[0].maybe == (() if by_person else ("a",)), "it is a question to a person"


def test_a_link_joins_a_preprint_to_the_article_that_got_another_title() -> None:
    tied = replace(_face("p", _preprint()), ties=(Tie("doi", ARTICLE),))
    (work,) = group([tied, _face("a", _paper("What pacing did in forty people who were ill", doi=ARTICLE))])
    assert work.best.key == "a"


def test_a_notice_is_tied_to_nothing() -> None:
    notice = _paper(doi=ARTICLE).model_copy(update={"notices": (Notice(kind=NoticeKind.CORRECTS),)})
    assert len(group([replace(_face("p", _preprint()), ties=(Tie("doi", ARTICLE),)), _face("n", notice)])) == 2


def test_a_paper_is_met_again_by_a_number_that_only_another_of_its_faces_bore() -> None:
    known = replace(_face("k", _paper("Pacing", doi=ARTICLE)), also=(("pmid", "7"),))
    (work,) = group([known, _face("r", _paper("Pacing", pmid="7"))])
    assert len(work.faces) == 2
