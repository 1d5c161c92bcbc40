"""What can go wrong, where, and what to do about it.

Exit codes follow sysexits(3). Outcomes have codes of their own (contract, section 4).
"""

from __future__ import annotations


class EnduseError(Exception):
    """Anything the person who runs the command can put right.

    Args:
        where: the file, line, field, rule or list it is about.
        problem: what is wrong, in one sentence.
        remedy: what to do next, in one sentence.
    """

    exit_code = 70

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        self.where = where
        self.problem = problem
        self.remedy = remedy
        super().__init__(where, problem, remedy)

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}\n  {self.remedy}"


class UsageError(EnduseError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = 2


class DataError(EnduseError):
    """Input that cannot be read as what it is said to be."""

    exit_code = 65


class NoInputError(EnduseError):
    """An input file that is missing, not a file, or not readable."""

    exit_code = 66


class UnavailableError(EnduseError):
    """A publisher's address, or an optional package, that cannot be reached."""

    exit_code = 69


class OutputError(EnduseError):
    """An output that cannot be created or written to its end."""

    exit_code = 73


class BusyError(EnduseError):
    """Another process holds what this one needs; try again."""

    exit_code = 75


class KnowledgeError(EnduseError):
    """A knowledge file, overlay or pack that breaks its schema."""

    exit_code = 78


class ListStoreError(EnduseError):
    """A list file refused by its gates, or a store whose bytes do not match their hash."""

    exit_code = 76
