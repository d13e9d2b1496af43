"""Every message a user can meet, in one place: code, words, remedy; and the exit statuses.

Words say the fault in one sentence, the remedy what to type or change next. Neither ever holds an answer or a name.
Details in braces are filled by `pulse.model.problems.Problem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses, after sysexits.h where they fit."""

    DONE = 0  # done, or nothing due
    LOOK = 1  # done, and a person should look
    USAGE = 2  # the command was wrong
    BAD_DATA = 65  # nothing stored
    NO_INPUT = 66  # a file is missing
    UNDECIDED = 69  # an audit could not decide in its time
    BUG = 70  # a fault of ours
    CANNOT_WRITE = 73
    LOCKED = 75  # another run holds the lock; try later
    CONFIG = 78


@dataclass(frozen=True, slots=True)
class Message:
    """A fault's words, its remedy and the exit status of a command that stops because of it."""

    words: str
    remedy: str
    status: Exit


# One section a room, in the order of the data's path. Codes are stable: scripts may look for them.
_WORKSPACE = {
    "no-workspace": Message(
        "there is no pulse.toml in this folder or above it",
        "make a workspace with `pulse init`, or go to the folder that holds yours",
        Exit.CONFIG,
    ),
    "settings-faulty": Message(
        "the settings cannot be used: {faults} fault(s)", "mend what is listed below, then run again", Exit.CONFIG
    ),
    "file-missing": Message(
        "there is no such file", "check the name and the folder, then run the command again", Exit.NO_INPUT
    ),
    "cannot-write": Message(
        "this file cannot be written: {reason}", "check the folder's rights and free space", Exit.CANNOT_WRITE
    ),
}

_CORRIDOR = {
    "workspace-exists": Message(
        "there is a workspace here already", "go on working in it, or choose another folder", Exit.CANNOT_WRITE
    ),
    "demo-exists": Message(
        "this folder holds something that is no demonstration",
        "name a folder that is not there yet: `pulse demo FOLDER`",
        Exit.CANNOT_WRITE,
    ),
    "file-exists": Message(
        "there is such a file already, and it is left alone", "choose another id, or edit the file", Exit.CANNOT_WRITE
    ),
    "no-such-survey": Message(
        "there is no questionnaire '{survey}' here (there are: {known})",
        "list them with `pulse survey list`, or start one with `pulse survey new`",
        Exit.USAGE,
    ),
    "export-what": Message(
        "it was not said what to export",
        "say --share FILE.db for a database, or --engagement-nine; for one table `pulse report --format csv`",
        Exit.USAGE,
    ),
    "no-browser": Message(
        "a PDF is printed by a browser, and neither Chromium, Chrome nor Edge is on this machine",
        "install one of them, or write --format html and print that page",
        Exit.CONFIG,
    ),
    "pdf-failed": Message(
        "{browser} did not print the report: {reason}",
        "try once more; else write --format html and print that page",
        Exit.CANNOT_WRITE,
    ),
    "nine-incomplete": Message(
        "this wave did not ask {question} in the official words and answers: “{words}”",
        "ask the nine as `pulse survey add engagement-nine` has them, with their codes",
        Exit.USAGE,
    ),
    "choose-survey": Message(
        "several questionnaires have answers: {known}", "say which: `pulse report SURVEY`", Exit.USAGE
    ),
    "nothing-collected": Message(
        "no answers to {survey} have been collected yet", "collect an export first: `pulse collect FILE`", Exit.NO_INPUT
    ),
    "no-such-wave": Message(
        "{survey} has no wave '{wave}' (there are: {known})", "name one of those with --wave", Exit.USAGE
    ),
    "wave-open": Message(
        "wave {wave} is open until {last}; {answered} people have answered so far, and no more is said before it ends",
        "report after that day, or add --interim: it freezes the wave with the answers it has now",
        Exit.USAGE,
    ),
    "third-dimension": Message(
        "figures are shown by the levels ({levels}) and, beside them, by '{second}'; by {others} they would be shown "
        "nowhere: with a further grouping it is not made sure that no few people are left when figures are subtracted",
        "take {others} out of 'dimensions'; of several the first that is no level is shown",
        Exit.CONFIG,
    ),
    "second-dimension": Message(
        "'{dimension}' is no level of the organisation ({levels}); its groups, if the questionnaire asks for them, "
        "stand beside those of the levels in every report",
        "report by one of the levels, or without --by",
        Exit.USAGE,
    ),
    "audience-group": Message(
        "a page for {audience} is about one group, and none is named",
        'name it, like --group "Hospitals / Surgery", or write one for each: --each LEVEL',
        Exit.USAGE,
    ),
    "audience-everyone": Message(
        "a page for {audience} is about everyone, and a group is named",
        "leave out --group, or use --for manager or --for team",
        Exit.USAGE,
    ),
    "audience-format": Message(
        "pages for one reader are HTML or PDF, those with an index HTML only, and {form} was asked for",
        "leave out --format; the full report (--for analyst) has the same figures in every format",
        Exit.USAGE,
    ),
    "each-level": Message(
        "'{level}' is no level of the organisation ({levels})",
        "name one of the levels in pulse.toml",
        Exit.USAGE,
    ),
    "each-many": Message(
        "--each writes a page for every group, into a folder",
        "leave out --group, and name a folder with --output or leave it out",
        Exit.USAGE,
    ),
    "each-audience": Message(
        "a page for {audience} is about everyone: there is none for each group",
        "use --for manager or --for team with --each, or leave out --for",
        Exit.USAGE,
    ),
    "event-text": Message(
        "an event needs one line of text, of at most {most} signs",
        'write it like: pulse event add {survey} 2026-05-12 "Listening programme began"',
        Exit.USAGE,
    ),
    "people-not-loaded": Message(
        "no groups are loaded yet, so nobody's answers have a group",
        "put yours into people.csv, load them with `pulse people people.csv`, and collect this file again",
        Exit.LOOK,
    ),
    "event-group-unknown": Message("there is no group '{group}' in people.csv", "{hint}", Exit.USAGE),
    "event-before-first": Message(
        "it lies before the first stock-take ({first}): reports list it and do not draw it",
        "if the date is a slip: `pulse event remove {id}`, then add it again",
        Exit.LOOK,
    ),
    "event-twice": Message(
        "this event is recorded already, as number {id}", "nothing: it is printed in reports", Exit.USAGE
    ),
    "no-such-event": Message(
        "there is no recorded event {id}",
        "see `pulse event list`; an event that stands in a questionnaire is taken out of its file",
        Exit.USAGE,
    ),
    "rebase-incomplete": Message(
        "a rebase needs a reason and who decided it, each one line: at most {reason} and {who} signs",
        'add --reason "..." and --who "Head of wellbeing" (a role, not a name): both are printed in reports',
        Exit.USAGE,
    ),
    "rebase-item": Message(
        "'{item}' has no trend in {survey}, so it has no limits to begin anew", "{hint}", Exit.USAGE
    ),
    "rebase-date": Message(
        "limits cannot begin anew on {date}: no stock-take begins then or later, other than the first",
        "choose the first day of one of these: {known}",
        Exit.USAGE,
    ),
    "rebase-twice": Message(
        "the limits of '{item}' begin anew on {date} already, by rebase {id}",
        "nothing; to give another reason, `pulse rebase remove {id}` and add it again",
        Exit.USAGE,
    ),
    "no-such-rebase": Message("there is no rebase {id}", "see `pulse rebase list`", Exit.USAGE),
    "series-not-text": Message(
        "this file is not UTF-8 text", "save it as CSV UTF-8 with the columns date,value", Exit.BAD_DATA
    ),
    "today-not-a-date": Message(
        "PULSE_TODAY is not a date", "write it like PULSE_TODAY=2026-11-24, or unset it", Exit.CONFIG
    ),
    "not-a-date": Message("{option} is not a date", "write it like 2026-11-24", Exit.USAGE),
    "no-file-named": Message(
        "no export is named",
        "name one or more: `pulse collect FILE`; to take one back: `pulse collect --undo ID`",
        Exit.USAGE,
    ),
    "ask-person": Message(
        "this needs a person's yes, and there is no terminal to ask on", "add --yes if you mean it", Exit.USAGE
    ),
    "bug": Message(
        "something went wrong inside pulse ({kind} at {where}); nothing was stored half-way",
        "please report this line; PULSE_DEBUG=1 shows the whole trace, which may hold answers: do not send that",
        Exit.BUG,
    ),
}

_TOML = {
    "toml-syntax": Message("{fault}", "{hint}", Exit.LOOK),
    "unknown-key": Message("unknown key '{key}'", "{hint}", Exit.LOOK),
    "missing-key": Message("'{key}' is missing", "add a line `{key} = ...` to this table", Exit.LOOK),
    "wrong-value": Message("{fault}", "{hint}", Exit.LOOK),
}

