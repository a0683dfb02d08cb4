"""An instructor's own file is filled for the platform's importer, and nothing that is not certain is written."""

import pytest

from autograder.course.exports.blackboard import blackboard_file
from autograder.course.exports.brightspace import brightspace_file, new_brightspace_file
from autograder.course.exports.canvas import canvas_file
from autograder.course.exports.csv_cells import table_of
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.moodle import moodle_file
from autograder.course.exports.own_file import fill
from autograder.course.gradebook.actions import OVERRIDE, act
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import Policy
from autograder.results.identity import Identity, Person
from tests.support import importers
from tests.support.gradebooks import Graded, gradebook_of, person, row_of

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (554),Backprop (555),Final Score\r\n"
    ",,,,,,Manual Posting,\r\n"
    "    Points Possible,,,,,10.0,100.0,(read only)\r\n"
    '"Lovelace, Ada",11,007,ada,A,9.00,,90.0\r\n'
    '"Ruiz, José",12,008,jose,"A and B", 7 ,"80.0",70.0\r\n'
    '"Excused, Eva",13,009,eva,A,,EX,\r\n'
    '"Absent, Abe",14,010,abe,A,,55,\r\n'
    '"Student, Test",99,,0a1b2c,A,,,\r\n'
).encode()
USERS = {
    11: {"sis": "007", "login": "ada", "name": "Lovelace, Ada"},
    12: {"sis": "008", "login": "jose", "name": "Ruiz, José", "score": "80.0"},
    13: {"sis": "009", "login": "eva", "name": "Excused, Eva", "score": "EX"},
    14: {"sis": "010", "login": "abe", "name": "Absent, Abe", "score": "55"},
    99: {"name": "Student, Test"},
}
BY_CANVAS = [person(number=str(number), score=score) for number, score in ((11, 87.5), (12, 66.666), (13, 90.0))]


@pytest.fixture
def filled(tmp_path):
    """Fills a file with the grades of a class: ``filled(form, content, column, class, ...)``."""
    opened = []

    def run(form, content, column, class_, **how):
        gradebook = gradebook_of(tmp_path / f"{len(opened)}.db", class_)
        opened.append(gradebook)
        file = form(table_of(content, "theirs.csv"), "theirs.csv", column)
        return fill(file, list(standings(gradebook, Policy())), **how)

    yield run
    for each in opened:
        each.__exit__()


def refused(run, *arguments, **how):
    with pytest.raises(ExportError) as error:
        run(*arguments, **how)
    return str(error.value)


# Canvas.


@pytest.mark.parametrize("column", ["Backprop (555)", "555", "Backprop"])
def test_canvas_takes_the_filled_column_and_every_other_byte_is_as_it_was(filled, column):
    done = filled(canvas_file, CANVAS, column, BY_CANVAS)
    expected = CANVAS.replace(b"ada,A,9.00,,", b"ada,A,9.00,87.5,").replace(b'"80.0"', b'"66.67"')
    assert done.content == expected
    assert importers.canvas(done.content, {554: 10, 555: 100}, USERS, 555) == {11: "87.50", 12: "66.67"}
    assert importers.canvas(done.content, {554: 10, 555: 100}, {11: {"score": "9"}}, 554) == {}
    assert [(each.before, each.after) for each in done.changes] == [("", "87.5"), ("80.0", "66.67")]
    assert done.left == ("Excused, Eva in line 6: is excused (EX); the gradebook has 90",)
    assert done.without_grade == ("Absent, Abe in line 7",)


@pytest.mark.parametrize("above", [b"Manual Posting (scores hidden from instructors)", b"Muted"])
def test_what_canvas_writes_above_the_points_is_no_student(filled, above):
    done = filled(canvas_file, CANVAS.replace(b"Manual Posting", above), "555", BY_CANVAS)
    assert done.without_grade == ("Absent, Abe in line 7",)


def test_a_column_that_canvas_computes_is_refused_even_where_nothing_says_so(filled):
    content = CANVAS.replace(b"(read only)", b"")
    assert "Canvas computes the column 'Final Score'" in refused(filled, canvas_file, content, "Final Score", BY_CANVAS)


