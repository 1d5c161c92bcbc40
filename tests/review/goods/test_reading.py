"""Which words count: denial, means, the next item of a list, and what leans on its surroundings."""

from __future__ import annotations

import pytest

from enduse.review.goods.recognise import GoodsRecogniser


def named(recogniser: GoodsRecogniser, text: str, organ: bool = False) -> set[str]:
    """Return the technologies that the text names."""
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, organ, None
    )
    return {one.id for one in finding.technologies}


@pytest.mark.parametrize(
    ("text", "technologies"),
    [
        ("access system without facial recognition", set()),
        ("sistema de fichaje sin reconocimiento facial", set()),
        ("Lot no. 3: CCTV cameras", {"video_surveillance_camera"}),
        ("instalação no município de câmeras de monitoramento", {"video_surveillance_camera"}),
    ],
)
def test_a_denied_word_does_not_count(
    recogniser: GoodsRecogniser, text: str, technologies: set[str]
) -> None:
    """Words of denial stand right before the term; a lot number is none."""
    assert named(recogniser, text) == technologies


def test_what_another_technology_works_with_is_not_bought(recogniser: GoodsRecogniser) -> None:
    """Cameras are the means of face recognition, and goods of their own otherwise."""
    through = "facial recognition software that works with existing surveillance cameras"
    assert named(recogniser, through) == {"facial_recognition"}
    both = "facial recognition software and surveillance cameras"
    assert named(recogniser, both) == {"facial_recognition", "video_surveillance_camera"}
    assert named(recogniser, "monitoring through CCTV") == {"video_surveillance_camera"}


def test_the_next_item_of_a_list_contests_nothing(recogniser: GoodsRecogniser) -> None:
    """`Body camera` is a negative word of CCTV only where it is what the line is about."""
    text = "CCTV cameras, drones and body-worn cameras"
    assert named(recogniser, text) == {
        "video_surveillance_camera",
        "drone_uav",
        "body_worn_camera",
    }
    assert named(recogniser, "body camera") == {"body_worn_camera"}


def test_a_negative_word_cancels_its_own_technology_only(recogniser: GoodsRecogniser) -> None:
    """A baby monitor beside a drone leaves the drone alone."""
    assert named(recogniser, "baby monitor with IP camera") == set()
    assert named(recogniser, "surveillance drone; dash cam") == {"drone_uav"}


def test_a_strong_brand_survives_a_negative_word(recogniser: GoodsRecogniser) -> None:
    """The maker's part number is what it is, whatever stands beside it."""
    text = "webcam style network camera DS-2CD2143G2"
    assert named(recogniser, text) == {"video_surveillance_camera"}


def test_a_single_weak_word_leans_on_nothing_beside_a_named_technology(
    recogniser: GoodsRecogniser,
) -> None:
    """`Eavesdropping` with `phone` is a finding alone, and a description beside spyware."""
    assert named(recogniser, "eavesdropping on phone calls") == {"lawful_interception"}
    text = "spyware turning the phone into an eavesdropping device"
    assert named(recogniser, text) == {"intrusion_software"}


def test_the_same_word_twice_is_one_word(recogniser: GoodsRecogniser) -> None:
    """Repeating a weak word adds nothing; two different ones do."""
    assert named(recogniser, "camera, camera, cameras") == set()
    assert named(recogniser, "camera with DVR") == {"video_surveillance_camera"}


def test_capitals_prove_nothing_in_a_line_of_capitals(recogniser: GoodsRecogniser) -> None:
    """TOMA is a water cannon in Turkish prose, and an ordinary word in a Spanish customs line."""
    assert named(recogniser, "Emniyet için TOMA alımı") == {"crowd_control"}
    assert named(recogniser, "TOMA DE AGUA DE BRONCE") == set()