_DEFINE = {
    "definition-not-utf8": Message(
        "this file is not UTF-8 text", "save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)", Exit.BAD_DATA
    ),
    "many-questions": Message(
        "{questions} questions, about {minutes} min: more than {most} at a time",
        "leave some out, or let blocks of them take turns with `block` and [rotation]",
        Exit.DONE,
    ),
    "asked-often": Message(
        "all questionnaires together ask everybody {asks} times a month, most in {month}: {count}",
        "ask one of them less often; `pulse survey burden` shows which comes how often",
        Exit.DONE,
    ),
    "turns-need-opening": Message(
        "its blocks take turns only in waves that `pulse open` writes",
        "open each wave before you publish it: `pulse open {survey}`",
        Exit.DONE,
    ),
    "block-without-rotation": Message(
        "'{item}' is in a block, and no blocks take turns here",
        "add [rotation] with `every = 3`, or take `block` away",
        Exit.CONFIG,
    ),
    "rotation-of-nothing": Message(
        "there are no two blocks that could take turns", 'give items their block, like `block = "tools"`', Exit.CONFIG
    ),
    "rotation-of-frame": Message(
        "'{item}' is asked in every wave or in one alone, and cannot take turns",
        "take `block` away: the frame, follow-ups, the guest and the consent item are no part of a block",
        Exit.CONFIG,
    ),
    "rotation-splits": Message(
        "{one} would be asked without what belongs to it: {other}", "put them into one block, or into none", Exit.CONFIG
    ),
    "survey-here": Message(
        "there is a questionnaire '{survey}' here already, in another file",
        "use that one, or give it another id first",
        Exit.CANNOT_WRITE,
    ),
    "edited-in-use": Message(
        "version {version} has answers already, and was edited since: {items}",
        "make it the next version, and say what each change is: `pulse survey revise {survey}`; or put it back",
        Exit.LOOK,
    ),
    "change-untyped": Message(
        "nobody has said what the change of '{item}' is",
        'say in the item, or by `--change {item}=...`: "cosmetic" (it means the same, and its line goes on), '
        '"reworded" or "rescaled" (its line breaks)',
        Exit.LOOK,
    ),
    "change-of-nothing": Message(
        "'{item}' is no question whose words or answers have changed",
        "see what has with `pulse survey diff`; what is new or gone needs no type",
        Exit.USAGE,
    ),
    "change-unknown": Message(
        "'{said}' names no change", "write it like --change heard=cosmetic; or reworded, or rescaled", Exit.USAGE
    ),
    "cosmetic-scored": Message(
        "the change of '{item}' cannot be cosmetic: its answers are counted otherwise than before",
        "call it rescaled, or put its scale back",
        Exit.USAGE,
    ),
    "not-in-use": Message(
        "'{survey}' has no answers yet: it can be edited as it is",
        "edit its file, then `pulse survey check`",
        Exit.USAGE,
    ),
    "nothing-to-revise": Message(
        "'{survey}', version {version}, asks nothing otherwise than when it was last asked",
        "edit its file first; what stands around the questions, and their order, makes no new version",
        Exit.USAGE,
    ),
    "revise-by-hand": Message(
        "this file is laid out so that no line can be put into it",
        "copy it, raise `version` in the copy, give it `asked_from`, and each changed item its `change`",
        Exit.CONFIG,
    ),
    "no-such-version": Message(
        "'{survey}' has no version or wave '{which}' (there are: {known})",
        "name a version like {survey}@v1, a wave like {survey}@2026-11, or a file",
        Exit.USAGE,
    ),
    "version-twice": Message(
        "another file holds version {version} of '{survey}' too",
        "raise `version` in one of the two, or remove it from the folder",
        Exit.CONFIG,
    ),
    "too-many-columns": Message(
        "all items and options together need more than {most} columns",
        "split the questionnaire in two",
        Exit.LOOK,
    ),
    "said-twice": Message(
        "this {key} is the same as on line {line}: answers to the two could not be told apart",
        "give one of the two items another {key}",
        Exit.LOOK,
    ),
    "translation-missing": Message(
        "{name} has no text in {language}: nothing can be asked in {language} until it has one",
        "add it, or an entry with `pulse survey translate`; to drop the language, take its file away",
        Exit.LOOK,
    ),
    "translation-old": Message(
        'the questionnaire was changed since {name} was translated; it now says "{now}"',
        "see whether the translation still says the same, then write what the questionnaire says now after `from`",
        Exit.LOOK,
    ),
    "translation-unknown": Message(
        "this translates '{name}', which the questionnaire does not have", "{hint}", Exit.LOOK
    ),
    "translation-means-two": Message(
        "this text of {one} may also be read as {other}, in this language or in another",
        "word one of the two otherwise: an export in either language could not be told apart",
        Exit.LOOK,
    ),
    "translation-blanks": Message(
        "this text must have {blanks}, as its original has", "write what stands in braces as it is", Exit.LOOK
    ),
    "translation-first-line": Message(
        "answers are given by name, and the first line does not say so in this language",
        "begin with what stands at words.by_name: {line}",
        Exit.LOOK,
    ),
    "translation-half-checked": Message(
        "a translation is checked by somebody, on a day, as it then was, and one of these is missing here",
        "take these lines away; once a speaker has read it: `pulse survey checked SURVEY {language} --by WHO`",
        Exit.LOOK,
    ),
    "translation-tag": Message(
        "'{language}' is no language tag", 'use one like cy, pl or "pt-BR", with small letters first', Exit.LOOK
    ),
    "translation-own": Message(
        "'{language}' is the questionnaire's own language", "change the questionnaire itself", Exit.LOOK
    ),
    "translation-twice": Message(
        "the questionnaire has texts in {language} itself, under [translations.{language}]",
        "keep one of the two",
        Exit.LOOK,
    ),
    "translation-incomplete": Message(
        "{survey} cannot be asked in {language}: texts missing there, or older than the questionnaire: {count}",
        "`pulse survey check` names each with its line",
        Exit.LOOK,
    ),
    "no-such-language": Message(
        "{survey} has no texts in '{language}' (there are: {known})",
        "begin a translation with `pulse survey translate {survey} {language}`",
        Exit.USAGE,
    ),
    "event-said-twice": Message(
        "this event is the same as on line {line}", "keep one; `groups` may name several groups", Exit.LOOK
    ),
    "no-kind": Message(
        "item '{item}' does not say how it is answered",
        'add `scale = "agree5"`, or `choose = 1` with `options`, or `kind = "text"`',
        Exit.LOOK,
    ),
    "two-kinds": Message(
        "item '{item}' is answered in two ways at once", "keep one of `scale`, `choose` and `kind`", Exit.LOOK
    ),
    "no-options": Message(
        "item '{item}' has nothing to choose from", 'add `options = {{ yes = "Yes", no = "No" }}`', Exit.LOOK
    ),
    "options-without-choose": Message(
        "item '{item}' has options and does not say how many may be chosen",
        'add `choose = 1` or `choose = "any"`',
        Exit.LOOK,
    ),
    "unknown-name": Message("there is no {kind} '{name}'", "{hint}", Exit.LOOK),
    "at-most-too-many": Message(
        "there are only {options} options", 'lower the number, or write `choose = "any"`', Exit.LOOK
    ),
    "context-columns": Message(
        "the first line of this file does not name its columns as they are needed",
        "write `month,indicator,value,unit,source`, or `quarter,indicator,value,unit,source`",
        Exit.BAD_DATA,
    ),
    "context-empty": Message("this file holds no values", "put one on each line below the first", Exit.BAD_DATA),
    "context-large": Message("this file is too large to be a list of indicators", "check its name", Exit.BAD_DATA),
    "context-not-utf8": Message("this file is not UTF-8 text", "save it again as CSV UTF-8", Exit.BAD_DATA),
    "context-quotes": Message("a quote is opened here and not closed", "close it, or take it out", Exit.BAD_DATA),
    "context-width": Message(
        "this line has more or fewer cells than the first one", "give it five; quote a text with commas", Exit.BAD_DATA
    ),
    "context-month": Message("this is no month", "write it like 2026-03", Exit.BAD_DATA),
    "context-quarter": Message("this is no quarter", "write it like 2026-Q1", Exit.BAD_DATA),
    "context-not-over": Message("this period is not over yet", "leave the line out until it is", Exit.BAD_DATA),
    "context-unit": Message(
        "this is no unit that can be judged: totals of days or money may be one person's",
        "count or relate instead: {units}",
        Exit.BAD_DATA,
    ),
    "context-count": Message("a count must be a whole number", "write it like 14, without signs", Exit.BAD_DATA),
    "context-number": Message("this is no number", "write it like 4.5, without signs", Exit.BAD_DATA),
    "context-share": Message("a share cannot be above 100 %", "check the value and its unit", Exit.BAD_DATA),
    "context-words": Message(
        "the {what} must be one line of at most {most} signs, without |", "name it briefly, and nobody", Exit.BAD_DATA
    ),
    "context-names": Message(
        "the {what} looks as if it named a person",
        "say it without; if nobody is named, add --names-nobody",
        Exit.BAD_DATA,
    ),
    "context-rate-of-nobody": Message(
        "nobody can tell how many people this rate rests on: people.csv has no headcounts then",
        "read them in with `pulse people`, or give the count instead of the rate",
        Exit.BAD_DATA,
    ),
    "context-twice": Message(
        "line {first} holds this indicator for the same period", "keep one of the two", Exit.BAD_DATA
    ),
    "context-other-unit": Message(
        "this indicator was in '{before}' before: its line cannot go on in another unit",
        "use that unit, or give the indicator another name",
        Exit.BAD_DATA,
    ),
    "context-mixed": Message(
        "this indicator comes by the {before}: a sum beside its parts gives away what is told as a band",
        "keep to that, or give the indicator another name only if no period of the two overlaps",
        Exit.BAD_DATA,
    ),
    "context-known": Message(
        "another value was put down for this period before",
        "if this one is right: add --correct; both stay on record",
        Exit.BAD_DATA,
    ),
    "harm-half": Message(
        "item '{item}' names a party or an answer to harm, and not the other",
        'give it both, like `party = "patients"` and `answer = "seen"`, or neither',
        Exit.LOOK,
    ),
    "harm-needs-scale": Message(
        "item '{item}' is about how harm is answered and has no scale with a favourable end",
        'give it `scale = "agree5"`, or take `party` and `answer` away',
        Exit.LOOK,
    ),
    "harm-twice": Message(
        "item '{first}' asks of the same party and the same answer to harm",
        "give one of the two another `party` or `answer`",
        Exit.LOOK,
    ),
    "proposals-need-words": Message(
        "item '{item}' asks for proposals and is not answered in own words", 'give it `kind = "text"`', Exit.LOOK
    ),
    "proposals-twice": Message("an item before this one asks for proposals", "ask for them once", Exit.LOOK),
    "guest-second": Message(
        "'{first}' is this questionnaire's guest already",
        "ask one guest item a wave; keep this for the next",
        Exit.LOOK,
    ),
    "cluster-name": Message(
        "this is no name of a cluster", "write at most {most} signs, letters or digits among them", Exit.BAD_DATA
    ),
    "no-such-proposal": Message("there is no reviewed proposal {id}", "see `pulse proposals list`", Exit.USAGE),
    "no-such-cluster": Message(
        "{survey} has no cluster '{cluster}' with a reviewed proposal in it", "see `pulse proposals list`", Exit.USAGE
    ),
    "guest-verbatim": Message(
        "these are the words of somebody who did not agree to be quoted", "ask it in your own words", Exit.USAGE
    ),
    "guest-in-words": Message(
        "the guest item '{item}' is answered in own words, so it has no figures to show",
        "give it a scale, or `choose` with `options`",
        Exit.LOOK,
    ),
    "consent-needs-one": Message(
        "item '{item}' has a consent but not one answer to choose", "give it choose = 1 and options", Exit.LOOK
    ),
    "consent-twice": Message(
        "item '{item}' asks for consent, and an item before it does", "ask it once for all comments", Exit.LOOK
    ),
    "frame-needs-options": Message(
        "item '{item}' has a role in the frame, so people must choose from options",
        "add `choose` and `options`, or take `frame` away",
        Exit.LOOK,
    ),
    "need-without-horizon": Message(
        "item '{item}' asks for a need and does not say when it is felt",
        'add `horizon = "now"` (or "medium", or "long")',
        Exit.LOOK,
    ),
    "horizon-without-need": Message(
        "only needs have a horizon", 'take the line away, or add `frame = "need"`', Exit.LOOK
    ),
    "meet-without-about": Message(
        "item '{item}': `frame = \"meet\"` and `about` go together",
        "say with `about` which need it speaks of; other items have no `about`",
        Exit.LOOK,
    ),
    "relationship-needs-scale": Message(
        "item '{item}' rates groups, which needs a scale with a favourable end",
        'add `scale`, such as scale = "agree5"',
        Exit.LOOK,
    ),
    "relationship-without-about": Message(
        "item '{item}' does not say whose groups rate each other",
        'add `about` with a level or a dimension, such as about = "directorate"',
        Exit.LOOK,
    ),
    "relationship-of-nobody": Message(
        "item '{item}' asks how groups work together, and nobody is asked which group she is in",
        "add `dimensions`",
        Exit.LOOK,
    ),
    "relationship-takes-not": Message(
        "item '{item}' is answered about each other group, so it takes no `{what}`",
        "take `{what}` away, or ask it as an item of its own",
        Exit.LOOK,
    ),
    "rated-without-relationship": Message(
        "item '{item}' names groups to be rated, and rates none", 'add kind = "relationship"', Exit.LOOK
    ),
    "rated-too-few": Message(
        "item '{item}' needs two groups to rate or more, each named once",
        "name them all in `rated`, or leave it away to rate all groups of people.csv",
        Exit.LOOK,
    ),
    "condition-form": Message(
        "a condition names an earlier item and one of its options", 'write it like "hurt == me"', Exit.LOOK
    ),
    "index-empty": Message(
        "no item belongs to the index '{index}'", 'add `index = "{index}"` to its items, or `parts` here', Exit.LOOK
    ),
    "balance-parts": Message(
        "a balance needs two parts with names, of {least} items or more each: tasks first, then relationships",
        'write parts.Tasks = ["...", "..."] and parts.Relationships = ["...", "..."]',
        Exit.LOOK,
    ),
    "index-named-like-item": Message("an item has the id '{index}' too", "rename one of the two", Exit.LOOK),
    "linked-nothing": Message(
        "waves are linked to see whose answers changed, and no item here can show that",
        "add a scale with a favourable end that is asked of everybody, or take `linked` away",
        Exit.LOOK,
    ),
    "enps-needs-scale": Message(
        "item '{item}' has `enps`, and its scale does not count from 0 to 10 with 10 as the favourable end",
        'use `scale = "0-10"`, or take `enps` away',
        Exit.LOOK,
    ),
    "index-needs-scale": Message(
        "item '{item}' cannot be part of the index '{index}': it has no scale with a favourable end",
        "use a scale with `positive`, or take it out of the index",
        Exit.LOOK,
    ),
}

