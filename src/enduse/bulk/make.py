"""Make a run from files: read, answer, review, write, and say in the manifest with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from enduse.bulk.memory import peaks
from enduse.bulk.run import Run, RunWriter
from enduse.bulk.write import Counts, Progress, doing, write_run
from enduse.intake.inputs import InputPath
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.intake.report import FileReport, ReadReport
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.transfer import Reject, Transfer
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from enduse.review.questions import Answer, Answers
from enduse.review.wire import searched_json


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run is made from; all but `cache` stands in the manifest."""

    paths: tuple[InputPath, ...]
    reading: ReadOptions
    options: ReviewOptions
    answers: tuple[Answer, ...] = ()
    by: str = ""
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A run and its counts."""

    run: Run
    counts: Counts


def make_run(
    request: RunRequest, pack: Pack, lists: Lists, folder: Path, progress: Progress
) -> Made:
    """Review the files of a request into a run folder."""
    start, clock = process_time(), monotonic()
    doing(progress, "opening knowledge and lists")
    reviewer = build_reviewer(pack, lists, request.options, request.cache)
    profiles, countries = knowledge_for_reading(pack)
    reading = read(request.paths, request.reading, profiles, countries)
    built = process_time()
    doing(progress, "reading the first lines")
    with RunWriter(folder) as writer:
        counts = write_run(answered(reading, request, reviewer), reviewer, writer, progress)
        whole = manifest(request, reading.report, reviewer, pack, lists)
        spent = {"build": built - start, "review": process_time() - built}
        stages = {"cpu_seconds": spent, "seconds": monotonic() - clock, "peak_mb": peaks()}
        run = writer.finish(whole, pack.data, stages)
    return Made(run, counts)


def answered(
    items: Iterable[Transfer | Reject], request: RunRequest, reviewer: Reviewer
) -> Iterator[Transfer | Reject]:
    """Lines with the answers laid into them, and rejects."""
    answers = answers_of(request, reviewer)
    for item in items:
        yield item if isinstance(item, Reject) else answers.lay_into(item)


def answers_of(request: RunRequest, reviewer: Reviewer) -> Answers:
    """The answers of a request, by what they are about."""
    return Answers(request.answers, places_of(reviewer))


def places_of(reviewer: Reviewer) -> dict[str, str]:
    """Where each declared fact stands in a transfer."""
    facts = reviewer.law.facts.items()
    return {fact: file.declared_at for fact, file in facts if file.declared_at}


def manifest(
    request: RunRequest, report: ReadReport, reviewer: Reviewer, pack: Pack, lists: Lists
) -> dict[str, Any]:
    """Everything that is constant over the run; nothing of the day on which it was made."""
    options = request.options
    law = reviewer.law
    jurisdictions = options.jurisdictions or law.jurisdictions
    unread = {"unread": list(reviewer.unreadable)} if reviewer.unreadable else {}
    return unread | {
        "inputs": [_input(one) for one in report.files],
        "coverage": report.coverage_line(),
        "options": {
            "as_of": options.as_of and options.as_of.isoformat(),
            "also_as_of": [one.isoformat() for one in options.also_as_of],
            "jurisdictions": list(options.jurisdictions),
            "rules": list(options.rules),
            "profile": request.reading.profile,
            "encoding": request.reading.encoding,
            "defaults": dict(request.reading.defaults),
            "statements": [
                {"name": name, "value": value, "by": request.by}
                for name, value in options.statements
            ],
        },
        "answers": [asdict(one) for one in request.answers],
        "knowledge": {"version": pack.card.version, "sha256": f"sha256:{pack.sha256}"},
        "lists": lists.identity(),
        "searched": [searched_json(one) for one in reviewer.searched],
        "law_read_through": {
            name: day.isoformat() for name in jurisdictions if (day := law.read_through(name))
        },
        "standing": [
            {"id": flag.id, "question": flag.question, "source": "; ".join(flag.cite)}
            for flag in reviewer.standing(options.as_of or pack.card.compiled)
        ],
        "not_modelled": {name: list(law.card.not_modelled.get(name, ())) for name in jurisdictions},
    }


def _input(one: FileReport) -> dict[str, Any]:
    return {
        "name": one.name,
        "sha256": one.sha256,
        "format": one.format,
        "encoding": one.encoding,
        "encoding_how": one.encoding_how,
        "delimiter": one.delimiter,
        "profile": one.profile,
        "mapping": [[name, list(headings)] for name, headings in one.mapping],
        "not_kept": list(one.not_kept),
        "remarks": list(one.remarks),
        "failed": one.failed,
        "read": one.read,
        "with_problems": one.with_problems,
        "rejected": one.rejected,
    }
