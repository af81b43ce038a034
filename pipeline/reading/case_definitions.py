"""Which sets of criteria chose the cases: named, cited by number, as entry rule, for a subgroup, or only described."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.document import Role
from pipeline.domain.draft import Connective, DefinitionRole
from pipeline.domain.facts import DefinitionReading
from pipeline.domain.profile import PemStatus, Profile, SetKind
from pipeline.reading.abbreviations import abbreviations
from pipeline.reading.choosing import counts_a_share, speaks_of_it_only
from pipeline.reading.connectives import OTHER_PEOPLE, joined_by
from pipeline.reading.criteria_names import Mention, cited_sets, criteria_names, mentions_in
from pipeline.reading.passages import Passage, View
from pipeline.reading.selection import chooses_people
from pipeline.text.regex import regex

__all__ = [
    "Definitions",
    "Named",
    "as_readings",
    "eligibility_passages",
    "is_modified",
    "read_definitions",
    "with_survey_rule",
]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with what it does in the paper. `share`: some, not all, of the cases met it."""

    mention: Mention
    role: DefinitionRole
    share: bool = False

    @property
    def set_id(self) -> str:
        """The set's id."""
        return self.mention.set_id


@dataclass(frozen=True, slots=True)
class Definitions:
    """All sets named where a paper says whom it chose. `arms`: different cases by different sets.

    `modified`: the paper says that it changed the set.
    """

    named: tuple[Named, ...] = ()
    connective: Connective = Connective.NONE
    arms: bool = False
    modified: bool = False

    @property
    def entry(self) -> tuple[Named, ...]:
        """The sets of the entry rule, each once."""
        return tuple(named for named in self.named if named.role is DefinitionRole.ENTRY)