_BENCHMARKS = {
    "benchmarks-faulty": Message(
        "the benchmarks cannot be used: {faults} fault(s)", "mend what is listed below, then run again", Exit.CONFIG
    ),
    "benchmark-name-taken": Message(
        "the name '{name}' is taken", "choose another: what is shipped, or stands above, is never replaced", Exit.LOOK
    ),
    "benchmark-population-loop": Message(
        "following `within` from '{name}' leads in a circle",
        "name the larger population, or take the line away",
        Exit.LOOK,
    ),
    "benchmark-half-range": Message(
        "a range has two ends, and one is missing", "give both `low` and `high`, or neither", Exit.LOOK
    ),
    "benchmark-outside-range": Message(
        "the value is not between `low` and `high`", "look at the three figures in your source again", Exit.LOOK
    ),
    "benchmark-own-instrument": Message(
        "'{benchmark}' is a figure of the {theirs}, and this questionnaire does not say that it is run as that survey",
        'if it is, add `instrument = "{id}"` at the top of the file; a survey of your own differs in sampling, '
        "fieldwork and processing: take the line away",
        Exit.LOOK,
    ),
    "benchmark-other-instrument": Message(
        "'{benchmark}' is a figure of the {theirs}, and this questionnaire is run as the {own}: {why}",
        "take the line away, or name a figure of the {own}",
        Exit.LOOK,
    ),
    "benchmark-other-question": Message(
        "this item does not ask the question behind '{benchmark}' word for word",
        "take the line away, or ask it, in a new version: {wording}",
        Exit.LOOK,
    ),
    "benchmark-other-answers": Message(
        "the answers to this item are not those behind '{benchmark}', in their order",
        "take the line away, or offer, in a new version, one of: {wanted}",
        Exit.LOOK,
    ),
    "benchmark-other-count": Message(
        "'{benchmark}' counts {counted}, and a report has no such figure of this item",
        "give the item the `scale` and the `positive` end that put exactly those answers on one side",
        Exit.LOOK,
    ),
    "benchmark-asked-of-some": Message(
        "'{benchmark}' is of everybody, and this item is asked of some only (`ask_if`)", "take the line away", Exit.LOOK
    ),
    "benchmark-own-population": Message(
        "'{benchmark}' describes {theirs}, and this questionnaire does not say who is asked",
        "add `population = ...` at the top of the file; `pulse benchmark list` names those there are",
        Exit.LOOK,
    ),
    "benchmark-other-population": Message(
        "'{benchmark}' describes {theirs}, and this questionnaire is asked in {own}",
        "name a figure of a population that yours is part of",
        Exit.LOOK,
    ),
}

_PEOPLE = {
    "people-not-utf8": Message(
        "this file is not UTF-8 text", "in Excel: Save as, CSV UTF-8 (comma delimited)", Exit.BAD_DATA
    ),
    "people-columns": Message(
        "the columns are not those of your settings", "the first line must be: {wanted}", Exit.BAD_DATA
    ),
    "people-width": Message(
        "this line has {found} cells, the first line has {wanted}",
        "add or take away commas; put names that hold a comma in quotes",
        Exit.BAD_DATA,
    ),
    "people-quotes": Message("a quote is opened and not closed", "close it, or take it away", Exit.BAD_DATA),
    "people-level-missing": Message(
        "'{level}' is empty above a lower level", "fill every level from the largest down", Exit.BAD_DATA
    ),
    "people-date": Message("valid_from is not a date", "write it like 2026-04-01", Exit.BAD_DATA),
    "people-headcount": Message("headcount is not a whole number", "write it in figures, 0 for none", Exit.BAD_DATA),
    "people-twice": Message(
        "the same group begins on the same day on line {line} already", "keep one of the two lines", Exit.BAD_DATA
    ),
    "people-two-parents": Message(
        "this {level} stands in two places on {day}",
        "give the two different names; if it moved, add a line for the old place with headcount 0 from that day",
        Exit.BAD_DATA,
    ),
    "people-loop": Message(
        "following the column formerly from here leads in a circle",
        "write there what the group was called before, and leave it empty for a new one",
        Exit.BAD_DATA,
    ),
    "people-gap": Message(
        "this group ended on line {line} and begins again",
        "fill the time between with its headcount, or give it a new name",
        Exit.BAD_DATA,
    ),
}

_SCHEDULE = {
    "repeat-not-understood": Message(
        "the schedule's `repeat` is not understood",
        'write it like "monthly on the second Tuesday", "every 2 weeks on Monday" or '
        '"April, July and January from the 1st"; or give an RFC 5545 rule as `rrule`',
        Exit.LOOK,
    ),
    "repeat-day-of-month": Message(
        "no month named in `repeat` has that day",
        'use a day it has; "monthly on the last day" is the last one of every month',
        Exit.LOOK,
    ),
    "repeat-two-lengths": Message(
        "`repeat` says that it is open for {words} days, `open_for_days` says {days}", "keep one of the two", Exit.LOOK
    ),
    "schedule-says-both": Message("the schedule has `repeat` and `rrule`", "keep one of the two", Exit.LOOK),
    "schedule-says-nothing": Message(
        "the schedule does not say how it repeats",
        'add `repeat = "monthly on the second Tuesday"`, or delete [schedule]',
        Exit.LOOK,
    ),
    "schedule-turned": Message(
        "the schedule ends before it starts, or closes before it opens", "mend the days or the times", Exit.LOOK
    ),
    "rrule-within-day": Message(
        "the schedule's `rrule` names times of day",
        'leave a day or longer between stock-takes; say times as `opens = "09:00"` and `closes = "17:00"`',
        Exit.LOOK,
    ),
    "rrule-skips": Message(
        "to the letter, the schedule's `rrule` leaves out every month or year that does not have its day",
        'say it as `repeat`: "monthly on the 31st" takes the last day of a shorter month; "on the last Tuesday"',
        Exit.LOOK,
    ),
    "rrule-needs-start": Message(
        "the schedule's `rrule` does not say on which day",
        "add BYDAY or BYMONTHDAY, or `starts = 2026-01-05`",
        Exit.LOOK,
    ),
    "rrule-never": Message(
        "no day follows from the schedule's `rrule`", "check its parts one by one, or use `repeat`", Exit.LOOK
    ),
    "holidays-column": Message(
        "holidays.csv does not begin with a column `date`, or is not UTF-8 text",
        "begin it with the line `date,name`; then a day a line, like 2026-12-24,Closed",
        Exit.BAD_DATA,
    ),
    "holidays-date": Message("this line does not begin with a date", "write it like 2026-12-24", Exit.BAD_DATA),
    "line-break-in-path": Message(
        "the name of the workspace's folder, or of the program's, holds a sign that cannot be printed",
        "rename the folder",
        Exit.CONFIG,
    ),
    "clock-time": Message("--at is not a time of day", "write it like 07:15", Exit.USAGE),
    "clock-time-changes": Message(
        "at {at} clocks in {zone} change: on one day a year that time comes twice or not at all",
        "choose another time, such as 07:15",
        Exit.USAGE,
    ),
    "rrule-faulty": Message(
        "the schedule's `rrule` is not an RFC 5545 rule", "write it like FREQ=MONTHLY;BYDAY=2TU", Exit.LOOK
    ),
    "wave-needs-days": Message(
        "'{wave}' does not say which days it means",
        "use a label such as 2026-11, 2026-Q4, 2019-H1 or 2026-W45, or add both --from and --to",
        Exit.USAGE,
    ),
    "wave-days-turned": Message("the last day is before the first", "swap --from and --to", Exit.USAGE),
    "wave-label": Message(
        "'{wave}' cannot be the label of a wave: files are named after it",
        "use at most 40 letters, digits, blanks and . _ + -, such as 2026-11 or 2026-11 pilot",
        Exit.USAGE,
    ),
}

