"""What a text says about a toponym beside its name: its kind, and what holds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records import Span
from crosswire.resolve.cues import cues
from crosswire.resolve.extents import BEARINGS
from crosswire.resolve.romanise import fold

LEAD = re.compile(r"^(?:the\s+|in\s+|near\s+)", re.IGNORECASE)
WORDS = re.compile(r"[\w’'.-]+")
AFTER = re.compile(r"^[’']?s?[ -]?([a-z-]+(?: [a-z]+)?)|^ ([A-Z][a-z]+)")
NEAR_IT = re.compile(
    r"\b(?:near|outside|around|outskirts of|surroundings of|vicinity of|close to|not far from|"
    r"(?:km|kilomet(?:er|re)s?|miles?)\b[^.]{0,30}\b(?:of|from)|(?:north|south|east|west|northeast|"
    r"northwest|southeast|southwest|north-east|north-west|south-east|south-west) of)\s+(?:the\s+)?"
    r"(?:(?:town|city|village|capital) of\s+)?$",
    re.IGNORECASE,
)
TWO = re.compile(r"\bbetween (?:the )?(?:[^.;\n]{2,40} and (?:the )?)?$")
OFFSET = re.compile(
    r"\b(?P<number>\d+(?:[.,]\d+)?|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"fifteen|twenty|thirty|forty|fifty)(?: dozen)?)[- ]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b(?: \([^)]{1,20}\))?(?: (?:to the )?"
    r"(?P<way>(?:north|south)[- ]?(?:east|west)|north|south|east|west))?"
    r"(?:ern)?,? (?:of|from|outside)(?: (?:the|central))?(?: (?:town|city|village|capital)"
    r"(?: of)?,?)? ?$",
    re.IGNORECASE,
)
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
           "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
THOUSANDS = re.compile(r",(?=\d{3}$)")  # "1,200 km", but "2,5 km"
KILOMETRES = {"k": 1.0, "m": 1.609}  # by the unit's first letter
BETWEEN = re.compile(r"^[ ,(]*(?:([a-z-]+(?: [a-z-]+){0,6}) )?(?:the )?$")
WAY_END = re.compile(r"\w ?[-‐‑–] ?$|\w to $")
OWNER = re.compile(r"[’']s? (?:[a-z-]+ ){0,4}(?:of )?")
FAR = 60  # letters between a place and what holds it
FARTHEST = 80  # and between a place and what it is near to
LONGEST = 200  # letters of a toponym
BESIDE = re.compile(r"[ ,(]*(?:(?:[a-z-]+|\d[\d.,]*)[ ,(]+){1,10}")
HOLDING = frozenset({"in", "of", "inside", "within", "the", "s", "at", "and", "its", "rural"})
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“])|\n")


CHOSEN_APART = frozenset({"populated", "admin1", "admin2", "rural"})  # "Aleppo town", "province"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from a place the text says something is, in km; ``bearing`` in degrees from north."""

    km: float
    bearing: float | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym of a text, read: ``kind`` as in ``cues.yaml``, ``near`` where the text says so."""

    span: Span
    name: str  # without its kind
    core: str = ""  # and without its compass word, and a kind that is part of it ("Chin State")
    kind: str = ""
    phrase: str = ""  # the name with the word after it: "Damascus countryside"
    near: bool = False
    state: str = ""  # the code of an American state, where its short form follows
    after_place: bool = False  # whether a comma parts it from the word before
    sentence: int = 0
    offset: Offset | None = None

    @property
    def key(self) -> str:
        """What is chosen for once: the name, apart where the text tells its kind."""
        return f"{fold(self.name)}|{self.kind if self.kind in CHOSEN_APART else ''}"


def read_mention(span: Span, text: str, sentence: int = 0) -> Mention:
    """The mention at a span of a text."""
    name, kind = _bare(span.quote)
    phrase = span.quote if kind else ""  # "M4 highway"
    after = text[span.end : span.end + 40]
    before = text[max(0, span.start - 60) : span.start]
    next_word = _next_word(after)
    told = cues().kinds.get(next_word.lower(), "") or _kind_before(before)
    kind = kind or told or _kind_within(name)
    phrase = f"{name} {next_word}" if next_word and not phrase else phrase
    if kind == "rural":  # "countryside of Damascus" is what "Damascus countryside" is
        phrase = f"{name} countryside"
    if WAY_END.search(before) and next_word.lower() in cues().ways:
        kind, phrase = "", ""  # the second end of a way is no way itself: "Aleppo-Raqqa road"
    offset = _offset(before)
    road = kind == "line" and after.startswith(("-", "–", " road", " highway"))
    near = bool(offset or NEAR_IT.search(before) or TWO.search(before) or road)
    comma = before.endswith(", ")
    core, state = _core(name), _state(after)
    return Mention(span, name, core, kind, phrase, near, state, comma, sentence, offset)


def _offset(before: str) -> Offset | None:
    """The distance that ends a text: "12 km north-east of", "some ten miles from"."""
    match = OFFSET.search(before)
    if not match:
        return None
    words = match["number"].lower()
    dozen = words.endswith(" dozen")
    words = words.removesuffix(" dozen")
    number = NUMBERS.get(words) or float(THOUSANDS.sub("", words).replace(",", "."))
    way = (match["way"] or "").lower().replace("-", "").replace(" ", "")
    km = number * (12 if dozen else 1) * KILOMETRES[match["unit"][0].lower()]
    return Offset(km, BEARINGS.get(way))


def _next_word(after: str) -> str:
    match = AFTER.match(after)
    if not match:
        return ""
    words = (match[1] or match[2] or "").split()
    if len(words) > 1 and words[0] in cues().compass:  # "Hama's northern countryside"
        words = words[1:]
    pair = " ".join(words)
    return pair if pair.lower() in cues().kinds else (words[0] if words else "")


def _bare(quote: str) -> tuple[str, str]:
    """The name alone, and the kind that the words themselves give: "Al-Bab city"."""
    words, known = LEAD.sub("", quote.strip()).split(), cues()
    kind = ""
    while len(words) > 2 and words[1].lower() == "of" and words[0].lower() in known.kinds:
        kind, words = known.kinds[words[0].lower()], words[2:]
    while (
        len(words) > 1 and words[-1] != words[-1].capitalize() and words[-1].lower() in known.kinds
    ):
        kind, words = kind or known.kinds[words[-1].lower()], words[:-1]
    return re.sub(r"[’']s$", "", " ".join(words)), kind


def _core(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in cues().compass:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in cues().kinds:
        words = words[:-1]
    return " ".join(words)


def _kind_within(name: str) -> str:
    """The kind of a unit that is part of its name: "Chin State", "Hama Governorate"."""
    kind = cues().kinds.get(name.split()[-1].lower(), "") if " " in name else ""
    return kind if kind in ("admin1", "admin2") else ""


def _kind_before(before: str) -> str:
    """The kind that stands right before the name: "the village of", "Camp"; no comma between."""
    words = WORDS.findall(re.split(r"[,;:.(]\s", before.lower())[-1])[-3:]
    while words and words[-1] in ("the", "al"):
        words.pop()
    if len(words) > 1 and words[-1] == "of":
        return cues().kinds.get(words[-2], "")
    return cues().kinds.get(words[-1], "") if words else ""


def _state(after: str) -> str:
    match = re.match(r",\s*([A-Z][A-Za-z]{1,4}\.?|(?:[A-Z]\.\s?){2})(?![\w])", after)
    if not match:
        return ""
    letters = re.sub(r"[.\s]", "", match[1])
    short = (len(letters) == 2 and letters.isupper()) or "." in match[1] or letters.isupper()
    return cues().states.get(letters.lower(), "") if short else ""


def sentences(text: str) -> list[int]:
    """The offsets at which sentences end."""
    return [m.end() for m in SENTENCE_END.finditer(text)]


def holders(mention: Mention, others: Sequence[Mention], text: str) -> list[tuple[Mention, bool]]:
    """The mentions that the text gives as what holds this one, and whether it says so plainly.

    "Awlan in al-Bab region", "Kaya, Burkina Faso", "the village of Awlan, in the countryside of
    Aleppo", "Baghdad's Karrada": between the two stand but kinds, compass words and "in" or "of".
    A comma alone may as well be a list, unless a unit's kind follows: "Awlan, Aleppo province".
    ``others`` are all mentions in the order of the text.
    """
    found = []
    for other in around(mention, others, FAR):
        gap = text[mention.span.end : other.span.start]
        if 0 < len(gap) < FAR and _holds(gap):
            found.append((other, other.kind == "admin1" or not gap.endswith(", ")))
        back = text[other.span.end : mention.span.start]
        if 0 < len(back) < FAR and OWNER.fullmatch(back):
            found.append((other, True))
    return found


def neighbours(mention: Mention, others: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions that the text puts this one near: "Mansoura, a town west of Raqqa"."""
    found = []
    for other in around(mention, others, FARTHEST):
        gap = text[mention.span.end : other.span.start]
        if 0 < len(gap) < FARTHEST and other.near and BESIDE.fullmatch(gap):
            found.append(other)
    return found


def around(mention: Mention, others: Sequence[Mention], most: int) -> Sequence[Mention]:
    """The mentions that can lie fewer than so many letters before or behind one."""
    first, last = mention.span.start - most - LONGEST, mention.span.end + most
    low = bisect_left(others, first, key=lambda other: other.span.start)
    return others[low : bisect_left(others, last, lo=low, key=lambda other: other.span.start)]


def _holds(gap: str) -> bool:
    match = BETWEEN.match(gap)
    if not match:
        return False
    if not match[1]:
        return gap.startswith((",", " (")) and "\n" not in gap
    words = match[1].split()
    known = cues().kinds.keys() | cues().compass | HOLDING
    return bool({"in", "of", "inside", "within"} & set(words)) and all(w in known for w in words)