_SHARE = regex(
    r"\d\s*%|per ?cent|\b(?:most|many|some|several|half(?! a\b)|few|majority|minority|third|thirds|quarter"
    r"|proportion|part|not all|\w+ of (?:them|whom|these|the (?:patients|cases|participants)))\b"
    r"|\b\d+ (?:of|out of) (?:the )?\d+|\b(?:additional|remaining)\b|\balso (?:met|meet|fulfil\w*|satisf\w*)",
    re.IGNORECASE,
)
_ALL = regex(r"\b(?:all|each|every|everyone|both|100 ?%)\b", re.IGNORECASE)
_SUBGROUP = regex(
    r"sub-?(?:group|set|sample|analys)|sensitivity anal|(?:secondary|additional|further) anal\w+ (?:in|of"
    r"|among) (?:those|patients|people|participants)|stratif\w*|exploratory anal|post[ -]?hoc"
    r"|(?:outcomes?|results?|analys[ei]s|findings|effects?) (?:was|were|is|are)?\s*(?:also )?(?:repeated"
    r"|restricted|examined|re-?examined|analy[sz]ed|assessed|reported|tested|checked|explored)"
    r"|\balso (?:examined|analy[sz]ed|assessed|reported|repeated|looked at|checked|explored|tested)"
    r"|in (?:those|patients|people|participants) (?:who )?(?:also )?(?:meeting|met|fulfilling|fulfilled"
    r"|satisfying)"
    r"|those (?:also )?(?:meeting|who (?:also )?met|fulfilling)",
    re.IGNORECASE,
)
_SUBGROUP_IN_WORDS = regex(r"sub-?(?:group|set|sample|analys)|sensitivity anal|stratif", re.IGNORECASE)
_DESCRIBED = regex(
    r"\bunlike\b|in contrast|\bdiffer(?:s|ed|ent|ence)?\b|recommended by|\be\.?g\.|\bother (?:studies"
    r"|criteria|definitions|sets)|\bprevious(?:ly)? (?:stud|publish|describ)|\bliterature"
    r"|have been (?:proposed|published|used)"
    r"|\bhistorical|\bnot (?:used|applied|assessed|available|required)\b|\brather than\b|\binstead of\b"
    r"|\bcompar(?:e|ed|ing|ison)\b[^.;]{0,40}(?:criteria|definitions)"
    r"|\balign\w*\b|\bmap(?:s|ped)? (?:on)?to\b|\bcorrespond\w*\b|\bseverity\b[^.;]{0,90}$"
    r"|^\W*(?:the )?(?:(?:healthy |matched |sedentary )?controls?|healthy volunteers)\b"
    r"|\bagainst which|\bsimilar to\b|\bconsistent with\b|\bin line with\b|\bcould be (?:mapped|compared)"
    r"|\b(?:did not|not) (?:meet|fulfil|satisfy|apply|use|meeting|fulfilling|satisfying)|\b(?:were"
    r"|was) excluded\b|\bexclusion\b|\bfailed to (?:meet|fulfil)",
    re.IGNORECASE,
)
_OTHER_ILLNESS = regex(r"comorbid|depress|anxiety|medication|covariate|severity", re.IGNORECASE)
# What a set named here is said to be good for elsewhere: other people's papers, wishes, possibilities.
_ELSEWHERE = regex(
    r"\b(?:letters?|studies|trials|papers|articles|publications|reviews|authors|journals|researchers|funders)\b"
    r"[^.;]{0,40}\b(?:nam(?:ed?|ing)|mention\w*|us(?:ed?|ing|es)|cit(?:ed?|ing)|appl(?:y|ied)|rel(?:y|ied)"
    r"|favou?r\w*|must|should)\b"
    r"|\b(?:(?:should|ought to)(?! (?:\w+ )?(?:meet|fulfil\w*|satisfy|have met|be diagnosed))|would"
    r"|could be|might be|future|recommend\w*|predict\w*|propos\w*|we call)\b",
    re.IGNORECASE,
)
_NO_CONDITION = regex(
    r"[^.;]{0,60}\b(?:was|were|is|are)\b[^.;]{0,30}\b(?:not (?:an? )?(?:required|needed|necessary|demanded|condition"
    r"|criterion|requirement)|no (?:condition|requirement|criterion)|optional)\b",
    re.IGNORECASE,
)
_ONLY_NOTED = regex(r"^\W*(?:whether|if)\b|\b(?:whether|fulfilment of|fulfillment of)\b", re.IGNORECASE)
_NOTED = regex(
    r"[^.;]{0,20}\b(?:was|were) (?:also |only |then )?(?:recorded|noted|documented|computed|checked)\b", re.IGNORECASE
)
_IN_SO_MANY = regex(r"\s*(?:in|by|for) (?:only |about )?(?!(?:19|20)\d\d\b)\d+(?=\s*(?:[,;.]|and\b|$))", re.IGNORECASE)
_HALF = regex(r"\bhalf\b", re.IGNORECASE)
_TURNED_DOWN = regex(
    r"[\s)]*(?:[\w ]{0,20}\b(?:is|are|was|were) (?:not|never) (?:acceptable|accepted|used|applied"
    r"|sufficient|enough|considered)|(?:was|were|is|are) (?:excluded|rejected|insufficient))",
    re.IGNORECASE,
)
_CHOOSING = regex(
    r"\bmet\b|\bmeet\w*|fulfil\w*|satisf\w*|\baccording to|\baccordance|diagnos\w*|defin\w+ (?:by|as|with"
    r"|using|of)|\bdefined\b|inclu\w+|eligib\w*|recruit\w*|enrol\w*|select\w*|chosen|admitted|entry"
    r"|entered"
    r"|\bclass\w*|identif\w+|participa\w*|\bcases?\b|\bpatients?\b|\bdonors?\b|\bpeople\b|\bsample\b"
    r"|\bcohort\b|\bused\b|\bevery(?:one|body)\b|\bvolunteers?\b|\bsearch\w*|\bsupplied\b|\bpersons?\b"
    r"|\bwomen\b|\badults?\b|\bchildren\b|\bapplied\b|\btook\b|\bgroup\b|\brecords\b|\bby (?:the )?"
    r"|ascertain\w*"
    r"|confirm\w*|screen\w*|ticked|based on|with (?:ME|CFS|chronic)|found by|répond|critères|inkluder"
    r"|etter|nach|según|volgens|cumpl\w+|erfüll\w*|voldeden",
    re.IGNORECASE,
)
_MODIFIED = regex(
    r"\bmodif\w+|\badapt\w+|\bexcept(?:ion)?s?\b|\bloosen\w*|\bsimplif\w+|\bwithout the\b|\brelaxed\b"
    r"|\babridged\b|\bpartial(?:ly)?\b|\bversion of\b",
    re.IGNORECASE,
)
_REQUIRED_TOO = regex(
    r"\b(?:in addition|additionally|moreover|furthermore|also|besides|further"
    r"|as well)\b[^.;]{0,60}\b(?:had to|must|required|requir\w+|need\w*|all|were to|fulfil\w*|met|meet)\b"
    r"|\ball\b[^.;]{0,40}\balso\b",
    re.IGNORECASE,
)