_COLLECT = {
    "linked-nobody": Message(
        "the questionnaire links its waves, and no column here says who answered: nobody of this file can be linked",
        "export the column with the address, the participant's id or her own code; where the platform's name for it is "
        'not known, give it `role = "person"` in the mapping',
        Exit.LOOK,
    ),
    "file-is-folder": Message("this is a folder", "name the file in it", Exit.NO_INPUT),
    "file-too-large": Message("this file is larger than {most}", "export one wave at a time", Exit.BAD_DATA),
    "file-not-regular": Message(
        "this is a link, a pipe or a device, not a file", "name the export itself, or copy it here", Exit.NO_INPUT
    ),
    "file-changed": Message(
        "the file changed while it was read: nothing was stored",
        "wait until it has been saved or synchronised, then collect it again",
        Exit.BAD_DATA,
    ),
    "too-many-rows": Message(
        "this file has more than {most} rows", "export one wave at a time, or collect it in parts", Exit.BAD_DATA
    ),
    "too-many-columns-read": Message(
        "this file has more than {most} columns: no export of answers is that wide",
        "export the questionnaire's own questions only",
        Exit.BAD_DATA,
    ),
    "cell-too-large": Message(
        "a cell here holds more than {most} million characters: the file is damaged, or no export of answers",
        "export it again",
        Exit.BAD_DATA,
    ),
    "quotes-everywhere": Message(
        "more than {count} rows have quotes that do not pair: this is no CSV file that can be trusted",
        "export it again, or as a workbook",
        Exit.BAD_DATA,
    ),
    "workbook-bomb": Message(
        "this workbook unpacks to far more than its size ({most} MB and more): it is not opened",
        "save the sheet with the answers as CSV UTF-8 and collect that",
        Exit.BAD_DATA,
    ),
    "file-empty": Message("this file is empty", "export the answers again", Exit.BAD_DATA),
    "workbook-named-otherwise": Message(
        "this is an Excel workbook under another name",
        "give it the ending .xlsx, or save it as CSV UTF-8",
        Exit.BAD_DATA,
    ),
    "workbook-sheets": Message(
        "this workbook has {sheets} sheets with content; an export of answers has one",
        "save the sheet with the answers (one row a person) as a workbook of its own",
        Exit.BAD_DATA,
    ),
    "workbook-unreadable": Message(
        "this workbook cannot be read", "open it in Excel, remove any password, and save it again", Exit.BAD_DATA
    ),
    "web-page": Message(
        "this is a web page, not an export", "sign in to the platform and export the answers again", Exit.BAD_DATA
    ),
    "not-a-table": Message("this is no table of answers", "export the answers as CSV or Excel", Exit.BAD_DATA),
    "summary-not-answers": Message(
        "this is a summary of answers, not the answers", "export all individual responses, expanded", Exit.BAD_DATA
    ),
    "encoding-unknown": Message("there is no encoding '{encoding}'", "try --encoding cp1252", Exit.USAGE),
    "encoding-wrong": Message(
        "this file is not written in {encoding}", "leave --encoding away to see what it may be", Exit.BAD_DATA
    ),
    "encoding-not-known": Message(
        "this file is not UTF-8, and what it is instead is never guessed",
        "repeat with what it was saved in: --encoding cp1252 (Windows) or --encoding mac_roman; look at the lines "
        "below with `pulse inspect {file} --encoding cp1252 --cells OUT.csv`",
        Exit.BAD_DATA,
    ),
    "encoding-sample": Message("a sign that is not UTF-8 stands here", "see above", Exit.BAD_DATA),
    "file-damaged": Message(
        "the file is damaged: byte {byte} is no text", "export it again; do not repair it by hand", Exit.BAD_DATA
    ),
    "nul": Message("there is a NUL byte: the file is damaged", "export it again", Exit.BAD_DATA),
    "delimiter-unclear": Message(
        "what separates the columns cannot be told", "export it again as CSV, or as a workbook", Exit.BAD_DATA
    ),
    "quote-unclosed": Message("a quote opens here and is never closed", "export it again", Exit.BAD_DATA),
    "quote-stray": Message("a quote stands inside a cell: the row is set aside", "export it again", Exit.BAD_DATA),
    "row-short": Message(
        "this row has {found} cells, the header has {wanted}: it is set aside", "look at this line", Exit.LOOK
    ),
    "row-long": Message(
        "this row has {found} cells, the header has {wanted}: it is set aside", "look at this line", Exit.LOOK
    ),
    "header-uneven": Message(
        "the rows of the header are not equally wide, so that labels may stand above the wrong columns",
        "export again, and do not mend the file by hand",
        Exit.BAD_DATA,
    ),
    "header-repeated": Message(
        "the header stands here again: two exports in one file?", "export each by itself", Exit.LOOK
    ),
    "qualtrics-header-cut": Message(
        "two of Qualtrics' three header rows are missing", "export again without removing rows", Exit.LOOK
    ),
    "ids-scientific": Message(
        "a spreadsheet has rounded the ids (1.18E+11): they cannot tell people apart and are not used",
        "use the file as the platform gave it",
        Exit.LOOK,
    ),
    "no-rows": Message(
        "there is a header and no answers below it", "export again once somebody answered", Exit.BAD_DATA
    ),
    "mapping-unknown-item": Message(
        "the questionnaire '{survey}' has no item '{item}'", "see `pulse survey show {survey}`", Exit.CONFIG
    ),
    "mapping-unknown-option": Message(
        "the item '{item}' has no option '{option}'",
        'write the id of one of its options ({known}), or "" for: counts as not answered',
        Exit.CONFIG,
    ),
    "mapping-unknown-dimension": Message(
        "the questionnaire '{survey}' has no dimension '{dimension}'", "see `pulse survey show {survey}`", Exit.CONFIG
    ),
    "mapping-label-twice": Message(
        "the mapping names this column by a label that stands over columns {columns}: which one it means is not known",
        "add `position = {first}` (or the other's) to its [[column]] in the mapping",
        Exit.BAD_DATA,
    ),
    "mapping-not-added": Message(
        "what was confirmed cannot be added to this mapping without rewriting it, and it is left as it is",
        "name the columns in it by hand, as [[column]] blocks",
        Exit.CANNOT_WRITE,
    ),
    "items-unmatched": Message(
        "{count} items of the questionnaire have no column in this file that is surely theirs; nothing was stored",
        "complete {mapping}, which is ready to edit, and collect again; or answer on a terminal: `pulse map {file}`",
        Exit.LOOK,
    ),
    "perhaps-earlier": Message(
        "an earlier version of '{survey}' is kept here, and this may be an export of it",
        "then say which stock-take it was: --wave LABEL",
        Exit.LOOK,
    ),
    "rated-level": Message(
        "'{item}' rates the groups of '{about}', which is no level ({levels}) and no dimension of the questionnaire",
        "correct `about` in the questionnaire, or the levels in pulse.toml",
        Exit.CONFIG,
    ),
    "rated-unknown": Message(
        "nobody says which groups of '{about}' the question '{item}' rates",
        "load people.csv with two of them or more, or name them in the questionnaire: rated = [...]",
        Exit.NO_INPUT,
    ),
    "rated-not-placed": Message(
        "'{item}' rates '{name}', which is not one certain group of '{about}'",
        "name its whole path as people.csv has it, like 'North / Surgery'",
        Exit.CONFIG,
    ),
    "rated-unmatched": Message(
        "this column rates a group that '{item}' does not ask about",
        "add it to people.csv or to `rated` in the questionnaire, or say `ignore = true` in the mapping",
        Exit.LOOK,
    ),
    "item-unmatched": Message(
        "no column is '{item}'", "name its column in the mapping, or list it as absent", Exit.LOOK
    ),
    "item-repeated": Message(
        "columns {columns} are all headed like '{item}'", "name the position of the right one in the mapping", Exit.LOOK
    ),
    "answers-misfit": Message(
        "this column asks '{item}', but most of its answers are not among the item's options: it may be another "
        "version of the item",
        "if the scale has changed, raise the questionnaire's version and give the item its new options and "
        '`change = "rescaled"`; if the answers mean the same, say so in the mapping\'s [answers.{item}]',
        Exit.LOOK,
    ),
    "ends-worded": Message(
        "this column answers '{item}' in numbers, with words in place of an end: which number a word stands for is "
        "never guessed",
        "say it in the mapping's [answers.{item}]; the lines stand ready in it",
        Exit.LOOK,
    ),
    "option-cut": Message(
        "{count} cells of this column hold what looks like half an option of '{item}'",
        "write the option in the questionnaire exactly as the platform shows it, or say in the mapping what stands "
        'between two answers: `separator = ";"`',
        Exit.LOOK,
    ),
    "option-unmatched": Message(
        "this column ticks an option that '{item}' does not have",
        "say in the mapping which `option` it is, or `ignore = true`; or ask it as an option of a new version",
        Exit.LOOK,
    ),
    "options-missing": Message(
        "{count} options of '{item}' have no column in this file, though others have: {names}",
        "name their columns in {mapping}; or list them there in `absent`, if this export does not offer them",
        Exit.LOOK,
    ),
    "identity-in-answers": Message(
        "this column should hold answers or groups, and is full of people's addresses or numbers; nothing was stored",
        "take the column out of the export, or name the right column in the mapping",
        Exit.BAD_DATA,
    ),
    "which-survey": Message(
        "the columns do not tell which questionnaire this is (there are: {known})", "say it: --survey ID", Exit.BAD_DATA
    ),
    "wave-unknown": Message(
        "the file has no time of submission, so nobody can tell which wave it is",
        "say it: --wave 2026-11",
        Exit.BAD_DATA,
    ),
    "dates-unclear": Message(
        "it cannot be told whether the day or the month stands first in this column",
        'add `dates = "day-first"` or `dates = "month-first"` at the top of {mapping}',
        Exit.BAD_DATA,
    ),
    "too-many-rejects": Message(
        "{rows} of {read} rows have a fault, more than may be set aside without a word: nothing was stored",
        "look at {rejects}; mend the mapping or the export, or repeat with --accept-rejects",
        Exit.BAD_DATA,
    ),
    "id-twice": Message(
        "{count} answer sheets bear an id that came before with other answers; the first is here. They are set aside",
        "export again: a platform never gives the same id to two sheets",
        Exit.LOOK,
    ),
    "date-unreadable": Message("this is no time of submission: the row is set aside", "look at this line", Exit.LOOK),
    "answer-not-in-scale": Message(
        "{count} answers to '{item}' are not among its options; the first is here. They count as not answered",
        "if they mean an option, say so in the mapping's [answers.{item}]",
        Exit.LOOK,
    ),
    "option-unknown": Message(
        "{count} answers to '{item}' hold a part that is none of its options; the first is here. They count as not "
        "answered",
        "if it means an option, say so in the mapping's [answers.{item}]; name an `other` option for free text",
        Exit.LOOK,
    ),
    "too-many-ticks": Message(
        "{count} people chose more options of '{item}' than it allows; the first is here. They count as not answered",
        "set the limit on the platform too",
        Exit.LOOK,
    ),
}

