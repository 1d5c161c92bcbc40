"""Add up the signs: which technologies the line is about, with the words that carried it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enduse.model.citation import Because
from enduse.model.subject import Technology
from enduse.review.goods.evidence import CodeEvidence, Sign, TextEvidence

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import Points

DESCRIPTION = "goods.description"
MODEL = "goods.model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Points of one technology and the reasons that gave them.

    `basis`: `code` where no word gave any, `lean` where a single weak word leans on a second word
    or on the buyer, else `words`.
    """

    technology: str
    points: int
    basis: str
    because: tuple[Because, ...]


def _field(sign: Sign) -> str:
    system = sign.term.split(" ", 1)[0]
    return "goods.hs" if system == "hs" else f"goods.codes.{system}"


def weigh(
    text: TextEvidence,
    model: TextEvidence,
    codes: CodeEvidence,
    declared: tuple[tuple[str, Because], ...],
    organ_present: bool,
    points: Points,
) -> tuple[Weighed, ...]:
    """Return every technology that has a sign, with its points.

    `declared`: technologies that a declared control entry names, with the reason.
    """
    ids = dict.fromkeys([s.technology for s in (*text.signs, *model.signs, *codes.signs)], None)
    return tuple(
        _weigh_one(id_, text, model, codes, declared, organ_present, points) for id_ in ids
    )


def _weigh_one(
    id_: str,
    text: TextEvidence,
    model: TextEvidence,
    codes: CodeEvidence,
    declared: tuple[tuple[str, Because], ...],
    organ_present: bool,
    points: Points,
) -> Weighed:
    worth = {
        "strong": points.strong,
        "weak": points.weak,
        "brand_strong": points.brand_strong,
        "brand_weak": points.brand_weak,
    }
    because: list[Because] = []
    total = brand = 0
    only_weak = True
    for evidence, field in ((text, DESCRIPTION), (model, MODEL)):
        for sign in evidence.signs:
            if sign.technology != id_:
                continue
            because.append(sign.because(field))
            if sign.kind == "brand_strong":
                brand += points.brand_strong
            else:
                total += worth[sign.kind]
            only_weak = only_weak and sign.kind in ("weak", "brand_weak")
    support, reasons = _support(id_, text, codes, declared, organ_present, points)
    high = [s for s in codes.signs if s.technology == id_ and s.kind == "code_high"]
    against = [s for s in text.negative if s.technology == id_]
    basis = "words" if because else "code"
    if because and only_weak:
        if len(because) == 1 and not high and all(r.kind == "context" for r in reasons):
            basis = "lean"
        total += support
        because += reasons
    if high:
        total += points.code_high
        because += [sign.because(_field(sign)) for sign in high]
    if against and total:
        total = max(0, total - points.negative)
        because += [sign.because(DESCRIPTION) for sign in against]
    return Weighed(technology=id_, points=total + brand, basis=basis, because=tuple(because))


def _support(
    id_: str,
    text: TextEvidence,
    codes: CodeEvidence,
    declared: tuple[tuple[str, Because], ...],
    organ_present: bool,
    points: Points,
) -> tuple[int, list[Because]]:
    total = 0
    reasons: list[Because] = []
    for sign in text.context:
        if sign.technology == id_:
            total += points.context
            reasons.append(sign.because(DESCRIPTION))
    medium = [s for s in codes.signs if s.technology == id_ and s.kind == "code_medium"]
    if medium:
        total += points.code_medium
        reasons += [sign.because(_field(sign)) for sign in medium]
    named = [reason for technology, reason in declared if technology == id_]
    if named:
        total += points.declared
        reasons += named
    if organ_present:
        total += points.organ
        reasons.append(Because(field="parties", text="a security organ is named", kind="context"))
    return total, reasons


def named(weighed: tuple[Weighed, ...], points: Points) -> tuple[Technology, ...]:
    """Return the technologies that reached the points needed, strongest first.

    Where words name a technology, a code alone names no other: a buyer who writes "body-worn
    cameras" under "security cameras" took the nearest heading. Nor does a single weak word that
    leans on its surroundings: "remote eavesdropping device" describes the spyware of its text.
    """
    enough = [w for w in weighed if w.points >= points.needed]
    for basis in ("words", "lean"):
        if any(w.basis == basis for w in enough):
            enough = [w for w in enough if w.basis == basis]
    enough.sort(key=lambda w: (-w.points, w.technology))
    return tuple(Technology(id=w.technology, because=w.because) for w in enough)
