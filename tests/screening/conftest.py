"""Names knowledge of the checkout, and a small list with every kind of name."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.names import NamesFile
from enduse.model.listing import EntryType, ListedName, ListEntry
from enduse.screening.index import NameIndex
from enduse.screening.screen import Screener
from enduse.screening.vocabulary import NamesKnowledge, build_names_knowledge

LISTED = """
Hangzhou Hikvision Digital Technology Co., Ltd. | Hikvision
Zhejiang Dahua Technology Co., Ltd.
JOINT STOCK COMPANY TULA ARMS PLANT | AO Tulskiy Oruzheyny Zavod
Joint Stock Company Scientific Research Institute of Precision Instruments
China Electronics Technology Group Corporation 10th Research Institute
China Electronics Technology Group Corporation 29th Research Institute
University of Science and Technology of China
Kashgar Prefecture Public Security Bureau
Turfan Municipality Public Security Bureau
Xinjiang Production and Construction Corps (XPCC) Public Security Bureau
MAHAN AIR
Korea Ragwon Trading Corporation
PUBLIC JOINT STOCK COMPANY SBERBANK OF RUSSIA | Sberbank
Islamic Azad University
Mei Xin Electronic (HK) Co., Limited
OTKRITIE LTD GROUP
Petroiran Development Company (PEDCO) Ltd
11420 CORP.
AR Sales Pvt Ltd.
CHANG GUANG SATELLITE TECHNOLOGY CO., LTD.
Iranian Mines and Mining Industries Development and Renovation Organization
Beijing Geling Shentong Information Technology Co., Ltd.
SEA TRADING COMPANY LIMITED
公司名称测试贸易有限公司
Rayan Novin Tejarat Company
Rakwon 929 Import Corporation
Beijing Tianhai Industry Co., Ltd.
ماهان ایر
Виктор Евгеньевич ИВАНОВ
LIMITED LIABILITY COMPANY INTERREGIONGASCONSTRUCTION
Limited Liability Company LUKOIL-Volgogradneftepererabotka
GAZPROMNEFT NOYABRSKNEFTEGAZGEOFIZIKA
Zyqvornotrubopremontazhspetsavtomatikastroikomplektservis OOO
"""


def entry(number: int, line: str, list_id: str = "own") -> ListEntry:
    """Make an entry from `name | alias | alias`."""
    names = [part.strip() for part in line.split(" | ")]
    return ListEntry(
        list=list_id,
        entry=f"E{number}",
        type=EntryType.UNKNOWN,
        names=tuple(ListedName(value=name) for name in names),
    )


@pytest.fixture(scope="session")
def names(root: Path) -> NamesKnowledge:
    """The names knowledge of the checkout."""
    files = read_folder(root / "knowledge").sections["names"]
    return build_names_knowledge({k: v for k, v in files.items() if isinstance(v, NamesFile)})


@pytest.fixture(scope="session")
def index(names: NamesKnowledge) -> NameIndex:
    """The small list, indexed."""
    lines = [line for line in LISTED.strip().splitlines() if line]
    return NameIndex.build((entry(i, line) for i, line in enumerate(lines)), names)


@pytest.fixture(scope="session")
def screener(index: NameIndex) -> Screener:
    """A screener of the small list."""
    return Screener(index)
