"""Every method of a report with its source, and where and why it differs from what was published.

The text of `pulse method` and of the report's own method page: one catalogue for both.
"""

from __future__ import annotations

from pulse.model.methods import MethodNote

EDITION = "2026-11"  # of the rules as a whole: raised whenever one of them changes

METHODS = (
    MethodNote(
        "What is counted",
        "Shares are of those who answered the question; “don’t know” and the like stand aside and are counted apart. "
        "Favourable is the favourable half of a scale. Scores run from 0 to 10, 10 the favourable end.",
        "NHS Staff Survey, how scores are made (nhssurveys.co.uk); the five-point scoring itself is as commonly used",
        "Scores of a questionnaire whose official scoring could not be read are marked unverified wherever they stand.",
        "A score that only looks official misleads.",
    ),
    MethodNote(
        "Range of a figure",
        "95% Wilson interval. Where the number of people asked is known, with the finite population correction "
        "n(N−1)/(N−n).",
        "Wilson 1927, J Am Stat Assoc 22:209; Deming 1953, J Am Stat Assoc 48",
        "Two ranges: the corrected one beside a figure, the wider one wherever groups or stock-takes are compared.",
        "When everybody answers, today is known exactly; tomorrow still varies.",
    ),
    MethodNote(
        "Scores and sub-scores",
        "A person’s score is the mean of its parts, each the mean of its answered items; a part with a name is a "
        "sub-score too. The figure is the mean over people, its range mean ± 1.96 standard errors.",
        "NHS Staff Survey, how scores are made (nhssurveys.co.uk)",
        "Sub-scores are of the people who have the whole score. They stand all together, and with the score, or not at "
        "all.",
        "The score is then the mean of its sub-scores in every group, and none that is withheld follows from the "
        "others.",
    ),
    MethodNote(
        "Do the questions of a score belong together",
        "Cronbach’s alpha from complete answers of everyone, with Feldt’s 95% interval. An item that falls where the "
        "others rise is named: it is probably not reversed.",
        "Cronbach 1951, Psychometrika 16:297; Feldt 1965, Psychometrika 30:357",
        "Never by group; not below 0, and not where it rounds to 1.00.",
        "Of a group it would be made from the joint answers of a few. Below 0 it measures nothing; at 1.00 one answer "
        "of a person tells all of hers.",
    ),
    MethodNote(
        "What comments speak of",
        "People give each comment codes of a codebook; a second person codes 100 of them again. Agreement is "
        "Krippendorff’s alpha, nominal, of each code and their mean: .80 is firm, .67 good enough for tentative "
        "conclusions. Cohen’s kappa is printed by pulse comments agreement.",
        "Krippendorff 2011, Computing Krippendorff’s alpha-reliability; Cohen 1960, Educational and Psychological "
        "Measurement 20:37",
        "No figure below .60, in all or of a single code, nor before the second coder is done. She sees no suggestion.",
        "Two who confirm the same suggestion agree with the suggestion, and not yet with each other.",
    ),
    MethodNote(
        "eNPS",
        "Only where a questionnaire asks for it: the share of 9 and 10 less the share of 0 to 6, with the adjusted "
        "Wald interval (three people added).",
        "Rocks 2016, The American Statistician 70:365",
        "Favourable and unfavourable are then these two sides, and it is shown where both are.",
        "Cut otherwise, the sides and eNPS together would tell of single points.",
    ),
    MethodNote(
        "Trend of a share",
        "P-prime chart from 13 stock-takes: limits widen where fewer answered, and by as much as shares vary beyond "
        "sampling.",
        "Laney 2002, Quality Engineering 14:531; qicharts2 0.8.1",
        "Limits are never narrower than sampling alone makes them (σz at least 1).",
        "On steady series the floor takes a third to nine tenths of the false signs away, and costs no power from 24 "
        "stock-takes on.",
    ),
    MethodNote(
        "Trend of a score",
        "I-prime chart from 13 stock-takes: as for shares, weighed by the number of answers.",
        "Taylor 2018, Normalized Individuals (IN) Control Chart, variation.com; qicharts2 0.8.1",
    ),
    MethodNote(
        "Signs in a trend",
        "Four rules: a point beyond a limit; seven rising or falling in a row; two of three beyond two thirds of the "
        "way to a limit with all three on one side; seven in a row on one side of the average.",
        "NHS England ‘Making Data Count’; NHSRplotthedots 0.2.2",
        "The four rules are read on P-prime and I-prime limits, not on XmR limits. “pulse trend --chart xmr” gives the "
        "published chart to the last digit.",
        "XmR takes a stock-take with few answers for a fall in a quarter of all cases, and 25 in 100 steady series of "
        "24 for a change somewhere.",
    ),
    MethodNote(
        "Two signs at once",
        "The sign named is the first of: beyond a limit, trend, two in three, shift; the icon is that of the last "
        "point.",
        "NHSRplotthedots 0.2.2",
        "The NHS Excel tool shows improvement when improvement and concern meet; here the order of rules decides.",
        "Good news must not cover bad.",
    ),
    MethodNote(
        "Few stock-takes",
        "One: a bar with its range. Two to seven: dots with ranges. Eight to twelve: a run chart on the median, with "
        "limits on trial and no icon.",
        "Anhøj & Olesen 2014, PLoS ONE 9:e113825; NHS England’s Excel tool (13 points)",
        "NHSRplotthedots draws limits and icons for any number of points and warns; here they are left out.",
        "Limits from few points move with every new one.",
    ),
    MethodNote(
        "Gaps",
        "A stock-take that is missing or may not be shown has no point and no limits; runs step over it.",
        "NHSRplotthedots 0.2.2, which leaves both readings open",
        "Only what is shown is used, rounded as shown, with the number of answers shown.",
        "A mean computed with a hidden point gives the point away by subtraction.",
    ),
    MethodNote(
        "No variation",
        "Where the same value comes back every time there are no limits.",
        "NHSRplotthedots 0.2.2",
        "Where leaving out large ranges leaves none although there was some, all ranges are used, and that is said.",
        "The published method then flags every point.",
    ),
    MethodNote(
        "Breaks and new limits",
        "A changed question, scale, scoring or group starts a new line with limits of its own. New limits within a "
        "line need a date, a reason and who decided, are listed, and the original ones stay one click away.",
        "NHS England ‘Making Data Count’; Anhøj & Mohammed, Mastering SPC Charts (online), on pitfalls",
        "A date that is no stock-take’s is refused; NHSRplotthedots passes over it in silence. Never automatic.",
        "Limits recomputed until nothing stands out show nothing.",
    ),
    MethodNote(
        "What moved since last time",
        "Difference of two shares with its 95% interval; of two scores by Welch. Words of direction only where the "
        "interval leaves out zero and the finding stands among all compared together.",
        "Newcombe 1998, Stat Med 17:873; Welch 1947, Biometrika 34:28; Benjamini & Hochberg 1995, J R Stat Soc B "
        "57:289",
        "The trend comes first, this second. There are no arrows, and no size counts as a change by itself.",
        "65 of 100 steady series of 24 stock-takes hold at least one step that looks significant by itself.",
    ),
    MethodNote(
        "Whole scale",
        "Cliff’s delta: how much oftener a later answer is better than an earlier one than worse, from −1 to +1, with "
        "its interval.",
        "Cliff 1996, Ordinal Methods, chapter 5; Feng & Cliff 2004, J Mod Appl Stat Methods 3:322",
    ),
    MethodNote(
        "Who answered, or what they said",
        "A change of everyone is split into what came from other parts answering and what came from parts changing. "
        "Beside it stands the later figure with the earlier mix of answers (direct standardisation). A response, or a "
        "mix of who answered, that moved by more than 10 points is told.",
        "Kitagawa 1955, J Am Stat Assoc 50:1168; dissimilarity after Duncan & Duncan 1955, Am Sociol Rev 20:210",
        "Parts that are not shown are taken together.",
        "Otherwise the split would tell of them.",
    ),
    MethodNote(
        "Weights",
        "Each part of the organisation counts as its share of all staff; errors by linearisation; weights kept between "
        "0.3 and 3 times their mean.",
        "R package survey 4.1-1 (postStratify, trimWeights); Kish 1965, Survey Sampling",
        "Beside the plain figure, never instead of it. A part without answers, or whose size is not known, stops the "
        "weighing; R’s rake goes on in silence when margins disagree.",
        "Weights mend only what differs between these parts.",
    ),
    MethodNote(
        "Beside what is counted",
        "Indicators of the organisation are drawn under its scores, each with values of its own. From eight periods on "
        "Spearman’s rank correlation with its 95% interval says how far the two rank the periods alike.",
        "Spearman 1904, Am J Psychol 15:72; interval: Bonett & Wright 2000, Psychometrika 65:23",
        "No p, no line of best fit, nothing with fewer periods. Small numbers are bands, nought among them, and are "
        "left out.",
        "What moves at the same time need not belong together, and a small number is one person’s story.",
    ),
    MethodNote(
        "False signs",
        "Beside the number of signs stands how many steady series alone would give.",
        "Simulation, seeded and kept with the tests: 1.2 in 100 steady charts show one at their last point",
    ),
)

