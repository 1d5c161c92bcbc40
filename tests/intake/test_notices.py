"""Labelled fields taken out of notices: with spans, and never over what a column says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from enduse.intake.report import ReadReport
from enduse.model.transfer import Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


def test_labels_in_four_languages_are_found_with_their_spans(read_all: Read, root: Path) -> None:
    """Buyer, supplier, agent, amount in 万元, project number; the span is that of the text."""
    path = root / "examples" / "notices.jsonl"
    transfers, _, report = read_all(path)
    assert report.files[0].profile == "notice"
    one, two, three = transfers
    assert {(p.role, p.name) for p in one.parties} == {
        (Role.END_USER, "某县公安局"), (Role.SUPPLIER, "示例视觉科技有限公司"),
        (Role.INTERMEDIARY, "示例招标代理有限公司"),
    }  # fmt: skip
    assert one.goods.value is not None
    assert (str(one.goods.value.amount), one.goods.value.currency) == ("12856000.00", "CNY") or (
        one.goods.value.amount == 12856000
    )
    assert dict(one.keys)["project"] == "ABC-2019-001"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    for transfer, text in zip(transfers, texts, strict=True):
        assert transfer.extracted
        for found in transfer.extracted:
            assert text[found.start : found.end] == found.value
    assert two.party(Role.END_USER).name == "Secretaría de Seguridad de Ejemplo"  # type: ignore[union-attr]
    assert two.party(Role.SUPPLIER).name == "Balística Ejemplo S.A."  # type: ignore[union-attr]
    assert two.date is not None
    assert two.date.first.isoformat() == "2021-05-14"
    assert three.goods.value is not None
    assert (three.goods.value.amount, three.goods.value.currency) == (4500000, "RUB")


def test_a_column_is_never_overruled_by_the_text(read_all: Read, tmp_path: Path) -> None:
    """The buyer of the column stays; only the missing supplier is extracted."""
    path = tmp_path / "n.csv"
    path.write_text(
        'title,text,buyer,date\nCameras,"Buyer: Somebody Else\nSupplier: Example Ltd",'
        "Example Police,2021-01-02\n"
    )
    transfers, _, _ = read_all(path)
    one = transfers[0]
    assert one.party(Role.END_USER).name == "Example Police"  # type: ignore[union-attr]
    assert [e.field for e in one.extracted] == ["supplier"]


def test_a_text_without_labels_gives_its_opening_as_goods_text(
    read_all: Read, tmp_path: Path
) -> None:
    """No title, no label: the first 500 characters, marked as extracted; nothing is made up."""
    path = tmp_path / "n.jsonl"
    path.write_text(json.dumps({"text": "x" * 900, "date": "2021"}) + "\n")
    transfers, _, _ = read_all(path)
    assert len(transfers[0].goods.description or "") == 500
    assert transfers[0].parties == ()
    assert transfers[0].extracted[0].label == "its first 500 characters"


def test_the_sections_of_the_standard_chinese_form_are_read(read_all: Read, tmp_path: Path) -> None:
    """`采购人信息 名称：`, in lines or flattened to one, with the address and contact behind it."""
    form = (
        "三、中标（成交）信息 供应商名称：示例视觉科技有限公司 供应商地址：某市某路1号 "
        "中标（成交）金额：人民币123.45万元 九、联系方式 1.采购人信息 名 称：某县公安局 "
        "地 址：某县某路 联系方式：000 2.采购代理机构信息 名 称：示例招标有限公司 电 话：000"
    )
    path = tmp_path / "n.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"title": "人脸识别系统", "text": text}, ensure_ascii=False)
            for text in (form, form.replace(" ", "\n"))
        ),
        encoding="utf-8",
    )
    transfers, _, _ = read_all(path)
    for one in transfers:
        assert {(p.role, p.name) for p in one.parties} == {
            (Role.SUPPLIER, "示例视觉科技有限公司"), (Role.END_USER, "某县公安局"),
            (Role.INTERMEDIARY, "示例招标有限公司"),
        }  # fmt: skip
        assert one.goods.value is not None
        assert (one.goods.value.amount, one.goods.value.currency) == (1234500, "CNY")


def test_an_amount_that_could_be_two_is_a_problem(read_all: Read, tmp_path: Path) -> None:
    """`1.234` euros: a thousand or one."""
    path = tmp_path / "n.csv"
    path.write_text('title,text\nCameras,"Contract value: 1.234 EUR"\n')
    transfers, _, _ = read_all(path)
    assert transfers[0].goods.value is None
    assert [p.field for p in transfers[0].problems] == ["value"]
