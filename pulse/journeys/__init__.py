"""The corridor: the story of each command, one line a room, no arithmetic. A newcomer reads these pages first.

beginning   a workspace, and the demonstration's
rehearsing  the demonstration lived through: the real commands over invented exports, each on its day
defining    questionnaires and people.csv
mapping     a file's columns -> what each one answers, and who confirmed it
collecting  a platform's export -> the store
reporting   the store -> a report, past the wall
auditing    a finished file and the ledger -> what it gives away
timeline    what happened, and where a person lets limits begin anew
needing     shown figures -> needs in the register; what waits, and for how long
committing  who promises what about a need, and what became of it by the owner's word
opening     the next questionnaire, with an item for each commitment that is due
answering   what comes back to staff: the page of what was said and done, a guide for a team's talk
evaluating  a plan -> its entry, and what came of it
reviewing   comments before a person who accepts, shortens or withholds each
coding      what comments speak of, and how far those who say so agree
keeping     a wave closed, its answers deleted; a copy of the database
running     the one daily line: open, end, collect the inbox, report, close, tell staff; beside it
stepping    one step of it, done once and noted
inbox       a file that was dropped there -> collected and moved, or refused with the reason
messaging   a stock-take -> the texts for staff; telling_staff sends what is due
telling     the settings in force -> the page for staff, the impact assessment
trending    a series of one's own -> limits and signals
"""
