"""Cues of notices, opinions, plans and recommendations."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading.design_cues import Cue, Sign, cues

__all__ = ["SIGNS"]

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.RETRACTION: cues(
        (
            (
                r"^\W*(?:notice of )?retraction\s*(?:to\b|note|notice|:|-|$)"
                r"|^\W*(?:notice of )?retraction of:?\s*(?:\"|'|the (?:article|paper|publication|study)|article|paper)"
            ),
            2,
        ),
        (
            (
                r"\b(?:article|paper|study|work|publication)\b[^.;]{0,50}\b(?:has been|have been|is|was|is being"
                r"|are) (?:hereby )?(?:formally )?(?:retracted|withdrawn)\b"
            ),
            1,
        ),
        (r"\bretract(?:s|ing)? (?:the|this|our) (?:article|paper|study|work|publication)", 1),
        (r"\b(?:retraction|withdrawal) (?:of (?:this|the) (?:article|paper|study|publication|work)|notice)", 1),
        (
            (
                r"\b(?:editors?|authors?|publishers?|journal|we)\b[^.;]{0,40}\b(?:withdraw|withdrew|withdraws"
                r"|withdrawn|retract|retracts|retracted)\b[^.;]{0,30}\b(?:this|the|our|article|paper|study|report)"
            ),
            1,
        ),
        (r"\bthis notice\b[^.;]{0,40}\b(?:withdraw\w*|retract\w*)|\bthe retracted (?:article|paper)\b", 1),
    ),
    Sign.ERRATUM: cues(
        (r"^\W*(?:author |publisher )?(?:correction|corrigend\w+|errat\w+|addendum)\s*(?:to\b|:|for\b|-|$)", 2),
        (
            (
                r"\b(?:original|published) (?:article|publication|version|paper)\b[^.]{0,160}\b(?:correct\w*"
                r"|should (?:read|be|have)|error|misspel\w*|mistake\w*|omitted|incorrect\w*)"
            ),
            1,
        ),
        (
            (
                r"\b(?:correct\w*|error|errors|misspel\w*|mistake\w*|omitted|incorrect\w*|swapped"
                r"|wrong)\b[^.]{0,160}\b(?:original|published|earlier|print) (?:article|publication|version|paper"
                r"|table|figure)"
            ),
            1,
        ),
        (r"\b(?:this|the) (?:corrigendum|erratum|correction)\b", 1),
        (r"\bshould (?:read|have (?:read|been))\b", 1),
        (r"\b(?:is|are) given correctly here\b|\bwe (?:apologi[sz]e|regret) (?:for )?(?:the |this |any )?error", 1),
        (
            (
                r"\b(?:error|mistake|omission|misprint)s? (?:has|have|was|were|is|are) (?:now )?(?:been )?(?:corrected"
                r"|fixed|rectified)|\bhas been corrected\b|\bcorrect(?:ed)? (?:version|table|figure|legend|sentence"
                r"|affiliation|name)"
            ),
            1,
        ),
        (r"\bin the (?:original|published|print(?:ed)?|online) (?:version|article|paper|publication)\b", 0.8),
        (
            (
                r"\b(?:figure|table|page|line|equation|legend|author|name|affiliation|dose|value|title"
                r"|abstract)\b[^.;]{0,80}\b(?:article|paper|issue|version)\b[^.;]{0,60}\b(?:wrong|incorrect\w*|errors?"
                r"|mis\w+|mistake\w*)|\bthe (?:right|correct|corrected) (?:figure|table|version|name|value|sentence"
                r"|legend|dose)\b"
            ),
            1,
        ),
        (r"^\W*(?:an? |the )?(?:erratum|corrigendum|correction)\b\s*[:.]", 2),
    ),
    Sign.PATIENT_SUMMARY: cues(
        (
            (
                r"^\W*(?:summary|summaries) for patients\b|\bpatient (?:page|summary|information|education)\b"
                r"|^\W*plain[ -]language summary\b"
            ),
            2,
        ),
        (r"\bsummary (?:is )?(?:written )?for (?:patients|lay|the public)", 1),
        (
            (
                r"\b(?:in plain (?:words|language)|for (?:lay )?readers|what (?:this|the study) means for (?:you"
                r"|patients))\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:retells?|explains?|sums? up|tells?)\b[^.;]{0,80}\b(?:without (?:medical |scientific )?training"
                r"|lay (?:people|readers)|for patients|the public|plain (?:words|language))"
            ),
            1.5,
        ),
    ),
    Sign.LETTER: cues(
        (r"^\W*(?:dear|to the) (?:the )?editors?\b|^\W*(?:sir|madam)\b\s*[,-]", 2),
        (
            (
                r"\bmatters arising\b|\bletter to the editor\b|^\W*(?:re|reply|response|comment(?:ary)?"
                r"|correspondence)\s*(?:to|on|:)"
            ),
            2,
        ),
        (r"\b(?:we|i) (?:read|have read) (?:with|the)\b[^.]{0,60}\b(?:interest|article|paper)", 2),
        (r"\b(?:the|these|those) authors (?:could|should|might|may|did not|conclude|claim|state|report)\b", 0.5),
        (r"\bin (?:their|the) (?:recent )?(?:article|paper|study|letter)\b[^.]{0,60}\bet al", 0.5),
        (r"\b(?:correspondence|reply|rejoinder)\b", 0.6),
        (r"^\W*in (?:reply|response) to\b|\bwe (?:point out|note|wonder|disagree|doubt)\b[^.;]{0,60}\btheir\b", 1.2),
        (r"^\W*(?:the )?authors?'?s? reply\b", 2),
        (r"\b(?:this|the present|our) (?:letter|comment|reply)\b|\b(?:letter|note) comments on\b", 1.2),
        (r"\b(?:is|as|wrote) a (?:comment|commentary|reply|response|rejoinder) (?:on|to)\b", 1.2),
    ),
    Sign.EDITORIAL: cues(
        (r"^\W*editorial\b|\bthis editorial\b|\bguest editorial\b", 2),
        (r"\b(?:viewpoint|commentary|opinion (?:piece|article)|in this issue|this perspective|essay)\b", 1),
        (r"\b(?:we|i) (?:argue|believe|contend|call (?:for|on))\b", 0.7),
        (
            (
                r"\b(?:our|my) (?:opinion|view)\b|\b(?:article|piece|comment|note)\b[^.;]{0,30}\b(?:argues|asks"
                r"|calls for|comments)\b"
            ),
            0.7,
        ),
        (
            (
                r"^\W*(?:opinion|viewpoint|perspective|commentary)\s*[:.]|\b(?:in|with) this (?:viewpoint|commentary"
                r"|perspective|essay|opinion)|\b(?:ought|needs?) to (?:be )?(?:fund\w*|pay|agree\w*|change|invest\w*)"
            ),
            1.4,
        ),
        (
            (
                r"\b(?:our|my) (?:viewpoint|opinion|view) (?:is|on)\b|\bmust be (?:required|demanded) in (?:trials"
                r"|studies)\b"
            ),
            1.5,
        ),
        (
            (
                r"\b(?:author|authors|writer)\b[^.;]{0,40}\b(?:pleads?|argues?|calls? for|urges?|laments?)\b"
                r"|\bwe weigh\b"
            ),
            1.4,
        ),
    ),
    Sign.PROTOCOL: cues(
        (
            (
                r"\b(?:study|trial|review)?\s*protocol\b(?! (?:had|has|is registered|for (?:the )?(?:isolat"
                r"|extract|measur|prepar|stain|sampl)|was|were|v|number|approved|amend|deviat|version"
                r"|described|violation))"
            ),
            1,
        ),
        (r"\b(?:study|trial) protocol\b|\bprotocol (?:for|of) (?:a|an|the)\b|\bregistered report\b", 1),
        (
            (
                r"\bwill (?:then |also |all |first |each )?(?:be(?! (?:updated|published|discussed|described|outlined"
                r"|needed|required|necessary))|receive|include|recruit|enrol\w*|randomi[sz]e|test"
                r"|compare|assess|evaluate|complete|investigate|undergo|take|measure|follow)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:participants|patients|people|adults|children|volunteers|women|men|data|outcomes?|measurements?"
                r"|interviews?)\b[^.]{0,40}\bwill\b"
            ),
            0.6,
        ),
        (
            (
                r"\bSPIRIT\b|\brecruitment (?:will|is (?:ongoing|expected|planned|due)|has (?:begun|started))"
                r"|\bis planned\b|\bplanned (?:trial|study|sample)|\bwe (?:plan|intend|aim) to (?:recruit|enrol)"
                r"|\bare to be\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:we|investigators|researchers) (?:shall|will|are going to|plan to|intend to)\b|\b(?:is"
                r"|are) (?:to be|going to be|due to be) (?:recruit\w*|enrol\w*|randomi[sz]ed|tested|invited|followed"
                r"|included|treated|asked|assessed|conducted)|\bnot (?:yet )?(?:begun|started|recruiting)"
                r"|\bexpected to (?:end|finish|begin|start|report)"
            ),
            1.2,
        ),
        (r"\b(?:is|are) (?:going )?to be (?:\w+ly )?\w+(?:ed|t)\b", 1.2),
        (
            (
                r"\b(?:plan|design and rationale|rationale and design) (?:of|for) (?:a|an|the|our) (?:\w+ )?(?:trial"
                r"|study)\b"
            ),
            1.4,
        ),
    ),
    Sign.GUIDELINE: cues(
        (
            (
                r"\b(?:clinical practice |practice |clinical |evidence-based )guidelines?\b(?=\s*(?:$|:|for|on|was"
                r"|were|issued|from))|\bguideline (?:panel|group|committee|development)\b"
            ),
            1,
        ),
        (
            (
                r"^(?:[^:]*:)?\W*(?:\w+[ -]){0,4}(?:recommendations?|guidelines?|consensus statement) (?:on|for)\b"
                r"|\b(?:panel|delphi panel)\b[^.]{0,60}\b(?:agreed|voted)\b"
                r"|\b(?:panel|committee|experts|group|society|working group|task force)\b[^.]{0,60}\b(?:recommend\w*"
                r"|issued?|agreed (?:on|upon)|advis\w+|formulat\w+|drafted|graded)"
            ),
            1,
        ),
        (
            (
                r"\b(?:we|the (?:panel|authors|committee)) recommend\w*\b|\brecommendations (?:are|were) (?:graded"
                r"|made|issued|given|formulated|agreed)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:this|present|our|the following|a|an|european|international|expert"
                r"|clinical) consensus (?:statement|recommendations|guidance|report)\b|\bthis consensus document\b"
                r"|\bposition (?:paper|statement)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:advice|recommendations?)\b[^.;]{0,40}\b(?:for (?:primary|general|clinical)"
                r"|on (?:the )?(?:management|diagnosis|care)|strength|graded)|\bguideline (?:recommends|advises|covers"
                r"|was|is)\b|\bthis (?:practice |clinical )?guideline\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:document|statement|guidance|paper|group|society|body|experts?|panel|committee"
                r"|college)\b[^.;]{0,60}\b(?:tells|advises?|instructs|guides|recommends?|issued|sets out"
                r"|lays down)\b[^.;]{0,60}\b(?:clinicians|doctors|practitioners|physicians|care|manage|diagnos|treat"
                r"|advice|statements|recommendations)|\beach recommendation\b"
                r"|\brecommendations?\b[^.;]{0,40}\b(?:voted|agreed|formulated|issued|approved)"
            ),
            1,
        ),
    ),
    Sign.CRITERIA: cues(
        (
            (
                r"\b(?:new|revised|proposed?|proposes?|international consensus|research|clinical|working|updated|our"
                r"|following|these|draft\w*|develop\w*|set of) (?:\w+ ){0,3}(?:case definition|diagnostic criteria"
                r"|classification criteria|criteria for|definition of)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:propos\w+|develop\w*|agreed (?:on|upon)|formulat\w+|drafted|drew up|suggest\w*|establish\w*"
                r"|present\w*)\b[^.]{0,60}\b(?:case definition|diagnostic criteria|classification criteria"
                r"|consensus criteria|criteria for|definition of the (?:disease|illness|syndrome))"
            ),
            1.2,
        ),
        (
            (
                r"\bDelphi\b[^.]{0,80}\b(?:definition|criteria)|\b(?:panel|committee"
                r"|experts)\b[^.]{0,80}\b(?:case definition|definition|criteria)\b"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:case definition|criteria|definition)\b[^.;]{0,60}\b(?:is|are|was|were) (?:proposed|put forward"
                r"|suggested|agreed|presented|offered)|\b(?:diagnosis|label|term) should (?:require|be made"
                r"|be reserved)"
            ),
            1,
        ),
        (r"\b(?:propos\w+|drew up|drafted|developed|worked out|agreed (?:on|upon))\b[^.;]{0,40}\bdefinition of\b", 1.2),
        (
            (
                r"\b(?:experts?|panel|delphi|committee|group)\b[^.;]{0,80}\b(?:symptoms|features"
                r"|items)\b[^.;]{0,40}\b(?:must|needed|required|should|necessary)\b|\b(?:put forward|propose|proposes"
                r"|offer|present) (?:a|an|the|our) (?:\w+ ){0,3}definition\b"
            ),
            1.4,
        ),
        (r"\bcase definition (?:paper|document)\b|\bdefin\w+ (?:paper|document) sets out\b", 1.4),
    ),
}
