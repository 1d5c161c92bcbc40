"""The five answers: an order in which `all` is the least and `any` the greatest."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from enduse.review.evaluate.level import Ask, Level, Verdict, all_of, any_of, negated

VERDICTS = st.sampled_from(Level).map(
    lambda level: Verdict(level, frozenset({Ask(level.name)}) if level.open else frozenset())
)


def test_kleene_tables_hold() -> None:
    """With the open answers folded into one, the tables are Kleene's."""

    def kleene(level: Level) -> bool | None:
        return None if level.open else level is Level.TRUE

    for a, b in itertools.product(Level, repeat=2):
        one, two = kleene(a), kleene(b)
        both = False if one is False or two is False else (None if None in (one, two) else True)
        either = True if one is True or two is True else (None if None in (one, two) else False)
        assert kleene(all_of([Verdict(a), Verdict(b)]).level) is both
        assert kleene(any_of([Verdict(a), Verdict(b)]).level) is either


@given(st.lists(VERDICTS, max_size=6))
def test_order_does_not_matter(verdicts: list[Verdict]) -> None:
    """Neither for the answer nor for what is asked."""
    assert all_of(verdicts) == all_of(reversed(verdicts))
    assert any_of(verdicts) == any_of(reversed(verdicts))


@given(VERDICTS)
def test_a_closed_answer_asks_nothing_and_negation_returns(verdict: Verdict) -> None:
    """Twice negated is the same; only open answers ask."""
    assert negated(negated(verdict)) == verdict
    assert bool(all_of([verdict]).asks) == verdict.level.open
