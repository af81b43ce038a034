"""Signs of a study's design: words that answer "what was done?", with the weight each carries.

A sign is looked for in the title (three times its weight), in what the paper says of itself in short (twice) and in
the methods (once). The cues follow the reporting guides of each design (CONSORT, STROBE, PRISMA, CARE, COREQ, STARD,
TRIPOD, ARRIVE, STREGA, SPIRIT).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.reading.patterns import in_small_letters

__all__ = ["SIGNS", "Cue", "Sign"]


class Sign(StrEnum):
    """One answer to one question about what was done."""

    RETRACTION = "retraction"
    ERRATUM = "erratum"
    PATIENT_SUMMARY = "patient summary"
    LETTER = "letter"
    EDITORIAL = "editorial"
    PROTOCOL = "planned, not done"
    META = "results of studies combined"
    SYSTEMATIC = "studies searched and selected by a method"
    SCOPING = "literature mapped"
    NARRATIVE = "literature discussed"
    NO_SEARCH = "no search described"
    GUIDELINE = "recommendations"
    CRITERIA = "a case definition proposed"
    GWAS = "variants across the genome"
    MENDELIAN = "genetic instruments"
    ANIMAL = "animals"
    CELL_LINE = "cultured cells or lines"
    HANDLED_CELLS = "people's cells or serum handled in the laboratory"
    IN_SILICO = "data or models in the computer"
    ASSIGNED = "an intervention was given"
    BY_CHANCE = "allocation by chance"
    NOT_BY_CHANCE = "allocation not by chance"
    CROSSED = "each person had both treatments"
    ARMS = "treated and untreated groups"
    NO_COMPARATOR = "no comparator"
    PATIENTS_AND_CONTROLS = "cases and controls"
    FOLLOWED = "followed over time"
    ONCE = "measured once"
    QUALITATIVE = "interviews and themes"
    MIXED = "mixed methods"
    SURVEY = "a survey"
    INDEX_TEST = "a test against a reference"
    PREDICTION = "a model trained and tested"
    INSTRUMENT = "an instrument or method developed or validated"
    ONE_CASE = "one patient described"
    SERIES = "a series of patients described"
    OWN_PEOPLE = "people studied"


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern and its weight. A negative weight speaks against the sign."""

    pattern: re.Pattern[str]
    weight: float


def _cues(*written: tuple[str, float]) -> tuple[Cue, ...]:
    return tuple(Cue(in_small_letters(pattern), weight) for pattern, weight in written)


