"""Names of security organs, and names that only look like them."""

from __future__ import annotations

import pytest

from enduse.review.end_user.recognise import OrganRecogniser


@pytest.mark.parametrize(
    ("name", "country", "cls"),
    [
        ("新疆维吾尔自治区公安厅", "CN", "public_security_bureau"),
        ("新疆維吾爾自治區公安廳", "CN", "public_security_bureau"),
        ("公安县公安局", "CN", "public_security_bureau"),
        ("Urumqi City PSB Tianshan Branch", "CN", "public_security_bureau"),
        ("XUAR PSB", "CN", "public_security_bureau"),
        ("Hetian Prefecture Public Security Bureau", None, "public_security_bureau"),
        ("兵团第三师图木舒克市公安局", "CN", "public_security_bureau"),
        ("中共和田地区委员会政法委员会", "CN", "interior_ministry"),
        ("海关总署缉私局", "CN", "border_customs"),
        ("深圳市看守所", "CN", "prison_corrections"),
        ("УМВД России по Томской области", "RU", "police"),
        ("Министерство внутренних дел Республики Беларусь", "BY", "interior_ministry"),
        ("ФКУ ИК-2 УФСИН России по Рязанской области", "RU", "prison_corrections"),
        ("Polícia Militar do Estado da Bahia", "BR", "police"),
        ("SSP", "BR", "police"),
        ("FGR", "MX", "prosecutor"),
        ("MININT", None, "interior_ministry"),
        ("Min. of Interior", "IQ", "interior_ministry"),
        ("Pol. Dept. Nairobi", "KE", "police"),
        ("MINISTRY OF INTERIOR, GENERAL DIRECTORATE OF POLICE", "AF", "police"),
        ("مديرية أمن القاهرة", "EG", "police"),
        ("فرماندهی انتظامی استان تهران", "IR", "police"),
        ("Ankara İl Emniyet Müdürlüğü", "TR", "police"),
        ("Công an tỉnh Bình Dương", "VN", "public_security_bureau"),
        ("Komenda Wojewódzka Policji w Poznaniu", "PL", "police"),
        ("สำนักงานตำรวจแห่งชาติ", "TH", "police"),
        ("서울지방경찰청", "KR", "police"),
        ("警視庁", "JP", "police"),
        ("Sheriff's Office of Orange County", "US", "police"),
        ("People's Armed Police", "CN", "gendarmerie"),
        ("Uganda Communications Commission", "UG", "telecom_regulator"),
        ("Służba Więzienna", "PL", "prison_corrections"),
    ],
)
def test_organs_are_recognised_with_their_class(
    recogniser: OrganRecogniser, name: str, country: str | None, cls: str
) -> None:
    organ = recogniser.recognise(name, country)
    assert organ is not None
    assert (organ.cls, organ.state) == (cls, "organ")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("公安县人民医院", "CN"),
        ("南京师范大学", "CN"),
        ("新疆天业集团", "CN"),
        ("某市安全生产监督管理局", "CN"),
        ("北京公安科技有限公司", "CN"),
        ("Police Federal Credit Union", "US"),
        ("Metropolitan Police Museum", "GB"),
        ("Police Mutual Assurance Society", "GB"),
        ("Compagnie d'assurance, police d'assurance habitation", "FR"),
        ("Cooperativa de la Policía Nacional", "PE"),
        ("Fraternal Order of Police", "US"),
        ("ООО «Полицейские технологии»", "RU"),
        ("Совет ветеранов МВД", "RU"),
        ("نادي الشرطة الرياضي", "IQ"),
        ("Bhayangkara FC", "ID"),
        ("Safe Interior Design Ltd", "GB"),
        ("Salvation Army", "GB"),
        ("NSO", None),
        ("MIT", "US"),
        ("PTA of Lincoln School", "US"),
        ("Border Collie Rescue", "GB"),
        ("Scottish Borders Council", "GB"),
        ("Customs Broker Services Inc", "US"),
        ("Police Road Primary School", "KE"),
        ("", None),
        ("   ", "XX"),
    ],
)
def test_names_that_only_carry_a_word_are_no_organ(
    recogniser: OrganRecogniser, name: str, country: str | None
) -> None:
    organ = recogniser.recognise(name, country)
    assert organ is None or organ.state == "related"


def test_a_hospital_of_the_armed_police_is_beside_the_organ(recogniser: OrganRecogniser) -> None:
    organ = recogniser.recognise("武警新疆总队医院", "CN")
    assert organ is not None
    assert (organ.cls, organ.state) == ("related_body", "related")
    assert any(b.kind == "negative" and b.text == "医院" for b in organ.because)


def test_a_city_it_department_acts_for_an_organ(recogniser: OrganRecogniser) -> None:
    organ = recogniser.recognise("Департамент информационных технологий города Москвы", "RU")
    assert organ is not None
    assert (organ.cls, organ.state) == ("city_it_department", "agent_of_organ")


