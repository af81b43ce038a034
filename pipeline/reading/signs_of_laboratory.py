"""Cues of genes, animals, cells, computers, tests and instruments."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading.design_cues import Cue, Sign, cues

__all__ = ["SIGNS"]

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.GWAS: cues(
        (r"\bgenome-? ?wide association|\bGWAS\b|\bgenome-? ?wide (?:scan|significan\w+|analys\w+)", 1.5),
        (
            (
                r"\b(?:variants?|SNPs?|polymorphisms|markers|loci)\b[^.]{0,80}\b(?:all (?:the )?chromosomes"
                r"|whole genome|across the genome|autosomes|genome-? ?wide)"
            ),
            1.5,
        ),
        (
            (
                r"\b(?:million|hundreds of thousands of) (?:\w+ )?(?:variants|SNPs|markers)\b|\bimput(?:ed"
                r"|ation) (?:of )?(?:genotypes|variants)"
            ),
            1,
        ),
        (
            (
                r"\b(?:variants?|SNPs?|markers?|polymorphisms?)\b[^.;]{0,60}\b(?:tested|association|associated"
                r"|compared)\b[^.;]{0,60}\bcases\b"
            ),
            0.7,
        ),
    ),
    Sign.MENDELIAN: cues(
        (
            r"\bmendelian randomi[sz]ation\b|\bMR-Egger\b|\bgenetic (?:instruments?|instrumental)\b|\btwo-sample MR\b",
            1.5,
        ),
        (
            (
                r"\binstrumental variables?\b|\binverse[ -]variance[ -]weighted\b|\bgenetic(?:ally)? (?:proxied"
                r"|predicted|proxies)\b|\bvariants? (?:\w+ ){0,3}(?:as|served as|were used as) (?:an )?instruments?"
            ),
            1,
        ),
        (
            (
                r"\binverse[- ]variance[- ]weight\w+|\b(?:variants?|SNPs?|alleles?|genes?"
                r"|polymorphisms)\b[^.;]{0,80}\b(?:prox(?:y|ies)|instruments?|stand[- ]ins?)\b"
            ),
            1.2,
        ),
    ),
    Sign.ANIMAL: cues(
        (
            (
                r"\b(?:mice|mouse|rats?|rodents?|murine|zebrafish|guinea pigs?|rabbits?|hamsters?|monkeys|macaques"
                r"|piglets?|dogs|sheep|drosophila|C57BL|Sprague[- ]Dawley|Wistar)\b"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:injected|transferred|transplanted|given|infused|implanted) (?:in)?to "
                r"(?:\w+ )?(?:mice|rats|animals)\b"
                r"|\banimals? (?:were|was|model|received|in each|per group)|\bknock-?out (?:mice|animals)\b|\bswam\b"
                r"|\bforced[ -]swim"
            ),
            0.8,
        ),
        (r"\banti-(?:mouse|rat|rabbit)\b|\bmouse (?:monoclonal|anti)|\b(?:rat|mouse|rabbit) (?:IgG|antibod\w+)", -1.2),
        (
            (
                r"\b(?:mouse|rat|murine|rabbit|hamster) (?:[\w-]+ ){0,2}(?:cells?|neurons|fibroblasts|myoblasts"
                r"|antibod\w+|serum|line)\b"
            ),
            -1.2,
        ),
    ),
    Sign.CELL_LINE: cues(
        (
            (
                r"\b(?:cell lines?|HeLa|HEK ?-?293T?|C2C12|SH-SY5Y|HepG2|Jurkat|THP-1|U937|Vero|HUVECs?|A549|myotubes"
                r"|neuroblastoma cells|endothelial cell line|fibroblast lines?)\b"
            ),
            1.2,
        ),
        (
            (
                r"\bcells (?:were|was) (?:\w+ )?(?:kept|grown|cultured|seeded|plated|treated|exposed|incubated"
                r"|maintained|transfected|starved)\b"
            ),
            0.8,
        ),
        (r"\bin vitro\b|\bcultured (?:\w+ ){0,2}cells\b", 0.6),
        (
            (
                r"\b(?:cultured|primary|human|immortali[sz]ed|rat|mouse) (?:\w+ ){0,2}(?:astrocytes|neurons"
                r"|fibroblasts|myoblasts|myocytes|macrophages|hepatocytes|keratinocytes|microglia|cardiomyocytes"
                r"|endothelial cells|epithelial cells)\b"
            ),
            0.9,
        ),
        (
            (
                r"\b(?:fibroblasts|myoblasts|astrocytes|neurons|hepatocytes|keratinocytes|macrophages"
                r"|cells)\b[^.;]{0,40}\b(?:bought|purchased|cell bank|commercial|starved|seeded|passaged"
                r"|transfected)\b"
            ),
            0.9,
        ),
        (r"\b(?:yeast|bacteria|e\. coli|saccharomyces)\b[^.;]{0,40}\b(?:grown|cultured|kept|exposed|strain)", 1.2),
        (
            (
                r"\b(?:cells?|neurons|myotubes|fibroblasts|cultures)\b[^.;]{0,60}\b(?:in the dish|in culture"
                r"|treated with|incubated with|stretched)\b"
            ),
            0.8,
        ),
    ),
    Sign.HANDLED_CELLS: cues(
        (
            (
                r"\b(?:T|B|NK|immune|mononuclear|blood|muscle|endothelial|red|white|natural killer|lymphocytes?"
                r"|monocytes?|PBMCs?|neutrophils|platelets|fibroblasts|biopsies)\b[^.]{0,30}\b(?:taken|isolated"
                r"|obtained|derived|collected|purified|drawn|from) (?:from )?[^.]{0,60}\b(?:stimulat\w+|cultur\w+"
                r"|incubat\w+|exposed|treated|respiration|glycoly\w+|activated|Seahorse)"
            ),
            1.5,
        ),
        (
            (
                r"\b(?:stimulat\w+|cultur\w+|incubat\w+|exposed|treated)\b[^.]{0,60}\b(?:cells|PBMCs?|monocytes"
                r"|lymphocytes|fibroblasts|myotubes|myoblasts)\b[^.]{0,60}\b(?:from|of) (?:the )?(?:patients|donors"
                r"|people|cases|\d+)"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:cells|myotubes|myoblasts|fibroblasts|HUVECs?|neurons|cultures)\b[^.]{0,60}\b(?:exposed to"
                r"|treated with|incubated (?:with|in)|exposure to)\b[^.]{0,50}\b(?:serum|sera|plasma|IgG|exosomes"
                r"|vesicles)"
            ),
            1.6,
        ),
        (
            (
                r"\b(?:serum|sera|plasma|IgG)\b[^.]{0,50}\b(?:from|of)\b[^.]{0,60}\b(?:added to|applied to"
                r"|transferred (?:to|into)|put on)\b"
            ),
            1.6,
        ),
        (r"\bex vivo\b|\bpatient-derived (?:cells|myo\w+|fibroblasts|iPSC\w*)", 1),
        (
            (
                r"\b(?:muscle (?:fibres|fibers|strips|biopsies)|platelets|erythrocytes|red cells|monocytes|neutrophils"
                r"|lymphocytes|PBMCs?|fibroblasts|myotubes)\b[^.;]{0,60}\b(?:from|of)\b[^.;]{0,50}\b(?:patients|donors"
                r"|cases|people|volunteers|controls)\b"
            ),
            0.9,
        ),
        (
            (
                r"\bexpos(?:ed|ure)\b[^.;]{0,60}\b(?:cells|myoblasts|myotubes|fibroblasts|neurons|endotheli\w+"
                r"|monocytes|cultures)\b[^.;]{0,60}\b(?:serum|sera|plasma|IgG)\b"
            ),
            1.6,
        ),
        (
            (
                r"\b(?:neutrophils|monocytes|lymphocytes|platelets|pbmcs?|fibroblasts|myoblasts|muscle fibres"
                r"|natural killer cells|t cells|b cells|red cells)\b[^.;]{0,80}\b(?:challenged|stimulated|exposed"
                r"|cultured|activated|incubated|loaded|stretched)\b"
            ),
            1,
        ),
    ),
    Sign.IN_SILICO: cues(
        (
            (
                r"\bin silico\b|\bmolecular docking\b|\bcomputer (?:model|simulation)|\b(?:mathematical|computational"
                r"|metabolic) model(?:l?ing)?\b|\bsimulat(?:ed|ion|ions)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:public(?:ly)?(?: available)?|published|deposited|downloaded|open)\b[^.]{0,60}\b(?:data ?sets?"
                r"|expression|RNA-?seq|microarray|arrays?|omics)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:GEO|Gene Expression Omnibus|ArrayExpress)\b|\bbioinformatic\w*|\bre-?analy(?:sis|sed"
                r"|zed) (?:of )?(?:published|public|existing|deposited)"
            ),
            1,
        ),
        (
            (
                r"\b(?:equations|network model|agent-based|virtual (?:patients|cells)|docking|machine-readable"
                r"|no new (?:samples|data|participants|measurements))\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:data ?sets?|expression data|sequences|profiles)\b[^.;]{0,60}\b(?:downloaded|reused"
                r"|re-?analy[sz]ed|analy[sz]ed again|retrieved|obtained from (?:a )?(?:public|repositor))"
            ),
            0.9,
        ),
        (
            (
                r"\b(?:published|public|open|existing)\b[^.;]{0,40}\b(?:atlas|database|repository"
                r"|resource)\b[^.;]{0,40}\b(?:mined|searched|queried|used|examined)|\bmined for\b"
            ),
            1,
        ),
    ),
    Sign.INDEX_TEST: cues(
        (
            (
                r"\bindex test\b|\breference standard\b|\bgold standard\b|\bdiagnostic (?:accuracy|performance"
                r"|validity|test (?:accuracy|performance))\b"
            ),
            1.4,
        ),
        (r"\bsensitivity\b[^;]{0,60}\bspecificity\b|\blikelihood ratios?\b|\bpredictive values?\b", 1),
        (r"\b(?:ROC|receiver operating|area under the curve|AUC)\b|\bcut-? ?off\b", 0.4),
        (
            (
                r"\b(?:test|ratio|scale|assay|score|questionnaire)\b[^.]{0,50}\bagainst\b[^.]{0,40}\b(?:diagnosis"
                r"|clinician|specialist|consensus|standard)"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:held|compared|checked|judged|evaluated|measured"
                r"|set)\b[^.;]{0,30}\bagainst\b[^.;]{0,40}\b(?:diagnosis|clinician|specialist|consensus|standard"
                r"|reference)"
            ),
            1,
        ),
        (
            (
                r"\b(?:told|tell|distinguish\w*|discriminat\w*|rule[sd]? (?:in|out))\b[^.;]{0,60}\b(?:from|patients"
                r"|cases|disease)\b[^.;]{0,80}\b(?:sensitivity|specificity|AUC|correctly)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:judged|compared|held|checked|measured|validated|evaluated) against\b[^.;]{0,60}\b(?:test"
                r"|testing|diagnosis|standard|assessment|criteri\w+|examination)\b"
            ),
            1.2,
        ),
    ),
    Sign.PREDICTION: cues(
        (
            (
                r"\b(?:prediction|predictive|prognostic|risk|diagnostic) (?:model|score|rule|nomogram|algorithm"
                r"|classifier)s?\b|\bnomogram\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:machine|deep|supervised)[ -]learning\b|\b(?:random forest|neural network|support vector"
                r"|gradient boost\w*|XGBoost|classifiers?|lasso)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:training|derivation|development)\b[^.]{0,50}\b(?:test(?:ing)?|validation|held-out"
                r"|hold-out)\b[^.]{0,20}\b(?:set|sets|sample|cohort|half|data|third)?|\bcross-?validat\w+"
                r"|\bexternal(?:ly)? validat\w+|\bheld-? ?out\b"
            ),
            1,
        ),
        (r"\bto predict\b|\bpredict(?:s|ed|ing)? (?:who|which|whether|the (?:outcome|diagnosis))", 0.6),
        (
            (
                r"\b(?:trained|derived|fitted|built|learned)\b[^.;]{0,60}\b(?:tested|checked|validated|applied"
                r"|evaluated)\b[^.;]{0,30}\b(?:on|in|with)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:random forests?|neural networks?|algorithms?|classifiers?|models?"
                r"|nomograms?)\b[^.;]{0,60}\b(?:learn\w*|train\w*|predict\w*|derived|built)|\bc-statistic"
                r"|\bcalibration\b|\bperformance was (?:tested|checked|assessed)"
            ),
            1,
        ),
        (
            (
                r"\b(?:derived|derivation|developed|built)\b[^;]{0,80}\b(?:validated|validation|checked|tested)\b"
                r"|\bcandidate predictors\b|\b(?:rule|score|model) (?:for|of) (?:\w+ )?(?:recovery|relapse|outcome"
                r"|prognosis|risk|diagnosis)\b"
            ),
            1,
        ),
        (
            (
                r"\bregression\b[^.;]{0,80}\b(?:yielded|gave|produced)\b[^.;]{0,20}\b(?:score|rule|model)"
                r"|\bcorrected by bootstrap|\boptimism\b"
            ),
            1,
        ),
    ),
    Sign.INSTRUMENT: cues(
        (
            (
                r"\b(?:psychometric\w*|Cronbach\w*|test-?retest|factor (?:analysis|structure)|internal consistency"
                r"|construct validity|content validity|reliability and validity|inter-?rater|item response|Rasch)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:develop\w*|validat\w+|adapt\w+|translat\w+|refin\w+|designed)\b[^.]{0,60}\b(?:questionnaire"
                r"|scale|instrument|assay|measure|tool|index|inventory|method|technique|software|pipeline|app)\b"
            ),
            0.9,
        ),
        (
            (
                r"\b(?:new|novel) (?:\w+ ){0,2}(?:assay|method|technique|tool|software|questionnaire|scale"
                r"|protocol for)\b|\bhow to (?:measure|prepare|extract)|\bstep-by-step\b|\bcoefficient of variation\b"
                r"|\blimit of detection\b"
            ),
            0.9,
        ),
        (
            (
                r"\b(?:translated|back-translated|pilot-tested|calibrat\w+|repeatab\w+|reproducib\w+ of the"
                r"|agreement between (?:two )?(?:raters|observers|devices|methods))\b"
            ),
            0.8,
        ),
    ),
}