def test_what_is_filled_twice_is_the_same_file(filled):
    once = filled(canvas_file, CANVAS, "555", BY_CANVAS)
    again = filled(canvas_file, once.content, "555", BY_CANVAS)
    assert (again.content, again.changes, again.same) == (once.content, (), 2)


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"number": "11"}, True),
        ({"sid": "007"}, True),
        ({"sid": "ADA"}, True),
        ({"email": "ada"}, True),
        ({"name": "Ada Lovelace"}, True),
        ({"name": "Lovelace, Ada"}, True),
        ({"name": "ada  lovelace", "sid": "000"}, True),
        ({"name": "Ada Lovelace", "number": "77"}, False),  # Canvas's own number says that it is another Ada
        ({"sid": "7"}, False),
        ({"name": "Ada Lovelac"}, False),
        ({"name": "Test Student"}, False),
    ],
)
def test_whom_a_row_is_of(filled, about, found):
    if found:
        assert [each.after for each in filled(canvas_file, CANVAS, "555", [person(**about)]).changes] == ["80"]
    else:
        assert "1 of 1 student with a grade cannot be found" in refused(
            filled, canvas_file, CANVAS, "555", [person(**about)]
        )


@pytest.mark.parametrize("platform", ["moodle", "gradescope", "brightspace"])
def test_another_platforms_number_is_no_number_of_canvas(filled, platform):
    said = refused(filled, canvas_file, CANVAS, "555", [person(platform, "11"), person(platform, "007")])
    assert "2 of 2 students with a grade cannot be found" in said


@pytest.mark.parametrize("platform", ["nbgrader", ""])
def test_what_students_log_in_with_is_found(filled, platform):
    assert len(filled(canvas_file, CANVAS, "555", [person(platform, "ada")]).changes) == 1


def test_who_has_left_is_named_with_the_closest_and_can_be_left_out(filled):
    class_ = [*BY_CANVAS, person(number="15", name="Ada Lovelass")]
    said = refused(filled, canvas_file, CANVAS, "555", class_)
    assert "Ada Lovelass (15) (closest: Lovelace, Ada in line 4" in said
    done = filled(canvas_file, CANVAS, "555", class_, leave_out=True)
    assert len(done.changes) == 2
    assert len(done.not_in_file) == 1


def test_rows_that_cannot_be_told_apart_are_refused(filled):
    mixed = [person(number="11"), person("nbgrader", "jose")]
    assert "Lovelace, Ada in line 4 may be" in refused(
        filled, canvas_file, CANVAS.replace(b"007,ada", b"007,jose").replace(b"008,jose", b"008,xx"), "555", mixed
    )
    twice = CANVAS.replace(b'"Ruiz, Jos\xc3\xa9",12', b'"Ruiz, Jos\xc3\xa9",11')
    assert "11 has 2 rows, in lines 4 and 5" in refused(filled, canvas_file, twice, "555", [person(number="11")])
    same_name = CANVAS.replace("Ruiz, José".encode(), b"Lovelace, Ada")
    assert "cannot be found" in refused(filled, canvas_file, same_name, "555", [person(name="Ada Lovelace")])


def test_whoever_is_on_a_roster_besides_is_the_one_with_the_grade(filled):
    absent = Graded(Identity(people=(Person(sid="007", name="Ada Lovelace"),)), None)
    done = filled(canvas_file, CANVAS, "555", [absent, person(number="11")])
    assert [each.after for each in done.changes] == ["80"]


def test_a_file_of_another_course_is_refused_at_once(filled):
    class_ = [person(number=str(number), name=f"Student Number {number}") for number in range(20_000, 20_040)]
    said = refused(filled, canvas_file, CANVAS, "555", class_)
    assert "40 of 40 students with a grade cannot be found" in said
    assert said.endswith("… and 20 more")


def test_a_group_and_an_override_stand_in_every_members_row(filled, tmp_path):
    group = Graded(Identity("canvas", people=(Person(id="11"), Person(id="12"))), 70.0)
    done = filled(canvas_file, CANVAS, "555", [group])
    assert [each.after for each in done.changes] == ["70", "70"]
    with gradebook_of(tmp_path / "o.db", [group]) as gradebook:
        act(gradebook, OVERRIDE, people=[row_of(gradebook, "11")], points=81.25)
        file = canvas_file(table_of(CANVAS, "t.csv"), "t.csv", "555")
        done = fill(file, list(standings(gradebook, Policy())))
    assert [each.after for each in done.changes] == ["81.25", "70"]


