"""Reads ``submission_metadata.yml``, in which Gradescope's export tells who handed in what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.immutable import immutable
from autograder.results.identity import Person
from autograder.submissions.files import Unreadable
from autograder.text.sanitize import one_line

METADATA = "submission_metadata.yml"
NOTHING = {"", "~", "null"}
DEEPEST = 50  # levels of nesting; results have about five
LONGEST = 500  # characters of a text that are kept
MOST_VALUES = 5000  # values of one submission that are kept
MOST_ANCHORS = 200_000


@immutable
class Entry:
    """The entry for one submission.

    Attributes
    ----------
    folder : str
        The folder of the submission.
    people : tuple of Person
        Its authors.
    submitted_at : str
        The time of submission, as Gradescope writes it.
    """

    folder: str
    people: tuple[Person, ...]
    submitted_at: str


def read_roster(content: bytes) -> Iterator[Entry]:
    """Read the list, one submission at a time.

    The file is written by Ruby: keys begin with a colon, some objects are of Ruby classes, and it repeats the results
    of every submission. So it is read as events, all values are text, and only the authors and the time are kept.

    Raises
    ------
    Unreadable
        At the first place that is not valid YAML, or too large; entries before it have been yielded.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the parser in C, if it is installed, is far faster
    try:
        events = yaml.parse(content, loader)
        next((event for event in events if isinstance(event, yaml.MappingStartEvent)), None)
        values = _Values(events)
        for key in events:
            if not isinstance(key, yaml.ScalarEvent):
                return
            about = values.fields(next(events), ("submitters", "created_at"))
            if about is not None:
                yield Entry(
                    key.value[:LONGEST], tuple(_people(about.get("submitters"))), _time(about.get("created_at"))
                )
    except (yaml.YAMLError, ValueError, StopIteration) as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        raise Unreadable(
            f"{METADATA} is damaged{line}: from there on, submissions are named after their folders."
        ) from error


class _Values:
    """Builds texts, lists and dicts from the events of a YAML file. An alias is the same object, not a copy."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str | None, Any] = {}
        self._kept = 0

    def fields(self, event: Any, wanted: tuple[str, ...]) -> dict[str, Any] | None:
        """The wanted fields of the mapping that begins with `event`; None if it is not a mapping."""
        import yaml

        self._kept = 0
        if not isinstance(event, yaml.MappingStartEvent):
            self._pass_over(event)
            return None
        found: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            name = key.value.removeprefix(":") if isinstance(key, yaml.ScalarEvent) else ""
            self._pass_over(key)
            if name in wanted:
                found[name] = self._read(next(self._events), 0)
            else:
                self._pass_over(next(self._events))
        return found

    def _pass_over(self, event: Any) -> None:
        """Skip the value that begins with `event`; texts that aliases may refer to are kept."""
        import yaml

        depth = 0
        while True:
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                self._check(depth)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent):
                self._remember(event.anchor, event.value[:LONGEST])
            if depth == 0:
                return
            event = next(self._events)

    def _read(self, event: Any, depth: int) -> Any:
        import yaml

        self._check(depth)
        self._kept += 1
        if self._kept > MOST_VALUES:
            raise ValueError("one submission has too many submitters")
        if isinstance(event, yaml.AliasEvent):
            return self._anchors.get(event.anchor)
        value: Any
        if isinstance(event, yaml.MappingStartEvent):
            keys = self._until(yaml.MappingEndEvent, depth)
            value = {key if isinstance(key, str) else "": self._read(next(self._events), depth + 1) for key in keys}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = list(self._until(yaml.SequenceEndEvent, depth))
        else:
            value = event.value[:LONGEST]
        self._remember(event.anchor, value)
        return value

    def _until(self, end: type, depth: int) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield self._read(event, depth + 1)

    def _remember(self, anchor: str | None, value: Any) -> None:
        if anchor is not None and len(self._anchors) < MOST_ANCHORS:
            self._anchors[anchor] = value

    def _check(self, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError("lists are nested too deeply")


def _people(submitters: Any) -> Iterator[Person]:
    for each in submitters if isinstance(submitters, list) else ():
        if isinstance(each, dict):
            name, email, sid = (_text(each, key) for key in ("name", "email", "sid"))
            if name or email or sid:
                yield Person(name=name, email=email, sid=sid)


def _text(about: dict[str, Any], key: str) -> str:
    value = about.get(f":{key}", about.get(key))
    return one_line(value) if isinstance(value, str) and value not in NOTHING else ""


def _time(value: Any) -> str:
    """A time: a text, or a Ruby object that contains one."""
    if isinstance(value, dict):
        value = value.get("utc", "")
    return one_line(value) if isinstance(value, str) and value not in NOTHING else ""
