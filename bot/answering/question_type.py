"""What a question asks for: a date, a number, a name, a section ... and whether a sentence can hold such a thing.

Tables of plain patterns in both languages. A question that asks for an age is not answered by a sentence without one:
the quotes writer prefers sentences of the wanted type, the refusal decision counts them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.answering.words import is_stop, words
from index import identifiers


class Wants(StrEnum):
    """What would answer the question."""

    AGE = "age"
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    SECTION = "section"
    ECCN = "eccn"
    CHIP = "chip"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    REASON = "reason"
    VALIDITY = "validity"
    PERMISSION = "permission"
    ANY = "any"


# First match wins: the narrow ones come first.
_ASKS: tuple[tuple[Wants, str], ...] = (
    (Wants.AGE, r"\bwie alt\b|\bhow old\b|\balter von\b|\bage of\b|\bgeburts(?:jahr|tag|datum)\b|\bborn\b"),
    (Wants.ECCN, r"\b(?:welche|which|what)\b[^?]{0,30}\b(?:eccn|listennummer|güterlistenposition)\b"),
    (
        Wants.SECTION,
        r"\b(?:welche[rsnm]?|which|what)\b[^?]{0,30}\b(?:vorschrift|paragraph|paragraf|absatz|abschnitt|artikel|section|paragraph|"
        r"provision|rule number|supplement|norm|bestimmung)\b"
        r"|\bwo\b[^?]{0,40}\b(?:definier|geregelt|steht|regel)|\bwhere\b[^?]{0,40}\b(?:defin|find|set out|regulated|is it\b)",
    ),
    (
        Wants.CHIP,
        r"\b(?:welche[rsnm]?|which|what)\b[^?]{0,25}\b(?:chips?|chipmodelle?|modelle?|models?|gpus?|beschleuniger|accelerators?)\b"
        r"[^?]{0,40}\b(?:nennt|genannt|name[sd]?|mention(?:ed|s)?|heißt|called|betroffen)\b",
    ),
    (
        Wants.MONEY,
        r"\b(?:wie viel|wieviel|how much)\b[^?]{0,40}\b(?:dollar|euro|geld|money|kost|cost|zahl|pay|paid|strafe|fine|penalt|umsatz)"
        r"|\b(?:preis|price|kosten|geldstrafe|bußgeld|geldbuße|höhe der strafe|amount of)\b|\bhow high\b[^?]{0,20}\b(?:fine|penalt)",
    ),
    (
        Wants.VALIDITY,
        r"^(?!.*\b(?:wann|when|since|until|how long|wie lange|welche[rsnm]?|which)\b).*(?:\bgilt\b(?![^?]*\b(?:für|als|wenn|bei|gegenüber)\b)"
        r"|\b(?:noch|weiter|wieder) (?:gültig|in kraft)\b|\bin kraft\b|\bin (?:force|effect)\b"
        r"|\b(?:ausgesetzt|aufgehoben|außer kraft|abgelaufen|zurückgenommen)\b|\b(?:suspended|stayed|rescinded|repealed|withdrawn|expired)\b"
        r"|\b(?:does|do|did)\b[^?]{0,60}\bapply(?: (?:today|now|again|still|currently|at the moment|anymore|any more))?\s*\??$"
        r"|\bstill (?:apply|applies|valid|applicable)\b)",
    ),
    (Wants.PERCENT, r"\b(?:prozent|prozentsatz|percent(?:age)?|per cent|anteil|share)\b|%"),
    (
        Wants.DATE,
        r"\bwann\b|^\W*(?:since |until |from )?when\b|\bwhen (?:was|were|is|are|did|does|do|will|has|have|had|can)\b|\b(?:what|which) (?:date|day|month|year)\b"
        r"|\b(?:an )?welche[mnrs]? (?:tag|datum|jahr|monat|wochentag|termin)\b|\bdatum\b|\bhow long\b|\bwie lange\b|\bdate\b|\bsince when\b|\buntil when\b",
    ),
    (
        Wants.NUMBER,
        r"\bwie ?viele?\b|\bwie vielen\b|\bhow many\b|\bhow much\b|\bwie (?:hoch|groß|lang|schnell)\b|\bhow (?:high|large|big|fast|far)\b"
        r"|\bab welche[mnr]\b|\b(?:above|below) what\b|\bschwelle|\bthreshold|\bgrenzwert|\bunter wie\b|\bcount of\b|\banzahl\b"
        r"|\bwhat (?:number|limit|value|level|ratio)\b|\bwelche (?:zahl|anzahl|grenze)\b|\bfrist\b|\bdeadline\b",
    ),
    (
        Wants.LIST,
        r"\b(?:nenne|zähle|liste|list|name)\b[^?]{0,20}\b(?:alle|einige|some|all|the|die|beide|zwei|drei|two|three|kinds|arten)\b"
        r"|\bwelche (?!\w+ (?:ist|war|hat|wurde|(?!nicht\b)\w+te?)\b)\w+(?:en|er|e|s)\b|\bwhich (?:\w+ )?(?:countries|companies|items|states|"
        r"conditions|exceptions|elements|chips|tools|entities|reasons|challenges)\b|\bwhat (?:are|kinds|types)\b",
    ),
    (Wants.PERSON, r"\bwer\b|\bwem\b|\bwen\b|\bwessen\b|\bwho\b|\bwhom\b|\bwhose\b|\bmit wem\b|\bvon wem\b"),
    (
        Wants.PLACE,
        r"\bwo\b|\bwohin\b|\bwoher\b|\bwhere\b|\b(?:welche[mrns]?|what|which) (?:stadt|ort|land|city|country|place)\b",
    ),
    (
        Wants.REASON,
        r"\bwarum\b|\bweshalb\b|\bwieso\b|\bwhy\b|\bwodurch\b|\bwhat reasons?\b|\bwelche gründe\b|\baus welchem grund\b",
    ),
    (
        Wants.PERMISSION,
        r"\b(?:darf|dürfen|dürfte[nr]?|muss|müssen|may|must|allowed|permitted|erlaubt|verboten|zulässig|legal|illegal|banned|prohibited)\b"
        r"|\b(?:brauch|benötig|need|requir|erforder)\w*\b[^?]{0,60}(?:genehmigung|lizenz|licen[cs]e|permit|authori[sz]ation)"
        r"|(?:genehmigung|licen[cs]e|lizenz)\w*\b[^?]{0,40}\b(?:need|requir|erforder|nötig|notwendig|pflicht)"
        r"|^\W*(?:kann|können|can|could)\b[^?]{0,80}\b(?:export|ausf(?:ü|ue)hr|liefer|verkauf|verk(?:ä|ae)uf|sell|ship|supply|re-?export|transfer)",
    ),
)

_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember "
    "january february march may june july october december"
).split()
_DAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday sunday"
).split()
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}\.\s?\d{1,2}\.|\b(?:" + "|".join(_MONTHS + _DAYS) + r")\b"
    r"|\b(?:heute|gestern|morgen|today|yesterday|tomorrow|letzte[sn]? (?:jahr|woche|monat)|last (?:year|week|month)|sofort|days|tagen?|monate|months|jahren?|years)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    r"eine[rn]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|twenty|dozen|dutzend|kein|none|zero|null"
)
_HOLDS: dict[Wants, re.Pattern[str]] = {
    Wants.AGE: re.compile(
        r"\b\d{1,3}[- ]?(?:jährig|jahre alt|years? old|year-old)|\b(?:geboren|born)\b|\b(?:aged|im alter von)\s\d+",
        re.IGNORECASE,
    ),
    Wants.DATE: _DATE,
    Wants.MONEY: re.compile(
        r"[$€¥]\s?\d|\d[\d.,]*\s?(?:million|milliard|billion|mio|mrd|trillion|bn)?\w*\s?(?:us-)?(?:dollar|euro|usd|eur|yuan)"
        r"|\d\s?(?:%|prozent|percent|per cent)",
        re.IGNORECASE,
    ),
    Wants.PERCENT: re.compile(
        r"\d\s?(?:%|prozent|percent|per cent)|\b(?:half|hälfte|drittel|third|viertel|quarter)\b", re.IGNORECASE
    ),
    Wants.NUMBER: re.compile(rf"\d|\b(?:{_NUMBER_WORD})\b", re.IGNORECASE),
    Wants.PERMISSION: re.compile(
        r"licen[cs]|lizenz|genehm|verb(?:o|ie)t|erlaub|zulass|zulässig|untersag|prohibit|permit|allow|authori[sz]|denial|ablehn|presumption|"
        r"ausgesetzt|suspend|\bban(?:s|ned)?\b|\b(?:may|must|darf|dürfen|muss|müssen|pflichtig)\b",
        re.IGNORECASE,
    ),
    Wants.VALIDITY: re.compile(
        r"(?=.*(?:\bin kraft\b|\bg[ai]lt(?:en)?\b|ausgesetzt|aufgehoben|zurückgenommen|läuft|\boffen\b|took effect|effective|\bappl(?:y|ies|ied)\b|"
        r"\bin (?:force|effect)\b|suspen|\bstay|rescind|repeal|expire|withdr|\bopen\b))(?=.*" + _DATE.pattern + ")",
        re.IGNORECASE | re.DOTALL,
    ),
    Wants.REASON: re.compile(
        r"\b(?:weil|da|wegen|aufgrund|grund|gründe|damit|um|denn|because|since|due to|so that|in order to|reason|owing|after|nach|durch|"
        r"deshalb|daher|therefore|to)\b",
        re.IGNORECASE,
    ),
}

_ASKED_NOUN = re.compile(
    r"\bwie (?:hoch|groß|lang) (?:ist|sind|war|waren) (?:der|die|das)?\s*([\w-]+)"
    r"|\b(?:was|what) (?:ist|sind|is|are|was|were) (?:der|die|das|the|an?)?\s*([\w-]+)"
    r"|\b(?:welche[mnrs]?|which|what|wie ?viele?n?|how many|how much)\s+"
    r"(?:(?:prozent|percent(?:age)?|de[rnms]|die|das|of|the|other|andere[nr]?|exact|genaue?n?|specific|konkrete[nr]?)\s+)*"
    r"([\w-]+)(?:\s+([\w-]+))?",
    re.IGNORECASE,
)


def asked_nouns(question: str) -> frozenset[str]:
    """What the question word stands with, in lower case: ``Welche Gebühr verlangt ...`` → gebühr, verlangt.

    Nothing where it stands with a verb that only asks: ``What happens``, ``What did China do``.
    """
    match = _ASKED_NOUN.search(question)
    found = [word.lower() for word in match.groups() if word] if match else []
    return frozenset() if not found or is_stop(found[0]) else frozenset(found)


def wanted(question: str) -> Wants:
    """What the question asks for; ANY where no pattern is sure."""
    for wants, pattern in _ASKS:
        if re.search(pattern, question, re.IGNORECASE):
            return wants
    return Wants.ANY


def asks_for_list(question: str) -> bool:
    """Whether a list is asked for, which lifts the length limit of the quotes."""
    return any(re.search(pattern, question, re.IGNORECASE) for wants, pattern in _ASKS if wants is Wants.LIST)


def holds(wants: Wants, sentence: str, context: str, question: str) -> bool:
    """Whether ``sentence`` (with its citation, title and date as ``context``) can hold what is wanted."""
    if wants in _HOLDS:
        return bool(_HOLDS[wants].search(sentence))
    if wants in (Wants.ECCN, Wants.CHIP, Wants.SECTION):
        types = {
            Wants.ECCN: {"eccn"},
            Wants.CHIP: {"chip"},
            Wants.SECTION: {"cfr", "german", "article", "eccn", "supplement", "usc", "prohibition", "part"},
        }[wants]
        asked = identifiers.values(question)
        text = sentence if wants is Wants.CHIP else f"{sentence} {context}"
        return any(one.type in types and one.value not in asked for one in identifiers.find(text))
    if wants in (Wants.PERSON, Wants.PLACE):
        return _new_name(sentence, question)
    return True


def _new_name(sentence: str, question: str) -> bool:
    asked = {word.lower() for word in words(question)}
    return any(
        word[0].isupper() and word.lower() not in asked and not is_stop(word)
        for word in words(sentence)[1:]
        if word[0].isalpha()
    )