EVALUATION = (
    MethodNote(
        "Did it work",
        "Difference in differences: the change where something was tried less the change elsewhere, each side the "
        "answers of its shown units together, before rounding; with the 95% interval for independent answers.",
        "Angrist & Pischke 2009, Mostly Harmless Econometrics, chapter 5; checked against R’s lm with sandwich errors",
        "No result where the outcome was entered after the first stock-take that followed the start, or after its "
        "figures were seen. Units that are not shown before or after are left out.",
        "An outcome that is chosen once the answers are known proves nothing.",
    ),
    MethodNote(
        "Units dealt by chance",
        "How many of the ways to choose as many units part their changes as far, each unit counted once: all ways up "
        "to 200,000, else 9,999 of them.",
        "Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39",
        "Beside the interval, which does not know that answers of one unit are alike.",
    ),
    MethodNote(
        "Lines in two pieces",
        "y = b0 + b1 t + b2 after + b3 (t − t0 + 1) after, stock-take by stock-take, from the points as shown; "
        "Newey-West errors with lag 2 and Student’s t. Each line, and what lies between them. Carry-over from one "
        "stock-take to the next is the Durbin-Watson statistic.",
        "Wagner et al. 2002, J Clin Pharm Ther 27:299; Penfold & Zhang 2013, Acad Pediatr 13:S38; Durbin & Watson "
        "1950, Biometrika 37:409",
        "Made from 12 stock-takes on, 4 or more on each side of the start, and called a trial below 8 on each side. "
        "Errors are never below those of least squares.",
        "By themselves Newey-West errors of so short a series are too small.",
    ),
)
