"""`knowledge/goods_words`: what all technologies share when a goods text is read.

Points and reach (the tuning), inflection by language, second words that complete a weak word,
words that say the whole line is about something else, and words of denial.
"""

from __future__ import annotations

from pydantic import Field

from enduse.knowledge.schema.base import Strict


class Points(Strict):
    """What each kind of sign is worth; a technology is named from `needed` points on.

    Args:
        needed: points a technology needs.
        strong, weak, brand_strong, brand_weak: each different word counts once.
        context, organ, code_medium, declared: at most once, and only beside a word.
        code_high: alone, unless a negative word stands in the line.
        negative: taken away once where a negative word is near.
        reach: how many characters away a negative or context word still bears on a weak word.
        contest: how many characters away a negative word still contests a strong word.
        contest_shared: the same for the negative words of all technologies.
        gap: how many characters `..` in a term may span.
    """

    needed: int = Field(gt=0)
    strong: int = Field(ge=0)
    weak: int = Field(ge=0)
    brand_strong: int = Field(ge=0)
    brand_weak: int = Field(ge=0)
    context: int = Field(ge=0)
    organ: int = Field(ge=0)
    code_high: int = Field(ge=0)
    code_medium: int = Field(ge=0)
    declared: int = Field(ge=0)
    negative: int = Field(ge=0)
    reach: int = Field(ge=0)
    contest: int = Field(ge=0)
    contest_shared: int = Field(ge=0)
    gap: int = Field(ge=0)


class Inflection(Strict):
    """How words of a language vary.

    Args:
        tail: letters that may follow the last word of a term.
        inner_tail: letters that may follow the words before it.
        endings: endings cut from a word of five letters or more before its tail is added.
        substring: the script has no spaces; a term may stand anywhere.
        prefixes: letters that may be written onto the beginning of a word (and, with, for).
    """

    title: str
    tail: int = Field(default=0, ge=0)
    inner_tail: int = Field(default=0, ge=0)
    endings: tuple[str, ...] = ()
    substring: bool = False
    prefixes: str = ""


class GoodsWordsFile(Strict):
    """The shared file; `languages` also says which languages the lexicon claims to read."""

    title: str
    points: Points
    languages: dict[str, Inflection]
    context: dict[str, tuple[str, ...]]
    negative: dict[str, tuple[str, ...]]
    denial: dict[str, tuple[str, ...]]
    means: dict[str, tuple[str, ...]]
    function_words: dict[str, tuple[str, ...]]
    verified: bool
    note: str = ""
