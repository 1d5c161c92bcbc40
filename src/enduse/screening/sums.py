"""The declared score from above, for columns: nothing that could reach it is ever too low."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from enduse.model.match import SCORE_SCALE
from enduse.screening.numbering import Ints
from enduse.screening.score import DOUBT, LEAST_EVIDENCE

Flags = npt.NDArray[np.bool_]


def may(got: Ints, missed: Ints, need: Ints) -> Flags:
    """Whether `score.ceiling` is enough, for columns."""
    enough: Flags = SCORE_SCALE * got >= need * (got + DOUBT + missed)
    return enough


def told_enough(got: Ints, missed: Ints, told: Ints, need: Ints) -> Flags:
    """The same, where so much evidence is all there is."""
    score = SCORE_SCALE * got // (got + DOUBT + missed)
    enough: Flags = score * np.minimum(told, LEAST_EVIDENCE) // LEAST_EVIDENCE >= need
    return enough
