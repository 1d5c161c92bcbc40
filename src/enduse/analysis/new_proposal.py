"""Write a commented proposal that a person fills in."""

from __future__ import annotations

from pathlib import Path

from enduse.errors import OutputError

CARD = """\
# A proposal: this folder is laid over the knowledge. Simulate it over a kept run:
#   enduse simulate {name} --over RUN
# It may hold, beside this card:
#   controls/LIST/CODE.yaml        a new entry, or a whole entry with a changed parameter
#   law/JURISDICTION/....yaml      a new rule, or a whole rule that is changed
#   lists/designations/....yaml    a listing
# A file with the path of one in knowledge/ replaces it; any other is added.
title: {name}
summary: What is proposed, in a sentence that fits a memo.
status: draft                     # draft | published | withdrawn | adopted
# published: 2024-07-29           # the day an authority published it
candidates:                       # which technologies the new entry would reach
  - technology: facial_recognition
    jurisdiction: us
    entry: "9Z999"                # the code of the entry below, in quotes
    covers: What it would cover
    verified: false
leaves_out: []                    # what of a published text this overlay does not carry
cite: []                          # {{instrument: "89 FR 60998", pinpoint: "…", url: "…"}}
verified: false                   # true once somebody compared it with its source
"""

ENTRY = """\
# A proposed control entry. Rules of the jurisdiction read its columns, reasons and labels.
title: What the entry names
code: "9Z999"                     # codes are text: always in quotes
jurisdiction: us
versions:
  - from: always                  # as if it had always been law: each line is judged as of its day
    to: null
    covers: What it controls, in our own words.
    reasons: [CC]
    columns: [CC1]                # country-chart columns; here crime control, column 1
    # The parameter that decides. Facts are in knowledge/facts; leave `when` out where words decide.
    when: {not: {fact: item.identification, is: one_to_one}}
    cite: [{instrument: proposal}]
    verified: false
"""


def write_new(name: str, place: Path) -> tuple[Path, ...]:
    """Write the card and an entry into `place/name`.

    Raises:
        OutputError: where the folder exists or cannot be written.
    """
    folder = place / name
    files = {
        folder / "proposals" / f"{name}.yaml": CARD.format(name=name),
        folder / "controls" / "us-ccl" / "9Z999.yaml": ENTRY,
    }
    if folder.exists():
        raise OutputError(str(folder), "exists already", "Choose another name.")
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as err:
        raise OutputError(
            str(folder), f"cannot be written: {err.strerror}", "Choose another folder."
        ) from None
    return tuple(files)
