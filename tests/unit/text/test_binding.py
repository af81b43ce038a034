from __future__ import annotations

import pytest

from pipeline.text.binding import bind, counts_another, of_another, of_others, swapped
from pipeline.text.number_bases import based, turned_round
from pipeline.text.number_roles import Part, clash, of_all, parts_of, wholes
from pipeline.text.number_sides import side_words
from pipeline.text.numbers import read


def _swaps(claim: str, *passages: str) -> bool:
    bound = [one for passage in passages for one in bind(passage, read(passage))]
    return any(swapped(bind(claim, read(claim)), bound))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The share was 0.86% in women and 1.36% in men.", "Prevalence: 0.86% in males, 1.36% in females."),
        ("About 14% will drop out and 25% cannot walk.", "an estimated 25% dropout rate and 14% being unable to walk"),
        ("Uptake fell by 21.3% and workload by 15.8%.", "Falls were in uptake (15.8%), flow (7.4%), and work (21.3%)."),
    ],
)
def test_swapped_when_words_cross_at_both_ends_then_found(claim: str, passage: str) -> None:
    assert _swaps(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The share was 0.86% in men and 1.36% in women.", "Prevalence: 0.86% in males, 1.36% in females."),
        ("In women it was 1.36%, and in men 0.86%.", "Prevalence: 0.86% in males, 1.36% in females."),
        ("The values were 4 and 7.", "We saw 7 in one and 4 in another."),
        ("It was 3.1 in patients and 2.2 in controls.", "(2.2 and 3.1, respectively)"),
    ],
)
def test_swapped_when_reordered_or_unclear_then_silent(claim: str, passage: str) -> None:
    assert not _swaps(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage", "flagged"),
    [
        ("11 people had a serious event.", "11 serious events in eight patients", True),
        ("Eight people had 11 serious events.", "11 serious events in eight patients", False),
        ("The review pooled 56 studies.", "We combined 56 data from 46 studies", True),
        ("The review pooled 46 studies.", "We combined 56 data from 46 studies", False),
        ("Of the 94 people, 22 patients had glaucoma.", "Of the 94 participants, 22 developed glaucoma", False),
    ],
)
def test_counts_another_when_figure_counts_something_else_then_found(claim: str, passage: str, flagged: bool) -> None:
    bound = bind(passage, read(passage))
    assert any(counts_another(one, bound) for one in bind(claim, read(claim))) is flagged


@pytest.mark.parametrize(
    ("claim", "passage", "flagged"),
    [
        ("The 90 people who were treated got a rail.", "Of 90 people screened, 60 were treated.", True),
        ("The 60 people who were treated got a rail.", "Of 90 people screened, 60 were treated.", False),
        ("At the end, 16 people reported falls.", "Ten participants reported falls at entry and 16 at exit.", False),
    ],
)
def test_of_others_when_a_figure_counts_other_people_then_found(claim: str, passage: str, flagged: bool) -> None:
    bound = bind(passage, read(passage))
    assert any(of_others(one, bound) for one in bind(claim, read(claim))) is flagged


def test_of_another_when_a_verb_is_said_once_then_it_is_shared_by_both_figures() -> None:
    bound = bind(
        passage := "Ten of 15 people on the rail, but only four of 15 on the mat, reported falls.", read(passage)
    )
    (four,) = bind(claim := "Four of 15 reported falls on the rail.", read(claim))
    (ten,) = bind(claim := "Ten of 15 reported falls on the rail.", read(claim))
    assert of_another(four, bound) is not None
    assert of_another(ten, bound) is None


@pytest.mark.parametrize(
    ("claim", "passage", "flagged"),
    [
        ("There were 40 people in each group.", "A total of 40 people took part.", True),
        ("There were 40 people in all.", "A total of 40 people took part.", False),
        ("They took 1204 steps in total.", "a mean of 1204 steps", True),
        ("On average they took 1204 steps.", "a mean of 1204 steps", False),
        ("Recruitment ended in 2014.", "Recruitment began in 2014.", True),
        ("Recruitment started in 2014.", "Recruitment began in 2014.", False),
        ("Sway was 4.2 points on average.", "Sway was scored (SD 4.2).", True),
        ("The odds ratio was 0.03.", "Age mattered (p = 0.03).", True),
        ("Sway dropped to 6 points.", "Sway fell by 6 points.", True),
        ("Sway dropped by 6 points.", "Sway fell by 6 points.", False),
        ("The average score was 26.", "Scores above 26 indicate a poor balance.", True),
        ("The gain began in month 6.", "The gain held until month 6.", True),
        ("The gain held until month 6.", "The gain held until month 6.", False),
        ("The arms differed by 5 points.", "The arms were alike (95% CI 1 to 5).", True),
        ("The average score was 35.", "The cut-off for poor balance was 35.", True),
        ("The shortest illness was 8 years.", "The median duration of illness was 8 years.", True),
    ],
)
def test_clash_when_parts_exclude_each_other_then_found(claim: str, passage: str, flagged: bool) -> None:
    (said,) = read(claim)
    there = next(one for one in read(passage) if set(said.values) & set(one.values))
    assert (clash(parts_of(claim, said), [parts_of(passage, there)]) is not None) is flagged


def test_clash_when_one_passage_agrees_then_none() -> None:
    assert clash(frozenset({Part.MEAN}), [frozenset({Part.TOTAL}), frozenset({Part.MEAN})]) is None


def test_wholes_when_percent_stands_beside_its_counts_then_known() -> None:
    text = "68% (15 of 22 responders) were well"
    assert wholes(text, read(text)) == {(68.0,): 22.0}


def test_of_all_when_share_of_everybody_then_true() -> None:
    text = "Of all participants, 68% were well, and of responders 80%."
    first, second = read(text)
    assert of_all(text, first)
    assert not of_all(text, second)


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("Of the people with falls, 55% had weak grip.", True),
        ("Of the people with weak grip, 55% had falls.", False),
        ("Among people with cold hands, 55% had falls.", False),
    ],
)
def test_turned_round_when_part_and_whole_change_places_then_found(claim: str, turned: bool) -> None:
    passage = "Of those with weak grip, 55% had falls."
    (there,) = based(passage, read(passage))
    (said,) = based(claim, read(claim))
    assert turned_round(said, [there]) is turned


@pytest.mark.parametrize(("told", "later"), [("The score rose by 3 points.", False), ("It was seen after 24.", True)])
def test_a_change_by_so_much_is_no_later_time(told: str, later: bool) -> None:
    assert bool(side_words(told)) is later
