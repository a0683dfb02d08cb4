"""A course's list of students says who handed in nothing, and joins what platforms know of a person."""

import pytest

from autograder.results.identity import Identity, Person
from autograder.submissions.ref import SubmissionRef
from autograder.submissions.roster import RosterError, join, read_roster_file

ADA = Person(id="007", name="Ada Example", email="ada@example.edu", section="A")
BO = Person(id="008", name="Bo Sample", email="bo@example.edu", section="B")
CY = Person(id="009", name="Cy Müller")


def ref(called, **person):
    return SubmissionRef(called, "/class", identity=Identity(people=(Person(**person),)))


@pytest.mark.parametrize(
    "content",
    [
        "id,name,email,section\n007,Ada Example,ada@example.edu,A\n"
        "008,Bo Sample,bo@example.edu,B\n009,Cy Müller\n".encode(),
        "\ufeffID;Name;Email;Section\r\n007;Ada Example;ada@example.edu;A\r\n\r\n"
        "008;Bo Sample;bo@example.edu;B\r\n009;Cy Müller;;\r\n".encode(),
        "section\tid\temail\tname\nA\t007\tada@example.edu\tAda Example\nB\t008\tbo@example.edu\tBo Sample\n"
        "\t009\t\tCy Müller\n".encode("utf-16"),
        b'id,name,email,section,more\n"007","Ada Example","ada@example.edu","A",1\n008,Bo Sample,bo@example.edu,B,2\n'
        b"009,Cy M\xfcller,,,3\n",
    ],
    ids=["commas", "semicolons", "tabs", "latin"],
)
def test_a_roster_is_a_table_as_spreadsheets_write_it(tmp_path, content):
    (tmp_path / "students.csv").write_bytes(content)
    assert read_roster_file(tmp_path / "students.csv") == [ADA, BO, CY]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "needs a first line"),
        (b"name,email\nAda,a@b\n", "needs a first line"),
        (b"id,name\n7,Ada\n7,Bo\n", "line 3 has the id 7 a second time"),
        (b"id,name\n,Ada\n", "line 2 has no id"),
        (b"id\n" + b'"' + b"x" * 200_000, "It is not a table"),
    ],
)
def test_a_roster_that_cannot_be_used_is_said(tmp_path, content, said):
    (tmp_path / "students.csv").write_bytes(content)
    with pytest.raises(RosterError, match=said):
        read_roster_file(tmp_path / "students.csv")


@pytest.mark.parametrize(
    "person",
    [
        {"id": "007"},
        {"id": "12345", "sid": "007"},
        {"id": "12345", "email": "ADA@example.edu"},
        {"id": "ada@example.edu"},
        {"id": "12345", "name": "Example, Ada"},
        {"id": "Ada_Example"},
        {"name": "ada example"},
    ],
)
def test_a_person_is_found_by_number_email_or_name(person):
    joined = join([ref("x", **person)], [ADA, BO, CY])
    (known,) = joined.refs[0].identity.people
    assert (known.sid, known.name, known.email, known.section) == ("007", "Ada Example", "ada@example.edu", "A")
    assert known.id == person.get("id", "")  # the platform's stays: by it grades go back
    assert (joined.without, joined.unlisted) == ([BO, CY], [])


def test_names_that_two_people_have_join_nobody():
    twins = [Person(id="1", name="Wei Wang"), Person(id="2", name="Wei Wang")]
    assert join([ref("x", name="Wei Wang")], twins).unlisted == ["x"]
    assert join([ref("x", id="a", name="Wei Wang"), ref("y", id="b", name="Wang, Wei")], twins[:1]).unlisted == [
        "x",
        "y",
    ]
    assert join([ref("x", id="2", name="Wei Wang")], twins).without == twins[:1]


def test_all_of_a_group_have_handed_in():
    group = SubmissionRef(
        "g", "/class", identity=Identity(people=(Person(sid="007"), Person(sid="008"), Person(sid="1")))
    )
    joined = join([group], [ADA, BO, CY])
    assert (joined.without, joined.unlisted) == ([CY], [])
    assert [person.name for person in joined.refs[0].identity.people] == ["Ada Example", "Bo Sample", ""]


def test_two_submissions_of_one_person_are_refused():
    with pytest.raises(RosterError, match=r"007 on the roster has two submissions: x and y"):
        join([ref("x", id="007"), ref("y", email="ada@example.edu")], [ADA, BO])