_LISTEN = {
    "staff-list-missing": Message(
        "there is no such staff list",
        "put it there, or take `staff_list` out of pulse.toml: without it, names are found behind titles only",
        Exit.CONFIG,
    ),
    "staff-list-unreadable": Message(
        "this staff list is not UTF-8 text", "save it as CSV UTF-8 or plain text", Exit.CONFIG
    ),
    "staff-list-columns": Message(
        "no column of this staff list is headed as names are",
        "head the columns with names by one of: {known}",
        Exit.CONFIG,
    ),
    "no-such-comment": Message(
        "comment {id} is not in the review queue any more", "see `pulse comments list`, and begin again", Exit.LOOK
    ),
    "review-terminal": Message(
        "a review needs a terminal to ask on",
        "run it in a terminal; or `pulse comments export FILE.csv`, and `pulse comments import FILE.csv`",
        Exit.USAGE,
    ),
    "nothing-to-undo": Message("this is the first comment of this sitting", "decide on it, or skip it", Exit.USAGE),
    "reviewer-unnamed": Message(
        "it must be known who reviews: a role or initials, at most {most} signs",
        'add --by, like --by "AB" or --by "Staff side"',
        Exit.USAGE,
    ),
    "shortened-otherwise": Message(
        "a comment can only be shortened: what is kept must be its own words, in their order",
        "keep sentences by their numbers, or copy the words to keep, with [...] where some are left out",
        Exit.BAD_DATA,
    ),
    "shortened-not": Message(
        "nothing is left of the comment, or nothing is left out", "withhold it, or accept it as it is", Exit.BAD_DATA
    ),
    "codebook-not-utf8": Message(
        "this file is not UTF-8 text", "save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)", Exit.BAD_DATA
    ),
    "codebook-file": Message(
        "a codebook is looked for by its id, and this file has another name",
        "name the file {id}.toml, or change the id",
        Exit.LOOK,
    ),
    "codebook-twice": Message("the code '{id}' stands here twice", "give one of the two another id", Exit.LOOK),
    "codebook-no-cues": Message(
        "'{id}' has no cues for '{language}': it is never suggested in that language",
        'add `{language} = ["...", "..."]` under [code.cues], or take the language away',
        Exit.LOOK,
    ),
    "codebook-other": Message(
        "{survey} {wave} is being coded with '{before}' as it was then, and this codebook has other codes",
        "code it on with the codes it was begun with; other codes are for the next stock-take",
        Exit.LOOK,
    ),
    "codes-settled": Message(
        "the codes of {survey} {wave} stand: figures of them have been shown, or the wave is closed",
        "nothing: what has been shown is not shown again with other numbers",
        Exit.LOOK,
    ),
    "nothing-to-code": Message(
        "there is no comment to be coded", "collect a survey with a question in own words first", Exit.NO_INPUT
    ),
    "choose-coded-wave": Message(
        "comments of several stock-takes can be coded: {known}", "name one: --survey ID --wave LABEL", Exit.USAGE
    ),
    "code-terminal": Message(
        "to code comments one by one needs a terminal",
        "use the sheet: `pulse comments code --by WHO --to FILE.csv`, and --from once it is filled in",
        Exit.USAGE,
    ),
    "code-unknown": Message(
        "'{said}' is no code here",
        "write numbers of needs, like 1 3; before one a small letter (who is hurt), after it a capital one (who "
        "should meet it), like b3C",
        Exit.BAD_DATA,
    ),
    "code-taken": Message(
        "this comment has been coded already by this person or, as first, by somebody else",
        "empty the codes in this row",
        Exit.BAD_DATA,
    ),
    "code-nothing-suggested": Message(
        "nothing is suggested here", "write the numbers of codes, or n for none of them", Exit.BAD_DATA
    ),
    "sheet-codes": Message(
        "this is no code of the codebook",
        "write ids as in the column `suggested`, with a space between; none for none of them; who is hurt and who "
        "should meet it around one, like team>safe>board",
        Exit.BAD_DATA,
    ),
    "sheet-encoding": Message(
        "this sheet is not UTF-8 text", "save it as CSV UTF-8; no decision has been taken", Exit.BAD_DATA
    ),
    "sheet-columns": Message(
        "columns of the exported sheet are missing: {missing}",
        "keep all columns that `pulse comments export` wrote; no decision has been taken",
        Exit.BAD_DATA,
    ),
    "sheet-row": Message(
        "this is not the number the row had", 'leave the first column as it was, like "3 of 200"', Exit.BAD_DATA
    ),
    "sheet-lost": Message(
        "{count} of {of} rows are not in the sheet any more, row {first} the first",
        "put them back (without a decision they stay in the queue); no decision has been taken",
        Exit.BAD_DATA,
    ),
    "sheet-unknown": Message(
        "there is no such comment in the queue", "export the queue anew; no decision has been taken", Exit.BAD_DATA
    ),
    "sheet-twice": Message("this comment stands in line {first} already", "delete one of the two rows", Exit.BAD_DATA),
    "sheet-changed": Message(
        "the comment has been changed",
        "leave that column as it was; a shortened comment goes into the column `shortened`",
        Exit.BAD_DATA,
    ),
    "sheet-decision": Message(
        "this is no decision",
        "write accept or withhold; or shorten, with the words to keep in the column `shortened`",
        Exit.BAD_DATA,
    ),
    "sheet-decided": Message(
        "this comment has been decided on meanwhile, and otherwise", "empty the decision in this row", Exit.BAD_DATA
    ),
    "alerts-damaged": Message(
        "the safeguarding lead's file cannot be read",
        "put a copy of it back; if there is none, move it away: what the database still holds is told again",
        Exit.CONFIG,
    ),
    "alerts-overdue": Message(
        "{count} comments speak of somebody at risk and have been open for more than {days} working day(s) "
        "(safeguarding lead: {lead}); there is no report while they wait",
        "see `pulse alerts`; then `pulse alerts --resolve ID --by ROLE --note WHAT-WAS-DONE`",
        Exit.LOOK,
    ),
    "no-such-alert": Message("there is no one alert '{id}'", "see `pulse alerts`", Exit.USAGE),
    "alert-resolved": Message("alert {id} was resolved on {day}", "nothing", Exit.USAGE),
    "alert-incomplete": Message(
        "to resolve alert {id}, say who did and what was done", "add --by ROLE and --note TEXT", Exit.USAGE
    ),
}

_DOCTOR = {
    "doctor-zone": Message(
        "the machine's clock shows {here}, the zone of your staff ({zone}) {there}: near midnight a daily line takes "
        "another day for today",
        "set the machine's zone, or begin the daily line with TZ={zone}; by day nothing is wrong",
        Exit.DONE,
    ),
    "doctor-clock": Message(
        "the clock says {today}, and something was put on record on {newest}",
        "set the machine's clock, or unset PULSE_TODAY",
        Exit.LOOK,
    ),
    "doctor-disk": Message(
        "there are only {free} MB free on this disk",
        "make room, or move the workspace to another disk: while a collect runs the database needs its size again",
        Exit.LOOK,
    ),
    "doctor-not-writable": Message(
        "you may not write to this folder", "give yourself the right: chmod u+w FOLDER", Exit.LOOK
    ),
    "doctor-inbox": Message(
        "{count} file(s) have been waiting in the inbox for more than two days, this one the longest",
        'collect it and see what it says: pulse collect "{file}"',
        Exit.LOOK,
    ),
    "doctor-refused": Message(
        "{count} file(s) from the inbox were refused",
        "read the reason beside each; then collect it by hand, or delete it",
        Exit.LOOK,
    ),
    "doctor-ledger": Message(
        "entries of the ledger of what was shown do not follow from those before",
        "see which with `pulse ledger`; put back your last backup if nobody meant to change them",
        Exit.LOOK,
    ),
    "doctor-unanswered": Message(
        "wave {wave} of {survey} ended on {last}, and no answers to it have been collected",
        "export them from your platform, then: pulse collect FILE",
        Exit.LOOK,
    ),
    "doctor-unreported": Message(
        "wave {wave} of {survey} ended on {last}, and no report has shown it",
        "make one: pulse report {survey}",
        Exit.LOOK,
    ),
    "doctor-unclosed": Message(
        "{count} wave(s) of {survey} should have been closed by now, as staff were told; the oldest ended on {last}",
        "close them in order, beginning with: pulse close {survey} {wave}",
        Exit.LOOK,
    ),
    "doctor-unpurged": Message(
        "the answers of {count} wave(s) are older than {months} months and still here, against what staff were told",
        "delete them: pulse purge --before {before}",
        Exit.LOOK,
    ),
    "doctor-run-stopped": Message(
        "`pulse run` ran last on {last}: whatever fell due since then was left undone",
        "run it now; and see that your system runs it every day (`pulse schedule show`)",
        Exit.LOOK,
    ),
    "doctor-people": Message(
        "people.csv holds other groups or numbers than those that were loaded last",
        "load it: pulse people people.csv",
        Exit.LOOK,
    ),
    "doctor-no-backup": Message(
        "no backup of the database is on record",
        "make one, best on another disk: pulse backup FILE; and copy pulse.key by itself",
        Exit.LOOK,
    ),
    "doctor-backup-gone": Message(
        "the backup of {day} is not there any more (or its disk is not)",
        "connect the disk, or make another: pulse backup FILE",
        Exit.LOOK,
    ),
    "doctor-old-backup": Message(
        "the last backup is of {day}, and answers have come since", "make another: pulse backup FILE --force", Exit.LOOK
    ),
}