_ANSWERED = regex(
    r"\b(?:respond\w+|answered|replied|completed|filled (?:in|out)|took)\b[^.;]{0,60}\b(?:survey"
    r"|questionnaire|form)s?\b|\brespondents?\b"
    r"|\b(?:survey|questionnaire|form)s?\b[^.;]{0,60}\b(?:respond\w+|answered|replied|completed|filled"
    r"|participants|patients)\b",
    re.IGNORECASE,
)
_ABSTRACT_ROLES = frozenset({Role.SUMMARY, Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.OTHER})
_ELIGIBILITY_ROLES = frozenset({Role.METHODS, Role.PARTICIPANTS})


def eligibility_passages(paper: View) -> tuple[Passage, ...]:
    """Passages that may say whom the study chose, best first by rank: methods, abstract, and, failing these, results.

    Never introduction, discussion, references, keywords or captions.
    """
    found = list(paper.methods)
    have = {passage.index for passage in found}
    found += [one for one in paper.abstract if one.index not in have and one.role in _ABSTRACT_ROLES]
    return tuple(found)


def read_definitions(paper: View, profile: Profile) -> Definitions:
    """The sets of criteria by which the paper says it chose its cases, and how they are joined."""
    year = paper.document.paper.year
    introduced = abbreviations(paper)
    names = criteria_names(profile)
    passages = eligibility_passages(paper)
    mentions = [mentions_in(passage, names, year, introduced) for passage in passages]
    mentions = _or_cited(passages, mentions, paper, profile)
    if not any(one.kind is not SetKind.CLINIC for group in mentions for one in group) and paper.has_body:
        passages = paper.having({Role.RESULTS})
        late = [mentions_in(passage, names, year, introduced) for passage in passages]
        mentions += [
            tuple(one for one in group if one.kind is SetKind.CRITERIA and _CHOOSING.search(one.passage.text))
            for group in late
        ]
    return _joined([group for group in mentions if group])


def with_survey_rule(definitions: Definitions, paper: View, profile: Profile) -> Definitions:
    """For a survey that names no set: those who answered said themselves what they have, which is a known rule."""
    rule = profile.criteria_set(profile.survey_rule) if profile.survey_rule else None
    if rule is None or definitions.entry:
        return definitions
    places = (*eligibility_passages(paper), *paper.having({Role.PARTICIPANTS, Role.RESULTS}))
    for passage in places:
        match = _ANSWERED.search(passage.text)
        if match is not None:
            mention = Mention(rule.id, rule.status, rule.kind, match.start(), match.end(), passage, rule.flags)
            named = (*definitions.named, Named(mention, DefinitionRole.ENTRY))
            return replace(definitions, named=named, connective=Connective.SINGLE)
    return definitions


