"""The verdict on an answer, with a full message and one that reveals nothing hidden."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from autograder.immutable import immutable


@immutable
class Verdict:
    """The verdict on a case or a check.

    Attributes
    ----------
    status : str
        ``passed``, ``failed``, ``error``, ``timeout``, ``crashed``, ``missing`` or ``invalid``.
    message : str
        The full message, for checks that students may see: values, places, what to do.
    redacted : str
        The message for hidden checks: the kind of mistake, without inputs, expected values or the program's own text.
    out_of_memory : bool
        Whether there was no memory for the call, as the student's process says.
    """

    status: str
    message: str = ""
    redacted: str = ""
    out_of_memory: bool = False

    def described(self) -> Verdict:
        """This verdict with its messages made, so that it no longer refers to the answer."""
        return Verdict(self.status, self.message, self.redacted)

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    def prefixed(self, public: str) -> Verdict:
        """This verdict, with another sentence in front of its full message."""
        return Verdict(self.status, f"{public}\n{self.message}".strip(), self.redacted)

    def with_example(self, call: Callable[[], str]) -> Verdict:
        """This verdict, with the call that shows the mistake after the first line of its full message."""

        def described() -> tuple[str, str]:
            happened, _, example = self.message.partition("\n")
            return "\n".join(filter(None, (happened, call(), example))), self.redacted

        return DescribedLater(self.status, described, self.out_of_memory)


class DescribedLater(Verdict):
    """A verdict whose messages are made when they are first read, since most of them never are.

    Parameters
    ----------
    status : str
        As in `Verdict`.
    describe : callable
        Returns the full message and the redacted one.
    out_of_memory : bool
        As in `Verdict`.
    """

    def __init__(self, status: str, describe: Callable[[], tuple[str, str]], out_of_memory: bool = False) -> None:
        vars(self).update(status=status, _describe=describe, out_of_memory=out_of_memory)

    @cached_property
    def _messages(self) -> tuple[str, str]:
        describe: Callable[[], tuple[str, str]] = vars(self)["_describe"]
        return describe()

    @property
    def message(self) -> str:
        return self._messages[0]

    @property
    def redacted(self) -> str:
        return self._messages[1]


def same_for_all(status: str, message: str) -> Verdict:
    """A verdict with one message for all checks; the caller makes sure that it reveals nothing hidden."""
    return Verdict(status, message, message)


PASSED = Verdict("passed")