_RUN = {
    "run-locked": Message("another `pulse run` is at work here", "try again when it is done", Exit.LOCKED),
    "run-missed": Message(
        "wave {wave} of {survey} was over on {last}, and `pulse run` had not run while it was open",
        "see that the daily line runs (`pulse schedule show`); if staff were asked all the same, collect their answers",
        Exit.LOOK,
    ),
    "run-file-refused": Message(
        "an export was refused, and is {file} now: {reason}",
        "the text beside it says what to do; then put it back into inbox/",
        Exit.LOOK,
    ),
    "run-file-left": Message(
        "inbox/{file} was left where it is: {reason}", "see `pulse doctor`; the next run tries it again", Exit.LOOK
    ),
    "run-look-at-file": Message(
        "{file} was collected, and a person should look: {counts}",
        "see what it says: `pulse collect {file} --dry-run`; reports/rejects/ lists what was set aside",
        Exit.LOOK,
    ),
    "inbox-no-wave": Message(
        "{rows} rows, and none of a day on which a stock-take that still takes answers was open",
        "look whether it is the right export; where its days are not those of the stock-take, collect it by hand with "
        "--wave",
        Exit.BAD_DATA,
    ),
    "run-commitments": Message(
        "{count} commitment(s) are overdue", "see `pulse commitments --overdue`, and ask their owners", Exit.LOOK
    ),
    "run-reviews": Message(
        "{count} plan(s) of two bodies are to be looked at again", "see `pulse plan --due`", Exit.LOOK
    ),
}

_SEND = {
    "send-no-link": Message(
        "nobody said where the form of {survey} is, so staff were not told of it",
        'say it in pulse.toml, under [send]: links = {{ {survey} = "https://..." }}',
        Exit.LOOK,
    ),
    "send-secret-missing": Message(
        "there is no file with the mail server's password, or the webhook's address, that can be read",
        "write it into send.secret beside pulse.toml, as its only line; then: chmod 600 send.secret",
        Exit.CONFIG,
    ),
    "send-secret-open": Message(
        "others than you can read the password or the webhook's address",
        "take their rights away: chmod 600 send.secret",
        Exit.CONFIG,
    ),
    "send-failed": Message(
        "the {message} of {survey} {wave} did not go to {target}, in {tries} attempt(s): {reason}",
        "mend that in pulse.toml under [send], or on the other side; the next run tries again",
        Exit.LOOK,
    ),
}

_STORE = {
    "database-open": Message(
        "others than you can read the answers", "take their rights away: chmod 600 pulse.db", Exit.CONFIG
    ),
    "database-locked": Message("another run is writing to the database", "try again in a minute", Exit.LOCKED),
    "database-damaged": Message("this is no database of pulse", "put back your last copy of it", Exit.CONFIG),
    "key-open": Message("others than you can read the key", "take their rights away: chmod 600 pulse.key", Exit.CONFIG),
    "key-tracked": Message(
        "the key is under version control, where it can be copied",
        "take it out: git rm --cached pulse.key; then name it in .gitignore",
        Exit.CONFIG,
    ),
    "key-damaged": Message("this line of the key file cannot be read", "put back your last copy of it", Exit.CONFIG),
    "key-missing": Message(
        "the key of wave {wave} of {survey} is not in this file: who answered before could not be told again",
        "put back your last copy of the key file, then run again",
        Exit.CONFIG,
    ),
    "key-wrong": Message(
        "the key of wave {wave} of {survey} in this file is not the one its answers were put down with",
        "put back the key file that belongs to this pulse.db, then run again",
        Exit.CONFIG,
    ),
    "link-key-missing": Message(
        "the key that links the waves of {survey} is not in this file: who answered in two waves could not be told",
        "put back your last copy of the key file; or, to link no more, set `linked = false` in the questionnaire",
        Exit.CONFIG,
    ),
    "link-key-wrong": Message(
        "the key that links the waves of {survey} in this file is not the one they were linked with",
        "put back the key file that belongs to this pulse.db, then run again",
        Exit.CONFIG,
    ),
    "close-open": Message(
        "wave {wave} of {survey} is open until {last}, so it cannot be closed yet",
        "close it after that day",
        Exit.USAGE,
    ),
    "close-earlier": Message(
        "wave {wave} of {survey} is linked with the waves before it, and {earlier} is not closed yet",
        "close the earlier wave first: `pulse close {survey} {earlier}`",
        Exit.USAGE,
    ),
    "close-empty": Message(
        "wave {wave} of {survey} holds no answers, so there is nothing to close",
        "collect its export first: `pulse collect FILE`",
        Exit.USAGE,
    ),
    "purge-which": Message(
        "it is not said whose answers to delete",
        "name a wave with --wave LABEL, or a day with --before DATE (by your settings: --before {before})",
        Exit.USAGE,
    ),
    "purge-open": Message(
        "wave {wave} of {survey} is not closed, so its answers stay",
        "close it first: `pulse close {survey} {wave}`",
        Exit.USAGE,
    ),
    "purge-survey": Message(
        "several questionnaires have a wave '{wave}': {known}", "say which: --survey ID", Exit.USAGE
    ),
    "purge-left": Message(
        "{left} of {traces} traces of deleted answers still stand in the database",
        "please report this line; keep the database to yourself, and run the command again",
        Exit.BUG,
    ),
    "backup-exists": Message(
        "there is such a file already, and it is left alone",
        "choose another name; --force replaces an older backup, and nothing else",
        Exit.CANNOT_WRITE,
    ),
    "backup-here": Message(
        "this is the database itself", "name a file in another folder, best on another disk", Exit.USAGE
    ),
    "wave-closed": Message(
        "wave {wave} of {survey} is closed: its key is destroyed and it takes no more answers",
        "collect into the wave the answers belong to; see `pulse collects`",
        Exit.BAD_DATA,
    ),
    "no-such-collect": Message("there is no collect {id}", "see `pulse collects`", Exit.USAGE),
    "undo-reported": Message(
        "collect {id} cannot be undone: wave {wave} has been reported, and its figures stand",
        "nothing: what has been shown cannot be taken back",
        Exit.USAGE,
    ),
    "undo-closed": Message(
        "collect {id} cannot be undone: wave {wave} is closed", "nothing: a closed wave does not change", Exit.USAGE
    ),
    "undo-older": Message(
        "collect {id} cannot be undone: wave {wave} was begun with a version of pulse that did not note what each "
        "collect brought",
        "nothing: its answers stay",
        Exit.USAGE,
    ),
    "undo-newer": Message(
        "collect {id} cannot be undone before collect {newer}, which came later to wave {wave}",
        "undo the newer one first: `pulse collect --undo {newer}`",
        Exit.USAGE,
    ),
    "wave-other-columns": Message(
        "wave {wave} of {survey} began with other questions or options than the questionnaire has now",
        "put the questionnaire back as it was, and ask changed questions as a new version in a new wave",
        Exit.BAD_DATA,
    ),
}

_COPY = "keep this copy from being passed on, and ask who has it; a new report is made with `pulse report`"
_AUDIT = {
    "report-gives-away": Message(
        "this report failed its own audit in {findings} place(s): it is not written, and the ledger does not hold it",
        "this is a fault of ours: please report it with the lines below, which hold no answers",
        Exit.BUG,
    ),
    "written-otherwise": Message(
        "what was written is not what was audited: it is deleted", "check the disk, then run it again", Exit.BUG
    ),
    "ledger-broken": Message(
        "the ledger was changed by another hand: entry {entry} does not follow from the one before it",
        "put a backup of pulse.db back; until then nobody can tell what was shown before",
        Exit.UNDECIDED,
    ),
    "audit-not-ours": Message(
        "this is no report this tool can read again: a page of a stock-take or of an evaluation, or rows of figures as "
        "CSV, JSON, Markdown, a workbook's sheet, or the table `figures` of a share file",
        "audit the file as `pulse report` wrote it",
        Exit.UNDECIDED,
    ),
    "audit-pdf": Message(
        "a PDF holds drawn text, which this tool does not read; it was audited as the page it was printed from",
        "write the same report with --format html, and audit that",
        Exit.UNDECIDED,
    ),
    "audit-no-ledger": Message(
        "a page or a text can only be audited beside the ledger of its survey",
        "run it in the workspace the page was made in; rows (--format csv) can be audited anywhere",
        Exit.UNDECIDED,
    ),
    "audit-unread": Message(
        "it holds parts that this tool does not read: {parts}",
        "nobody can say what they give away; where they are no part of the file as made, audit it without them",
        Exit.UNDECIDED,
    ),
    "audit-few": Message("{figure}: it is about {people} people only", _COPY, Exit.LOOK),
    "audit-small-rest": Message(
        "{figure}: less what is shown of {parts}, it is about {people} people", _COPY, Exit.LOOK
    ),
    "audit-alike": Message(
        "{figure}: it tells what all but a few of {people} people said, or that hardly any of them did",
        _COPY,
        Exit.LOOK,
    ),
    "audit-alike-rest": Message(
        "{figure}: less what is shown of {parts}, it tells what all but a few of {people} people said, or that hardly "
        "any of them did",
        _COPY,
        Exit.LOOK,
    ),
    "audit-narrow-band": Message(
        "{figure}: the other figures leave fewer values to its band than it seems to have ({people} people)",
        _COPY,
        Exit.LOOK,
    ),
    "audit-completed": Message(
        "{figure}: an answer beside it that is hidden or banded follows from the others, and few of {people} people "
        "gave it, or nearly all",
        _COPY,
        Exit.LOOK,
    ),
    "audit-contradiction": Message(
        "{figure}: it cannot be true beside {parts}", "compare it with the report it is a copy of", Exit.LOOK
    ),
    "audit-never-shown": Message("{figure}: the ledger does not hold it; it was never to be shown", _COPY, Exit.LOOK),
    "audit-other-figure": Message(
        "{figure}: it was shown otherwise before, and the difference tells of those who came or went", _COPY, Exit.LOOK
    ),
    "audit-hidden-row": Message("{figure}: it says that it is not shown, and holds a number", _COPY, Exit.LOOK),
    "audit-twice": Message("{figure}: it stands here a second time", _COPY, Exit.LOOK),
    "audit-unexplained": Message("{figure}: a number stands here that no shown figure explains", _COPY, Exit.LOOK),
    "audit-unexplained-point": Message(
        "{figure}: a part of the drawing lies where no shown figure puts it", _COPY, Exit.LOOK
    ),
}

