"""A reviewer opened from the user's cache answers as one that compiled everything itself."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import open_lists
from enduse.model.transfer import Transfer
from enduse.review.build import build_reviewer
from enduse.review.goods.compile import compile_lexicon
from enduse.review.options import ReviewOptions
from enduse.review.wire import review_json
from enduse.screening.names_kept import Names
from enduse.screening.names_plain import REMEMBERED_ONLY, from_bytes, to_bytes
from enduse.screening.unspaced import pinyin

NAMES = (
    "Xinjiang Uyghur Autonomous Region Public Security Bureau",
    "Департамент полиции города Алматы",
    "上海市公安局闵行分局",
    "وزارة الداخلية",
    "Policía Nacional de Colombia",
    "Beijing Sensetime Technology Development Co., Ltd.",
)


@pytest.fixture(scope="module")
def pack(root: Path) -> Pack:
    """The knowledge of this checkout."""
    return open_knowledge(root / "knowledge")


@pytest.fixture(scope="module")
def transfers(root: Path, pack: Pack) -> list[Transfer]:
    """The lines of the examples, and names in several scripts."""
    profiles, countries = knowledge_for_reading(pack)
    path = root / "examples" / "transfers.csv"
    read_ = read([path], ReadOptions(), profiles, countries)
    lines = [item for item in read_ if isinstance(item, Transfer)]
    assert len(lines) > 10
    (party, *_) = lines[0].parties
    for name in NAMES:
        lines.append(
            dataclasses.replace(lines[0], parties=(dataclasses.replace(party, name=name),))
        )
    return lines


def reviews(pack: Pack, transfers: list[Transfer], cache: Path | None) -> list[str]:
    reviewer = build_reviewer(pack, open_lists(None, pack), ReviewOptions(explain=True), cache)
    return [json.dumps(review_json(one, {}), default=str) for one in reviewer.review_all(transfers)]


def test_a_reviewer_from_the_cache_finds_the_same(
    pack: Pack, transfers: list[Transfer], tmp_path: Path
) -> None:
    fresh = reviews(pack, transfers, None)
    assert reviews(pack, transfers, tmp_path) == fresh, "built, and kept"
    names = {path.name.rpartition("-")[0] for path in (tmp_path / "compiled").iterdir()}
    assert names == {"goods-tables", "goods-terms", "names", "organs", "program"}
    assert reviews(pack, transfers, tmp_path) == fresh, "opened"


def test_what_is_kept_does_not_depend_on_when_it_was_made(pack: Pack, root: Path) -> None:
    """Two packs of the same knowledge compile to the same bytes."""
    from enduse.knowledge.schema.goods_words import GoodsWordsFile
    from enduse.knowledge.schema.technology import TechnologyFile

    def compiled(pack: Pack) -> bytes:
        technology = pack.section("technology", TechnologyFile)
        chosen = {key: technology[key] for key in list(technology)[:3]}
        return compile_lexicon(chosen, pack.section("goods_words", GoodsWordsFile)["recognition"])

    assert compiled(pack) == compiled(Pack(pack.data, "again"))


def test_names_knowledge_comes_back_whole(pack: Pack) -> None:
    """Every table of it; a table that is new and forgotten here is seen."""
    built = Names(pack).knowledge
    head, _, tables = to_bytes(built, {}).partition(b"\n")
    again = from_bytes(head, tables)
    plain: dict[str, Callable[[object], object]] = {
        "phrases": lambda one: one.plain(),  # type: ignore[attr-defined]
        "repair": lambda one: one.words,  # type: ignore[attr-defined]
    }
    for field in dataclasses.fields(built):
        if field.name in REMEMBERED_ONLY:
            continue
        take = plain.get(field.name, lambda one: one)
        assert take(getattr(again, field.name)) == take(getattr(built, field.name)), field.name
    assert list(again.phrases.paths()) == list(built.phrases.paths())


@pytest.mark.parametrize(
    "text", ["公安厅海康威视数字技术股份有限公司", "女绿吕〇嗯儿重长", "𠀀豈あア가"]
)
def test_a_letter_sounds_as_the_library_reads_it(text: str) -> None:
    from pypinyin import Style, lazy_pinyin

    for letter in text:
        read_ = lazy_pinyin(letter, style=Style.NORMAL, errors="ignore")
        assert pinyin(letter) == (read_[0].replace("ü", "v") if read_ else "")
