"""Deciding facts read out of the text."""

from __future__ import annotations

import pytest
from tests.review.goods.conftest import Sections

from enduse.review.goods.parameters import read_facts

READ = [
    ("thermal_imaging", "384 x 288, 50 Hz", {"frame_rate_hz": "50", "detector_elements": "110592"}),
    ("thermal_imaging", "640×512 at 9 Hz, cooled", {"frame_rate_hz": "9", "cooled": "true"}),
    ("thermal_imaging", "uncooled 8.3 Hz", {"frame_rate_hz": "8.3", "cooled": "false"}),
    ("facial_recognition", "face matching 1:N", {"identification": "one_to_many"}),
    ("facial_recognition", "face gate, 1:1 check", {"identification": "one_to_one"}),
    ("imsi_catcher", "covert IMSI catcher", {"covert": "true"}),
    ("imsi_catcher", "voice interception over GSM", {"content_or_identifier": "content"}),
    ("drone_uav", "quadcopter, 42 min flight time", {"endurance_minutes": "42"}),
    ("crowd_control", "anti-riot water cannon", {"device_type": "water_cannon"}),
    ("mobile_forensics", "bypass of the lock screen", {"circumvents_authentication": "true"}),
    ("xray_security_scanner", "portal at 30 GHz", {"frequency_ghz": "30"}),
]


@pytest.mark.parametrize(("technology", "text", "facts"), READ)
def test_reads_the_fact_with_its_words(
    sections: Sections, technology: str, text: str, facts: dict[str, str]
) -> None:
    """The value is normalised, the reason quotes the text."""
    read = {
        one.fact.removeprefix("item."): one for one in read_facts(text, [technology], sections[0])
    }
    assert {name: read[name].value for name in facts} == facts
    assert all(one.because.text in text for one in read.values())


def test_two_values_are_both_returned(sections: Sections) -> None:
    """A text that states two frame rates is in dispute with itself: nobody chooses."""
    read = read_facts("25 Hz or 50 Hz", ["thermal_imaging"], sections[0])
    assert [one.value for one in read if one.fact == "item.frame_rate_hz"] == ["25", "50"]


@pytest.mark.parametrize(
    ("technology", "text", "fact"),
    [
        ("thermal_imaging", "thermal camera, charger 230 V 50 Hz", "item.frame_rate_hz"),
        ("thermal_imaging", "thermal camera 100-240V 50/60Hz", "item.frame_rate_hz"),
        ("imsi_catcher", "IMSI catcher", "item.content_or_identifier"),
        ("mobile_forensics", "physical and logical extraction", "item.logical_only"),
        ("drone_uav", "drone, charging in 60 min", "item.endurance_minutes"),
    ],
)
def test_what_the_text_does_not_say_is_not_read(
    sections: Sections, technology: str, text: str, fact: str
) -> None:
    """A fact that would narrow the law is read only where the text states it."""
    assert fact not in {one.fact for one in read_facts(text, [technology], sections[0])}


def test_a_number_without_its_unit_is_no_fact(sections: Sections) -> None:
    """`25` alone says nothing."""
    assert read_facts("25 pcs", ["thermal_imaging"], sections[0]) == ()