_EVALUATE = {
    "no-plan-named": Message(
        "no plan is named", "name its file: `pulse evaluate PLAN.toml`; or see those entered with --list", Exit.USAGE
    ),
    "plan-not-utf8": Message(
        "this file is not UTF-8 text", "save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)", Exit.BAD_DATA
    ),
    "plan-faulty": Message(
        "this plan cannot be used: {faults} fault(s); nothing was entered",
        "mend what is listed below, then run again",
        Exit.BAD_DATA,
    ),
    "plan-outcome-text": Message(
        "'{outcome}' is answered in own words, which cannot be compared",
        "name an item with a scale or options, or an index",
        Exit.LOOK,
    ),
    "plan-needs-option": Message(
        "'{outcome}' has options to choose from, and it is not said whose share is to be compared",
        'add `option = "..."` with one of: {known}',
        Exit.LOOK,
    ),
    "plan-option-needless": Message(
        "'{outcome}' is compared as a whole, not by one of its options", "take the line away", Exit.LOOK
    ),
    "plan-units-overlap": Message(
        "'{unit}' is named twice, or lies inside another unit or around it: its people would count twice",
        "name each part of the organisation once",
        Exit.LOOK,
    ),
    "plan-levels": Message(
        "the units that took part are of several levels ({levels}), so it is not clear with whom to compare them",
        "name those with `compare_with`",
        Exit.LOOK,
    ),
    "plan-nobody-elsewhere": Message(
        "every {level} took part: nobody is left to compare with",
        "name groups that did not take part with `compare_with`; without any, see the trends of the report",
        Exit.LOOK,
    ),
    "plan-late": Message(
        "this plan is first seen on {day}; its outcome had to be named by {deadline}, {reason}. An outcome that is "
        "chosen once the answers are known proves nothing, so there is no result",
        "enter the plan of what you start next before it starts: `pulse evaluate PLAN.toml --register`",
        Exit.BAD_DATA,
    ),
    "plan-waits": Message(
        "the plan is entered, and there is no result to write",
        "evaluate once a stock-take that began on {start} or later has ended, without --register",
        Exit.NO_INPUT,
    ),
    "plan-nothing-before": Message(
        "no stock-take of {survey} that ended before {start} asked this in the same words as the first one after it",
        "nothing: without answers from before, nobody can say what changed",
        Exit.BAD_DATA,
    ),
    "plan-not-shown": Message(
        "it is not shown: in no stock-take before the start and none after it is one unit of either side",
        "plan by larger groups: figures are withheld to protect people",
        Exit.BAD_DATA,
    ),
}

_LOOP = {
    "no-such-need": Message(
        "there is no need {need} (there are {count})",
        "list them with `pulse needs`: the number stands first",
        Exit.USAGE,
    ),
    "no-such-commitment": Message(
        "there is no commitment {commitment}", "list them with `pulse commitments`: the number stands first", Exit.USAGE
    ),
    "no-such-level": Message("there is no level '{level}'", "use one of: {known}", Exit.USAGE),
    "no-such-horizon": Message("there is no horizon '{horizon}'", "use one of: {known}", Exit.USAGE),
    "no-such-suggestion": Message(
        "no need is suggested under '{mark}'", "list what is: `pulse needs --suggest`; {hint}", Exit.USAGE
    ),
    "need-without-level": Message(
        "no shown figure says who should meet this need", "say so: `--level` with one of {levels}", Exit.USAGE
    ),
    "need-committed": Message(
        "commitment {commitment} stands for need {need}: one need has one commitment at a time",
        'follow it up with `pulse commitment status {commitment} ...`, or take it back: dropped, with `--note "why"`',
        Exit.USAGE,
    ),
    "need-state": Message(
        "need {need} is {state}: this cannot follow",
        "see what happened so far: `pulse needs history {need}`",
        Exit.USAGE,
    ),
    "commitment-over": Message(
        "commitment {commitment} stands no longer: it was dropped, followed by another, or need {need} is met",
        "see what happened so far: `pulse needs history {need}`",
        Exit.USAGE,
    ),
    "commit-date-past": Message("{by} is in the past (today is {today})", "promise a day that is to come", Exit.USAGE),
    "new-date": Message(
        "only a commitment that is late gets a new date", "use the status late, or leave the date away", Exit.USAGE
    ),
    "measure-unknown": Message("'{measure}' has no trend in {survey}, so it can show nothing", "{hint}", Exit.USAGE),
    "loop-unanswered": Message(
        "{unanswered} of {entries} needs have no answer at all: more than a quarter, so the page is not written",
        "answer them first: `pulse needs` lists them; then `pulse commit`, `pulse needs acknowledge` or `... decline`",
        Exit.LOOK,
    ),
    "loop-empty": Message(
        "there is no need of {survey} in the register, so the page would say nothing",
        "open the first one: `pulse needs --suggest`",
        Exit.NO_INPUT,
    ),
    "talk-date": Message(
        "{day} is still to come (today is {today})", "note a talk once it was held, with its day", Exit.USAGE
    ),
    "talk-group": Message(
        "'{group}' is no group of people.csv or of the answers",
        "{hint}",
        Exit.USAGE,
    ),
    "talk-twice": Message("a talk of {group} on {day} is on record already", "nothing needs to be done", Exit.USAGE),
    "loop-missing": Message("{what} is missing", "say it in one line: it stands on the page for staff", Exit.USAGE),
    "loop-line": Message(
        "{what} must be one line of at most {most} signs", "shorten it: it stands on the page for staff", Exit.USAGE
    ),
    "owner-is-a-name": Message(
        "the owner looks like a person's name or number",
        'name a role, like "Head of emergency care"; if it is one, add --owner-is-a-role: that is put on record',
        Exit.USAGE,
    ),
    "text-names": Message(
        "the words look as if they named a person or held somebody's number",
        "say it without; if nobody is named, add --names-nobody: that is put on record",
        Exit.USAGE,
    ),
    "nothing-reported": Message(
        "no wave of {survey} has been reported yet, and nothing is shown here that no report has shown",
        "write its report first: `pulse report {survey}`",
        Exit.NO_INPUT,
    ),
    "wave-not-reported": Message(
        "wave '{wave}' of {survey} has not been reported (these have: {known})",
        "write its report first: `pulse report {survey} --wave {wave}`",
        Exit.USAGE,
    ),
    "open-which-wave": Message(
        "{survey} has no schedule, or one that has ended, so nobody knows which wave comes next",
        "name it: `pulse open {survey} --wave 2026-12`, with --from and --to where it is no calendar month",
        Exit.USAGE,
    ),
    "wave-over": Message(
        "wave {wave} ended on {last}: nobody can be asked in it any more", "name one to come with --wave", Exit.USAGE
    ),
    "wave-has-answers": Message(
        "wave {wave} of {survey} has answers: what it asks cannot change any more",
        "name the wave after it with --wave",
        Exit.USAGE,
    ),
    "not-an-instance": Message(
        "this file does not say which wave it is asked in",
        "questionnaires for every wave stand in surveys/ itself; those of one wave are written by `pulse open`",
        Exit.CONFIG,
    ),
    "follow-up-answers": Message(
        "item '{item}' asks after a commitment and does not have the answers for it",
        'give it choose = 1, options = "was-it-met" and aside = ["not_mine"]',
        Exit.LOOK,
    ),
    "follow-up-foreign": Message(
        "item '{item}' asks after commitment {commitment}, which is none of {survey}",
        "write the questionnaire of this wave again with `pulse open {survey}`; nothing is stored",
        Exit.BAD_DATA,
    ),
    "loop-sheet-encoding": Message(
        "this sheet is not UTF-8 text", "save it as CSV UTF-8; nothing of it has been taken", Exit.BAD_DATA
    ),
    "loop-sheet-faulty": Message(
        "{faults} of its cells cannot be taken, each named below, and so nothing of this sheet has been",
        "mend them all, and import it again",
        Exit.BAD_DATA,
    ),
    "loop-sheet-columns": Message(
        "columns of the exported sheet are missing: {missing}",
        "use the sheet as `pulse needs export` wrote it, all columns with their names",
        Exit.BAD_DATA,
    ),
    "loop-sheet-row": Message(
        "the first cell does not read like '3 of 20'",
        "put back what stood there: it shows whether all rows are here",
        Exit.BAD_DATA,
    ),
    "loop-sheet-lost": Message(
        "{count} of {of} rows are not in the sheet any more, row {first} the first",
        "put them back from the exported sheet: nothing of this one has been taken, and the register has them all",
        Exit.BAD_DATA,
    ),
    "loop-sheet-unknown": Message(
        "there is no need '{need}' in the register", "put back the number that stood here", Exit.BAD_DATA
    ),
    "loop-sheet-twice": Message(
        "need {need} stands in line {first} already",
        "put back the number that stood here, or delete one row",
        Exit.BAD_DATA,
    ),
    "loop-sheet-changed": Message(
        "the column '{named}' is not that of need {need}: a number or a text was changed",
        "put back what stood there; a need is never edited, only answered",
        Exit.BAD_DATA,
    ),
    "loop-sheet-stale": Message(
        "need {need} has another commitment than this sheet says",
        "export the sheet again, and put in what is still missing",
        Exit.BAD_DATA,
    ),
    "loop-sheet-both": Message(
        "this row both promises something and says why it cannot be done", "keep one of the two", Exit.BAD_DATA
    ),
    "loop-sheet-no-commitment": Message(
        "there is a status here, and no commitment it could be of",
        "fill in owner, level, by, measure and what first",
        Exit.BAD_DATA,
    ),
    "loop-sheet-incomplete": Message(
        "a commitment needs an owner, a level, a day, a measure and what will be done; missing: {missing}",
        "fill them in, or empty all five",
        Exit.BAD_DATA,
    ),
    "loop-sheet-fixed": Message(
        "commitment {commitment} reads otherwise here: what was promised is never edited",
        "put back what stood there; to promise something else, give it the status dropped with a note first",
        Exit.BAD_DATA,
    ),
    "loop-sheet-drop-first": Message(
        "there is a reason here why it cannot be done, and commitment {commitment} stands",
        "give it the status dropped, and the reason as its note",
        Exit.BAD_DATA,
    ),
    "loop-sheet-status": Message("this is no status", "use kept, late or dropped", Exit.BAD_DATA),
    "loop-sheet-date": Message("this is not a date, or could be two", "write it like 2026-12-31", Exit.BAD_DATA),
}

