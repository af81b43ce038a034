"""Words by which a sentence shows what it could be in an entry: a finding, a null result, a harm, a limit, a question.

Cues for choosing among the paper's own sentences; a wrong choice costs an edit, never a wrong statement.
"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

NUMBER = regex(r"\d")
STATISTIC = regex(r"\bp\s*[<=>≤≥]|\bCI\b|\d\s*%|\b(?:OR|HR|RR|AUC)\b|±", re.IGNORECASE)
COMPARES = regex(
    r"\b(?:higher|lower|increas\w+|decreas\w+|reduc\w+|improv\w+|worse\w*|more|fewer|less|greater|smaller|longer|"
    r"shorter|"
    r"differ\w*|associated|correlat\w+|predict\w*|versus|vs|compared)\b",
    re.IGNORECASE,
)
NULL = regex(
    r"\b(?:no (?:significant|clear|statistically|evidence|difference|association|effect|correlation|change)|"
    r"(?:did|was|were|do|does|is|are|could) not\b|non-?significant|not significant\w*|similar (?:between|in|across)|"
    r"unchanged|indistinguishable|neither)",
    re.IGNORECASE,
)
HARM = regex(
    r"\b(?:adverse (?:event|effect|reaction)s?|side[ -]effects?|toxicit\w+|serious (?:event|adverse)|withdrew|"
    r"withdrawals?|"
    r"drop(?:ped)?[ -]?outs?|deteriorat\w+|harm(?:s|ful)?|tolerated|worsening)\b",
    re.IGNORECASE,
)
ABOUT_THE_PAPER = regex(
    r"^(?:(?:fig(?:ure)?|table|supplement\w*|additional file)\b|the (?:results|data|characteristics).{0,40}(?:are|"
    r"is) (?:shown|presented|given|"
    r"summari[sz]ed|displayed|listed|depicted))|\b(?:are|is|were|was) (?:shown|presented|summari[sz]ed|displayed|"
    r"listed|depicted|given) in "
    r"(?:fig|table|suppl|the)",
    re.IGNORECASE,
)
LEANS_BACK = regex(
    r"^(?:this|these|those|such|it|they|he|she|both|the (?:latter|former|same)|furthermore|moreover|however|"
    r"therefore|"
    r"thus|hence|in addition|additionally|similarly|likewise|in contrast|conversely|nevertheless|consequently|again|"
    r"also|besides|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|last(?:ly)?|for (?:example|"
    r"instance)|"
    r"as expected|interestingly|notably|indeed|nonetheless|yet)\b|\bon the other hand\b",
    re.IGNORECASE,
)
OTHERS = regex(
    r"\bet al\b|\bprevious(?:ly)? (?:stud|report|work|describ|publish)|\b(?:other|earlier) (?:stud|authors|groups)",
    re.IGNORECASE,
)
CONCLUDES = regex(
    r"\b(?:conclud\w+|in conclusion|in summary|taken together|suggest\w*|indicat\w+|impl(?:y|ies)|support\w*|our "
    r"(?:results|findings|data|study)|"
    r"these (?:results|findings|data|observations)|may\b|might\b|could\b)",
    re.IGNORECASE,
)
ASKS = regex(
    r"\b(?:(?:further|future|larger|additional|more|longitudinal|prospective|controlled|randomi[sz]ed) "
    r"(?:\w+ ){0,3}?(?:stud(?:y|ies)|research|trials?|work|investigations?)|remains? (?:to be|unclear|unknown|"
    r"uncertain|open)|"
    r"(?:is|are) (?:still )?(?:needed|warranted|required|unknown|unclear)|should be (?:investigated|tested|"
    r"explored|examined|confirmed|replicated)|"
    r"needs? to be (?:investigated|tested|confirmed|replicated|established)|open questions?)\b",
    re.IGNORECASE,
)
MATTERS = regex(
    r"\b(?:burden|disabling|debilitating|no (?:approved|effective|established|specific|known|cure|diagnostic|"
    r"biomarker)\w*|unknown|unclear|poorly understood|"
    r"little is known|lack(?:s|ing)? (?:of )?|unmet|not (?:well|fully|yet) |limited (?:evidence|knowledge|data)|"
    r"few studies|affects?|prevalence|"
    r"quality of life|controvers\w+|remains?)\b",
    re.IGNORECASE,
)
AIMS = regex(
    r"\b(?:aim(?:s|ed)?|objectives?|purpose|goal|sought|set out|hypothesi[sz]ed?|we (?:investigat\w+|examin\w+|"
    r"evaluat\w+|assess\w*|explor\w+|test\w*|compar\w+|"
    r"describ\w+|review\w*|present|report|propose)|this (?:study|paper|review|article|trial|protocol)|the present "
    r"(?:study|paper|review)|here,? we)\b|"
    r"^to (?:investigate|examine|evaluate|assess|determine|compare|explore|describe|test|identify|summari[sz]e|"
    r"review|characteri[sz]e|estimate|measure|find)\b",
    re.IGNORECASE,
)
STRENGTH = regex(
    r"\b(?:main|major|key|important|notable|particular|another|one|a|several|its|our) strengths?\b|\bstrengths? "
    r"(?:of|is|are|lie|include)|"
    r"\bstrengthened by\b",
    re.IGNORECASE,
)
BODY_STRENGTH = regex(r"\b(?:muscle|grip|hand|leg|extension|bond|tensile|field|signal)\b", re.IGNORECASE)
LIMITS = regex(r"\b(?:limitations?|limited by|caution|biased|bias(?:es)?|confound\w*|underpowered)\b", re.IGNORECASE)
METHOD = regex(
    r"\b(?:were|was) (?:calculated|analy[sz]ed|performed|measured|assessed|determined|used|carried out|conducted|"
    r"collected|obtained|"
    r"recruited|administered|adjusted|normali[sz]ed|considered)\b",
    re.IGNORECASE,
)

#: Who came and who stayed: worth telling, but never the main finding.
FLOW = regex(r"\b(?:randomi[sz]ed|enrolled|recruited|screened|completed|responded|consented|eligible)\b", re.IGNORECASE)

#: The dots between a heading and its page in a table of contents.
LEADERS = regex(r"(?:\. ?){4,}")