def test_both_orders_of_a_district_branch_name_the_same_body(recogniser: OrganRecogniser) -> None:
    one = recogniser.recognise("乌鲁木齐市公安局天山区分局", "CN")
    other = recogniser.recognise("乌鲁木齐市天山区公安分局", "CN")
    assert one is not None
    assert other is not None
    assert (one.place, one.level, one.branch_of) == (other.place, other.level, other.branch_of)
    assert (one.level, one.branch_of) == ("branch", "乌鲁木齐市公安局")
    assert "Urumqi" in one.place


def test_the_because_holds_the_words_of_the_name(recogniser: OrganRecogniser) -> None:
    organ = recogniser.recognise("Secretaría de  Seguridad Pública del Estado", "MX")
    assert organ is not None
    assert "Seguridad Pública" in organ.because[0].text


def test_a_line_in_care_of_a_forwarder_is_read_up_to_it(recogniser: OrganRecogniser) -> None:
    organ = recogniser.recognise("Ministry of Interior c/o Harbour Logistics Ltd", "LY")
    assert organ is not None
    assert organ.cls == "interior_ministry"


@pytest.mark.parametrize(
    ("name", "country", "level"),
    [
        ("Polícia Federal", "BR", "national"),
        ("Uganda Police Force", None, "national"),
        ("Lancaster County Sheriff", "US", "county"),
        ("Komenda Wojewódzka Policji w Poznaniu", "PL", "provincial"),
        ("新疆维吾尔自治区公安厅", "CN", "provincial"),
        ("墨玉县公安局", "CN", "county"),
        ("Denver Police Department", "US", ""),
        ("Ministry of Defence", None, "national"),
        ("Federal Way Police Department", "US", ""),
        ("Royal Oak Police Department", "US", ""),
        ("Polícia Civil do Distrito Federal", "BR", "provincial"),
        ("Kantonspolizei Zürich", "CH", "provincial"),
        ("القيادة العامة لشرطة دبي", "AE", "provincial"),
        ("Inspector General of Police Sindh", "PK", "provincial"),
        ("УМВД России по Томской области", "RU", "provincial"),
        ("Bayerisches Staatsministerium des Innern", "DE", "provincial"),
    ],
)
def test_the_level_is_told_where_the_name_tells_it(
    recogniser: OrganRecogniser, name: str, country: str | None, level: str
) -> None:
    organ = recogniser.recognise(name, country)
    assert organ is not None
    assert organ.level == level


def test_the_country_comes_from_the_line_or_from_the_name(recogniser: OrganRecogniser) -> None:
    told = recogniser.recognise("Kenya Police Service Nairobi Area", None)
    given = recogniser.recognise("National Police Service", "ke")
    neither = recogniser.recognise("Metropolitan Police Department", None)
    assert told is not None
    assert given is not None
    assert neither is not None
    assert (told.country, given.country) == ("KE", "KE")
    assert neither.country == ""


@pytest.mark.parametrize(
    ("name", "country", "place", "superior"),
    [
        (
            "MINISTERIO DE DEFENSA NACIONAL - POLICIA NACIONAL",
            "CO",
            "",
            "MINISTERIO DE DEFENSA NACIONAL",
        ),
        ("Ministry of Home Affairs, Prisons Department", "IN", "", "Ministry of Home Affairs"),
        (
            "Shenzhen City PSB Nanshan Branch",
            "CN",
            "Nanshan, Shenzhen",
            "Shenzhen Public Security Bureau",
        ),
        (
            "Nanshan Branch of Shenzhen Municipal PSB",
            "CN",
            "Nanshan, Shenzhen",
            "Shenzhen Public Security Bureau",
        ),
        ("Polícia Civil do Rio de Janeiro", "BR", "Rio de Janeiro", ""),
        ("Counter Terrorism Police Headquarters (CTPHQ)", "GB", "", ""),
        ("Hetian Prefecture Public Security Bureau", None, "Hotan, Xinjiang", ""),
        ("33 Wojskowy Oddział Gospodarczy w Nowej Dębie", "PL", "Nowej Dębie", ""),
    ],
)
def test_place_and_superior_body_come_from_the_words_of_the_name(
    recogniser: OrganRecogniser, name: str, country: str | None, place: str, superior: str
) -> None:
    organ = recogniser.recognise(name, country)
    assert organ is not None
    assert (organ.place, organ.branch_of) == (place, superior)


def test_names_in_latin_letters_of_other_languages_are_read(recogniser: OrganRecogniser) -> None:
    read = {
        name: recogniser.recognise(name, country)
        for name, country in (
            ("UPRAVLENIE MVD ROSSII PO TOMSKOI OBLASTI", "RU"),
            ("MUDIRIYAT SHURTAT BAGHDAD", "IQ"),
            ("WULUMUQI SHI GONG AN JU", "CN"),
        )
    }
    assert [organ.cls if organ else None for organ in read.values()] == [
        "police",
        "police",
        "public_security_bureau",
    ]


def test_a_text_in_the_place_of_a_name_costs_no_more_than_a_name(
    recogniser: OrganRecogniser,
) -> None:
    organ = recogniser.recognise("National Police Force Ltd Museum, " * 20_000, "KE")
    assert organ is None
    organ = recogniser.recognise("National Police Service " + "of the county " * 20_000, "KE")
    assert organ is not None
    assert len(organ.place) < 200
