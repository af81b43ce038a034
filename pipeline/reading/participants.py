"""How many people were analysed, in which groups, and who they were. Nothing is guessed: None where the paper is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.draft import Design, Group
from pipeline.domain.facts import SampleReading
from pipeline.reading.passages import Passage, View
from pipeline.reading.patterns import in_small_letters
from pipeline.text.number_words import SPELLED, spelled_value

__all__ = ["Count", "counts_in", "read_sample"]

_PLAIN_NUMBER = r"\d{1,3}(?:[,' ]\d{3})+(?![\d.])|\d+(?![\d.,]*\d)"
_NUMBER = rf"(?:{_PLAIN_NUMBER}|(?:{SPELLED}))"
_PEOPLE_WORD = (
    r"(?:patients?|participants?|people|persons?|adults?|wom[ae]n|m[ae]n|males?|females?|children|adolescents?|youths?|individuals?|subjects?|cases?|controls?"
    r"|volunteers?|students?|pupils?|donors?|veterans?|respondents?|physicians?|doctors?|nurses?|clinicians?|carers?|caregivers?|parents?|mothers?|infants?|neonates?|residents?|members?"
    r"|siblings?|contacts?|relatives?|workers?|soldiers?|athletes?|survivors?|outpatients?|inpatients?|probands?|girls?|boys?|users?|households?|referrals?|twins?|teachers?|students?|employees?|HCs?|HC|sufferers?|schoolchildren|teenagers?|neighbours?|friends?|pairs?|families)"
)
_ANIMAL_WORD = r"(?:animals?|mice|mouse|rats?|rabbits?|pigs?|piglets?|dogs?|sheep|monkeys?|hamsters?|zebrafish|larvae|guinea pigs?)"
_FORMS_WORD = r"(?:forms?|questionnaires?|responses?|replies|surveys?|samples?|records?|biopsies|scans?|sera|sets of (?:notes|records)|interviews?)"
_STUDY_WORD = r"(?:studies|trials|articles|papers|reports|publications|sources|records|reviews|cohorts)"
# words between a number and its noun; digits or another number would make it another phrase
_ADJECTIVES = r"(?:(?!(?:to|than|years?|months?|weeks?|days?|hours?|minutes?|items?|scales?|per|percent|or|of|the|for|in|at|on|by|and|times|were|was|ml|mg|kg|cm|mm)\b)[A-Za-z][\w/'’+.-]*[ ,]+(?:and )?){0,5}?"
_NOUN_PHRASE = re.compile(
    rf"(?<![\w.,/%:=<>≥≤±+-])(?<!-)(?P<number>{_NUMBER})(?P<words>[ -]+(?:of the |of these )?{_ADJECTIVES}(?P<noun>{_PEOPLE_WORD}|{_ANIMAL_WORD}))\b(?![-/]\w)(?! (?:(?!(?:and|or|with|versus|vs|to|who|were|was|in|of|from)\b)[\w/-]+ )?(?:patients?|participants?|controls?|subjects?|volunteers?|individuals?|cases?|donors?)\b)(?!\s*(?:%|years|year))",
    re.IGNORECASE,
)
_FORMS_PHRASE = re.compile(
    rf"(?<![\w.,/%=-])(?P<number>{_NUMBER})(?P<words> +(?:\w+ )?(?:complete[d]?|returned|usable|valid|eligible|filled-in|serum|stool|blood|plasma|saliva|muscle)? ?(?P<noun>{_FORMS_WORD}))\b",
    re.IGNORECASE,
)
_N_EQUALS = re.compile(
    rf"(?P<label>(?:[A-Za-z][\w/'’.+-]*[ ,]+){{0,6}}?[A-Za-z][\w/'’.+-]*)\s*[(\[](?P<inner>[^()\[\]]{{0,30}}?)\b[nN] ?= ?(?P<number>{_PLAIN_NUMBER})\b[^()\[\]]{{0,120}}[)\]]|(?P<bare>\bN ?= ?(?P<bare_number>{_PLAIN_NUMBER})\b)",
)
_FELL = re.compile(
    rf"(?<![\w.,/%=-])(?P<number>{_NUMBER})(?P<words> +(?:of them |of these )?)(?=(?:fell ill|became ill|took part|were randomi[sz]ed|were enrol\w+|were includ\w+|were analy[sz]ed|completed|participated|consented|agreed|responded|replied|answered|were interviewed|were studied|were recruited|were followed)\b)",
    re.IGNORECASE,
)
_WITH_ILLNESS = re.compile(
    rf"(?:(?<=[(,;] )|(?<=\())(?P<number>{_NUMBER})(?P<words> with (?!a\b|the\b|no\b)[\w/-]+(?: [\w/-]+)?)",
    re.IGNORECASE,
)
_STUDIES = re.compile(
    rf"(?<![\w.,/%=-])(?<!out of )(?<!of )(?<!from )(?<!among )(?P<number>{_NUMBER})[ -]+(?:of the )?(?P<words>(?:(?!(?:patients|years|participants)\b)[\w-]+ ){{0,5}}?){_STUDY_WORD}\b",
    re.IGNORECASE,
)

_KEPT_NUMBER = re.compile(
    rf"(?<![\w.,/%=-])(?P<number>{_NUMBER}) (?:of (?:them|these|which) )?(?:met|fulfilled|satisfied|were (?:included|eligible|selected|kept|retained)|remained)\b",
    re.IGNORECASE,
)
_STUDY_WORDS = re.compile(rf"\b{_STUDY_WORD}\b", re.IGNORECASE)
_SIFTED = re.compile(r"\b(?:screened|excluded|duplicates?|retrieved|potentially|titles|yielded)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:includ\w+|inclusion|eligible|selected|met|combined|pooled|mapped|of|analy[sz]ed|reviewed)\b", re.IGNORECASE
)
_POOLED = re.compile(
    r"\b(?:total|studies|trials|pooled|combined|involving|comprising|including|altogether)\b", re.IGNORECASE
)

_ANALYSED = re.compile(
    r"\b(?:analy[sz]ed|analys[ei]s|evaluable|complete data|final sample|were studied|took part|participated|completed|final (?:sample|data ?set|cohort|analysis)|resulting in|formed the|comprised|consisted of|sample of|a total of|in total|altogether|overall|total)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:includ\w+|enrol\w*|randomi[sz]ed|recruit\w*|compar\w+|measured|examined|investigated|studied|assessed|received|took|underwent|followed|sequenced|tested|interviewed|evaluated|allocated|with|treated|of whom|cohort|in)\b",
    re.IGNORECASE,
)
_NOT_ANALYSED = re.compile(
    r"\b(?:screened|invited|approached|contacted|assessed for eligibility|declined|refused|excluded|withdrew|dropped out|lost to|did not|missing|discontinued|were sent|went (?:out )?to|mailed|posted|asked|(?:a|our|an|the) (?:previous|earlier) (?:study|trial|report|cohort)|et al|prevalence|worldwide|per \d|each year|million)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:died|eligible|responders?|relapsed|improved|responded(?! to (?:the|a|an|our|this) (?:\w+ )?(?:survey|questionnaire))|adverse|reported|positive|developed|(?:was|were) diagnosed in)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:of (?:whom|these|them|which|those)|among (?:them|these|whom)|subset|sub-?group|sub-?sample|a further|additional|another|remaining|other|only|per group|per arm|in each|each (?:group|arm)|at least|up to|fewer than|more than|less than|minimum of|about)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|planned|target|sample size|to be|aim to|intend|required|needed|power|anticipat\w+|expect\w+|required number)\b",
    re.IGNORECASE,
)
_PERCENT_AFTER = re.compile(r"\s*(?:%|per ?cent)")
_UNIT_OF_TIME = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|h|min)\b", re.IGNORECASE)
_CONTROL_WORD = re.compile(
    r"\b(?:controls?|healthy|volunteers?|HCs?|donors?|unaffected|contacts?|siblings?|recovered|comparison|comparators?|placebo|sham|non-?\w*|usual|waiting|untreated|neighbours|friends|relatives)\b",
    re.IGNORECASE,
)
_CASE_WORD = re.compile(
    r"\b(?:patients?|cases?|ME|CFS|ME/CFS|people with|persons with|women with|participants with|individuals with|sufferers|COVID|disease|syndrome|intervention|treatment|active|drug|group|arm)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^\s*(?:[\w/'’()=.,%±– -]{0,90}?)(?:,?\s*(?:and|with|to|versus|vs\.?|against|plus|compared (?:with|to)|or)|,|;)\s*(?:with |to |from |by |the |a |an |in |were compared with )*$",
    re.IGNORECASE,
)
_SPLITS = re.compile(
    r":|\b(?:of whom|consisting of|comprising|including|divided into|split into|namely|made up of|[(])\b", re.IGNORECASE
)
_SEX = re.compile(r"^\s*(?:\w+ ){0,2}(?:wom[ae]n|m[ae]n|males?|females?|girls?|boys?)\s*$", re.IGNORECASE)

_NO_SUM = re.compile(
    r"\b(?:of (?:whom|which|these|them)|total|includ\w+|were excluded|withdrew|after|as well as in|subset)\b",
    re.IGNORECASE,
)
_GROUP_OF = re.compile(
    r"\b(?:groups?|arms?|controls?|cohorts?|sample)\b[^.;]{0,80}?\b(?:consisted of|comprised|included|contained|were|was made up of|had)\b",
    re.IGNORECASE,
)
_ONE_OF_THE_GROUPS = re.compile(
    r"\b(?:control|study|patient|case|intervention|treatment|placebo|comparison|healthy|\w+) (?:groups?|arms?)\b[^.;]{0,50}\b(?:consisted of|comprised|included|contained|of)\b[^.;]{0,10}$|\bcontrols? (?:were|comprised|included)\b[^.;]{0,10}$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?:\d|%|\b(?:some|most|many|half|few|several|none|each|{SPELLED})) (?:of|out of|from|among) (?:the |these |those |all )?$|\bout of (?:the )?$|\bof (?:the|these|those) $",
    re.IGNORECASE,
)
_OF_TOTAL = re.compile(
    rf"\b(?:study|trial|sample|cohort|series|group|total|survey|population) of (?P<number>{_PLAIN_NUMBER})(?P<words>)(?=\s*(?:$|[.;,)]))",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    {
        "the",
        "and",
        "with",
        "from",
        "for",
        "were",
        "was",
        "who",
        "patients",
        "participants",
        "subjects",
        "people",
        "individuals",
        "adults",
        "women",
        "men",
    }
)
_INNER_LABEL = re.compile(r"\b[A-Za-z][\w -]*\b(?:groups?|arms?|patients|controls|cases)\b", re.IGNORECASE)
_IN_GROUP = re.compile(
    rf"(?<![\w.,/%=-])(?P<number>{_NUMBER})(?P<words> (?:in|to|on|received) (?:the )?(?:[\w/-]+ ){{1,3}}?(?:groups?|arms?))\b",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|dozen)\b"
)
_HAS_PEOPLE = in_small_letters(
    rf"\b(?:{_PEOPLE_WORD}|{_ANIMAL_WORD}|{_FORMS_WORD}|n ?=|with|of \d|took part|were|completed)"
)
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """One number of people (or animals, or forms): where it stands in its passage and how its group is called."""

    value: int
    label: str
    noun: str
    start: int
    end: int
    passage: Passage

    @property
    def span(self) -> Span:
        """The words in the document."""
        return self.passage.locate(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Candidate:
    total: int
    groups: tuple[Group, ...]
    score: float
    spans: tuple[Span, ...]
    alone: tuple[Group, ...] = ()


def read_sample(paper: View, design: Design) -> SampleReading:
    """The total analysed and the groups.

    For a protocol the planned numbers; for reviews the number of studies, and participants where the paper gives them;
    for designs without people nothing.
    """
    if design in _WITHOUT_PEOPLE:
        return SampleReading()
    if design in _OF_PAPERS:
        return _of_papers(paper)
    if design is Design.CASE_REPORT:
        return SampleReading(n_total=1, passages=_one_patient(paper))
    candidates = [
        candidate for passages, weight in _places(paper) for candidate in _candidates(passages, weight, design)
    ]
    if not candidates:
        return SampleReading()
    best = max(candidates, key=lambda one: one.score + _agreement(one, candidates))
    groups = best.groups or _groups_of(best.total, candidates) or best.alone
    spans = best.spans or ()
    return SampleReading(best.total, groups, None, spans)


def _agreement(candidate: _Candidate, candidates: Sequence[_Candidate]) -> float:
    """A number that the paper gives in several sentences is more likely its total: half a point each, at most 1.5."""
    places = {one.spans[0].start for one in candidates if one.total == candidate.total and one.score > 0}
    return min(1.5, 0.5 * (len(places) - 1))


_WITHOUT_PEOPLE = frozenset(
    {
        Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.CRITERIA_DEFINITION, Design.IN_SILICO, Design.IN_VITRO,
        Design.EDITORIAL, Design.LETTER, Design.PATIENT_SUMMARY, Design.ERRATUM, Design.RETRACTION_NOTICE,
    }
)  # fmt: skip
_OF_PAPERS = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.SCOPING_REVIEW})


def counts_in(passage: Passage) -> tuple[Count, ...]:
    """The numbers of people in one passage, in reading order, none inside another."""
    found: list[Count] = []
    if not (_HAS_NUMBER.search(text := passage.text.lower()) and _HAS_PEOPLE.search(text)):
        return ()
    for pattern in (_N_EQUALS, _NOUN_PHRASE, _FORMS_PHRASE, _FELL, _OF_TOTAL, _WITH_ILLNESS, _IN_GROUP):
        for match in pattern.finditer(passage.text):
            count = _count(match, passage)
            if count is not None and all(count.end <= one.start or one.end <= count.start for one in found):
                found.append(count)
    return tuple(sorted(found, key=lambda one: one.start))


def _count(match: re.Match[str], passage: Passage) -> Count | None:
    groups = match.groupdict()
    printed = groups.get("number") or groups.get("bare_number") or ""
    value = _value(printed)
    if value is None or not 0 < value <= _LARGEST:
        return None
    words = groups.get("label") or groups.get("words") or ""
    inner = _INNER_LABEL.search(groups.get("inner") or "")
    label = " ".join((inner[0] if inner else words).split()).strip(" ,(-")
    noun = (groups.get("noun") or "").lower()
    if noun and (
        _UNIT_OF_TIME.search(label)
        or (re.fullmatch(r"(?i)(?:one|two|three)", printed) and noun in {"members", "pairs", "families"})
    ):
        return None
    if noun == "members" and value < 5:
        return None
    if value in range(1900, 2031) and printed.isdigit() and not groups.get("label"):
        return (
            None
            if re.search(rf"\b(?:in|since|from|of|until|by|between|and|to) {printed}\b", passage.text)
            else Count(value, label, noun, match.start(), match.end(), passage)
        )
    place = "number" if groups.get("number") else "bare_number"
    start = match.start(place)
    return Count(value, label, noun, start, match.end(), passage)


def _value(printed: str) -> int | None:
    digits = re.sub(r"[,' ]", "", printed)
    if digits.isdigit():
        return int(digits)
    return spelled_value(printed) or None


def _places(paper: View) -> Iterable[tuple[Sequence[Passage], float]]:
    """Where counts are looked for, with how far each place is trusted."""
    if paper.is_fragment:
        yield paper.running, 3.0
        return
    abstract = paper.abstract
    yield tuple(one for one in abstract if one.role not in {Role.INTRODUCTION, Role.CONCLUSIONS}), 3.0
    yield tuple(one for one in abstract if one.role in {Role.INTRODUCTION, Role.CONCLUSIONS}), 1.8
    yield tuple(one for one in paper.having({Role.PARTICIPANTS}) if one.zone is not Zone.ABSTRACT), 1.6
    yield tuple(one for one in paper.having({Role.METHODS}) if one.zone is not Zone.ABSTRACT)[:80], 1.2
    yield tuple(one for one in paper.having({Role.RESULTS}) if one.zone is not Zone.ABSTRACT)[:25], 1.4
    if not abstract:
        yield paper.running[:15], 1.0


def _candidates(passages: Sequence[Passage], weight: float, design: Design) -> Iterable[_Candidate]:
    for number, passage in enumerate(passages):
        counts = [count for count in counts_in(passage) if not _PERCENT_AFTER.match(passage.text, count.end)]
        if not counts:
            continue
        early = max(0.0, 0.5 - 0.03 * number)
        yield from _singles(counts, weight + early, design)
        yield from _sums(counts, weight + early, design)
    yield from _told_apart(passages, weight)


def _singles(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    for place, count in enumerate(counts):
        score = weight + _judged(count, counts, place, design)
        parts = _parts_of(count, counts) if score >= weight else ()
        score += 1.3 if parts else 0.0
        alone = (Group(label=_label(count) or count.noun, n=count.value),) if design is not Design.PROTOCOL else ()
        yield _Candidate(count.value, parts, score, (count.passage.span,), alone)


def _judged(count: Count, counts: Sequence[Count], place: int, design: Design) -> float:
    """How much the words around a number speak for its being the number analysed."""
    text = count.passage.text
    begin = counts[place - 1].end if place else 0
    before, after = text[max(begin, count.start - 70) : count.start], text[count.end : count.end + 70]
    near = f"{before} * {after}"
    score = 0.0
    score += 1.0 if _ANALYSED.search(near) else 0.0
    score += 0.6 if _INCLUDED.search(near) else 0.0
    score -= 2.0 if _NOT_ANALYSED.search(near) else 0.0
    score -= 1.2 if _OUTCOME.search(near) else 0.0
    score -= 1.5 if _ONE_OF_THE_GROUPS.search(before) else 0.0
    score -= 1.2 if _SUBSET.search(before[-30:]) or _SUBSET.search(count.label) else 0.0
    score -= 1.5 if _PART_OF.search(before) else 0.0
    score -= 0.8 if _CONTROL_WORD.search(count.label) and not _CASE_WORD.search(count.label) else 0.0
    score -= 1.0 if count.value < 3 else 0.0
    score -= 0.8 if _SEX.match(count.label) and len(counts) > 1 else 0.0
    if design is Design.PROTOCOL:
        score += 1.0 if _PLANNED.search(near) else 0.0
    if design is Design.ANIMAL:
        score += 1.5 if re.search(_ANIMAL_WORD, count.noun or count.label, re.IGNORECASE) else 0.0
    elif re.search(_ANIMAL_WORD + r"\b", count.noun or "", re.IGNORECASE):
        score -= 3.0
    return score


def _sums(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    """Groups named side by side in one sentence: cases and controls, arms, sites."""
    for start in range(len(counts)):
        run = [counts[start]]
        for count in counts[start + 1 : start + 6]:
            if not _side_by_side(run[-1], count) or any(_same_group(count, other) for other in run):
                break
            run.append(count)
            yield _sum(run, counts, start, weight, design)


def _sum(run: Sequence[Count], counts: Sequence[Count], start: int, weight: float, design: Design) -> _Candidate:
    total = sum(count.value for count in run)
    stated = any(count.value == total and count not in run for count in counts)
    before = run[0].passage.text[: run[0].start]
    judged = _judged(run[0], counts, start, design)
    score = weight + (judged if judged <= -0.5 else max(judged, 0.0)) + 0.9 + (1.0 if stated else 0.0) + 0.2 * len(run)
    if _SUBSET.search(before[-30:]) and not stated:
        score -= 1.5
    if len(run) > 2 and any(2 * count.value == total for count in run):
        score -= 2.0  # a total followed by its own parts
    return _Candidate(total, _groups(run), score, (run[0].passage.span,))


def _side_by_side(left: Count, right: Count) -> bool:
    """Whether two numbers count two groups of one kind: joined by "and", "versus" or a comma, with different names."""
    text = left.passage.text
    between = re.sub(r"[(\[]\s*[nN] ?= ?$", "", text[left.end : right.start])
    between = re.sub(r"\([^()]*\)|,? (?:including|of whom|among them) [^,;]*(?=,)", "", between)
    if len(between) > 140 or _SPLITS.search(between) or _NO_SUM.search(between):
        return False
    if left.label and left.label.lower() == right.label.lower():
        return False
    sexes = bool(_SEX.match(left.label)), bool(_SEX.match(right.label))
    if all(sexes):
        return True
    kinds = bool(_CONTROL_WORD.search(right.label)) != bool(_CONTROL_WORD.search(left.label))
    if any(sexes) and not kinds:
        return False
    return kinds or not (left.noun or right.noun) or _JOINED.match(between) is not None


def _same_group(one: Count, other: Count) -> bool:
    """Whether two numbers seem to count the same group twice: the words of one name are all in the other's."""
    if bool(_CONTROL_WORD.search(one.label)) != bool(_CONTROL_WORD.search(other.label)):
        return False
    mine, theirs = (set(re.findall(r"[a-z/]{3,}", count.label.lower())) - _FILLERS for count in (one, other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _groups(run: Sequence[Count]) -> tuple[Group, ...]:
    """The groups, unless they are only the sexes of one group."""
    if all(_SEX.match(count.label) for count in run):
        return ()
    return tuple(Group(label=_label(count), n=count.value) for count in run)


def _told_apart(passages: Sequence[Passage], weight: float) -> Iterable[_Candidate]:
    """Groups described one after another, each in a sentence of its own ("The control group comprised 39 ...")."""
    run: list[Count] = []
    for passage in (*passages, None):
        found = _GROUP_OF.search(passage.text) if passage is not None else None
        count = None
        if found is not None and passage is not None:
            count = next((one for one in counts_in(passage) if 0 <= one.start - found.end() <= 25), None)
        if count is not None:
            run.append(count)
            continue
        if len(run) > 1:
            groups = tuple(Group(label=_label(one), n=one.value) for one in run)
            spans = tuple(one.passage.span for one in run)
            yield _Candidate(sum(one.value for one in run), groups, weight + 1.6, spans)
        run = []


def _parts_of(total: Count, counts: Sequence[Count]) -> tuple[Group, ...]:
    """Groups in the same sentence that add up to `total`."""
    after = [count for count in counts if count.start >= total.end]
    for length in range(2, len(after) + 1):
        if sum(count.value for count in after[:length]) == total.value:
            return _groups(after[:length])
    return ()


def _groups_of(total: int, candidates: Sequence[_Candidate]) -> tuple[Group, ...]:
    """The groups that add up to a total given elsewhere."""
    fitting = [one for one in candidates if one.total == total and one.groups]
    return max(fitting, key=lambda one: one.score).groups if fitting else ()


def _label(count: Count) -> str:
    """The group's name: the words after the last verb or preposition that leads to it."""
    words = re.split(r"\b(?:into|were|was|included|comprised|enrolled|recruited|between|versus|vs)\b", count.label)[-1]
    return re.sub(
        r"^(?:\s*(?:of|the|these|a|an|and|with|in|from|by|to|serum|samples?)\b)+", "", words, flags=re.IGNORECASE
    ).strip()[:60]


def _of_papers(paper: View) -> SampleReading:
    """Number of studies included, and people in them where the paper adds them up."""
    studies: list[tuple[float, int, Span]] = []
    people: list[tuple[float, int, Span]] = []
    places = paper.running if paper.is_fragment else (*paper.abstract, *paper.having({Role.RESULTS})[:30])
    for passage in places:
        weight = 1.0 if passage.zone is Zone.ABSTRACT else 0.0
        studies += [(weight + score, value, passage.span) for score, value in _studies_in(passage)]
        for count in counts_in(passage):
            near = passage.text[max(0, count.start - 70) : count.end + 60]
            if count.noun and _POOLED.search(near):
                people.append((weight + (1.0 if "total" in near else 0.0), count.value, passage.span))
    n_studies = max(studies, key=lambda one: one[0]) if studies else None
    n_people = max(people, key=lambda one: (one[0], one[1])) if people else None
    spans = tuple(found[2] for found in (n_studies, n_people) if found)
    return SampleReading(n_people[1] if n_people else None, (), n_studies[1] if n_studies else None, spans)


def _studies_in(passage: Passage) -> Iterable[tuple[float, int]]:
    """Numbers of studies in one passage with how much their words speak for "included"."""
    for match in _STUDIES.finditer(passage.text):
        value = _value(match["number"])
        near = passage.text[max(0, match.start() - 60) : match.end() + 60]
        if value and not _SIFTED.search(near):
            yield (1.0 if _KEPT.search(near) else 0.0), value
    for match in _KEPT_NUMBER.finditer(passage.text):
        value = _value(match["number"])
        if value and _STUDY_WORDS.search(passage.text):
            yield 1.2, value


def _one_patient(paper: View) -> tuple[Span, ...]:
    pattern = re.compile(r"\b(?:\d{1,2}-? ?(?:year|month)-? ?old|case|patient)\b", re.IGNORECASE)
    return tuple(passage.span for passage in paper.running if pattern.search(passage.text))[:1]
