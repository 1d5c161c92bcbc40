"""Ask the deciding questions one by one; stop when the answer can no longer change."""

from __future__ import annotations

from enduse.model.review import Review, Unknown
from enduse.review.engine import Reviewer
from enduse.review.questions import Answer, Answers, subject_of


class Interview:
    """A review that grows with each answer. A question is put once."""

    def __init__(self, reviewer: Reviewer, review: Review) -> None:
        self._reviewer = reviewer
        self._asked: set[tuple[str, str]] = set()
        self.review = review

    def next(self) -> Unknown | None:
        """The next question: what is missing first, then what nobody stated; None at the end."""
        if all(one.could_be.best is one.could_be.worst for one in self.review.licence):
            return None
        standing = (
            Unknown(
                fact=fact,
                subject=subject_of(self.review.transfer, fact, subject),
                asked_by=position.not_tested,
                question=self._reviewer.law.question(fact),
            )
            for one in self.review.licence
            if one.could_be.best is not one.could_be.worst
            for position in one.positions
            for fact, subject in position.standing
        )
        for question in (*self.review.unknown, *standing):
            # Who a party is cannot be answered here: name it in the transfer.
            asked = (question.fact, question.subject) in self._asked
            if not asked and question.fact != "party.name":
                return question
        return None

    def answer(self, question: Unknown, value: str) -> None:
        """Take an answer; an empty one means that it is not known."""
        self._asked.add((question.fact, question.subject))
        if not value:
            return
        given = Answer(fact=question.fact, subject=question.subject, value=value)
        places = {
            fact: file.declared_at
            for fact, file in self._reviewer.law.facts.items()
            if file.declared_at
        }
        transfer = Answers([given], places).lay_into(self.review.transfer)
        self.review = self._reviewer.review(transfer)