_ONE_SIDE = {
    "side-which": Message(
        "a plan is of two bodies, and two are not named",
        'name both: pulse plan "North / Surgery" "North / Medicine"; or list reviews with --due',
        Exit.USAGE,
    ),
    "side-one-body": Message("a plan is of two bodies, and this names one twice", "name the other one", Exit.USAGE),
    "side-not-utf8": Message(
        "this file is not UTF-8 text", "save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)", Exit.BAD_DATA
    ),
    "side-faulty": Message(
        "there is no page yet: {faults} thing(s) to do in this plan",
        "do what is listed below, then run again",
        Exit.BAD_DATA,
    ),
    "side-without-review": Message(
        "this plan does not say which two bodies it is of, or when both look at it again",
        'write bodies = ["A", "B"] and review = 2027-04-28',
        Exit.BAD_DATA,
    ),
    "side-unfilled": Message("'{key}' is still empty", "fill it in between the quotes, together", Exit.BAD_DATA),
    "side-review-early": Message(
        "the review is not after the day the plan was written", "choose a later day for 'review'", Exit.BAD_DATA
    ),
    "side-deed-early": Message(
        "this was to be done before the plan was written", "choose a later day for 'by'", Exit.BAD_DATA
    ),
    "side-figures-of-whom": Message(
        "there are figures, and nothing says of whom they are and when they were asked",
        "write it into 'asked', such as \"Asked 13 to 22 October 2026 of those who work with the other\"",
        Exit.BAD_DATA,
    ),
    "side-few": Message(
        "this figure rests on fewer than {least} people", "take it out: the question may stay", Exit.BAD_DATA
    ),
    "side-interval": Message(
        "the figure does not lie within its interval", "copy percent, low and high again from the report", Exit.BAD_DATA
    ),
    "side-figure-differs": Message(
        "this is not what the report of wave {wave} shows of that question",
        "copy the figures again from the report, or take them out: the question may stay",
        Exit.BAD_DATA,
    ),
    "side-names": Message(
        "this looks as if it named a person",
        "write the role instead; if it is nobody's name, add those words to 'not_names'",
        Exit.BAD_DATA,
    ),
    "side-text-long": Message(
        "'{key}' is too long: there is room for {room} line(s)", "cut about {over} signs", Exit.BAD_DATA
    ),
    "side-page-long": Message(
        "the page is {over} line(s) too long for one side of A4; it takes, in lines: {parts}",
        "cut {over} line(s), best in this part, which is the longest",
        Exit.BAD_DATA,
    ),
}

_ATTRIBUTED = {
    "attributed-first-line": Message(
        "a questionnaire that is answered by name says so on its first line",
        "make this the first line of 'introduction': \"{line}\"",
        Exit.BAD_DATA,
    ),
    "attributed-of-whom": Message(
        "a questionnaire that is answered by name must ask who answers",
        'write it like: dimensions = {{ body = "Which body do you speak for?", role = "What is your role?" }}',
        Exit.BAD_DATA,
    ),
    "attributed-linked": Message(
        "answers by name need no link from wave to wave", "take out 'linked': names do that already", Exit.BAD_DATA
    ),
    "attributed-pairs": Message(
        "leaders who answer by name speak of the one other body: a question about every group is for staff",
        "ask it with a scale, and name the other body in its text",
        Exit.BAD_DATA,
    ),
    "attributed-apart": Message(
        "{survey} is answered by name, and never stands among confidential answers",
        "use `pulse attributed`: collect, list, report, purge, backup",
        Exit.USAGE,
    ),
    "attributed-not-declared": Message(
        "{survey} is confidential: those who answered were not told that their names would be shown",
        "take it in with `pulse collect`; to ask by name, make a questionnaire of another id with attributed = true",
        Exit.USAGE,
    ),
    "attributed-was-confidential": Message(
        "there are confidential answers to {survey}: the same questionnaire cannot be answered by name",
        "give the one that is answered by name another id",
        Exit.USAGE,
    ),
    "attributed-open": Message(
        "others than you can read the answers by name",
        "take their rights away: chmod 600 attributed.db",
        Exit.CONFIG,
    ),
    "attributed-other-file": Message(
        "this is not a database of answers by name",
        "move it away, or put the right file back from a backup",
        Exit.CONFIG,
    ),
    "database-attributed": Message(
        "this is the database of answers by name, where the confidential ones should be",
        "put pulse.db back from its own backup; this file is to be called attributed.db",
        Exit.CONFIG,
    ),
    "attributed-nobody": Message(
        "this row does not say who answered", "fill in who it was, or take the row out", Exit.BAD_DATA
    ),
    "attributed-twice": Message(
        "the same person answered in line {line} already", "keep the row that counts", Exit.BAD_DATA
    ),
    "attributed-rejects": Message(
        "{rows} row(s) cannot be read; nothing was stored", "mend what is listed below, then run again", Exit.BAD_DATA
    ),
    "attributed-other-questions": Message(
        "wave {wave} asked other questions than the questionnaire does now",
        "give the changed questionnaire a wave of its own",
        Exit.BAD_DATA,
    ),
    "attributed-purged": Message(
        "the answers by name of wave {wave} were deleted on {day}",
        "there is nothing left to list or add to",
        Exit.USAGE,
    ),
    "attributed-nothing": Message(
        "there are no answers by name to {survey}", "take some in with `pulse attributed collect`", Exit.NO_INPUT
    ),
    "backup-other-kind": Message(
        "there is a backup of the other database: answers by name and confidential ones are never mixed",
        "choose another file",
        Exit.CANNOT_WRITE,
    ),
}

_TREND = {
    "series-columns": Message(
        "there are no columns named date and value, or date, count and n",
        "name them on the first line",
        Exit.BAD_DATA,
    ),
    "series-value-and-count": Message(
        "there is a column value and a column count: which one is the series cannot be told",
        "keep value (with n, if it is a score) or count and n",
        Exit.BAD_DATA,
    ),
    "series-line": Message(
        "this line is not a date and a number, or its n is not a whole number",
        "write it like 2026-11-01,62.5 or 2026-11-01,6.3,212 (NA where the value is missing)",
        Exit.BAD_DATA,
    ),
    "series-count-line": Message(
        "this line is not a date, a count and the number of answers it is a count of",
        "write it like 2026-11-01,131,212 with a count of at most n (NA where it is missing)",
        Exit.BAD_DATA,
    ),
    "series-date-again": Message("{date} is on line {first} already", "keep one line a date", Exit.BAD_DATA),
    "series-empty": Message("there is no line below the header", "add the series", Exit.BAD_DATA),
    "series-date-twice": Message("{date} is there twice", "keep one value a date", Exit.BAD_DATA),
    "series-part-unknown": Message(
        "there is no value on {date}, from which limits should begin anew (--part)",
        "name a date of the series",
        Exit.USAGE,
    ),
    "series-exclude-unknown": Message(
        "there is no value on {date}, which limits should leave out (--exclude)",
        "name a date of the series",
        Exit.USAGE,
    ),
    "series-freeze-short": Message("frozen limits need {least} points", "raise --freeze", Exit.USAGE),
    "series-needs-count": Message(
        "a {chart} chart is about shares, and this series has no columns count and n",
        "give date,count,n, or choose --chart auto, xmr, i, i-prime or run",
        Exit.USAGE,
    ),
    "series-needs-n": Message(
        "an i-prime chart needs to know how many answered, and this series has no column n",
        "give date,value,n, or choose --chart auto, xmr, i or run",
        Exit.USAGE,
    ),
    "rebase-no-shift": Message(
        "there is no shift to follow: from then on {run} stock-takes in a row lie on one side of the average before, "
        "and seven make a shift",
        "rebase only where a change is there, known, wanted and lasting; to take it back: `pulse rebase remove {id}`",
        Exit.LOOK,
    ),
    "rebase-for-the-worse": Message(
        "the shift is for the worse: new limits would make it look usual",
        "leave the limits as they are, and let the chart show the fall: `pulse rebase remove {id}`",
        Exit.LOOK,
    ),
    "rebase-few-points": Message(
        "there are {points} stock-takes to be seen since then: new limits need {least}",
        "until then the chart has no limits of its own; the original ones stay in the report",
        Exit.LOOK,
    ),
    "rebase-nothing-seen": Message(
        "there is no trend to be seen yet on both sides of that day, so nobody can tell whether there is a shift",
        "wait until there is; to take it back: `pulse rebase remove {id}`",
        Exit.LOOK,
    ),
}

_PUBLISH = {
    "publish-target-unknown": Message(
        "nothing can be published to '{target}' (there are: {known})", "name one of those with --to", Exit.USAGE
    ),
    "publish-languages-alike": Message(
        "a file for {target} names languages without their country, and two of these would both be {language}",
        "publish each in a file of its own: to another platform, or from a questionnaire in that language",
        Exit.USAGE,
    ),
    "publish-one-language": Message(
        "a file for {target} is in one language", "publish once for each: --language cy, then the next", Exit.USAGE
    ),
    "publish-texts-collide": Message(
        "{target} gives back only words, and those of {one} could be taken for {other}",
        "word one of the two otherwise, and raise the questionnaire's version",
        Exit.BAD_DATA,
    ),
    "publish-name-taken": Message(
        "{name} is already the name of a column in exports of {target}",
        "give the item or the dimension another id, or publish to another platform",
        Exit.BAD_DATA,
    ),
    "publish-sign": Message(
        "a text of {name} holds {sign}, which {target} would take for a sign of its own",
        "word it without, and raise the questionnaire's version",
        Exit.BAD_DATA,
    ),
    "entry-header": Message(
        "this is not the table to type these sheets into (missing: {missing}; unknown: {unknown})",
        "type into the table that `pulse publish --to paper` wrote with the sheets; if the groups have changed since, "
        "say the day with --printed",
        Exit.BAD_DATA,
    ),
    "entry-no-number": Message("{count} row(s) have no sheet number", "type the number on the sheet", Exit.LOOK),
    "entry-twice": Message("sheet {sheet} is there {count} times", "give each sheet a number of its own", Exit.LOOK),
    "entry-missing": Message("sheet {sheet} is missing", "type it, or mend its number in the other file", Exit.LOOK),
    "entry-mark": Message(
        "sheet {sheet}, {item}: what was typed names no box", "type the letter beside the box", Exit.LOOK
    ),
    "entry-too-many": Message(
        "sheet {sheet}, {item}: more than may be ticked", "type ? if the sheet has so many ticks", Exit.LOOK
    ),
    "entry-differs": Message(
        "sheet {sheet}, {item}: not the same in {other}", "look at the sheet and mend the one that is wrong", Exit.LOOK
    ),
    "entry-unchecked": Message(
        "these are paper sheets as one person typed them",
        "compare them with what a second person typed: `pulse entry SURVEY FIRST SECOND`",
        Exit.BAD_DATA,
    ),
}

MESSAGES: Mapping[str, Message] = {
    **_WORKSPACE,
    **_CORRIDOR,
    **_TOML,
    **_DEFINE,
    **_BENCHMARKS,
    **_PEOPLE,
    **_SCHEDULE,
    **_PUBLISH,
    **_COLLECT,
    **_LISTEN,
    **_DOCTOR,
    **_RUN,
    **_SEND,
    **_STORE,
    **_AUDIT,
    **_EVALUATE,
    **_LOOP,
    **_ONE_SIDE,
    **_ATTRIBUTED,
    **_TREND,
}
