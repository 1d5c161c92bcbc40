"""What a person expects of a screening, name by name."""

from __future__ import annotations

import pytest
from tests.screening.conftest import entry

from enduse.model.match import Relation
from enduse.screening.index import NameIndex
from enduse.screening.screen import Screener
from enduse.screening.vocabulary import NamesKnowledge

FOUND = [
    ("НИИ точных приборов", "Precision Instruments"),
    ("中国电子科技集团公司第二十九研究所", "29th Research Institute"),
    ("هواپیمایی ماهان", "MAHAN AIR"),
    ("HIKVISION DIGITAL TECHNOLOGY (HANGZHOU)", "Hikvision"),
    ("杭州海康威视数字技术股份有限公司", "Hikvision"),
    ("Тульский оружейный завод", "TULA ARMS PLANT"),
    ("АО «Тульский оружейный завод»", "TULA ARMS PLANT"),
    ("Tula Arms Factory JSC", "TULA ARMS PLANT"),
    ("29th Institute, China Electronics Technology Group Corp", "29th Research Institute"),
    ("USTC", "University of Science and Technology of China"),
    ("中国科学技术大学", "University of Science and Technology of China"),
    ("美欣電子(香港)有限公司", "Mei Xin Electronic"),
    ("OTКRITIE LTD GROUP", "OTKRITIE"),
    ("Pedco", "PEDCO"),
    ("11420 CORP", "11420"),
    ("A R SALES PRIVATE LIMITED", "AR Sales"),
    ("Changguang Satellite Technology Co., Ltd.", "CHANG GUANG"),
    ("Kashgar PSB", "Kashgar Prefecture"),
    ("吐鲁番市公安局", "Turfan"),
    ("北京格灵深瞳信息技术有限公司", "Geling Shentong"),
    ("朝鮮楽園貿易会社", "Ragwon"),
    ("Hangzhou Hikvison Digital Tecnology", "Hikvision"),
    ("Viktor Evgenyevich Ivanov", "ИВАНОВ"),
    ("رایان نوین تجارت", "Rayan Novin"),
    ("楽園929輸入会社", "Rakwon 929"),
    ("北京天海工业有限公司", "Tianhai"),
    ("AO Zyqvorn Wumblefast, JSC Tula Arms Plant", "TULA ARMS PLANT"),
    ("Tula Arms Plant - Branch of PJSC Zyqvorn Wumblefast", "TULA ARMS PLANT"),
    ("Филиал ПАО «Зыкворн» – Тульский оружейный завод", "TULA ARMS PLANT"),
]
RELATED = [
    ("Yecheng County Public Security Bureau", "Kashgar"),
    ("疏附县公安局", "Kashgar"),
    ("Kashgar City Public Security Bureau", "Kashgar"),
    ("吐鲁番市公安局高昌区分局", "Turfan"),
    ("Islamic Azad University, Bonab Branch", "Islamic Azad"),
    ("Sberbank AM UCITS Fund", "SBERBANK"),
    ("State Key Laboratory of Fire Science", "University of Science and Technology of China"),
]
NOT_FOUND = [
    "Trading Company Limited",
    "Institute of Technology",
    "Technology Development Co., Ltd.",
    "Lanzhou Public Security Bureau",
    "Urumqi Municipal Health Commission",
    "South China University of Technology",
    "LTD",
    "中国",
    "a",
    "🙂",
    "",
    "   ",
    "...",
    "SEA FOOD EXPORTS PRIVATE LIMITED",
]


@pytest.mark.parametrize(("query", "part"), FOUND)
def test_another_writing_of_a_listed_name_is_the_first_match(
    screener: Screener, query: str, part: str
) -> None:
    """Spelling, script, order, legal form, brand and acronym do not hide a listed name."""
    first = screener.screen([query])[0][0]
    assert part in first.entry_name or part in first.matched_name
    assert first.relation is not Relation.RELATED


