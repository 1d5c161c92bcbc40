"""Texts and codes in, technologies out."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.review.goods.recognise import GoodsRecogniser

NAMED = [
    ("IP CAM DS-2CD2143G2", {"video_surveillance_camera"}),
    ("CCTV SYS W/ FACE RECOG", {"video_surveillance_camera", "facial_recognition"}),
    ("BODYCAM 32GB W/ DOCK", {"body_worn_camera"}),
    ("ANPR CAM 2MP", {"anpr"}),
    ("police cloud and number plate reader", {"data_fusion_predictive_policing", "anpr"}),
    ("Suministro de cámaras corporales para la policía local", {"body_worn_camera"}),
    ("某市公安局人脸识别系统采购项目", {"facial_recognition"}),
    ("某市公安局人臉辨識系統採購", {"facial_recognition"}),
    ("поставка системы видеонаблюдения", {"video_surveillance_camera"}),
    ("придбання тепловізорів", {"thermal_imaging"}),
    ("zakup bezzałogowych statków powietrznych", {"drone_uav"}),
    ("Lieferung von Bodycams inkl. Dockingstationen", {"body_worn_camera"}),
    ("توريد أجهزة تشويش على الهواتف", {"jammer"}),
    ("وكاميرات المراقبة", {"video_surveillance_camera"}),
    ("خرید دوربین مداربسته", {"video_surveillance_camera"}),
    ("バディカメラではなくボディカメラの購入", {"body_worn_camera"}),
    ("경찰 바디캠 구매", {"body_worn_camera"}),
    ("mua sắm thiết bị gây nhiễu", {"jammer"}),
    ("pengadaan alat sadap", {"lawful_interception"}),
    ("yaka kamerası alımı", {"body_worn_camera"}),
    ("gezichtsherkenningssoftware", {"facial_recognition"}),
    ("kamerový systém města", {"video_surveillance_camera"}),
    ("rendszámfelismerő kamera", {"anpr"}),
    ("camere de\nsupraveghere", {"video_surveillance_camera"}),
]

LEFT_ALONE = [
    "video baby monitor with IP camera",
    "dental X-ray unit",
    "medical polygraph for sleep laboratory",
    "laboratory information management system LIMS",
    "wireless mouse 1600 DPI",
    "Pegasus airline tickets",
    "graphite electrodes",
    "fingerprint door lock for hotel",
    "face shield, disposable",
    "полиграфические услуги, печать буклетов",
    "póliza de seguro de automóviles",
    "胎心监听仪",
    "cámara frigorífica de 20 m3",
    "inhibidor de corrosión",
    "strawberry jam 340 g",
    "servicio de vigilancia de la salud",
    "papier thermique",
    "радиодетали, глушитель автомобильный",
    "toy handcuffs and plastic billy club",
    "Calea Victoriei 12, mobilier de birou",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_the_technology_that_the_text_names(
    recogniser: GoodsRecogniser, text: str, expected: set[str]
) -> None:
    """Every language and spelling leads to the same technology."""
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, False, None
    )
    assert {one.id for one in finding.technologies} == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_word_traps_alone(recogniser: GoodsRecogniser, text: str) -> None:
    """A word of the trade in another meaning names nothing."""
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, False, None
    )
    assert finding.technologies == ()
    assert finding.candidates == ()


def test_reasons_are_the_texts_own_words(recogniser: GoodsRecogniser) -> None:
    """The quote is cut out of the text, accents and capitals kept."""
    text = "Adquisición de CÁMARAS   DE VIDEOVIGILANCIA (12 ud.)"
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, False, None
    )
    quotes = [because.text for because in finding.technologies[0].because]
    assert "CÁMARAS   DE VIDEOVIGILANCIA" in quotes
    assert all(quote in text for quote in quotes)


def test_a_weak_word_needs_a_second_sign(recogniser: GoodsRecogniser) -> None:
    """`StingRay` is a fish until something else speaks for it."""
    text = recogniser.recognise_text("Stingray II, 2 pcs")
    nothing = recogniser.recognise_codes(None)
    assert recogniser.combine(text, nothing, {}, False, None).technologies == ()
    with_organ = recogniser.combine(text, nothing, {}, True, None)
    assert [one.id for one in with_organ.technologies] == ["imsi_catcher"]
    declared = recogniser.combine(text, nothing, {"us": "5A001.f.2"}, False, None)
    assert [one.id for one in declared.technologies] == ["imsi_catcher"]


def test_the_model_counts_as_words_of_its_own(recogniser: GoodsRecogniser) -> None:
    """A part number in `goods.model` is quoted from there."""
    finding = recogniser.combine(
        recogniser.recognise_text("camera"),
        recogniser.recognise_codes("852589"),
        {},
        False,
        "DS-2CD2143G2-I",
    )
    named = {one.id: one for one in finding.technologies}
    assert named["video_surveillance_camera"].because[-1].field in ("goods.model", "goods.hs")
    assert any(b.field == "goods.model" for b in named["video_surveillance_camera"].because)


def test_candidates_say_what_decides_and_what_is_missing(recogniser: GoodsRecogniser) -> None:
    """What the text tells is known; the rest is missing; "none of these" is always there."""
    text = "Thermal camera 640x480, 25 Hz, uncooled"
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, False, None
    )
    facts = {fact.fact: fact.value for fact in finding.facts}
    assert facts["item.frame_rate_hz"] == "25"
    assert facts["item.detector_elements"] == "307200"
    us = [c for c in finding.candidates if c.jurisdiction == "us"]
    assert us[-1].entry == "EAR99"
    bolometer = next(c for c in us if c.entry == "6A003.b.4.b")
    assert bolometer.missing == ("item.embedded_in_civil_product",)
    assert {c.entry for c in finding.candidates if c.jurisdiction == "eu"} >= {"none"}


def test_a_gap_is_a_finding(recogniser: GoodsRecogniser) -> None:
    """Where no entry reaches, it is said per jurisdiction, with the reason."""
    finding = recogniser.combine(
        recogniser.recognise_text("licence plate recognition camera"),
        recogniser.recognise_codes(None),
        {},
        False,
        None,
    )
    assert {gap.jurisdiction for gap in finding.gaps} == {"us", "eu", "uk"}
    entries = [(one.jurisdiction, one.entry) for one in finding.candidates]
    assert entries == [("us", "EAR99"), ("eu", "none"), ("uk", "none")]


def test_a_fact_that_the_line_states_is_not_missing(recogniser: GoodsRecogniser) -> None:
    """Declared facts count like facts read from the text."""
    finding = recogniser.combine(
        recogniser.recognise_text("AFIS fingerprint identification system"),
        recogniser.recognise_codes(None),
        {},
        False,
        None,
        declared_facts={"item.capture_station"},
    )
    entry = next(c for c in finding.candidates if c.entry == "3A981")
    assert "item.capture_station" in entry.decided_by
    assert "item.capture_station" not in entry.missing


def test_candidates_are_those_of_the_day(recogniser: GoodsRecogniser) -> None:
    """5A001.j came into the CCL in 2022: before, it is not a candidate."""
    text = recogniser.recognise_text("deep packet inspection system")
    nothing = recogniser.recognise_codes(None)
    before = recogniser.combine(text, nothing, {}, False, None, date(2020, 5, 1))
    after = recogniser.combine(text, nothing, {}, False, None, date(2023, 5, 1))
    assert "5A001.j" not in {c.entry for c in before.candidates if c.jurisdiction == "us"}
    assert "5A001.j" in {c.entry for c in after.candidates if c.jurisdiction == "us"}


def test_a_declared_jurisdiction_has_no_candidates(recogniser: GoodsRecogniser) -> None:
    """The declaration is examined instead of a list of guesses."""
    finding = recogniser.combine(
        recogniser.recognise_text("thermal imaging camera"),
        recogniser.recognise_codes(None),
        {"us": "6A993.a"},
        False,
        None,
    )
    assert {c.jurisdiction for c in finding.candidates} == {"eu", "uk"}


def test_text_evidence_is_a_pure_function(recogniser: GoodsRecogniser) -> None:
    """The same text gives equal evidence: it may be a cache key."""
    text = "Gesichtserkennung und Kennzeichenerfassung"
    assert recogniser.recognise_text(text) == recogniser.recognise_text(text)


@pytest.mark.parametrize("text", ["NVR777-", "NVR777 -", "recorder NVR777-"])
def test_a_part_number_may_end_a_text_with_its_hyphen(
    recogniser: GoodsRecogniser, text: str
) -> None:
    """The blank that stands for the hyphen is behind the last word, and no word of the text."""
    assert [sign.words for sign in recogniser.recognise_text(text).signs][-1] == "NVR777"


@pytest.mark.parametrize("text", ["radio direction finder (rdf", "call content (cc"])
def test_a_bracket_that_is_not_closed_may_end_a_text(
    recogniser: GoodsRecogniser, text: str
) -> None:
    """A term that ends in a bracket stands up to the very end of what is searched."""
    found = {sign.technology for sign in recogniser.recognise_text(text).signs}
    assert found == {sign.technology for sign in recogniser.recognise_text(f"{text})").signs}


def test_half_a_character_is_a_blank(recogniser: GoodsRecogniser) -> None:
    """JSON may hold half of a pair of code units: it is no letter and stops nothing."""
    signs = recogniser.recognise_text("CCTV\ud800camera").signs
    assert {sign.technology for sign in signs} == {"video_surveillance_camera"}
