"""What codes say, and what they do not."""

from __future__ import annotations

import pytest

from enduse.review.goods.recognise import GoodsRecogniser

NOTHING: tuple[str, ...] = ()


def named(recogniser: GoodsRecogniser, hs: str | None, **codes: str) -> tuple[str, ...]:
    """Return the technologies that codes alone name."""
    evidence = recogniser.recognise_codes(hs, tuple(codes.items()))
    finding = recogniser.combine(recogniser.recognise_text("goods"), evidence, {}, False, None)
    return tuple(one.id for one in finding.technologies)


def test_a_specific_code_is_enough_alone(recogniser: GoodsRecogniser) -> None:
    """Unmanned aircraft have a heading of their own since 2022, whatever the punctuation."""
    for hs in ("880622", "8806.22.00", "8806 22 00 10", "8806"):
        assert named(recogniser, hs) == ("drone_uav",)
    assert named(recogniser, None, cpv="32323500-8") == ("video_surveillance_camera",)


@pytest.mark.parametrize("hs", ["852589", "8525.80", "851762", "854370", "902219", "930400"])
def test_a_shared_heading_names_nothing_alone(recogniser: GoodsRecogniser, hs: str) -> None:
    """Cameras, routers and machines n.e.s. hold too much else."""
    assert named(recogniser, hs) == NOTHING


@pytest.mark.parametrize("hs", ["5A001.f2", "", "n/a", "88", "٨٨٠٦", "8806.2X"])
def test_a_value_that_is_no_code_says_nothing(recogniser: GoodsRecogniser, hs: str) -> None:
    """Control entries, blanks and words in the code column are not read as codes."""
    assert named(recogniser, hs) == NOTHING


def test_a_code_supports_a_weak_word(recogniser: GoodsRecogniser) -> None:
    """`Baton` is many things; under HS 9304 it is a weapon, and both reasons are shown."""
    text = recogniser.recognise_text("baton, black, 50 pcs")
    silent = recogniser.combine(text, recogniser.recognise_codes(None), {}, False, None)
    assert silent.technologies == ()
    finding = recogniser.combine(text, recogniser.recognise_codes("930400"), {}, False, None)
    assert [one.id for one in finding.technologies] == ["crowd_control"]
    assert {b.field for b in finding.technologies[0].because} == {"goods.description", "goods.hs"}


def test_codes_are_a_pure_function(recogniser: GoodsRecogniser) -> None:
    """Equal codes give equal evidence."""
    first = recogniser.recognise_codes("852589", (("cpv", "35125300"),))
    assert first == recogniser.recognise_codes("852589", (("cpv", "35125300"),))


def test_words_that_name_a_technology_outweigh_the_nearest_heading(
    recogniser: GoodsRecogniser,
) -> None:
    """Body cameras bought under "security cameras" are body cameras, not CCTV as well."""
    finding = recogniser.combine(
        recogniser.recognise_text("Body-worn video devices"),
        recogniser.recognise_codes(None, (("cpv", "35125300"),)),
        {},
        False,
        None,
    )
    assert [one.id for one in finding.technologies] == ["body_worn_camera"]