def test_a_column_worth_other_points_needs_a_word(filled):
    ten = CANVAS.replace(b",10.0,100.0,", b",10.0,10.0,")
    said = refused(filled, canvas_file, ten, "555", BY_CANVAS[:1])
    assert "is worth 10 points, and the gradebook's scores are out of 100" in said
    assert [e.after for e in filled(canvas_file, ten, "555", BY_CANVAS[:1], scale=True).changes] == ["8.75"]
    assert [e.after for e in filled(canvas_file, ten, "555", BY_CANVAS[:1], scale=False).changes] == ["87.5"]
    none = CANVAS.replace(b",10.0,100.0,", b",10.0,0,")
    assert "nothing can be scaled" in refused(filled, canvas_file, none, "555", BY_CANVAS[:1], scale=True)


def test_semicolons_and_decimal_commas_stay(filled):
    theirs = CANVAS.replace(b"Lovelace, Ada", b"Lovelace, Ada").replace(b'"', b"")
    theirs = b"\n".join(
        line.replace(b", ", b"\0").replace(b",", b";").replace(b"\0", b", ") for line in theirs.split(b"\n")
    ).replace(b"10.0;100.0", b"10,0;100,0")
    done = filled(canvas_file, theirs, "555", BY_CANVAS)
    assert b"ada;A;9.00;87,5;" in done.content
    assert importers.canvas(done.content, {554: 10, 555: 100}, USERS, 555) == {11: "87.50", 12: "66.67"}


def test_the_newer_header_is_read(filled):
    theirs = (
        b"LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Backprop (555)\n"
        b"    Points Possible,,,,,,100\nLovelace,Ada,11,007,ada,A,\nStudent,Test,99,,,A,\n"
    )
    done = filled(canvas_file, theirs, "555", [person(name="Ada Lovelace")])
    assert done.content == theirs.replace(b"ada,A,", b"ada,A,80")
    assert importers.canvas(done.content, {555: 100}, {11: {}}, 555) == {11: "80.00"}


@pytest.mark.parametrize(
    ("old", "new", "column", "said"),
    [
        ("", "", "Backprob (555)", "has no column 'Backprob (555)'. Did you mean 'Backprop (555)'?"),
        ("", "", "Final Score", "Canvas computes the column 'Final Score' itself"),
        ("", "", "Section", "has no column 'Section'"),
        ("Homework 1 (554)", "Backprop (554)", "Backprop", "has 2 columns Backprop: 'Backprop (554)' and"),
        ("Student,", "Name,", "555", "is not Canvas's gradebook"),
        (",Section,", ",Group,", "555", "is not Canvas's gradebook"),
        (",55,", "", "555", "line 7 has 6 cells, and 'Backprop (555)' would be number 7"),
    ],
)
def test_what_is_not_canvas_file_is_refused(filled, old, new, column, said):
    assert said in refused(filled, canvas_file, CANVAS.replace(old.encode(), new.encode()), column, BY_CANVAS)


# Moodle.

MOODLE = (
    "\ufeffID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"\n'
    'Teilnehmer/in1001,"Ada Lovelace",ada@example.edu,"Zur Bewertung abgegeben","","100,00",Ja,"Montag, 9. März",-,""\n'
    'Teilnehmer/in1002,"José Ruiz",jose@example.edu,"Zur Bewertung abgegeben","80,00","100,00",Ja,-,-,"gut"\n'
    'Teilnehmer/in1003,"Eva Locked",eva@example.edu,Keine Abgabe,"","100,00",Nein,-,-,""\n'
).encode()
BY_MOODLE = [
    person("moodle", "1001", 87.5),
    person("gradescope", "5", 66.666, email="Jose@Example.edu"),
    person("moodle", "1003", 90.0),
]
ENGLISH = MOODLE.replace(b"Teilnehmer/in", b"Participant ").replace(b",00", b".00").replace(b"Nein", b"No")


@pytest.mark.parametrize("content", [MOODLE, ENGLISH], ids=["german", "english"])
def test_moodle_takes_the_filled_worksheet_in_any_language(filled, content):
    done = filled(moodle_file, content, "", BY_MOODLE)
    comma = "," if content == MOODLE else "."
    expected = content.replace(b'abgegeben","",', f'abgegeben","87{comma}5",'.encode())
    assert done.content == expected.replace(f'"80{comma}00"'.encode(), f'"66{comma}67"'.encode())
    users = {1001, 1002, 1003}
    taken = importers.moodle(done.content, "Bewertung", "Zuletzt geändert (Bewertung)", users, 100)
    assert taken == {1001: 87.5, 1002: 66.67}
    assert done.left == ("Eva Locked in line 4: is locked in Moodle (its grade cannot be changed there); the "
                         "gradebook has 90",)  # fmt: skip


