"""course.toml is read as it is meant or refused; platforms' times are understood; the attempt that is meant counts."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from autograder.course.gradebook.attempts import Attempt, counting
from autograder.course.policy.course_file import TEMPLATE, CourseFileError, Policy, policy_from
from autograder.course.policy.late import Lateness, due_for, lateness
from autograder.course.policy.submission_time import named_zone, submission_time
from autograder.results.identity import Identity

UTC = timezone.utc
BERLIN = named_zone("Europe/Berlin")
DUE = datetime(2026, 3, 9, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09 13:16:26 -0600", datetime(2026, 3, 9, 19, 16, 26, tzinfo=UTC)),
        ("2026-03-09 13:16:26.123456789 Z", datetime(2026, 3, 9, 13, 16, 26, 123456, tzinfo=UTC)),
        ("2026-03-09T13:16:26+01:00", datetime(2026, 3, 9, 12, 16, 26, tzinfo=UTC)),
        ("2026-03-09 13:16:26.948203 America/Los_Angeles", datetime(2026, 3, 9, 20, 16, 26, 948203, tzinfo=UTC)),
        ("2026-03-09 13:16:26.948203 UTC", datetime(2026, 3, 9, 13, 16, 26, 948203, tzinfo=UTC)),
        ("2026-03-09 13:16", datetime(2026, 3, 9, 12, 16, tzinfo=UTC)),
        ("2026-03-09-13-16-26", datetime(2026, 3, 9, 12, 16, 26, tzinfo=UTC)),
        ("20260309131626123", datetime(2026, 3, 9, 12, 16, 26, tzinfo=UTC)),
        ("Monday, 9 March 2026, 1:16 PM", datetime(2026, 3, 9, 12, 16, tzinfo=UTC)),
        ("Mar 9, 2026 1:16 PM", datetime(2026, 3, 9, 12, 16, tzinfo=UTC)),
        ("9. März 2026", None),
        ("2026-13-09 13:16:26", None),
        ("2026-03-09 13:16:26 Nowhere/Land", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_times_as_platforms_write_them(text, expected):
    found = submission_time(text, BERLIN)
    assert found == expected if expected else found is None


def test_the_template_says_nothing_until_it_is_changed():
    assert policy_from(TEMPLATE.encode()) == Policy()


def test_a_file_says_what_it_means():
    policy = policy_from(b"""
        due = 2026-03-09T23:59:00
        timezone = "Europe/Berlin"
        grace_minutes = 10
        percent_a_day = 12.5
        most_percent = 50
        count = "last-before-due"
        [extensions]
        "007" = 2
        "ada@example.edu" = 2026-03-12
    """)
    assert policy.due == datetime(2026, 3, 9, 22, 59, tzinfo=UTC)
    assert (policy.grace, policy.percent_a_day, policy.most_percent) == (timedelta(minutes=10), 12.5, 50)
    assert policy.extensions["007"] == timedelta(days=2)
    assert due_for(policy, policy.extensions["ada@example.edu"]) == datetime(2026, 3, 12, 22, 59, 59, tzinfo=UTC)
    assert due_for(policy, policy.extensions["007"]) == policy.due + timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("due = 9.3.2026", "course.toml cannot be read"),
        ("deu = 2026-03-09", "deu is not known. Did you mean due?"),
        ('due = "2026-03-09"', "due is '2026-03-09', and no date. It is written 2026-03-09T23:59:00, without"),
        ("percent_a_day = 110", "percent_a_day is 110, and can be a number from 0 to 100."),
        ("percent_a_day = true", "percent_a_day is True, and can be a number"),
        ("grace_minutes = -5", "grace_minutes is -5, and can be"),
        ('count = "first"', "count is 'first', and can be last, best and last-before-due."),
        ('timezone = "Berlin"', "timezone is 'Berlin', which is not known here. It is written like Europe/Berlin"),
        ("extensions = 3", "extensions is a table"),
        ('[extensions]\n"ada" = 3', "due is missing"),
        ('count = "last-before-due"', "due is missing"),
        ('due = 2026-03-09\n[extensions]\n"ada" = "3 days"', "the extension of ada is '3 days', and no date."),
        ('due = 2026-03-09\n[extensions]\n"ada" = -1', "the extension of ada is -1 days, and can be 0 to 10000."),
        ('due = 2026-03-09\n[extensions]\n"ada" = nan', "the extension of ada is nan days, and can be"),
        ("due = 0001-01-01", "due is in the year 1. Is that a typing error?"),
        ("due = 9999-12-31T23:59:00", "due is in the year 9999."),
        ("due = 10:00:00", "and no date."),
        ("\xff".encode("latin-1"), "course.toml cannot be read"),
    ],
)
def test_what_a_file_cannot_mean_is_refused_in_words(text, said):
    with pytest.raises(CourseFileError) as refused:
        policy_from(text if isinstance(text, bytes) else text.encode())
    assert said in str(refused.value)


POLICY = Policy(due=DUE, grace=timedelta(minutes=5), percent_a_day=20, most_percent=50)


def at(submitted, late=None):
    return Identity(submitted_at=f"{submitted:%Y-%m-%d %H:%M:%S} UTC" if submitted else "", late=late)


@pytest.mark.parametrize(
    ("after", "late", "days", "percent"),
    [
        (timedelta(0), False, 0, 0),
        (timedelta(minutes=5), False, 0, 0),
        (timedelta(minutes=6), True, 1, 20),
        (timedelta(days=1), True, 1, 20),
        (timedelta(days=1, seconds=1), True, 2, 40),
        (timedelta(days=9), True, 9, 50),
    ],
)
def test_how_late_something_is(after, late, days, percent):
    found = lateness(at(DUE + after), POLICY, DUE)
    assert (found.late, found.days, found.percent, found.note) == (late, days, percent, "")


def test_where_only_the_platform_says_late_nothing_is_taken_and_a_person_is_told():
    found = lateness(at(None, late=True), POLICY, DUE)
    assert (found.late, found.percent) == (True, 0)
    assert "does not say by how much" in found.note
    assert lateness(at(None), POLICY, DUE).note == ""
    assert lateness(at(DUE + timedelta(days=3)), Policy(), None).late is False


def attempt(row, points, lateness):
    return Attempt(row, f"attempt {row}", Identity(), points, 10, {}, (), lateness, points, "", "", "")


IN_TIME, LATE = Lateness(DUE, late=False), Lateness(DUE, late=True, days=2, percent=40)


@pytest.mark.parametrize(
    ("count", "attempts", "counts"),
    [
        ("last", [attempt(1, 9, IN_TIME), attempt(2, 3, LATE)], 2),
        ("best", [attempt(1, 9, IN_TIME), attempt(2, 3, IN_TIME)], 1),
        ("best", [attempt(1, 7, IN_TIME), attempt(2, 10, LATE)], 1),  # 10 less 40 % are 6
        ("best", [attempt(1, 7, IN_TIME), attempt(2, 7, IN_TIME)], 2),
        ("last-before-due", [attempt(1, 2, IN_TIME), attempt(2, 3, IN_TIME), attempt(3, 9, LATE)], 2),
        ("last-before-due", [attempt(1, 2, LATE), attempt(2, 9, replace(LATE, days=3))], 1),
    ],
)
def test_which_attempt_counts(count, attempts, counts):
    assert counting(attempts, count).row == counts


def test_without_an_attempt_none_counts():
    assert counting([], "best") is None