_PEOPLE = r"(?:patients?|participants?|people|persons?|adults?|women|men|children|adolescents?|individuals?|subjects?|cases?|volunteers?|students?|pupils?|donors?|veterans?|respondents?)"
_TREATMENT = (
    r"(?:treatments?|therap(?:y|ies)|drugs?|tablets?|capsules?|pills?|infusions?|injections?|doses?|courses?|program(?:me)?s?|training|exercises?|sessions?"
    r"|supplements?|vitamins?|diets?|interventions?|stimulation|massage|coaching|app|device|stockings|leaflets?|placebo|sham|\w+(?:mab|vir|statin|tide|zole|pril|sartan|azine|exone|sone|mycin|cillin|idine|caine|formin)"
    r"|hydrocortisone|melatonin|naltrexone|immunoglobulins?|antibiotics?|probiotics?|coenzyme|oxygen|acupuncture|yoga|meditation)"
)
_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.RETRACTION: _cues(
        (r"^\W*(?:notice of )?retraction\b(?:\s*(?:to|of|note|notice|:|-))?", 2),
        (
            r"\b(?:article|paper|study|work|publication)\b[^.;]{0,50}\b(?:has been|have been|is|was|is being|are) (?:hereby )?(?:formally )?(?:retracted|withdrawn)\b",
            1,
        ),
        (r"\bretract(?:s|ing)? (?:the|this|our) (?:article|paper|study|work|publication)", 1),
        (r"\b(?:retraction|withdrawal) (?:of this|of the|notice)", 1),
        (
            r"\b(?:editors?|authors?|publishers?|journal|we)\b[^.;]{0,40}\b(?:withdraw|withdrew|withdraws|withdrawn|retract|retracts|retracted)\b[^.;]{0,30}\b(?:this|the|our|article|paper|study|report)",
            1,
        ),
    ),
    Sign.ERRATUM: _cues(
        (r"^\W*(?:author |publisher )?(?:correction|corrigend\w+|errat\w+|addendum)\b(?:\s*(?:to|:|for|-|$))?", 2),
        (
            r"\b(?:original|published) (?:article|publication|version|paper)\b[^.]{0,160}\b(?:correct\w*|should (?:read|be|have)|error|misspel\w*|mistake\w*|omitted|incorrect\w*)",
            1,
        ),
        (
            r"\b(?:correct\w*|error|errors|misspel\w*|mistake\w*|omitted|incorrect\w*|swapped|wrong)\b[^.]{0,160}\b(?:original|published|earlier|print) (?:article|publication|version|paper|table|figure)",
            1,
        ),
        (r"\b(?:this|the) (?:corrigendum|erratum|correction)\b", 1),
        (r"\bshould (?:read|have (?:read|been))\b", 1),
        (r"\b(?:is|are) given correctly here\b|\bwe (?:apologi[sz]e|regret) (?:for )?(?:the |this |any )?error", 1),
        (
            r"\b(?:error|mistake|omission|misprint)s? (?:has|have|was|were|is|are) (?:now )?(?:been )?(?:corrected|fixed|rectified)|\bhas been corrected\b|\bcorrect(?:ed)? (?:version|table|figure|legend|sentence|affiliation|name)",
            1,
        ),
        (r"\bin the (?:original|published|print(?:ed)?|online) (?:version|article|paper|publication)\b", 0.8),
        (
            r"\b(?:figure|table|page|line|equation|legend|author|name|affiliation|dose|value|title|abstract)\b[^.;]{0,80}\b(?:article|paper|issue|version)\b[^.;]{0,60}\b(?:wrong|incorrect\w*|errors?|mis\w+|mistake\w*)|\bthe (?:right|correct|corrected) (?:figure|table|version|name|value|sentence|legend|dose)\b",
            1,
        ),
    ),
    Sign.PATIENT_SUMMARY: _cues(
        (
            r"^\W*(?:summary|summaries) for patients\b|\bpatient (?:page|summary|information|education)\b|^\W*plain[ -]language summary\b",
            2,
        ),
        (r"\bsummary (?:is )?(?:written )?for (?:patients|lay|the public)", 1),
        (
            r"\b(?:in plain (?:words|language)|for (?:lay )?readers|what (?:this|the study) means for (?:you|patients))\b",
            1,
        ),
        (
            r"\b(?:retells?|explains?|sums? up|tells?)\b[^.;]{0,80}\b(?:without (?:medical |scientific )?training|lay (?:people|readers)|for patients|the public|plain (?:words|language))",
            1.5,
        ),
    ),
    Sign.LETTER: _cues(
        (r"^\W*(?:dear|to the) (?:the )?editors?\b|^\W*(?:sir|madam)\b\s*[,-]", 2),
        (
            r"\bmatters arising\b|\bletter to the editor\b|^\W*(?:re|reply|response|comment(?:ary)?|correspondence)\s*(?:to|on|:)",
            2,
        ),
        (r"\b(?:we|i) (?:read|have read) (?:with|the)\b[^.]{0,60}\b(?:interest|article|paper)", 2),
        (r"\b(?:the|these|those) authors (?:could|should|might|may|did not|conclude|claim|state|report)\b", 0.5),
        (r"\bin (?:their|the) (?:recent )?(?:article|paper|study|letter)\b[^.]{0,60}\bet al", 0.5),
        (r"\b(?:correspondence|reply|rejoinder)\b", 0.6),
        (r"^\W*in (?:reply|response) to\b|\bwe (?:point out|note|wonder|disagree|doubt)\b[^.;]{0,60}\btheir\b", 1.2),
    ),
    Sign.EDITORIAL: _cues(
        (r"^\W*editorial\b|\bthis editorial\b|\bguest editorial\b", 2),
        (r"\b(?:viewpoint|commentary|opinion (?:piece|article)|in this issue|this perspective|essay)\b", 1),
        (r"\b(?:we|i) (?:argue|believe|contend|call (?:for|on))\b", 0.7),
        (
            r"\b(?:our|my) (?:opinion|view)\b|\b(?:article|piece|comment|note)\b[^.;]{0,30}\b(?:argues|asks|calls for|comments)\b",
            0.7,
        ),
        (
            r"^\W*(?:opinion|viewpoint|perspective|commentary)\s*[:.]|\b(?:in|with) this (?:viewpoint|commentary|perspective|essay|opinion)|\b(?:ought|needs?) to (?:be )?(?:fund\w*|pay|agree\w*|change|invest\w*)",
            1.4,
        ),
    ),
    Sign.PROTOCOL: _cues(
        (
            r"\b(?:study|trial|review)?\s*protocol\b(?! (?:was|were|v|number|approved|amend|deviat|version|described|violation))",
            1,
        ),
        (r"\b(?:study|trial) protocol\b|\bprotocol (?:for|of) (?:a|an|the)\b|\bregistered report\b", 1),
        (
            r"\bwill (?:then |also |all |first |each )?(?:be|receive|include|recruit|enrol\w*|randomi[sz]e|test|compare|assess|evaluate|complete|investigate|undergo|take|measure|follow)\b",
            1,
        ),
        (
            r"\b(?:participants|patients|people|adults|children|volunteers|women|men|data|outcomes?|measurements?|interviews?)\b[^.]{0,40}\bwill\b",
            0.6,
        ),
        (
            r"\bSPIRIT\b|\brecruitment (?:will|is (?:ongoing|expected|planned|due)|has (?:begun|started))|\bis planned\b|\bplanned (?:trial|study|sample)|\bwe (?:plan|intend|aim) to (?:recruit|enrol)|\bare to be\b",
            1,
        ),
        (
            r"\b(?:we|investigators|researchers) (?:shall|will|are going to|plan to|intend to)\b|\b(?:is|are) (?:to be|going to be|due to be) (?:recruit\w*|enrol\w*|randomi[sz]ed|tested|invited|followed|included|treated|asked|assessed|conducted)|\bnot (?:yet )?(?:begun|started|recruiting)|\bexpected to (?:end|finish|begin|start|report)",
            1.2,
        ),
        (r"\b(?:is|are) (?:going )?to be (?:\w+ly )?\w+(?:ed|t)\b", 1.2),
    ),
    Sign.META: _cues(
        (r"\bmeta-?(?:regression|analy\w+)\b", 1.2),
        (
            r"\b(?:pooled|pooling|summary|combined|overall) (?:estimates?|effects?|odds|risk|prevalence|mean|standardi[sz]ed|data from|results? (?:of|from)|analysis)\b",
            0.8,
        ),
        (r"\bfunnel plot|\bforest plot|\brandom-effects? model|\bI ?(?:2|²)\b|\bbetween-study heterogeneity", 1),
        (
            r"\b(?:effect sizes?|estimates|results|data|findings|outcomes) (?:of|from) (?:the )?"
            + _NUMBER
            + r"(?: \w+){0,3} (?:studies|trials|reports|papers|cohorts)\b[^.]{0,40}\b(?:combined|pooled|synthesi[sz]ed|merged)",
            2,
        ),
        (r"\b" + _NUMBER + r"(?: \w+){0,3} (?:studies|trials)\b[^.]{0,60}\b(?:pooled|combined|weighted)", 1.2),
        (r"\b(?:weighted (?:mean|average|effect)|network meta|individual[- ](?:patient|participant) data)\b", 0.8),
        (
            r"\b(?:odds ratios?|risk ratios?|effects?|correlations?|means?|estimates?|prevalences?|differences)\b[^.;]{0,40}\b(?:of|from|across|in)\b[^.;]{0,40}\b(?:cohorts|studies|trials|reports|papers)\b[^.;]{0,40}\b(?:pooled|combined|averaged|synthesi[sz]ed)",
            1.2,
        ),
        (
            r"\b(?:pools?|pooled|combin\w+|merg\w+) (?:nothing|none|no )|\b(?:not|never|nor) (?:be |been |were )?(?:pooled|combined)|\bwithout (?:pooling|a meta)|\bno meta-analysis\b|\bspeak of a meta",
            -2,
        ),
    ),
    Sign.SYSTEMATIC: _cues(
        (r"\bsystematic(?:ally)? (?:literature )?(?:review|search\w*|reviewed)\b", 1),
        (
            r"\b(?:databases?|PubMed|MEDLINE|Embase|PsycINFO|CINAHL|Cochrane|Web of Science|Scopus)\b[^.]{0,80}\b(?:search\w*|queried|screened)|\bsearch\w*\b[^.]{0,80}\b(?:databases?|PubMed|MEDLINE|Embase|PsycINFO|CINAHL|Cochrane|Web of Science|Scopus)",
            1,
        ),
        (r"\bPRISMA\b|\bPROSPERO\b|\brisk of bias\b", 0.8),
        (
            r"\b(?:two|three|independent|both) (?:independent )?(?:reviewers|authors|assessors|people)\b[^.]{0,60}\b(?:screen\w*|select\w*|extract\w*|chose|assess\w*)",
            0.8,
        ),
        (
            r"\b(?:studies|trials|articles|papers|reports|records)\b[^.]{0,30}\b(?:were|was) (?:included|selected|screened|eligible|identified|retrieved|assessed for)",
            0.7,
        ),
        (r"\b(?:eligible|included) (?:studies|trials|articles|papers)\b|\bsearch (?:strateg\w+|terms)\b", 0.6),
        (
            r"\b(?:papers|studies|articles|trials|reports)\b[^.;]{0,40}\b(?:found|retrieved|identified) (?:in|from|through|by) (?:\w+ ){0,2}(?:databases?|search\w*)",
            1,
        ),
    ),
    Sign.SCOPING: _cues(
        (r"\bscoping (?:review|study)\b|\bPRISMA-ScR\b|\bevidence map\b|\bmapping review\b", 2),
        (
            r"\b(?:mapped|mapping|charted|charting)\b[^.]{0,60}\b(?:literature|sources|evidence|studies|papers|articles|publications)",
            1.5,
        ),
        (r"\bJoanna Briggs\b|\bArksey\b|\bJBI\b", 1),
    ),
    Sign.NARRATIVE: _cues(
        (
            r"\b(?:this|the present|our|current|a|an|brief|mini|narrative|literature|comprehensive|critical|updated|state[- ]of[- ]the[- ]art|clinical) (?:mini-?)?(?:review|overview)\b(?! board)",
            1,
        ),
        (
            r"\bwe (?:here )?(?:review|discuss|summari[sz]e|outline|propose|hypothesi[sz]e|suggest that|argue|describe here how|present (?:a|the|our) (?:hypothes\w+|model|concept|framework|unifying))",
            0.7,
        ),
        (
            r"\b(?:here|herein|in this (?:article|paper|review|work|perspective|chapter)),? (?:we|i) (?:review|discuss|summari[sz]e|outline|propose|present|explore|argue|explain|highlight)",
            0.8,
        ),
        (
            r"\b(?:article|paper|chapter|text|authors?) (?:reviews?|discuss(?:es)?|summari[sz]es?|outlines?|proposes?|explores?|gives an overview|moves? (?:freely )?from)\b",
            0.8,
        ),
        (
            r"\bhypothes(?:is|es) (?:and theory|paper|article)\b|\b(?:a|our|unifying|novel|new) hypothesis\b|\bhypothes[ie]s\s*:",
            0.8,
        ),
        (
            r"\breview\b(?=\W*$)|^\W*(?:review|overview)\b|:\s*(?:a|an)? ?(?:\w+ ){0,2}(?:review|overview|perspective|hypothesis)\b",
            0.8,
        ),
        (
            r"\b(?:pathophysiolog\w+|mechanisms|concepts?|aspects|insights|perspectives|state of the art|current (?:knowledge|understanding|evidence))\b",
            0.2,
        ),
        (
            r"\bunselected literature\b|\bselected (?:literature|papers|articles)\b|\breview (?:summari[sz]es|discusses|describes|covers|focuses|considers|outlines|examines|explores|aims)",
            1,
        ),
        (
            r"\b(?:essay|overview|primer|tutorial|reappraisal|reflections?)\b|\b(?:literature|knowledge|evidence|findings|theories|ideas)\b[^.;]{0,40}\b(?:is|are) (?:reviewed|summari[sz]ed|discussed|outlined|set out)",
            0.8,
        ),
        (
            r"\bwe (?:sum up|survey the|go through|look back|consider|trace|bring together|draw together|set out)\b[^.;]{0,80}\b(?:ideas|literature|evidence|knowledge|theories|findings|history|work|research|field)",
            1,
        ),
        (
            r"\b(?:study|paper|article|work|manuscript|chapter) (?:aims?|aimed|seeks?|sought|intends) to (?:review|summari[sz]e|discuss|outline|give an overview|provide an overview)",
            1.2,
        ),
    ),
    Sign.NO_SEARCH: _cues(
        (
            r"\b(?:no|without(?: any| a)?|neither|lacks?|not) (?:\w+ ){0,3}(?:search|searches|search terms|selection (?:criteria|process)|search strategy|databases?)\b",
            2,
        ),
        (r"\bnot (?:a )?systematic", 1.5),
    ),
    Sign.GUIDELINE: _cues(
        (
            r"\b(?:clinical practice |practice |clinical |evidence-based )guidelines?\b(?=\s*(?:$|:|for|on|was|were|issued|from))|\bguideline (?:panel|group|committee|development)\b",
            1,
        ),
        (
            r"\b(?:panel|committee|experts|group|society|working group|task force)\b[^.]{0,60}\b(?:recommend\w*|issued?|agreed (?:on|upon)|advis\w+|formulat\w+|drafted|graded)",
            1,
        ),
        (
            r"\b(?:we|the (?:panel|authors|committee)) recommend\w*\b|\brecommendations (?:are|were) (?:graded|made|issued|given|formulated|agreed)",
            0.8,
        ),
        (
            r"\b(?:this|present|our|the following|a|an|european|international|expert|clinical) consensus (?:statement|recommendations|guidance|report)\b|\bthis consensus document\b|\bposition (?:paper|statement)\b",
            0.8,
        ),
        (
            r"\b(?:advice|recommendations?)\b[^.;]{0,40}\b(?:for (?:primary|general|clinical)|on (?:the )?(?:management|diagnosis|care)|strength|graded)|\bguideline (?:recommends|advises|covers|was|is)\b|\bthis (?:practice |clinical )?guideline\b",
            1,
        ),
        (
            r"\b(?:document|statement|guidance|paper|group|society|body|experts?|panel|committee|college)\b[^.;]{0,60}\b(?:tells|advises?|instructs|guides|recommends?|issued|sets out|lays down)\b[^.;]{0,60}\b(?:clinicians|doctors|practitioners|physicians|care|manage|diagnos|treat|advice|statements|recommendations)|\beach recommendation\b|\brecommendations?\b[^.;]{0,40}\b(?:voted|agreed|formulated|issued|approved)",
            1,
        ),
    ),
    Sign.CRITERIA: _cues(
        (
            r"\b(?:new|revised|proposed?|proposes?|international consensus|research|clinical|working|updated|our|following|these|draft\w*|develop\w*|set of) (?:\w+ ){0,3}(?:case definition|diagnostic criteria|classification criteria|criteria for|definition of)\b",
            0.8,
        ),
        (
            r"\b(?:propos\w+|develop\w*|agreed (?:on|upon)|formulat\w+|drafted|drew up|suggest\w*|establish\w*|present\w*)\b[^.]{0,60}\b(?:case definition|diagnostic criteria|classification criteria|consensus criteria|criteria for|definition of the (?:disease|illness|syndrome))",
            1.2,
        ),
        (
            r"\bDelphi\b[^.]{0,80}\b(?:definition|criteria)|\b(?:panel|committee|experts)\b[^.]{0,80}\b(?:case definition|definition|criteria)\b",
            1.2,
        ),
        (
            r"\b(?:case definition|criteria|definition)\b[^.;]{0,60}\b(?:is|are|was|were) (?:proposed|put forward|suggested|agreed|presented|offered)|\b(?:diagnosis|label|term) should (?:require|be made|be reserved)",
            1,
        ),
    ),
    Sign.GWAS: _cues(
        (r"\bgenome-? ?wide association|\bGWAS\b|\bgenome-? ?wide (?:scan|significan\w+|analys\w+)", 1.5),
        (
            r"\b(?:variants?|SNPs?|polymorphisms|markers|loci)\b[^.]{0,80}\b(?:all (?:the )?chromosomes|whole genome|across the genome|autosomes|genome-? ?wide)",
            1.5,
        ),
        (
            r"\b(?:million|hundreds of thousands of) (?:\w+ )?(?:variants|SNPs|markers)\b|\bimput(?:ed|ation) (?:of )?(?:genotypes|variants)",
            1,
        ),
        (
            r"\b(?:variants?|SNPs?|markers?|polymorphisms?)\b[^.;]{0,60}\b(?:tested|association|associated|compared)\b[^.;]{0,60}\bcases\b",
            0.7,
        ),
    ),
    Sign.MENDELIAN: _cues(
        (
            r"\bmendelian randomi[sz]ation\b|\bMR-Egger\b|\bgenetic (?:instruments?|instrumental)\b|\btwo-sample MR\b",
            1.5,
        ),
        (
            r"\binstrumental variables?\b|\binverse[ -]variance[ -]weighted\b|\bgenetic(?:ally)? (?:proxied|predicted|proxies)\b|\bvariants? (?:\w+ ){0,3}(?:as|served as|were used as) (?:an )?instruments?",
            1,
        ),
        (
            r"\binverse[- ]variance[- ]weight\w+|\b(?:variants?|SNPs?|alleles?|genes?|polymorphisms)\b[^.;]{0,80}\b(?:prox(?:y|ies)|instruments?|stand[- ]ins?)\b",
            1.2,
        ),
    ),
    Sign.ANIMAL: _cues(
        (
            r"\b(?:mice|mouse|rats?|rodents?|murine|zebrafish|guinea pigs?|rabbits?|hamsters?|monkeys|macaques|piglets?|dogs|sheep|drosophila|C57BL|Sprague[- ]Dawley|Wistar)\b",
            1.2,
        ),
        (
            r"\banimals? (?:were|was|model|received|in each|per group)|\bknock-?out (?:mice|animals)\b|\bswam\b|\bforced[ -]swim",
            0.8,
        ),
        (r"\banti-(?:mouse|rat|rabbit)\b|\bmouse (?:monoclonal|anti)|\b(?:rat|mouse|rabbit) (?:IgG|antibod\w+)", -1.2),
    ),
    Sign.CELL_LINE: _cues(
        (
            r"\b(?:cell lines?|HeLa|HEK ?-?293T?|C2C12|SH-SY5Y|HepG2|Jurkat|THP-1|U937|Vero|HUVECs?|A549|myotubes|neuroblastoma cells|endothelial cell line|fibroblast lines?)\b",
            1.2,
        ),
        (
            r"\bcells (?:were|was) (?:\w+ )?(?:kept|grown|cultured|seeded|plated|treated|exposed|incubated|maintained|transfected|starved)\b",
            0.8,
        ),
        (r"\bin vitro\b|\bcultured (?:\w+ ){0,2}cells\b", 0.6),
        (
            r"\b(?:cultured|primary|human|immortali[sz]ed|rat|mouse) (?:\w+ ){0,2}(?:astrocytes|neurons|fibroblasts|myoblasts|myocytes|macrophages|hepatocytes|keratinocytes|microglia|cardiomyocytes|endothelial cells|epithelial cells)\b",
            0.9,
        ),
        (
            r"\b(?:fibroblasts|myoblasts|astrocytes|neurons|hepatocytes|keratinocytes|macrophages|cells)\b[^.;]{0,40}\b(?:bought|purchased|cell bank|commercial|starved|seeded|passaged|transfected)\b",
            0.9,
        ),
    ),
    Sign.HANDLED_CELLS: _cues(
        (
            r"\b(?:T|B|NK|immune|mononuclear|blood|muscle|endothelial|red|white|natural killer|lymphocytes?|monocytes?|PBMCs?|neutrophils|platelets|fibroblasts|biopsies)\b[^.]{0,30}\b(?:taken|isolated|obtained|derived|collected|purified|drawn|from) (?:from )?[^.]{0,60}\b(?:stimulat\w+|cultur\w+|incubat\w+|exposed|treated|respiration|glycoly\w+|activated|Seahorse)",
            1.5,
        ),
        (
            r"\b(?:stimulat\w+|cultur\w+|incubat\w+|exposed|treated)\b[^.]{0,60}\b(?:cells|PBMCs?|monocytes|lymphocytes|fibroblasts|myotubes|myoblasts)\b[^.]{0,60}\b(?:from|of) (?:the )?(?:patients|donors|people|cases|\d+)",
            1.2,
        ),
        (
            r"\b(?:cells|myotubes|myoblasts|fibroblasts|HUVECs?|neurons|cultures)\b[^.]{0,60}\b(?:exposed to|treated with|incubated (?:with|in)|exposure to)\b[^.]{0,50}\b(?:serum|sera|plasma|IgG|exosomes|vesicles)",
            1.6,
        ),
        (
            r"\b(?:serum|sera|plasma|IgG)\b[^.]{0,50}\b(?:from|of)\b[^.]{0,60}\b(?:added to|applied to|transferred (?:to|into)|put on)\b",
            1.6,
        ),
        (r"\bex vivo\b|\bpatient-derived (?:cells|myo\w+|fibroblasts|iPSC\w*)", 1),
        (
            r"\b(?:muscle (?:fibres|fibers|strips|biopsies)|platelets|erythrocytes|red cells|monocytes|neutrophils|lymphocytes|PBMCs?|fibroblasts|myotubes)\b[^.;]{0,60}\b(?:from|of)\b[^.;]{0,50}\b(?:patients|donors|cases|people|volunteers|controls)\b",
            0.9,
        ),
        (
            r"\bexpos(?:ed|ure)\b[^.;]{0,60}\b(?:cells|myoblasts|myotubes|fibroblasts|neurons|endotheli\w+|monocytes|cultures)\b[^.;]{0,60}\b(?:serum|sera|plasma|IgG)\b",
            1.6,
        ),
    ),
    Sign.IN_SILICO: _cues(
        (
            r"\bin silico\b|\bmolecular docking\b|\bcomputer (?:model|simulation)|\b(?:mathematical|computational|metabolic) model(?:l?ing)?\b|\bsimulat(?:ed|ion|ions)\b",
            1,
        ),
        (
            r"\b(?:public(?:ly)?(?: available)?|published|deposited|downloaded|open)\b[^.]{0,60}\b(?:data ?sets?|expression|RNA-?seq|microarray|arrays?|omics)\b",
            1,
        ),
        (
            r"\b(?:GEO|Gene Expression Omnibus|ArrayExpress)\b|\bbioinformatic\w*|\bre-?analy(?:sis|sed|zed) (?:of )?(?:published|public|existing|deposited)",
            1,
        ),
        (
            r"\b(?:equations|network model|agent-based|virtual (?:patients|cells)|docking|machine-readable|no new (?:samples|data|participants|measurements))\b",
            0.8,
        ),
        (
            r"\b(?:data ?sets?|expression data|sequences|profiles)\b[^.;]{0,60}\b(?:downloaded|reused|re-?analy[sz]ed|analy[sz]ed again|retrieved|obtained from (?:a )?(?:public|repositor))",
            0.9,
        ),
    ),
    Sign.ASSIGNED: _cues(
        (
            r"\b(?:clinical|controlled|randomi[sz]ed|open|pilot|phase|feasibility|treatment|intervention|double-blind|placebo-controlled|cross-?over) (?:\w+[ -]?){0,3}trial\b",
            1,
        ),
        (r"\btrial\b", 0.4),
        (
            r"\bopen[ -]?label\b|\bphase (?:I{1,3}|[1-4])[ab]?\b|\bplacebo\b|\bsham\b|\bdummy (?:tablets?|pills?)\b|\bdouble-? ?blind|\bsingle-? ?blind",
            1,
        ),
        (
            _PEOPLE
            + r"\b[^.]{0,40}\b(?:received|took|swallowed|were given|was given|were treated with|was treated with|underwent (?:a |an )?(?:\w+ ){0,3}(?:training|programme|program|treatment|therapy|stimulation)|got|injected|were offered|attended|practi[sc]ed|followed a (?:diet|programme|program))\b(?! (?:a )?(?:diagnos|questionnaire|letter|invitation|care at))",
            0.9,
        ),
        (
            r"\b(?:before and after|pre-? and post-?|start and end of) (?:the )?(?:treatment|therapy|intervention|programme|program|course|training|infusion)",
            0.8,
        ),
        (
            r"\b(?:treatment|therapy|intervention|training|infusions?|tablets?|capsules?|supplement\w*|programme|program|drug|dose)\b[^.]{0,50}\b(?:for (?:\w+ ){1,2}(?:days|weeks|months)|daily|weekly|twice|every (?:day|week|two|four)|once a)",
            0.8,
        ),
        (r"\b(?:efficacy|effectiveness|safety|tolerability|feasibility) (?:and \w+ )?of\b", 0.5),
        (r"\bwere (?:allocated|assigned) to\b|\bintervention group\b|\bactive treatment\b", 0.8),
        (
            _PEOPLE
            + r"\b[^.;]{0,60}\b(?:received|took|swallowed|were given|was given|got|had|wore|used|drank|ate|did|tried|were offered|was offered|attended|completed|started|injected|inhaled|practi[sc]ed)\b[^.;]{0,40}\b"
            + _TREATMENT,
            0.9,
        ),
        (
            r"\b(?:gave|offered|introduced|got|received|provided|delivered|tested|tried|administered|prescribed|given)\b[^.;]{0,40}\b"
            + _TREATMENT,
            0.7,
        ),
        (
            r"\b(?:before and after|pre- and post-|at (?:the )?start and (?:at (?:the )?)?end of)\b[^.;]{0,40}\b"
            + _TREATMENT,
            0.8,
        ),
        (r"\b(?:chose|chosen|preferred|declined|waited for)\b[^.;]{0,40}\b(?:usual care|" + _TREATMENT + ")", 0.9),
        (
            r"\b\d+(?:\.\d+)? ?(?:mg|g|µg|mcg|ml|IU|units)\b[^.;]{0,60}\b(?:was|were) (?:given|administered|infused|injected|taken)|\bwe (?:treated|gave|administered|offered|infused)\b|\badministration of\b",
            0.9,
        ),
    ),
    Sign.BY_CHANCE: _cues(
        (r"(?<!not )(?<!non-)(?<!non )(?<!mendelian )(?<!without )(?<!un)\brandomi[sz](?:ed|ation|ing|e)\b", 1),
        (
            r"\brandomly (?:allocated|assigned|divided|distributed|split|put)|\b(?:allocated|assigned|divided) (?:at random|randomly|by chance|by lot|by lottery|by coin|by computer)",
            1.4,
        ),
        (
            r"\bby (?:lot|lottery|chance|the toss of a coin|coin|tossing|drawing)\b|\bdrew lots\b|\bsealed envelopes?\b|\bcoin (?:toss|flip)|\b(?:computer-generated|random) (?:list|sequence|numbers|allocation|order)\b|\b(?:sequence|order|allocation) (?:was|were) (?:at )?random",
            1.4,
        ),
        (r"\b(?:computer|list|dice|lottery|coin|envelopes?)\b[^.]{0,40}\b(?:decided|determined|settled|chose)", 1.2),
        (r"\b(?:nobody|no ?one|none|never|not|without|neither|non)\b[^.;]{0,25}\brandomi[sz]\w*|\bunrandomi[sz]ed", -3),
        (
            r"\bunits? of randomi[sz]ation|\bminimi[sz]ation\b|\b1:1\b|\bby the (?:fall|flip|draw)|\bdrawn (?:lots|at random|by lot)|\bchance (?:decided|determined)|\bhalf (?:of (?:them|whom) )?(?:at random|by lot)",
            1.2,
        ),
        (r"\bat random\b(?! (?:sample|intervals))", 1),
    ),
    Sign.NOT_BY_CHANCE: _cues(
        (r"\b(?:not|non|non-|without|un)[ -]?randomi[sz]\w*", 2),
        (
            r"\b(?:own (?:choice|preference|wish)|by (?:choice|preference|site|centre|hospital|date|clinic)|chose (?:between|which|whether|to)|preferred|according to (?:their )?(?:choice|preference|site|hospital|where))",
            1,
        ),
        (r"\b(?:historical|concurrent|matched|waiting|wait-list|untreated) (?:control|comparison|cohort)", 0.5),
        (
            r"\bpeople from the \w+ of\b|\b(?:one|first) (?:clinic|hospital|site|town|ward)\b[^.]{0,60}\b(?:other|second|another) (?:clinic|hospital|site|town|ward|one)?",
            1,
        ),
        (r"\b(?:alternat\w+|quasi-?(?:experiment\w*|random\w*))\b", 1),
        (r"\b(?:nobody|no ?one|none|never|neither)\b[^.;]{0,25}\brandomi[sz]\w*|\bunrandomi[sz]ed", 1.5),
        (
            r"\b(?:another|other|second|neighbouring|different) (?:hospital|clinic|site|town|ward|region|county|practice|school)\b[^.;]{0,60}\b(?:without|comparison|served|control|usual|no)\b",
            1,
        ),
        (
            r"\bthose who (?:declined|refused|did not want|preferred|could not|chose)\b[^.;]{0,60}\b(?:control|comparison|compar\w+|served)|\bserved (?:as|for) (?:the )?(?:comparison|controls?)",
            1,
        ),
        (
            r"\b(?:people|patients|those|participants) (?:from|in|of|at) (?:the )?\w+ (?:of the city|ward|clinic|site|hospital|part|region)\b",
            0.5,
        ),
        (
            r"\b(?:declined|refused|not wanted|did not want|turned (?:it|this) down|not offered|chose not)\b[^.;]{0,60}\b(?:observed|compar\w+|followed|served|control\w*)|\bchose (?:between|themselves)|\bwhile (?:\w+ ){0,3}others\b",
            1,
        ),
        (
            r"\b(?:let|allowed|left it to|leaving it to)\b[^.;]{0,40}\b(?:choose|decide|pick)|\b(?:sister|doctor|physician|clinician|staff|investigator|nurse|therapist|patient|parent)s? (?:chose|decided|picked|selected)\b|\bcalled randomi[sz]ed|\bso-called randomi[sz]|\bby (?:clinical )?judge?ment",
            1.5,
        ),
    ),
    Sign.CROSSED: _cues(
        (r"\bcross(?:ed)?-? ?over\b", 1.5),
        (
            r"\bwash-? ?out\b|\bseparated by (?:a|an|one|two|\d+)\b[^.]{0,20}(?:pause|interval|break|weeks?|months?|days?)|\bcounter-?balanced",
            0.9,
        ),
        (
            r"\b(?:each|every|all|the same) (?:\w+ ){0,2}(?:"
            + _PEOPLE
            + r"|one|person)\b[^.]{0,50}\b(?:both|in turn|one after the other|each (?:drug|treatment|condition))\b",
            1.2,
        ),
        (
            r"\b(?:both|two|three) (?:treatments|drugs|conditions|periods)\b[^.]{0,60}\b(?:order|sequence|turn)|\b(?:order|sequence) (?:of|was|were|being)\b[^.]{0,30}\brandom|\breceived\b[^.]{0,60}\band\b[^.]{0,60}\b(?:each|in (?:random )?order|in turn|sequence)",
            1,
        ),
        (
            r"\b(?:changed over|switched (?:to the other|over)|swapped (?:to|treatments)|then the other|crossing over|two periods|both orders|order was reversed)\b|\beach (?:of (?:the )?)?\w+ ?\w*\b[^.;]{0,40}\b(?:and|then)\b[^.;]{0,40}\b(?:order|sequence)\b",
            1,
        ),
        (
            r"\b(?:each|every|all)\b[^.;]{0,40}\b(?:active and (?:sham|placebo|dummy|inactive)|both (?:the )?\w+ and|drug and placebo|placebo and)\b",
            0.8,
        ),
    ),
    Sign.ARMS: _cues(
        (
            r"\b(?:control|comparison|untreated|placebo|waiting[ -]list|wait-?list|usual[ -]care|standard[ -]care|intervention|treatment) (?:group|arm)s?\b",
            1,
        ),
        (
            r"\b(?:two|three|both|the|four) (?:treatment |study |parallel )?arms\b|\bplacebo\b|\bversus usual care\b|\busual care\b|\bwait(?:ing)?[ -]?list\b|\bsham\b",
            1,
        ),
        (
            r"\bdid not (?:get|receive|take|have) (?:it|the|any|this)?\b|\b(?:or|versus|vs\.?) (?:no treatment|nothing|standard|usual|advice)\b",
            1,
        ),
        (
            r"\b(?:without it|served (?:as|for) (?:the )?(?:comparison|controls?)|for comparison|who waited|no programme|untreated)\b",
            1,
        ),
        (r"\bwhile (?:\w+ ){0,2}(?:others|the other|the rest)\b|\bthe other (?:half|group|arm|people)\b", 0.8),
    ),
    Sign.NO_COMPARATOR: _cues(
        (
            r"\b(?:no|without(?: a| any)?|lack of(?: a)?|absence of(?: a)?) (?:\w+ )?(?:control|controls|comparator|comparison|placebo)\b",
            1.5,
        ),
        (
            r"\b(?:uncontrolled|single[ -]arm|one[ -]arm|single[ -]group|before-?(?:and-?)?after|open (?:study|pilot)|pre-?post)\b",
            1.5,
        ),
        (
            r"\b(?:all|every(?:one|body)?|each) (?:\w+ ){0,3}(?:received|took|got|were given|was given|were treated|had) ",
            0.7,
        ),
        (r"\b(?:before and after|pre- and post-|at (?:the )?start and (?:at (?:the )?)?end)\b", 0.8),
        (r"\b(?:nobody|no one|none) (?:was |were )?(?:randomi[sz]ed|compared)|\bdose[- ]escalation\b", 0.8),
        (
            r"\b(?:everybody|everyone|all (?:of them|patients|participants)|each (?:patient|participant))\b[^.;]{0,30}\b(?:received|took|got|was given|were given|was treated|were treated|had)\b|\bbefore and after(?:wards)?\b|\bbeforehand and afterwards\b|\bbefore\b[^.;]{0,30}\bafterwards\b",
            0.8,
        ),
    ),
    Sign.PATIENTS_AND_CONTROLS: _cues(
        (
            r"\bmatched (?:\w+ ){0,2}controls\b|\b(?:healthy|sedentary|matched|population|unaffected|non-?fatigued|asymptomatic|household|normal|recovered|hospital|disease|pain-free) (?:\w+[ -]){0,3}?(?:controls?|volunteers|subjects|individuals|contacts|comparison|people|donors|participants|siblings|women|men|adults)\b",
            1,
        ),
        (
            r"\b(?:patients|cases|people with [\w/ -]{2,30}?|those with \w+)\b[^.]{0,70}\b(?:and|with|to|versus|vs\.?|from|than)\b[^.]{0,40}\b(?:controls|contacts|donors|volunteers|comparison subjects|unaffected|siblings|neighbours|friends)\b",
            1,
        ),
        (
            r"\b(?:compared|differed|higher|lower|difference) (?:with|to|between|from|than|in)\b[^.]{0,60}\bcontrols\b",
            0.7,
        ),
        (r"\bhealthy (?:controls?|people|volunteers)\b|\bHCs?\b", 0.5),
        (
            r"\b"
            + _NUMBER
            + r"(?: \w+){0,3} (?:patients|cases|people|women|men|adults|children|adolescents|veterans)\b[^.;]{0,60}\b(?:and|with|to|versus|vs\.?|against|as well as)\b[^.;]{0,20}\b"
            + _NUMBER
            + r"(?: [\w-]+){0,4}? (?:controls?|volunteers|donors|contacts|spouses|partners|siblings|brothers|sisters|neighbours|friends|relatives|colleagues|classmates|employees|staff|students|peers|unaffected|healthy|others without)\b",
            1.2,
        ),
        (
            r"\bcontrols?\b[^.;]{0,40}\b(?:were|was) not (?:collected|included|recruited|available|enrolled|studied)|\b(?:no|without(?: a| any)?|lack(?:ed|ing|s)?(?: of)?(?: a)?|absence of(?: a)?) (?:\w+ ){0,2}(?:control|comparison) (?:group|samples|subjects|participants|cohort)|\b(?:no|without) (?:healthy )?controls\b",
            -3,
        ),
        (r"\bcase-? ?control\b", 0.6),
    ),
    Sign.FOLLOWED: _cues(
        (
            r"\b(?:followed|tracked|re-?examined|re-?assessed|re-?tested|re-?interviewed|monitored)\b[^.]{0,40}\b(?:for|through|up|until|over|after|later|to)\b",
            1,
        ),
        (r"\bfollow-? ?up\b", 0.6),
        (r"\b(?:longitudinal|cohort|prospective(?:ly)?|incidence|incident|hazard|person-years|natural history)\b", 0.7),
        (
            r"\b(?:retrospective(?:ly)?|records? (?:of|from|between)|charts?)\b[^.]{0,60}\b(?:cohort|between \d{4}|from \d{4}|review\w*)",
            0.6,
        ),
        (
            r"\b(?:over|during|after|within|at|for) (?:\w+ )?(?:years?|months)\b[^.]{0,30}\b(?:later|of follow|recover\w*|outcome|develop\w*|relaps\w*|died|survival)",
            0.6,
        ),
        (
            r"\bat (?:six|twelve|three|\d+),? (?:and )?(?:[\w, ]{0,20})?(?:months|years|weeks)\b|\b(?:years?|months) later\b|\bthrough (?:\w+ )?years\b|\beach year\b|\bevery (?:year|six months)\b",
            0.7,
        ),
        (r"\b(?:fell ill|became ill|recover\w+|later (?:recover\w*|outcome|illness))\b", 0.4),
        (
            r"\b(?:traced|linked|observed|seen again|contacted again|revisited|re-?measured)\b[^.;]{0,50}\b(?:for|until|over|after|through|later|to|with|years?)\b",
            0.8,
        ),
        (
            r"\b(?:records?|registers?|registry|registries|database|claims)\b[^.;]{0,60}\b(?:from|between|since) (?:19|20)\d\d",
            0.8,
        ),
        (
            r"\b(?:relapse|recovery|death|mortality|onset|return to work|new cases) (?:was|were) (?:the |an |recorded|counted|our )|\bbaseline and (?:at )?(?:\w+ )?(?:follow|months|years|after)|\bafter (?:one|two|three|five|ten|\d+) years\b",
            0.7,
        ),
        (
            r"\bfollowed (?:up )?(?:\w+ ){0,3}"
            + _PEOPLE
            + r"\b|\bwatched (?:for|over|until)\b|\b(?:who|that) (?:\w+ )?later\b|\brecovered later\b",
            1,
        ),
    ),
    Sign.ONCE: _cues(
        (r"\bcross-? ?sectional\b", 1.5),
        (
            r"\b(?:single|one|same) (?:day|visit|occasion|time ?-?point|session|sitting)\b|\b(?:measured|sampled|sequenced|assessed|drawn|examined|tested|scanned) once\b|\bcensus day\b|\bon one\b",
            1,
        ),
        (r"\bprevalence\b|\bcorrelat\w+ (?:between|with)", 0.4),
        (
            r"\b(?:at|in) (?:one|a single|the same|their first|the first) (?:visit|assessment|appointment|clinic|week|interview|attendance)|\bsnapshot\b|\bat one point in time",
            1,
        ),
        (r"\b(?:how (?:common|many|frequent)|proportion of|frequency of|share of)\b", 0.4),
    ),
    Sign.QUALITATIVE: _cues(
        (
            r"\b(?:qualitative|thematic(?:ally)?|grounded theory|phenomenolog\w+|framework analysis|focus groups?|ethnograph\w+|lived experience\w*)\b",
            1.2,
        ),
        (r"\binterview(?:s|ed|ing)?\b(?! schedule)", 0.8),
        (
            r"\b(?:themes?|transcripts?(?! (?:counts?|levels?|abundance|expression|per))|transcribed|coded line by line|saturation|purposive\w*|narratives|in their own words)\b",
            0.8,
        ),
        (
            r"\b(?:talked|spoke|told us|described in their|conversations?|accounts|stories)\b[^.;]{0,60}\b(?:about|how|theme|analy|record)",
            0.5,
        ),
    ),
    Sign.MIXED: _cues(
        (r"\bmixed[ -]?methods?\b", 2.5),
        (
            r"\b(?:questionnaires?|surveys?|forms?|statistic\w*|scores|counts?)\b[^.;]{0,120}\b(?:and|then|followed by|with)\b[^.;]{0,60}\b(?:interview\w*|focus groups?)\b|\binterview\w*\b[^.;]{0,100}\b(?:and|with|followed by)\b[^.;]{0,60}\b(?:questionnaires?|surveys?|statistic\w*|scores)\b",
            1,
        ),
        (
            r"\bboth strands\b|\bquantitative\b[^.;]{0,60}\bqualitative\b|\bqualitative\b[^.;]{0,60}\bquantitative\b|\btriangulat\w+|\bjoint display",
            1,
        ),
    ),
    Sign.SURVEY: _cues(
        (r"\bsurvey(?:s|ed)?\b", 1),
        (r"\brespondents?\b|\bresponse rate\b|\bself-reported (?:data|online)\b", 0.8),
        (
            r"\b(?:online|web-? ?based|internet|postal|mailed|e-?mail\w*|electronic|anonymous|paper)\b[^.]{0,30}\b(?:questionnaires?|forms?|surveys?|invitations?|polls?)\b",
            1.2,
        ),
        (
            r"\b(?:questionnaires?|forms?)\b[^.]{0,30}\b(?:went (?:out )?to|sent|mailed|posted|circulated|distributed|returned|completed (?:by|from)|via|online)\b|\b(?:completed|returned|filled[ -]in) (?:forms?|questionnaires?)\b",
            1,
        ),
        (
            r"\b(?:members|readers|subscribers|followers) of (?:a|an|the)\b[^.]{0,30}\b(?:society|charity|organi[sz]ation|association|group|forum)",
            0.5,
        ),
        (r"\b(?:answered|replied|responded|ticked|polled|filled (?:in|out))\b", 0.6),
        (
            r"\b(?:questionnaires?|forms?|surveys?)\b[^.;]{0,60}\b(?:respondents|answered|replied|responded|readers|members|subscribers)\b",
            0.8,
        ),
    ),
    Sign.INDEX_TEST: _cues(
        (
            r"\bindex test\b|\breference standard\b|\bgold standard\b|\bdiagnostic (?:accuracy|performance|validity|test (?:accuracy|performance))\b",
            1.4,
        ),
        (r"\bsensitivity\b[^;]{0,60}\bspecificity\b|\blikelihood ratios?\b|\bpredictive values?\b", 1),
        (r"\b(?:ROC|receiver operating|area under the curve|AUC)\b|\bcut-? ?off\b", 0.4),
        (
            r"\b(?:test|ratio|scale|assay|score|questionnaire)\b[^.]{0,50}\bagainst\b[^.]{0,40}\b(?:diagnosis|clinician|specialist|consensus|standard)",
            1.2,
        ),
        (
            r"\b(?:held|compared|checked|judged|evaluated|measured|set)\b[^.;]{0,30}\bagainst\b[^.;]{0,40}\b(?:diagnosis|clinician|specialist|consensus|standard|reference)",
            1,
        ),
        (
            r"\b(?:told|tell|distinguish\w*|discriminat\w*|rule[sd]? (?:in|out))\b[^.;]{0,60}\b(?:from|patients|cases|disease)\b[^.;]{0,80}\b(?:sensitivity|specificity|AUC|correctly)",
            0.8,
        ),
    ),
    Sign.PREDICTION: _cues(
        (
            r"\b(?:prediction|predictive|prognostic|risk|diagnostic) (?:model|score|rule|nomogram|algorithm|classifier)s?\b|\bnomogram\b",
            1,
        ),
        (
            r"\b(?:machine|deep|supervised)[ -]learning\b|\b(?:random forest|neural network|support vector|gradient boost\w*|XGBoost|classifiers?|lasso)\b",
            0.8,
        ),
        (
            r"\b(?:training|derivation|development)\b[^.]{0,50}\b(?:test(?:ing)?|validation|held-out|hold-out)\b[^.]{0,20}\b(?:set|sets|sample|cohort|half|data|third)?|\bcross-?validat\w+|\bexternal(?:ly)? validat\w+|\bheld-? ?out\b",
            1,
        ),
        (r"\bto predict\b|\bpredict(?:s|ed|ing)? (?:who|which|whether|the (?:outcome|diagnosis))", 0.6),
        (
            r"\b(?:trained|derived|fitted|built|learned)\b[^.;]{0,60}\b(?:tested|checked|validated|applied|evaluated)\b[^.;]{0,30}\b(?:on|in|with)\b",
            1,
        ),
        (
            r"\b(?:random forests?|neural networks?|algorithms?|classifiers?|models?|nomograms?)\b[^.;]{0,60}\b(?:learn\w*|train\w*|predict\w*|derived|built)|\bc-statistic|\bcalibration\b|\bperformance was (?:tested|checked|assessed)",
            1,
        ),
    ),
    Sign.INSTRUMENT: _cues(
        (
            r"\b(?:psychometric\w*|Cronbach\w*|test-?retest|factor (?:analysis|structure)|internal consistency|construct validity|content validity|reliability and validity|inter-?rater|item response|Rasch)\b",
            1,
        ),
        (
            r"\b(?:develop\w*|validat\w+|adapt\w+|translat\w+|refin\w+|design\w*)\b[^.]{0,60}\b(?:questionnaire|scale|instrument|assay|measure|tool|index|inventory|method|technique|software|pipeline|app)\b",
            0.9,
        ),
        (
            r"\b(?:new|novel) (?:\w+ ){0,2}(?:assay|method|technique|tool|software|questionnaire|scale|protocol for)\b|\bhow to (?:measure|prepare|extract)|\bstep-by-step\b|\bcoefficient of variation\b|\blimit of detection\b",
            0.9,
        ),
        (
            r"\b(?:translated|back-translated|pilot-tested|calibrat\w+|repeatab\w+|reproducib\w+ of the|agreement between (?:two )?(?:raters|observers|devices|methods))\b",
            0.8,
        ),
    ),
    Sign.ONE_CASE: _cues(
        (r"\bcase (?:report|study|presentation)\b", 1.3),
        (r"\b(?:a|an|one|this|the) (?:\w+ )?\d{1,2}-? ?(?:year|month)-? ?old\b(?! (?:or|and) )", 0.9),
        (
            r"\b(?:we|i) (?:report|describe|present) (?:on )?(?:a|an|one|the) (?:\w+ ){0,4}(?:case|patient|woman|man|girl|boy|child|infant|adolescent)\b|\b(?:a|one|single) (?:\w+ )?(?:woman|man|girl|boy|patient)\b",
            0.8,
        ),
        (r"\b(?:we|i) (?:report|describe|present)\b[^.;]{0,20}\b\d{1,2}-? ?(?:year|month)-? ?old", 1.2),
        (
            r"\b(?:one|a|an|single) (?:\w+ ){0,2}(?:man|woman|patient|boy|girl|child|infant|adolescent)\b[^.;]{0,60}\b(?:is|was|are|were|who|presented|described|developed|aged)\b|\b(?:history|course|story|case) of (?:a|an|one)\b",
            0.8,
        ),
    ),
    Sign.SERIES: _cues(
        (r"\bcase[ -]series\b|\bseries of (?:\w+ ){0,3}(?:patients|cases)\b|\bcase reports?\b of\b", 1.4),
        (
            r"\b(?:we|i) (?:report|describe|present) (?:on )?(?:the )?(?:\w+ ){0,3}?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:\w+ ){0,3}(?:cases|patients|women|men|children|people)\b",
            1.2,
        ),
        (
            r"\bconsecutive (?:\w+ ){0,3}(?:patients|cases)\b|\b(?:patient|case) notes\b|\bchart review\b|\bone after (?:another|the other)\b",
            0.7,
        ),
        (
            r"\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}(?:patients|cases|women|men|children|people|sisters|brothers)\b[^.]{0,80}\b(?:treated|describ\w+|improv\w+|given|received|respond\w+|notes)\b",
            0.9,
        ),
        (
            r"\b"
            + _NUMBER
            + r" (?:\w+ ){0,3}?(?:women|men|patients|children|cases|people|sisters|brothers)\b[^.;]{0,80}\b(?:are|is|were) (?:here )?(?:presented|described|reported)\b",
            1,
        ),
        (r"\b(?:papers|studies|articles|trials|literature)\b", -0.8),
    ),
    Sign.OWN_PEOPLE: _cues(
        (_NUMBER + r" (?:\w+[ -/]){0,5}?" + _PEOPLE, 1),
        (r"\bn ?= ?\d", 1),
        (_PEOPLE + r" (?:were|was|had|with|who|completed|attending|took)\b", 0.5),
    ),
}
