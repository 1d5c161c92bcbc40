"""`enduse licence`: the question without a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enduse.cli.inputs import day, pairs
from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import DataError, UsageError

if TYPE_CHECKING:
    from enduse.model.review import Review
    from enduse.review.engine import Reviewer

EXIT_CODES = {"nothing_found": 0, "unknown": 5, "refer": 10, "stop": 20}


def licence(
    source: Annotated[
        str | None, typer.Argument(help="A JSON transfer: a file, or - for standard input.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="Day, month or year.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="export, reexport, brokering, acquisition, ...")
    ] = None,
    sent_from: Annotated[str | None, typer.Option("--from", help="Country of dispatch.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Destination.")] = None,
    origin: Annotated[str | None, typer.Option("--origin", help="Country of origin.")] = None,
    goods: Annotated[str | None, typer.Option("--goods", help="The goods in words.")] = None,
    entry: Annotated[
        list[str] | None, typer.Option("--entry", help="us=3A980, eu=none; repeatable.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="An item fact, frame_rate_hz=9; repeatable.")
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", help="end_user=NAME@CN, consignee=NAME@HK; repeatable."),
    ] = None,
    statement: Annotated[
        list[str] | None,
        typer.Option("--statement", help="informed_by_authority=true; repeatable."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Any field: acquisition.stake_after_percent=30; repeatable."),
    ] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option("--jurisdiction", help="us, eu, de, uk; repeatable.")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rules", help="Only these rules or folders.")
    ] = None,
    compare: Annotated[
        str | None, typer.Option("--compare", help="A second day: what changed, by which act.")
    ] = None,
    interview: Annotated[
        bool, typer.Option("--interview", help="Ask the deciding questions one by one.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also the rules that did not apply, and why.")
    ] = False,
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Answer what the law required for one transfer, as a memo or JSON."""
    from enduse.cli.open import country_names, open_reviewer
    from enduse.intake.contract_json import transfer_from_json
    from enduse.review.options import ReviewOptions

    wanted = _from_source(source)
    item = _part(wanted, "goods", {}, source)
    parties = _part(wanted, "parties", [], source)
    _lay(wanted, {"date": date, "kind": kind, "dispatched_from": sent_from, "destination": to})
    _lay(item, {"origin": origin, "description": goods})
    _lay(_part(item, "entries", {}, source), dict(pairs(entry, "--entry")))
    _lay(_part(item, "facts", {}, source), dict(pairs(fact, "--fact")))
    _lay(_part(wanted, "statements", {}, source), dict(pairs(statement, "--statement")))
    parties.extend(_party(one) for one in party or ())
    for path, value in pairs(set_, "--set"):
        _set(wanted, path.split("."), value)
    if "kind" not in wanted:
        wanted["kind"] = "acquisition" if "acquisition" in wanted else "export"
    other = day(compare, "--compare")
    options = ReviewOptions(
        jurisdictions=tuple(jurisdiction or ()),
        rules=tuple(rules or ()),
        explain=explain,
        also_as_of=(other,) if other else (),
    )
    pack = knowledge_pack(knowledge, overlay)
    reviewer = open_reviewer(pack, options)
    _known(reviewer, options.jurisdictions)
    transfer = transfer_from_json(wanted, country_names(pack))
    review = reviewer.review(transfer)
    if interview:
        review = _interview(reviewer, review)
    if format_ == "json":
        from enduse.review.wire import review_json

        card = {"version": pack.card.version, "sha256": f"sha256:{pack.sha256}"}
        typer.echo(json.dumps(review_json(review, card), ensure_ascii=False, indent=1))
    elif format_ == "text":
        from enduse.report.memo import memo

        for line in memo(review, reviewer.law):
            typer.echo(line)
        for also in review.also:
            from enduse.report.comparison import comparison

            for line in comparison(review, also):
                typer.echo(line)
    else:
        raise UsageError("--format", f"{format_!r} is not a format here", "Use text or json.")
    raise typer.Exit(EXIT_CODES[review.outcome.word])


def _from_source(source: str | None) -> dict[str, Any]:
    """A JSON transfer from a file or standard input; nothing where none is named."""
    if source is None:
        return {}
    try:
        if source == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            with open(source, encoding="utf-8-sig") as handle:  # noqa: PTH123  `-` is allowed
                text = handle.read()
        # A share of 24.99 must stay 24.99: a float would not.
        found = json.loads(text, parse_float=Decimal)
    except OSError as err:
        raise DataError(source, f"cannot be read: {err.strerror}", "Name a JSON file.") from None
    except (UnicodeDecodeError, ValueError) as err:
        raise DataError(source, f"not JSON: {err}", "See `enduse schema transfer`.") from None
    if not isinstance(found, dict):
        raise DataError(source, "not one transfer", "Give one JSON object (contract, section 1).")
    return found


def _part(
    target: dict[str, Any],
    name: str,
    empty: dict[str, Any] | list[Any],
    source: str | None,
) -> Any:
    """The object or list under a key, made where there is none (null counts as none)."""
    found = target.get(name)
    if found is None:
        target[name] = found = empty
    if not isinstance(found, type(empty)):
        form = "a list [...]" if isinstance(empty, list) else "one object {...}"
        raise DataError(
            source or "the transfer", f"{name} is not {form}", "See `enduse schema transfer`."
        )
    return found


def _lay(target: dict[str, Any], values: Mapping[str, str | None]) -> None:
    target.update({name: value for name, value in values.items() if value is not None})


def _party(text: str) -> dict[str, str]:
    role, sign, rest = text.partition("=")
    name, _, country = rest.rpartition("@") if "@" in rest else (rest, "", "")
    if not sign or not name:
        raise UsageError("--party", f"{text!r} names nobody", "Write it as end_user=NAME@CN.")
    found = {"role": role, "name": name}
    if country:
        found["country"] = country
    return found


def _set(target: dict[str, Any], path: list[str], value: str) -> None:
    for part in path[:-1]:
        target = target.setdefault(part, {})
        if not isinstance(target, dict):
            raise UsageError("--set", f"{'.'.join(path)} is no field", "See `enduse schema`.")
    try:
        target[path[-1]] = json.loads(value) if value[:1] in "[{" else value
    except ValueError:
        target[path[-1]] = value


def _known(reviewer: Reviewer, jurisdictions: tuple[str, ...]) -> None:
    unknown = set(jurisdictions) - set(reviewer.law.jurisdictions)
    if unknown:
        known = ", ".join(reviewer.law.jurisdictions)
        raise UsageError(
            "--jurisdiction", f"no law of {', '.join(sorted(unknown))} is held", f"Held: {known}."
        )


def _interview(reviewer: Reviewer, review: Review) -> Review:
    """Ask until the answer can no longer change, or nobody can say more."""
    from enduse.review.interview import Interview

    talk = Interview(reviewer, review)
    while (question := talk.next()) is not None:
        of = f" ({question.subject})" if question.subject else ""
        typer.echo(f"{question.question}{of}", err=True)
        typer.echo("  [answer, or empty for: not known] ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            break
        talk.answer(question, line.strip())
    return talk.review
