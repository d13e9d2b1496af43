"""The questionnaire of `test_publish` in Welsh, as a translator would give it back. Nobody has checked it either."""

from __future__ import annotations

import json
from collections.abc import Mapping

WELSH: Mapping[str, str] = {
    "How are we?": "Sut ydyn ni?",
    "Four minutes. Name nobody.": "Pedair munud. Peidiwch ag enwi neb.",
    "Which team do you work in?": "Ym mha dîm ydych chi'n gweithio?",
    "Which staff group are you in?": "Ym mha grŵp staff ydych chi?",
    "What worries me here is heard & acted on.": "Mae'r hyn sy'n fy mhoeni yma yn cael ei glywed, ac yna ei wneud.",
    "Strongly disagree": "Anghytuno'n gryf",
    "Disagree": "Anghytuno",
    "Neither agree nor disagree": "Ddim yn cytuno nac yn anghytuno",
    "Agree": "Cytuno",
    "Strongly agree": "Cytuno'n gryf",
    "Who is hurting? Choose any.": "Pwy sy'n brifo? Dewiswch unrhyw rai.",
    "Me, myself": "Fi, fy hun",
    "My team; all of it": "Fy nhîm; pob un",
    "Patients or families": "Cleifion neu deuluoedd",
    "Nobody": "Neb",
    "Is it the whole team?": "Ai'r tîm cyfan yw e?",
    "Yes, all": "Ie, pawb",
    "Some of us": "Rhai ohonon ni",
    "What is needed most? Choose up to two.": "Beth sydd ei angen fwyaf? Dewiswch hyd at ddau.",
    "Rest": "Gorffwys",
    "Time to learn & to rest": "Amser i ddysgu & i orffwys",
    "To be asked, and heard": "Cael fy holi, a'm clywed",
    "Have you spoken of it?": "Ydych chi wedi sôn amdano?",
    "Yes": "Ydw",
    "No": "Nac ydw",
    "I would rather not say": "Byddai'n well gen i beidio â dweud",
    "What came of it?": "Beth ddaeth ohono?",
    "It got better": "Aeth pethau'n well",
    "Nothing": "Dim",
    "In your own words: what should we know?": "Yn eich geiriau eich hun: beth ddylen ni ei wybod?",
    "May we print your words without your name?": "A gawn ni argraffu eich geiriau heb eich enw?",
    "You may": "Cewch",
    "Please do not": "Peidiwch, os gwelwch yn dda",
    "Only if you chose “{option}” at “{question}”": "Dim ond os dewisoch chi “{option}” yn “{question}”",
}


def filled_in(text: str, said: Mapping[str, str] = WELSH) -> str:
    """A translation's file with every empty text filled in. Fails where one is not known, or none was empty."""
    lines, original = [], ""
    assert 'to = ""' in text
    for line in text.splitlines():
        if "from = " in line and not line.startswith("#"):
            original = json.JSONDecoder().raw_decode(line.split("from = ", 1)[1])[0]
        if line in ('to = ""', 'to   = ""') or line.endswith(', to = "" }'):
            before, _, after = line.rpartition('""')
            lines.append(before + json.dumps(said[original], ensure_ascii=False) + after)
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
