"""What a section does, read from its heading alone. Shared by every reader, so that faces of one paper agree."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.domain.document import Role
from pipeline.text.regex import regex

__all__ = ["bare_heading", "role_of_heading", "role_under"]

_NUMBER = regex(
    r"^\s*(?:(?:section|part)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[ivx]{1,5}(?=[.)]\s)|[a-h](?=[.)]\s))[.):]?\s*",
    re.IGNORECASE,
)
_PARENTHESIS = regex(r"\([^()]*\)")
_NOISE = regex(r"[^\w\s&/',-]+")
_LETTER_SPACED = regex(r"(?:\w ){3,}\w")
_METHODS_WORD = regex(r"\b(?:methods?|materials?|measures|procedures?|protocol)\b")
_JOINT = regex(r"\s*(?:,? and |,? & |&|/|, )\s*")


def _listed(phrases: str) -> list[str]:
    return re.split(r"\s*\|\s*", phrases.strip())


# Words that narrow a heading without changing what the section does ("study limitations", "main results").
_QUALIFIERS = frozenset(
    _listed(
        """a|an|the|our|this|these|study|trial|main|key|overall|general|brief|short|detailed|research|
    primary|secondary|principal|specific|potential|possible|methodological|statistical|clinical|
    experimental|author's|authors'|author|authors|project|online|extended|selected|major|important|
    some|final|data-driven|additional"""
    )
)

# The heading as a whole, qualifiers dropped.
_WHOLE: dict[Role, str] = {
    Role.INTRODUCTION: """introduction|background|context|rationale|preface|introductory remarks|literature review|
        background information|theoretical framework|theoretical background|state of the art|scientific background""",
    Role.OBJECTIVE: """objective|objectives|aim|aims|purpose|goal|goals|hypothesis|hypotheses|question|questions|
        importance|aims of the study|aim of the study|purpose of the study|purpose of review|
        objective of the study""",
    Role.PARTICIPANTS: """participants|population|populations|subjects|patients|patient|sample|cohort|cohorts|
        volunteers|
        recruitment|enrolment|enrollment|eligibility|human subjects|human participants|patient selection|
        subject selection|participant selection|selection of participants|selection of patients|case definition|
        case definitions|cases|case ascertainment|diagnostic criteria|sample selection|study sample|controls|
        source population|target population|patient population|subject population|patient recruitment|
        participant recruitment|subject recruitment|patient cohort|patient cohorts|patient samples|
        participant characteristics|sample characteristics|description of participants|description of the sample|
        sample population""",
    Role.METHODS: """methods|method|methodology|methodologies|procedure|procedures|materials|material|design|protocol|
        measures|measurements|measurement|assessments|instruments|questionnaires|intervention|interventions|
        exposure|exposures|setting|settings|variables|data|statistics|analysis|analyses|randomisation|
        randomization|blinding|masking|outcomes|outcome|outcome measures|endpoints|end points|section|
        procedures section|star methods|data sources|data source|sources|data collection|data extraction|
        data synthesis|data analysis|data analyses|data processing|data management|data acquisition|ethics|
        ethical approval|sample size|search strategy|literature search|study selection|quality assessment|
        risk of bias|registration|trial registration|variable of interest|outcome variable|other variables|
        laboratory analysis|laboratory methods|evaluation|methods details|approach|theory|animals|models|model""",
    Role.RESULTS: """results|result|findings|finding|observations|case|case report|case reports|case presentation|
        case presentations|case description|case history|case series|case summary|case study|
        patient information|description of the case|evidence synthesis|evidence|baseline characteristics|
        adverse events|harms|patient characteristics|outcomes and results""",
    Role.DISCUSSION: """discussion|discussions|comment|comments|commentary|summary of findings|statement of findings|
        summary of main findings|summary of evidence""",
    Role.LIMITATIONS: """limitation|limitations|weakness|weaknesses|strengths|strength|caveats|shortcomings|limits""",
    Role.CONCLUSIONS: """conclusion|conclusions|concluding remarks|concluding comments|interpretation|implications|
        perspectives|
        perspective|outlook|future directions|future perspectives|future work|future research|future studies|
        denouement|relevance|concluding statement|summary of conclusions|take-home message""",
    Role.FUNDING: """funding|financial support|funder|funders|grant support|sponsor|sponsors|sponsorship|financing|
        support|grants|grant|sources of funding|source of funding|role of funder|funding/support|study funding""",
    Role.INTERESTS: """interests|conflict|disclosure|disclosures|coi|conflict of interest|conflict of interests|
        conflicts of interest|conflicts of interests|competing interest|competing interests|conflicting interests|
        duality of interest|declaration of interest|declaration of interests|declarations of interest|
        competing financial interests|financial disclosure|financial disclosures|disclosure statement""",
    Role.SUMMARY: """abstract|summary|synopsis|highlights|significance|significance statement|bullet points|in brief|
        in context|key points|key messages|key findings|graphical abstract|structured abstract|
        abbreviated abstract|points|messages|lay summary|lay abstract|author summary|editors' summary|
        editor's summary|executive summary|plain language summary|plain-language summary|plain english summary|
        plain summary|article focus|article summary|take home message|take home messages|take-home messages|
        evidence before this study|why was this study done|what did the researchers do|
        what did the researchers do and find|what do these findings mean|added value of this study""",
    Role.REFERENCES: """references|reference|reference list|bibliography|literature cited|references cited|literature|
        works cited|cited literature|references and notes|notes and references|cited references|citations|
        supplementary references""",
    Role.BACK: """acknowledgements|acknowledgments|acknowledgement|acknowledgment|thanks|contributors|contributions|
        contributorship|abbreviations|nomenclature|glossary|appendix|appendices|endnotes|footnotes|notes|
        declarations|consent|citation|disclaimer|dissemination|correspondence|open access|guarantor|
        dedication|biographies|supplementary material|supplementary materials|supplementary information|
        supplementary data|orcid|supporting information|information|additional files|additional file|licence|
        license|copyright|publisher's note|supplemental material|supplemental materials|supplemental information|
        supplemental data|trial status|twitter|contributor information|details|affiliations|peer review|
        peer review file|provenance""",
    Role.FRONT: """keywords|key words|keyword|index terms|mesh terms|article info|article information|article history|
        subject terms|subjects areas""",
}  # fmt: skip

# How a heading begins, qualifiers dropped, in this order; what follows only says more ("data availability statement").
_BEGINS: dict[Role, str] = {
    Role.LIMITATIONS: """limitation of|limitations of|limitations to|limitations in|strengths and|weaknesses of|
        strengths, limitations|strength and|limitations and|weaknesses and""",
    Role.INTERESTS: """conflict of interest|conflicts of interest|competing interest|competing financial|
        declaration of competing|declaration of conflict|declaration of interest|declaration of potential|
        declarations of interest|disclosure of|disclosures of|statement of conflict|financial disclosure|
        disclosure statement|conflicting interest|conflict of|non-financial""",
    Role.FUNDING: """funding|financial support|role of funding|role of the fund|role of sponsor|role of the sponsor|
        source of funding|sources of funding|source of support|sources of support|grant support|sponsor|
        support statement|role of study sponsor|acknowledgments and funding|acknowledgements and funding""",
    Role.SUMMARY: """what is known|what is already known|what was known|what is new|what this|what the study adds|
        how this study might|how might this|plain language|plain-language|lay summary|
        implications of all the available|research in context|key messages|abstract""",
    Role.REFERENCES: """references|literature cited""",
    Role.PARTICIPANTS: """participant|eligibility|inclusion|exclusion|recruitment|enrolment|enrollment|
        selection criteria|
        patient recruitment|patient selection|population|subjects and controls|sample and|subject recruitment|
        patients and controls|patients with|patient population|selection of|study population|cases and controls|
        patients and healthy|design and participants|design and patients|design and population|
        design, participants|setting and participants|setting, participants|design, setting|
        design and setting and|human participants|setting and patients|setting and population|design and patient|
        design and sample|design and subjects|design and recruitment|settings and participants|
        description of the cohort|cohort description""",
    Role.BACK: """acknowledg|author contribution|contribution|data availability|data sharing|data access|data and|
        availability of|code availability|material availability|materials availability|resource availability|
        abbreviations|list of abbreviations|appendix|supplementary|supplemental|supporting information|
        web extra|electronic supplementary|ethics approval and consent|ethics declaration|ethics statement|
        ethical statement|institutional review|informed consent|consent for|consent to|patient consent|
        publisher|reprints|rights and|provenance|pre-publication|prepublication|how to cite|cite this|
        disclaimer|transparency|generative ai|use of ai|use of generative|declaration of generative|credit|
        contributor|contributorship|information|copyright|about the author|details|associated data|
        deposited data|ethics and consent|availability|authorship|authors' contribution|peer review|license|
        licence""",
    Role.METHODS: """statistical|statistics|outcome measure|outcomes measure|outcome variable|end point|endpoint|
        methods|
        method of|methods of|materials|sample size|power|search strateg|literature search|data extraction|
        data collection|data analys|data source|data synthesis|data processing|data acquisition|risk of bias|
        quality assessment|randomi|blinding|measures|measurement of|measurements of|assessment of|design|
        ethic|ethical|patient and public involvement|oversight|analysis plan|procedure|protocol|
        trial registration|variable|instruments|interventions|intervention and|experimental|measurements|
        setting|registration""",
    Role.RESULTS: """results|findings|case report|case presentation|case description|characteristics of|
        baseline characteristics|demographic|adverse events|patient characteristics|participant flow""",
    Role.DISCUSSION: """discussion|comparison with|comparison to|comparisons with|interpretation of|relation to other|
        other studies|findings in context""",
    Role.CONCLUSIONS: """conclusion|concluding|implications|future|summary and|recommendations|directions for""",
    Role.INTRODUCTION: """introduction|background|historical background|context""",
    Role.OBJECTIVE: """objective|aim of|aims of|aims and|purpose of|hypothes|research question""",
    Role.FRONT: """keywords|key words|article info|index terms""",
}  # fmt: skip

# How a heading may end, whatever stands before.
_ENDS: dict[Role, str] = {
    Role.LIMITATIONS: """limitations|strengths and weaknesses""",
    Role.PARTICIPANTS: """participants|eligibility criteria|inclusion criteria|exclusion criteria|population|
        patient recruitment|
        participant recruitment|selection criteria""",
    Role.INTERESTS: """conflict of interest|conflicts of interest|competing interests""",
    Role.METHODS: """methods|analysis|analyses|measurements|measures|assessment|assessments|procedures|protocol|assay|
        assays|questionnaire|questionnaires|statistics""",
    Role.CONCLUSIONS: """conclusions|future directions|concluding remarks""",
}  # fmt: skip

# Of a heading with two parts ("Results and discussion", "Patients and methods"), the part that decides. Results come
# before their discussion because a finding may be quoted from there.
_RANK: tuple[Role, ...] = (
    Role.LIMITATIONS, Role.INTERESTS, Role.FUNDING, Role.RESULTS, Role.METHODS, Role.PARTICIPANTS, Role.CONCLUSIONS,
    Role.DISCUSSION, Role.OBJECTIVE, Role.INTRODUCTION, Role.REFERENCES, Role.SUMMARY, Role.BACK, Role.FRONT,
)  # fmt: skip

_ROLE_OF = {phrase: role for role, phrases in _WHOLE.items() for phrase in _listed(phrases)}
_BY_BEGIN = tuple((begin, role) for role, phrases in _BEGINS.items() for begin in _listed(phrases))
_BY_END = tuple((" " + end, role) for role, phrases in _ENDS.items() for end in _listed(phrases))


def bare_heading(text: str) -> str:
    """The heading in lower case without number, punctuation and surplus spaces.

    `2.1. Study Population:` gives `study population`; letter-spaced capitals are closed up.
    """
    plain = " ".join(text.split())
    plain = _NUMBER.sub("", plain, count=1) or plain
    plain = _PARENTHESIS.sub(" ", plain)
    plain = " ".join(_NOISE.sub(" ", plain.replace("’", "'")).lower().split()).strip(" ,/&-'")
    return plain.replace(" ", "") if _LETTER_SPACED.fullmatch(plain) else plain


@lru_cache(maxsize=4096)
def role_of_heading(text: str) -> Role | None:
    """The role of a section with this heading, or None where the heading alone does not say.

    Numbers, capitals and punctuation do not matter. Covers English headings of biomedical papers, of the parts of
    an abstract, and of what stands behind the body.
    """
    plain = bare_heading(text)
    if not plain or len(plain) > 110:
        return None
    return _ROLE_OF.get(plain) or _of_phrase(_unqualified(plain))


_INHERITED: dict[Role, frozenset[Role]] = {
    Role.METHODS: frozenset({Role.PARTICIPANTS, Role.LIMITATIONS}),
    Role.PARTICIPANTS: frozenset({Role.LIMITATIONS}),
    Role.RESULTS: frozenset({Role.LIMITATIONS}),
    Role.DISCUSSION: frozenset({Role.LIMITATIONS, Role.CONCLUSIONS, Role.SUMMARY}),
    Role.CONCLUSIONS: frozenset({Role.LIMITATIONS}),
    Role.INTRODUCTION: frozenset({Role.OBJECTIVE, Role.LIMITATIONS, Role.SUMMARY}),
    Role.BACK: frozenset({Role.FUNDING, Role.INTERESTS, Role.REFERENCES}),
}


def role_under(parent: Role | None, text: str) -> Role:
    """The role of a subsection with this heading inside a section of role `parent` (None: at the top).

    A subsection keeps its parent's role unless its heading says something that matters there: who took part, in the
    methods; limitations, anywhere; funding and interests, at the back. OTHER where neither says anything.
    """
    own = role_of_heading(text)
    if parent is None or parent not in _INHERITED:
        return own or parent or Role.OTHER
    return own if own in _INHERITED[parent] and own is not None else parent


def _unqualified(plain: str) -> str:
    """The heading without the qualifiers it begins with; itself where it has nothing else."""
    words = plain.split()
    while len(words) > 1 and words[0] in _QUALIFIERS:
        words = words[1:]
    return " ".join(words)


def _of_phrase(plain: str) -> Role | None:
    if plain in _ROLE_OF:
        return _ROLE_OF[plain]
    parts = [_ROLE_OF.get(_unqualified(part)) for part in _JOINT.split(plain) if part]
    if len(parts) > 1 and all(parts):
        if Role.PARTICIPANTS in parts and not _METHODS_WORD.search(plain):  # "Setting and participants"
            return Role.PARTICIPANTS
        return min((part for part in parts if part), key=_RANK.index)
    for begin, role in _BY_BEGIN:
        if plain.startswith(begin):
            return role
    if len(plain.split()) <= 8:
        for end, role in _BY_END:
            if plain.endswith(end):
                return role
    return None