def as_readings(definitions: Definitions) -> tuple[DefinitionReading, ...]:
    """The records for the facts: each set once for each role, entry before the others."""
    seen: dict[str, DefinitionReading] = {}
    order = {DefinitionRole.ENTRY: 0, DefinitionRole.SUBGROUP: 1, DefinitionRole.DESCRIBED: 2}
    for named in sorted(definitions.named, key=lambda one: order[one.role]):
        one = named.mention
        if one.set_id not in seen:
            passage = one.passage.locate(one.start, one.end)
            verbatim = one.verbatim
            seen[one.set_id] = DefinitionReading(
                one.set_id, verbatim, named.role, one.passage.span if passage else passage
            )
    return tuple(seen.values())


def _or_cited(
    passages: Sequence[Passage], mentions: list[tuple[Mention, ...]], paper: View, profile: Profile
) -> list[tuple[Mention, ...]]:
    """Mentions, with bare citations resolved where a sentence about choosing cases names no published set."""
    if any(one.kind is SetKind.CRITERIA for group in mentions for one in group):
        return mentions
    resolved: list[tuple[Mention, ...]] = []
    for passage, group in zip(passages, mentions, strict=True):
        cited = cited_sets(passage, paper, profile) if _CHOOSING.search(passage.text) else ()
        resolved.append(cited or group)
    return resolved


def _joined(groups: Sequence[tuple[Mention, ...]]) -> Definitions:
    named: list[Named] = []
    joins: list[Connective] = []
    arms = False
    for group in groups:
        roles = [_role(group, place) for place in range(len(group))]
        named += roles
        entry = [
            one.mention for one in roles if one.role is DefinitionRole.ENTRY and one.mention.kind is not SetKind.CLINIC
        ]
        if len({one.set_id for one in entry}) > 1:
            join, split = joined_by(entry)
            joins.append(join)
            arms = arms or split
    named = _settled(named)
    ids = {one.set_id for one in named if one.role is DefinitionRole.ENTRY}
    return Definitions(tuple(named), _overall(ids, joins, named), arms, is_modified(named))


def is_modified(named: Iterable[Named]) -> bool:
    """Whether the paper says that it changed a set of its entry rule."""
    return any(_MODIFIED.search(one.mention.passage.text) for one in named if one.role is DefinitionRole.ENTRY)


def _role(group: Sequence[Mention], place: int) -> Named:
    """What one mention does, from the words before it in its sentence, back to the mention before."""
    one = group[place]
    text = one.passage.text
    begin = group[place - 1].end if place else 0
    before = text[begin : one.start]
    after = text[one.end : one.end + 60]
    following = group[place + 1].start if place + 1 < len(group) else one.end + 60
    own_after = text[one.end : min(following, one.end + 60)].split(";")[0]
    in_place = one.passage.role in _ELIGIBILITY_ROLES
    published = in_place and one.kind is not SetKind.CLINIC and not _OTHER_ILLNESS.search(text)
    if not published and not _CHOOSING.search(text):
        return Named(one, DefinitionRole.DESCRIBED)
    if _TURNED_DOWN.match(after) or _NO_CONDITION.match(text, one.end):
        return Named(one, DefinitionRole.DESCRIBED)
    if _NOTED.match(text, one.end) and _ONLY_NOTED.search(before):
        return Named(one, DefinitionRole.DESCRIBED)
    if _IN_SO_MANY.match(after) or _ELSEWHERE.search(text[: one.start]):
        return Named(one, DefinitionRole.DESCRIBED, share=_IN_SO_MANY.match(after) is not None)
    if speaks_of_it_only(text, one.start, one.end):
        return Named(one, DefinitionRole.DESCRIBED)
    if counts_a_share(text, one.start):
        return Named(one, DefinitionRole.DESCRIBED, share=True)
    if one.status is PemStatus.MANDATORY and not chooses_people(text, one.start, one.end):
        return Named(one, DefinitionRole.DESCRIBED)
    if len(_HALF.findall(text)) > 1:
        return Named(one, DefinitionRole.ENTRY)
    clause = before[max(before.rfind(";"), before.rfind(":")) + 1 :]
    if _SUBGROUP.search(clause) or re.search(r"\bsub-?groups?\b|sensitivity", after if place else own_after):
        return Named(one, DefinitionRole.SUBGROUP)
    if (
        place
        and any(mark in before for mark in ",;:")
        and OTHER_PEOPLE.search(before) is None
        and _SUBGROUP.search(text[:begin])
    ):
        return Named(one, DefinitionRole.SUBGROUP)
    if _DESCRIBED.search(clause):
        return Named(one, DefinitionRole.DESCRIBED)
    if _SHARE.search(clause) and not _ALL.search(clause) and _is_share(clause, place):
        return Named(one, DefinitionRole.DESCRIBED, share=True)
    return Named(one, DefinitionRole.ENTRY)


