"""Frozen cases for the splitter. Each case is the sentences of one text; the text is them joined by one blank.

FIRST was written before the splitter was run on any of it and stays as it is; LATER was written once it ran.
"""

FIRST: tuple[tuple[str, ...], ...] = (
    # Plain running text
    ("Fatigue was common.", "Pain was not."),
    ("Did it help?", "Nobody knows yet."),
    ("No effect!", "That surprised the team."),
    ("One sentence without an end mark",),
    # Names of people and works
    ("Smith et al. reported a fall in grip strength.", "We did not."),
    ("This agrees with Smith et al. (2004) and with our pilot.",),
    ("This agrees with Smith et al. [2004] and with our pilot.",),
    ("This was seen by Smith et al.", "However, their sample was small."),
    ("The idea came from J.-P. Smith in Lyon.", "It was tested later."),
    ("It was read by A. B. Jones and C. Miller.", "Both agreed."),
    ("We thank Dr. Weber and Prof. Lind for advice.", "The rest was ours."),
    # Numbers and statistics
    ("The groups differed (p = 0.03).", "The effect was small."),
    ("The hazard ratio was 0.84 (95% CI 0.71 to 0.99).", "It crossed no line."),
    ("Scores fell by 3.5 points.", "Then they rose."),
    ("The study ran from 2009 to 2014.", "It had two sites."),
    ("The p value was < .001.", "So the change was not chance alone."),
    ("Doses of 5 mg.kg-1 were used.", "None was higher."),
    ("Blood was kept at 4 °C. for two days.",),
    ("Cells were grown at 37 °C.", "Medium was changed daily."),
    # Abbreviations
    ("As shown in Fig. 2, the curve is flat.", "It stays flat."),
    ("Figs. 2 and 3 show this.", "See also Eq. 4 and Ref. 12 for more."),
    ("Some symptoms, e.g. Raynaud's phenomenon, were rare.",),
    ("One group, i.e. Controls with no illness, rested.",),
    ("Patients vs. Controls was the main contrast.",),
    ("About approx. 40 people came.", "Ten left."),
    ("Sample No. 7 was lost.", "No. 8 was kept."),
    ("The answer was no.", "We asked again."),
    ("Analyses used R v. 4 and Stata ver. 17.", "Both gave the same."),
    ("Details are in Suppl. Table 2.", "Methods are above."),
    ("This is known, cf. Table 3 of the report.",),
    ("Kits came from Acme Inc. (Boston, USA).", "They were stored cold."),
    ("The culture held Bacillus sp. ATCC 1234 and E. coli.", "No other strain grew."),
    ("Care in the U.S. differs from care here.", "Costs differ too."),
    # Citation marks
    ("This was shown before [12].", "It was not repeated."),
    ("This was shown before.[12]", "It was not repeated."),
    ("This is known from earlier work.12,13", "However, doubts remain."),
    ("This is known from earlier work.¹²", "However, doubts remain."),
    ("It follows an infection. ⁶ ⁷", "Surgical procedures are other triggers."),
    ("Earlier data were mixed.3–5", "We add to them."),
    # Headings in line, ellipses, quotes, brackets
    ("We studied vitamin D.", "Results: Levels were low."),
    ("Background: Little is known.", "Methods: We asked 40 people."),
    ("“I was… Then nothing,” said one person.", "Another agreed."),
    ("She said “I cannot stand up.”", "He said the same."),
    ("(This holds for all.)", "It held again."),
    ("Reagents (Sigma Co. St. Louis, MO, U.S.A. Lot 5) were fresh.", "They were used once."),
    ("Table 1. Characteristics of the participants.", "Values are means."),
    ("1. Introduction to the problem is short.", "2. Methods are long."),
)

LATER: tuple[tuple[str, ...], ...] = (
    # Starts that are not capital letters
    ("Levels were low in the samples.", "mRNA was not measured."),
    ("Buffers were fresh in each series.", "pH was set to 7.4."),
    ("Seven people left the study.", "12 people finished it."),
    ("The mean was 4.", "Then it fell."),
    ("Both were tested again.", "α-Synuclein was absent."),
    ("The value was 0. 45 of the maximum.",),
    ("It weighed 4.5 kg. and was cold.",),
    # Units and letters at the end
    ("They rested for 10 min.", "After that they cycled."),
    ("Each got 500 mg.", "Nobody got more."),
    ("Samples stood at 37 C.", "Tubes were sealed."),
    ("None had hepatitis C.", "Patients with other infections were left out."),
    ("They took vitamin D.", "Patients paid for it."),
    ("Blood from group A.", "Samples from group B."),
    ("The species was S. Typhimurium in both.",),
    # More abbreviations
    ("Thus, the index (resp. the score) fell.",),
    ("The rule holds for the groups, cf. Methods in the supplement.",),
    ("Ref. 7 says so.", "Refs. 8 to 10 do not."),
    ("See Sect. 4 of the report.", "It is short."),
    ("Mrs. Lind and Mr. Weber agreed.", "Nobody else did."),
    ("Doses were given i.v. and s.c. Later doses were oral.",),
    ("Doses were given i.v.", "The rest was oral."),
    ("The visit was at 9 a.m.", "It took an hour."),
    ("It was sold by Acme Ltd.", "We paid for it."),
    ("Tests were made in Jan. and Feb. 2014.", "None was missed."),
    ("Fatigue, pain, etc. were scored.", "Sleep was not."),
    ("Care was sought in St. Louis.", "It was refused."),
    ("The U.K. Biobank gave data.",),
    # Citation marks
    ("This is known [3, 5–7].", "It is disputed."),
    ("This is known.[3,5-7]", "It is disputed."),
    ("This is known. [12]", "It is disputed."),
    ("The value was 2.12 However high it is, it counts.",),
    ("It was shown by Jones et al.12", "However, we saw nothing."),
    ("The slope was 0.5.", "Values were scaled."),
    ("This was found in men.⁴,⁵", "Women were not asked."),
    ("Doubts were raised.21–23", "We share them."),
    # Labels, lists, tables
    ("RESULTS: Forty people took part.", "CONCLUSIONS: More work is needed."),
    ("Figure 2. Change in score over time.", "Bars are errors."),
    ("Supplementary Table S3. List of primers.",),
    ("Values are in Table 1.", "Methods are below."),
    ("2.1. Participants and setting of the study.", "They came from two towns."),
    ("Participants met three rules: (1) fatigue; (2) pain.", "They also signed a form."),
    # Quotes and brackets
    ("One wrote “It is like a wall.”", "Others wrote less."),
    ("‘I rest all day.’", "That was typical."),
    ("Others did not (see below).", "We asked why."),
    ("Some left (n = 4; two died. One moved) before the end.",),
    ("Is it over?)", "Not yet."),
    # Other scripts
    ("患者は疲れていた。", "痛みもあった。"),
    # Spacing of files
    ("The first line\nends here.", "Next one."),
    ("The pH of 7.4 was kept.", "No drift was seen."),
    # A citation mark after the last full stop of a paragraph, or several in a row
    ("They rested.", "So did we. ¹²"),
    ("They slept.", "So did we. [12]"),
    ("They ate.[1], [2]", "So were we."),
    ("They drank.[1, 2, 3]", "So were we."),
)