def test_generic_words_alone_are_never_the_same_body(names: NamesKnowledge) -> None:
    """An organ without its place, and an abbreviation of generic words, name nobody."""
    listed = ["PSB I&I LLC", "Scientific Research Institute of Applied Chemistry"]
    index = NameIndex.build([entry(i, text) for i, text in enumerate(listed)], names)
    answers = Screener(index).screen(
        ["Public Security Bureau", "PSB", "Research Institute of Applied Chemistry"]
    )
    assert answers[:2] == [(), ()]
    assert [m.relation for m in answers[2]] == [Relation.POSSIBLE]


@pytest.mark.parametrize(("query", "part"), RELATED)
def test_a_branch_or_part_is_related_and_not_the_listed_body(
    screener: Screener, query: str, part: str
) -> None:
    """The path says by way of what the two are related."""
    matches = [m for m in screener.screen([query])[0] if part in m.entry_name]
    assert matches
    assert matches[0].relation is Relation.RELATED


@pytest.mark.parametrize("query", NOT_FOUND)
def test_generic_words_and_empty_names_find_nothing(screener: Screener, query: str) -> None:
    """A word that many bodies share never carries a match alone."""
    assert screener.screen([query]) == [()]


def test_numbers_that_differ_are_not_the_same_institute(screener: Screener) -> None:
    """The 10th and the 29th institute share every other word."""
    matches = screener.screen(["China Electronics Technology Group 29th Research Institute"])[0]
    assert "29th" in matches[0].entry_name
    assert all("10th" not in m.entry_name for m in matches)


def test_every_match_names_every_word_once(screener: Screener) -> None:
    """Words of both names are accounted for: paired, or unmatched."""
    match = screener.screen(["Hangzhou Hikvision Digital Technology"])[0][0]
    assert {pair.how for pair in match.words} <= {
        "equal", "spelling", "transliteration", "joined", "split", "acronym", "translation",
        "legal_form", "brand", "place", "unmatched",
    }  # fmt: skip
    assert [pair.query for pair in match.words if pair.query] == [
        "hangzhou", "hikvision", "digital", "technology",
    ]  # fmt: skip


def test_a_batch_gives_what_each_name_gives_alone(screener: Screener) -> None:
    """Screening is a function of the name alone."""
    queries = [query for query, _ in FOUND + RELATED]
    assert screener.screen(queries) == [screener.screen([query])[0] for query in queries]


def test_three_hundred_words_get_an_answer(screener: Screener) -> None:
    """A text instead of a name is cut, not refused."""
    assert isinstance(screener.screen(["Hikvision " + "lorem ipsum " * 150])[0], tuple)


@pytest.mark.parametrize("sign", ["; ", " | ", " / "])
def test_every_name_of_a_cell_of_many_is_found(screener: Screener, sign: str) -> None:
    """The twentieth is found as the first is, by itself and in batch."""
    others = [f"Zyq{n}vorn Wumble{n}fast" for n in range(19)]
    cells = [sign.join([*others[:at], "Mahan Air", *others[at:]]) for at in (0, 4, 10, 19)]
    alone = [screener.screen([cell])[0] for cell in cells]
    assert [found[0].entry_name for found in alone] == ["MAHAN AIR"] * 4
    assert screener.screen(cells + others * 11)[: len(cells)] == alone


def test_a_short_name_that_is_an_entry_is_that_entry_and_a_part_is_no_other(
    names: NamesKnowledge,
) -> None:
    """Taliban is the Taliban, and only possible is Pakistani Taliban, of which it is a part."""
    entries = [
        entry(1, "Taliban"),
        entry(2, "Tehrik-e Taliban Pakistan | Pakistani Taliban"),
    ]
    found = Screener(NameIndex.build(entries, names)).screen(["Taliban"])[0]
    told = [(match.entry, match.relation) for match in found]
    assert told == [("E1", Relation.SAME), ("E2", Relation.POSSIBLE)]