def test_a_teams_number_is_no_participants(filled):
    teams = [person("moodle", "1001", 87.5, name="Team 1"), person("moodle", "1002", 66.67, name="José Ruiz")]
    said = refused(filled, moodle_file, MOODLE, "", teams)
    assert "numbers agree and names do not. Did teams hand in?" in said
    assert "Ada Lovelace in line 2 has the number of Team 1 (1001)" in said
    assert "José" not in said
    hidden = [person("moodle", number, 87.5, name="Participant") for number in ("1001", "1002")]
    assert len(filled(moodle_file, MOODLE, "", hidden).changes) == 2


def test_a_worksheet_without_names_and_with_more_columns_is_read(filled):
    blind = b"Identifier,Status,Group,Grade,Maximum Grade,Grade can be changed,Last modified (grade)\n"
    blind += b"Participant 1001,,G1,-,100.00,Yes,-\nParticipant 1002,,G2,-,100.00,Yes,-\n"
    done = filled(moodle_file, blind, "", BY_MOODLE[:1])
    assert done.content == blind.replace(b"G1,-,", b"G1,87.5,")


def test_moodle_gets_no_grade_above_its_maximum(filled):
    class_ = [person("moodle", "1001", 100.0)]
    said = refused(filled, moodle_file, MOODLE.replace(b"100,00", b"20,00"), "", class_, scale=False)
    assert "Ada Lovelace in line 2 has 100; the column takes 0 to 20" in said
    done = filled(moodle_file, MOODLE.replace(b"100,00", b"20,00"), "", class_, scale=True)
    assert done.changes[0].after == "20"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Teilnehmer/in1002", b"", "is not a grading worksheet of Moodle"),
        (b'"80,00","100,00"', b'"80,00","90,00"', "has no column for grades"),
        (b'"100,00"', b'"Gut, Mittel"', "Does the assignment use a scale"),
    ],
)
def test_what_is_no_worksheet_is_refused(filled, old, new, said):
    assert said in refused(filled, moodle_file, MOODLE.replace(old, new), "", BY_MOODLE)


# Brightspace and Blackboard.

BRIGHTSPACE = (
    b"OrgDefinedId,Username,Last Name,First Name,Backprop Points Grade <Numeric MaxPoints:100 Weight:10>,"
    b"End-of-Line Indicator\r\n#00123,ada,Lovelace,Ada,,#\r\n#00124,jose,Ruiz,Jose,12,#\r\n"
)


def test_brightspace_takes_the_filled_file_and_a_new_one(filled, tmp_path):
    class_ = [person("gradescope", "1", 87.5, sid="00123"), person("gradescope", "2", 12.0, sid="jose")]
    done = filled(brightspace_file, BRIGHTSPACE, "Backprop", class_)
    assert done.content == BRIGHTSPACE.replace(b"Ada,,", b"Ada,87.5,")
    assert importers.brightspace(done.content, {"Backprop"}, {"00123", "00124"}) == {"00123": 87.5, "00124": 12}
    absent = Graded(Identity(people=(Person(sid="00777"),)), None)
    with gradebook_of(tmp_path / "new.db", [class_[0], absent]) as gradebook:
        new = new_brightspace_file(list(standings(gradebook, Policy())), "Backprop")
    assert importers.brightspace(new, {"Backprop"}, {"00123"}) == {"00123": 87.5}
    assert b"#00123,87.5,#" in new
    assert "is not Brightspace's" in refused(filled, brightspace_file, b"Name,Grade\nada,1\n", "Backprop", class_)


def test_blackboard_takes_the_filled_file_with_its_tabs_and_encoding(filled):
    text = (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
        '"Backprop [Total Pts: 100 Score] |1402785"\n"Lovelace"\t"Ada"\t"ada"\t"00123"\t""\t"Yes"\t""\n'
    )
    content = b"\xff\xfe" + text.encode("utf-16-le")
    for column in ("Backprop", "1402785"):
        done = filled(blackboard_file, content, column, [person("blackboard", "ada", 87.5)])
        assert done.content == b"\xff\xfe" + text.replace('"Yes"\t""', '"Yes"\t"87.5"').encode("utf-16-le")
    assert importers.blackboard(done.content, {"1402785"}, "utf-16", "\t") == {"ada": 87.5}
    plain = text.replace(" |1402785", "").encode()
    assert "has no column" in refused(filled, blackboard_file, plain, "Backprop", [person("blackboard", "ada")])
