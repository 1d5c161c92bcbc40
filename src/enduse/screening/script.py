"""Split a name into runs of one script, and put each run into basic Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SCRIPT_VERSION = "1"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_HANGUL = "\uac00-\ud7af\u1100-\u11ff"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_HEBREW = "\u0590-\u05ff"
_WORDS = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<kana>[{_KANA}]+)|(?P<hangul>[{_HANGUL}]+)"
    rf"|(?P<arabic>[{_ARABIC}]+)|(?P<hebrew>[{_HEBREW}]+)|(?P<latin>[^\W_{_HAN}{_KANA}{_HANGUL}{_ARABIC}{_HEBREW}]+)"
)
_APOSTROPHES = re.compile(
    "(?<=\\w)[\\u2019\\u2018'`\\u00b4\\u02bc\\u02bb\\u02b9\\u201b\\u044a](?=\\w)"
)
_CYRILLIC_LOOKALIKES = str.maketrans("авсеіјорѕхуԛԝкнмт", "abceijopsxyqwkhmt")
_LATIN_LOOKALIKES = str.maketrans("abceijopsxykhmt", "авсеіјорѕхукнмт")
_ALIKE = str.maketrans("أإآٱىئيیکكةهۀ", "ااااييييككههه")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u05b0-\u05c7\u0300-\u036f]")


def clean(name: str) -> str:
    """Return the name in compatibility form and lower case, without invisible characters."""
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFKC", name)
    if not text.isprintable():
        text = "".join(
            c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n"
        )
    return text.replace("İ", "i").replace("ß", "ss").casefold()


def runs(text: str) -> list[tuple[str, str]]:
    """Return the words of a clean name: (script, word), in order.

    A Latin word with Cyrillic look-alikes (or the other way round) is put into the script of
    most of its letters. `&` is read as `and`.
    """
    return join_letters(runs_apart(text))


def runs_apart(text: str) -> list[tuple[str, str]]:
    """Return the words before single letters are joined: what spaces part does not matter then."""
    text = _APOSTROPHES.sub("", text).replace("&", " and ").replace("+", " and ")
    found = []
    for match in _WORDS.finditer(text):
        script = match.lastgroup or "latin"
        word = match[0]
        if script in ("arabic", "hebrew"):
            word = _MARKS.sub("", word)
        if script == "latin" and not word.isascii():
            word = _one_script(word)
        if word:
            found.append((script, word))
    return found


def _one_script(word: str) -> str:
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    latin = sum(c.isascii() and c.isalpha() for c in word)
    if not cyrillic or not latin:
        return word
    as_latin, as_cyrillic = word.translate(_CYRILLIC_LOOKALIKES), word.translate(_LATIN_LOOKALIKES)
    if not any("\u0400" <= c <= "\u04ff" for c in as_latin):
        whole = not any(c.isascii() and c.isalpha() for c in as_cyrillic)
        return as_cyrillic if whole and cyrillic > latin else as_latin
    return as_cyrillic


def join_letters(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join runs of single letters: `l l c` is `llc`, `a r sales` is `ar sales`."""
    joined: list[tuple[str, str]] = []
    open_run = False
    for script, word in words:
        single = script in ("latin", "arabic") and len(word) == 1 and word.isalpha()
        if single and open_run and joined[-1][0] == script:
            joined[-1] = (script, joined[-1][1] + word)
        else:
            joined.append((script, word))
        open_run = single
    return joined


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """Return a word of an alphabetic script in lower-case basic Latin letters and digits."""
    if word.isascii():
        return word
    from anyascii import anyascii  # loaded only for names outside ASCII

    text = anyascii(unicodedata.normalize("NFC", word)).lower()
    return re.sub(r"[^a-z0-9]+", "", text)


@lru_cache(maxsize=8)
def _converter(config: str) -> object:
    import opencc  # only for names with Han letters

    return opencc.OpenCC(config)


@lru_cache(maxsize=50_000)
def simplified(run: str) -> str:
    """Return Han letters in their simplified form; Japanese forms too."""
    text = _converter("jp2t").convert(run)  # type: ignore[attr-defined]
    return str(_converter("t2s").convert(text))  # type: ignore[attr-defined]


def same_letters(run: str) -> str:
    """Return an Arabic-script run with letters that are written for one another in one form."""
    return run.translate(_ALIKE)