def _is_share(clause: str, place: int) -> bool:
    """Whether the clause counts those who happened to meet a set, and does not say who was chosen by it."""
    if re.search(
        r"\b(?:had to|must|required|requir\w+|eligib\w+|inclusion|included (?:if|when)|were included)\b",
        clause,
        re.IGNORECASE,
    ):
        return False
    if re.search(
        r"\b(?:chosen|selected|recruited|diagnosed|classed|defined|enrolled|admitted)\b", clause, re.IGNORECASE
    ):
        return False
    if place:
        return True
    return bool(
        re.search(
            (
                r"\balso\b|\d\s*%|per ?cent|\bof (?:them|whom|these)\b|\b(?:most|many|some|half(?! a\b)|majority"
                r"|minority)\b"
            ),
            clause,
            re.IGNORECASE,
        )
    )


def _settled(named: Iterable[Named]) -> list[Named]:
    """Vague rules yield to named sets, and a set that is entry somewhere is not also described."""
    every = list(named)
    if not any(one.role is DefinitionRole.ENTRY for one in every):
        every = [
            replace(one, role=DefinitionRole.ENTRY)
            if one.role is DefinitionRole.SUBGROUP and not _SUBGROUP_IN_WORDS.search(one.mention.passage.text)
            else one
            for one in every
        ]
    entry_sets = {
        one.set_id
        for one in every
        if one.role is DefinitionRole.ENTRY and one.mention.kind in {SetKind.CRITERIA, SetKind.COHORT}
    }
    if entry_sets:
        every = [
            one
            for one in every
            if one.mention.kind not in {SetKind.CLINIC, SetKind.RULE, SetKind.OTHER} or one.set_id in entry_sets
        ]
    elif any(one.mention.kind in {SetKind.RULE, SetKind.OTHER} and one.role is DefinitionRole.ENTRY for one in every):
        every = [one for one in every if one.mention.kind is not SetKind.CLINIC]
    return [
        replace(one, role=DefinitionRole.ENTRY, share=False)
        if one.set_id in entry_sets and one.role is DefinitionRole.DESCRIBED
        else one
        for one in every
    ]


def _overall(ids: set[str], joins: Sequence[Connective], named: Sequence[Named]) -> Connective:
    if not ids:
        return Connective.NONE
    if len(ids) == 1:
        return Connective.SINGLE
    for join in (Connective.AND_OR, Connective.OR, Connective.AND):
        if join in joins:
            return join
    entry = [one for one in named if one.role is DefinitionRole.ENTRY]
    if any(_REQUIRED_TOO.search(one.mention.passage.text) for one in entry[1:]):
        return Connective.AND
    if all(one.mention.status is PemStatus.MANDATORY for one in entry):
        return Connective.OR
    return Connective.UNKNOWN
