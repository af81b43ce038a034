"""Cues of reviews: pooled, systematic, scoping, narrative, and the want of a search."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading.design_cues import NUMBER, Cue, Sign, cues

__all__ = ["SIGNS"]

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.META: cues(
        (r"\bmeta-?(?:regression|analy\w+)\b", 1.2),
        (
            (
                r"\b(?:pooled|pooling|summary|combined|overall) (?:estimates?|effects?|odds|risk|prevalence|mean"
                r"|standardi[sz]ed|data from|results? (?:of|from)|analysis)\b"
            ),
            0.8,
        ),
        (r"\bfunnel plot|\bforest plot|\brandom-effects? model|\bI ?(?:2|²)\b|\bbetween-study heterogeneity", 1),
        (
            r"\b(?:effect sizes?|estimates|results|data|findings|outcomes) (?:of|from) (?:the )?"
            + NUMBER
            + (
                r"(?: \w+){0,3} (?:studies|trials|reports|papers|cohorts)\b[^.]{0,40}\b(?:combined|pooled"
                r"|synthesi[sz]ed|merged)"
            ),
            2,
        ),
        (r"\b" + NUMBER + r"(?: \w+){0,3} (?:studies|trials)\b[^.]{0,60}\b(?:pooled|combined|weighted)", 1.2),
        (
            r"\b(?:we|authors|studies were) (?:pooled|combined|synthesi[sz]ed|aggregated)\b[^.;]{0,20}\b"
            + NUMBER
            + r"(?: \w+){0,3} (?:studies|trials|reports|cohorts)\b",
            1.5,
        ),
        (r"\b(?:weighted (?:mean|average|effect)|network meta|individual[- ](?:patient|participant) data)\b", 0.8),
        (
            (
                r"\b(?:odds ratios?|risk ratios?|effects?|correlations?|means?|estimates?|prevalences?"
                r"|differences)\b[^.;]{0,40}\b(?:of|from|across|in)\b[^.;]{0,40}\b(?:cohorts|studies|trials|reports"
                r"|papers)\b[^.;]{0,40}\b(?:pooled|combined|averaged|synthesi[sz]ed)"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:pools?|pooled|combin\w+|merg\w+) (?:nothing|none|no )|\b(?:not|never|nor) (?:be |been "
                r"|were )?(?:pooled|combined)|\bwithout (?:pooling|a meta)|\bno meta-analysis\b|\bspeak of a meta"
            ),
            -2,
        ),
        (
            r"\b(?:from|of|across) (?:the )?"
            + NUMBER
            + r"(?: \w+){0,2} (?:studies|trials|cohorts|papers)\b[^.;]{0,40}\b(?:averaged|weighted|pooled|combined)",
            1.2,
        ),
    ),
    Sign.SYSTEMATIC: cues(
        (r"\bsystematic(?:ally)? (?:literature )?(?:review|search\w*|reviewed)\b", 1),
        (
            (
                r"\b(?:databases?|PubMed|MEDLINE|Embase|PsycINFO|CINAHL|Cochrane|Web of Science"
                r"|Scopus)\b[^.]{0,80}\b(?:search\w*|queried|screened)|\bsearch\w*\b[^.]{0,80}\b(?:databases?|PubMed"
                r"|MEDLINE|Embase|PsycINFO|CINAHL|Cochrane|Web of Science|Scopus)"
            ),
            1,
        ),
        (r"\bPRISMA\b|\bPROSPERO\b|\brisk of bias\b", 0.8),
        (
            (
                r"\b(?:two|three|independent|both) (?:independent )?(?:reviewers|authors|assessors"
                r"|people)\b[^.]{0,60}\b(?:screen\w*|select\w*|extract\w*|chose|assess\w*)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:studies|trials|articles|papers|reports|records)\b[^.]{0,30}\b(?:were|was) (?:included|selected"
                r"|screened|eligible|identified|retrieved|assessed for)"
            ),
            0.7,
        ),
        (r"\b(?:eligible|included) (?:studies|trials|articles|papers)\b|\bsearch (?:strateg\w+|terms)\b", 0.6),
        (
            (
                r"\b(?:papers|studies|articles|trials|reports)\b[^.;]{0,40}\b(?:found|retrieved|identified) (?:in|from"
                r"|through|by) (?:\w+ ){0,2}(?:databases?|search\w*)"
            ),
            1,
        ),
        (
            (
                r"\b(?:sought|searched for|looked for|retrieved)\b[^.;]{0,40}\bdatabases?\b|\bread (?:all"
                r"|the) (?:titles|abstracts)|\b(?:trials|studies|papers)\b[^.;]{0,30}\b(?:tabulated|appraised"
                r"|rated for bias)"
            ),
            1,
        ),
        (
            (
                r"\bscreened\b[^.;]{0,30}\b(?:records|titles|abstracts|citations)\b|\b(?:records|titles|abstracts"
                r"|citations)\b[^.;]{0,30}\bscreened\b"
            ),
            1,
        ),
    ),
    Sign.SCOPING: cues(
        (r"\bscoping (?:review|study)\b|\bPRISMA-ScR\b|\bevidence map\b|\bmapping review\b", 2),
        (
            (
                r"\b(?:mapped|mapping|charted|charting)\b[^.]{0,60}\b(?:literature|sources|evidence|studies|papers"
                r"|articles|publications)"
            ),
            1.5,
        ),
        (r"\bJoanna Briggs\b|\bArksey\b|\bJBI\b", 1),
    ),
    Sign.NARRATIVE: cues(
        (
            (
                r"\b(?:this|the present|our|current|a|an|brief|mini|narrative|literature|comprehensive|critical"
                r"|updated|state[- ]of[- ]the[- ]art|clinical) (?:mini-?)?(?:review|overview)\b(?! board)"
            ),
            1,
        ),
        (
            (
                r"\bwe (?:here )?(?:review|discuss|trace|summari[sz]e|outline|propose|hypothesi[sz]e|suggest that|argue"
                r"|describe here how|present (?:a|the|our) (?:hypothes\w+|model|concept|framework|unifying))"
            ),
            0.7,
        ),
        (
            (
                r"\b(?:here|herein|in this (?:article|paper|review|work|perspective|chapter)),? (?:we|i) (?:review"
                r"|discuss|summari[sz]e|outline|propose|present|explore|argue|explain|highlight)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:article|paper|chapter|text|authors?) (?:reviews?|discuss(?:es)?|summari[sz]es?|outlines?"
                r"|proposes?|explores?|gives an overview|moves? (?:freely )?from)\b"
            ),
            0.8,
        ),
        (
            (
                r"\bwe hypothesi[sz]e that\b|\b(?:article|paper|chapter|text) (?:describes|explains)\b"
                r"|\bthe hypothesis (?:combines|explains|predicts|states|holds|is that|links|rests)\b"
                r"|\bwe propose that\b"
                r"|\bhypothes(?:is|es) (?:and theory|paper|article)\b|\b(?:a|our|unifying|novel|new) hypothesis\b"
                r"|\bhypothes[ie]s\s*:"
            ),
            0.8,
        ),
        (
            (
                r"\breview\b(?=\W*$)|^\W*(?:review|overview)\b|:\s*(?:a|an)? ?(?:\w+ ){0,2}(?:review|overview"
                r"|perspective|hypothesis)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:pathophysiolog\w+|mechanisms|concepts?|aspects|insights|perspectives|state of the art"
                r"|current (?:knowledge|understanding|evidence))\b"
            ),
            0.2,
        ),
        (
            (
                r"\bunselected literature\b|\bselected (?:literature|papers|articles)\b|\breview (?:summari[sz]es"
                r"|discusses|describes|covers|focuses|considers|outlines|examines|explores|aims)"
            ),
            1,
        ),
        (
            (
                r"\b(?:essay|overview|primer|tutorial|reappraisal|reflections?)\b|\b(?:literature|knowledge|evidence"
                r"|findings|theories|ideas)\b[^.;]{0,40}\b(?:is|are) (?:reviewed|summari[sz]ed|discussed|outlined"
                r"|set out)"
            ),
            0.8,
        ),
        (
            (
                r"\bwe (?:sum up|survey the|go through|look back|consider|trace|bring together|draw together"
                r"|set out)\b[^.;]{0,80}\b(?:ideas|literature|evidence|knowledge|theories|findings|history|work"
                r"|research|field)"
            ),
            1,
        ),
        (
            (
                r"\b(?:study|paper|article|work|manuscript|chapter) (?:aims?|aimed|seeks?|sought|intends) to (?:review"
                r"|summari[sz]e|discuss|outline|give an overview|provide an overview)"
            ),
            1.2,
        ),
    ),
    Sign.NO_SEARCH: cues(
        (
            (
                r"\b(?:no|without(?: any| a)?|neither|lacks?|not) (?:\w+ ){0,3}(?:search|searches|search terms"
                r"|selection (?:criteria|process)|search strategy|databases?)\b"
            ),
            2,
        ),
        (r"\bnot (?:a )?systematic", 1.5),
    ),
}
