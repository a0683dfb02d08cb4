"""Who handed in what, as Gradescope's export says it in ``submission_metadata.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.submissions.files import Unreadable

METADATA = "submission_metadata.yml"
NOTHING = {"", "~", "null"}


def submitters(content: bytes) -> Iterator[tuple[str, str]]:
    """Each submission's folder, and the names of those who handed it in.

    The file is Ruby's: keys start with a colon, there are objects of classes that only Ruby has, and it repeats the
    results of every submission. So it is read as events, one submission at a time; nothing becomes more than text.

    Raises
    ------
    Unreadable
        Where it stops being YAML, after what comes before that.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C, where it is there, is far quicker
    try:
        events = yaml.parse(content, loader)
        next((event for event in events if isinstance(event, yaml.MappingStartEvent)), None)
        values = _Values(events)
        for key in events:
            if not isinstance(key, yaml.ScalarEvent):
                return
            about = values.read(next(events))
            if isinstance(about, dict):
                yield key.value, ", ".join(_names(_field(about, "submitters")))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        raise Unreadable(
            f"{METADATA} is damaged{line}: from there on, submissions are named after their folders."
        ) from error


class _Values:
    """What the events of a YAML file stand for: texts, lists, dicts. An alias is the thing itself, never a copy."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str | None, Any] = {}

    def read(self, event: Any) -> Any:
        """What begins with `event`."""
        import yaml

        if isinstance(event, yaml.AliasEvent):
            return self._anchors.get(event.anchor)
        value: Any
        if isinstance(event, yaml.MappingStartEvent):
            keys = self._until(yaml.MappingEndEvent)
            value = {key if isinstance(key, str) else "": self.read(next(self._events)) for key in keys}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = list(self._until(yaml.SequenceEndEvent))
        else:
            value = event.value
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield self.read(event)


def _names(people: Any) -> Iterator[str]:
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict):
            known = [_field(person, key) for key in ("name", "email", "sid")]
            yield from [each for each in known if isinstance(each, str) and each not in NOTHING][:1]


def _field(about: dict[str, Any], key: str) -> Any:
    return about.get(f":{key}", about.get(key))
