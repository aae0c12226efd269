"""One key for the many spellings of a name.

``fold`` maps a name in Latin, Arabic, Cyrillic or Hebrew letters to plain Latin words in which the
usual differences of romanisation are gone; two spellings with one fold are one name. ``skeleton``
goes further: the consonants alone, in broad classes; two names with one skeleton may be one name,
and ``likeness`` says how alike they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz


def _pairs(table: str) -> dict[str, str]:
    """Letters and what they become, from "ا=a ب=b"; nothing after the sign drops the letter."""
    return dict(pair.split("=") for pair in table.split())


ARABIC = _pairs(
    "ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع= غ=gh ف=f ق=q "
    "ك=k ل=l م=m ن=n ه=h و=w ي=y ء= آ=a أ=a إ=i ؤ=w ئ=y ى=a ة=a ک=k ی=y گ=g پ=p چ=ch ژ=zh ڤ=v ۀ=a "
    "ە=a ێ=e ۆ=o"
)
CYRILLIC = _pairs(
    "а=a б=b в=v г=h ґ=g д=d е=e ё=yo є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r "
    "с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ў=w ј=j љ=lj њ=nj ћ=c ђ=dj "
    "џ=dz ѓ=g ќ=k ѕ=dz"
)
HEBREW = _pairs(
    "א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=h ט=t י=y ך=kh כ=k ל=l ם=m מ=m ן=n נ=n ס=s ע=a ף=f פ=p ץ=ts "
    "צ=ts ק=k ר=r ש=sh ת=t"
)
LATIN = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ə": "a", "ı": "i", "đ": "d", "ł": "l"}
LATIN |= {"ð": "d", "þ": "th", "ŋ": "n", "ħ": "h"}
LETTERS = str.maketrans(ARABIC | CYRILLIC | HEBREW | LATIN)
CYRILLIC_LETTERS = re.compile(r"[\u0400-\u04ff]")
ARABIC_WORD = re.compile(r"\bال(?=\w{2})")
APOSTROPHES = re.compile(r"['’‘`´ʿʾʻʼ‛′\"“”.]")
WORDS = re.compile(r"[a-z0-9]+")

# Articles of Arabic names, all "al" in a fold; the assimilated ones only before their own letter.
ARTICLES = {"al", "el", "ul", "il"}
SUN_ARTICLE = re.compile(r"\b[aeiu](t?th|d?dh|s?sh|[tdrszln]) (?=\1)")
GENERIC = {
    "tell": "tal", "tel": "tal", "tall": "tal", "ein": "ayn", "ain": "ayn", "ayn": "ayn",
    "deir": "dayr", "dair": "dayr", "dayr": "dayr", "der": "dayr", "sheikh": "shaykh",
    "shekh": "shaykh", "sheik": "shaykh", "shaikh": "shaykh", "cheikh": "shaykh",
    "jebel": "jabal", "djebel": "jabal", "gebel": "jabal", "kafar": "kafr", "kfar": "kafr",
    "kufr": "kafr", "khirbet": "khirbat", "khirba": "khirbat", "khan": "khan", "umm": "um",
    "oum": "um", "beit": "bayt", "bait": "bayt", "bet": "bayt", "mt": "mount", "st": "saint",
    "ft": "fort",
}  # fmt: skip
SPELLINGS = (
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"iy(?=[ae])"), "y"),
    (re.compile(r"(?<=[a-z]{2}[aey])h\b"), ""),
)
CLASSES = str.maketrans(
    {"q": "k", "c": "k", "x": "ks", "v": "b", "p": "b", "f": "f", "j": "g", "z": "s"}
)
DIGRAPHS = (
    (re.compile(r"kh|gh"), "k"),
    (re.compile(r"sh|ch|ts|th"), "s"),
    (re.compile(r"dh"), "d"),
)
VOWELS = re.compile(r"[aeiouywh]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name as plain Latin words, lower case, free of the usual differences of spelling."""
    text = CYRILLIC_LETTERS.sub(lambda m: m.group().translate(LETTERS), name.lower())
    text = ARABIC_WORD.sub("al ", text).translate(LETTERS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = APOSTROPHES.sub("", text.translate(LETTERS))
    text = SUN_ARTICLE.sub("al ", " ".join(WORDS.findall(text)))
    return " ".join(_word(w) for w in text.split())


def _word(word: str) -> str:
    if word in ARTICLES:
        return "al"
    word = GENERIC.get(word, word)
    for pattern, plain in SPELLINGS:
        word = pattern.sub(plain, word)
    return word


def bare(folded: str) -> str:
    """A fold without its articles and spaces."""
    return "".join(w for w in folded.split() if w != "al")


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """The consonants of a fold in broad classes, after its first letter (any vowel is "a")."""
    text = bare(folded)
    if not text:
        return ""
    for pattern, letter in DIGRAPHS:
        text = pattern.sub(letter, text)
    head = "a" if text[0] in "aeiouy" else text[0] if text[0] in "hw" else ""
    rest = VOWELS.sub("", text).translate(CLASSES)
    return head + re.sub(r"(.)\1+", r"\1", rest)


def likeness(a: str, b: str) -> float:
    """How alike two folds are, 0 to 1, articles and spaces aside."""
    return fuzz.ratio(bare(a), bare(b)) / 100.0


# Countries whose names GeoNames writes in a scholars' romanisation ("I‘zāz") that no report uses.
ROMANISED = "AE AF BH DJ DZ EG EH IL IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE"
SIGNS = str.maketrans("", "", "‘’ʻʼʿʾ`")


def printed_name(name: str, country: str | None) -> str:
    """A gazetteer's name as reports print it: without the marks of a scholars' romanisation."""
    if not country or country not in ROMANISED:
        return name
    letters = unicodedata.normalize("NFD", name.translate(SIGNS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain[:1].upper() + plain[1:]
