"""Encodings are told from all bytes of a file, and the way is shown."""

from __future__ import annotations

import io

import pytest

from enduse.errors import UsageError
from enduse.intake.encoding import check_encoding, scan
from enduse.intake.input import Input

RUSSIAN = "ООО «Вектор»;Камера видеонаблюдения купольная;Республика Казахстан;ГУВД Алматы\n"
CHINESE = "杭州某某数字技术股份有限公司;人脸识别摄像机;新疆某县公安局\n"
SPANISH = "Compañía de Cámaras S.A.;Vigilancia del tráfico;Policía Nacional de España\n"
TURKISH = "Emniyet Genel Müdürlüğü;Yüz tanıma sistemi;İstanbul Şehri\n"
JAPANESE = "警視庁;顔認証システムのカメラ\n"
POLISH = "Żółw Spółka z o.o.;Kamery miejskie w Łodzi;Straż Miejska\n"
ARABIC = "وزارة الداخلية;كاميرات مراقبة\n"


def source(data: bytes) -> Input:
    """An input of these bytes."""
    return Input(name="x", open=lambda: io.BytesIO(data))


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN.replace("«", '"').replace("»", '"'), "koi8_r"),
        (CHINESE, "gb18030"), (SPANISH, "latin-1"), (SPANISH, "cp1252"), (TURKISH, "cp1254"),
        (JAPANESE, "shift_jis"), (POLISH, "cp1250"), (ARABIC, "cp1256"), (RUSSIAN, "utf-8"),
        (CHINESE, "utf-8-sig"), (SPANISH, "utf-16"), (RUSSIAN, "utf-16-le"),
        (SPANISH, "utf-16-be"),
    ],
)  # fmt: skip
def test_the_text_comes_back_whole(text: str, encoding: str, times: int) -> None:
    """What matters is the text: decoding with the found encoding gives it back."""
    head = "id;goods\n" if encoding in ("utf-16-le", "utf-16-be") else ""
    data = (head + text * times).encode(encoding)
    found = scan(source(data))
    assert data.decode(found.encoding).lstrip("\ufeff") == head + text * times
    assert found.how


def test_a_letter_after_megabytes_of_ascii_still_counts() -> None:
    """Detection reads the whole file, not its first block."""
    data = b"a;b\n" * 600_000 + "Compañía;x\n".encode("cp1252")
    found = scan(source(data))
    assert found.encoding == "cp1252"
    assert found.size == len(data)


def test_a_few_damaged_lines_do_not_change_the_encoding_of_the_rest() -> None:
    """Mixed encodings: the file is UTF-8, and the way says how many lines fit."""
    data = ("Compañía;x\n" * 50).encode() + "Señal;y\n".encode("latin-1")
    found = scan(source(data))
    assert found.encoding == "utf-8"
    assert "50 of 51" in found.how


def test_the_command_line_overrules_and_bad_names_are_refused() -> None:
    """`--encoding` is taken as told; a name that is none is a usage error."""
    assert scan(source(b"abc"), "CP1251").encoding == "cp1251"
    for name in ("nonsense", "base64", "rot13", "a\0b"):
        with pytest.raises(UsageError):
            check_encoding(name)
