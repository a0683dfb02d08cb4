"""The pages in a real browser: sorted, searched, read aloud, printed, and never running what a student wrote."""

import importlib.util
import shutil

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.page.student_page import student_page
from autograder.render.for_readers import STUDENT
from tests.engine.course.page.classes import HOSTILE, WRONG_NUMBERS, drawn_report, make_class

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    *(
        pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"the package {name} is not installed")
        for name in ("playwright", "axe_playwright_python")
    ),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a class of 30."""
    made = tmp_path_factory.mktemp("class")
    make_class(made / "course.db", 30).__exit__()
    done = CliRunner().invoke(main, ["report", str(made / "course.db"), "--html", str(made / "class.html")])
    assert done.exit_code == 0, done.output
    return made


@pytest.fixture
def open_page(browser):
    """Opens a file; at the end, the browser must not have complained of anything."""
    complaints, contexts = [], []

    def open_page(path, **settings):
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for each in contexts:
        each.close()
    assert complaints == []


@pytest.fixture
def page(open_page, folder):
    return open_page(folder / "class.html")


def column(page, table, place):
    """The texts of a column's cells that are shown."""
    cells = page.locator(f"#{table} tbody tr:visible > :nth-child({place})")
    return [text.strip() for text in cells.all_inner_texts()]


def student_named(page):
    return column(page, "students", 1)


def test_headings_sort_by_mouse_and_keyboard(page):
    heading = page.locator("#students thead th", has_text="score")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending", "the best first"
    scores = [float(text.split()[0]) for text in column(page, "students", 3) if text]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 30
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert [float(text.split()[0]) for text in column(page, "students", 3) if text] == scores[::-1]
    assert column(page, "students", 3)[-1] == "", "who has no score stays last"
    name = page.locator("#students thead th", has_text="student")
    name.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    assert student_named(page)[0] != student_named(page)[-1]
    assert sorted(student_named(page)[1:], key=str.casefold) == student_named(page)[1:]


def test_search_and_choice_narrow_the_students(page):
    search = page.get_by_role("search", name="Search students")
    search.get_by_label("Search").fill("zoe")
    assert student_named(page) == ["Zoe Lost (667)"]
    assert search.locator("output").inner_text() == "1 of 31"
    page.keyboard.press("Escape")
    assert len(student_named(page)) == 31
    search.get_by_label("Show").select_option("not graded")
    assert student_named(page) == ["Zoe Lost (667)"]
    search.get_by_label("Show").select_option("")
    search.get_by_label("Search").fill("no such student")
    assert student_named(page) == []


def test_who_made_a_mistake_is_one_click_away(page):
    row = page.locator("#mistakes tbody tr", has_text="mask-forgotten")
    count = int(row.locator("strong").inner_text())
    row.get_by_role("button", name="who?").click()
    assert len(student_named(page)) == count > 0
    assert all("relu_backward: mask-forgotten" in text for text in column(page, "students", 8))


def test_a_number_leads_to_whom_it_counts(page):
    page.get_by_role("button", name="who? not graded").click()
    assert student_named(page) == ["Zoe Lost (667)"]
    page.get_by_role("button", name="who? follow-through").click()
    assert all("follow-through" in text for text in column(page, "students", 7))
    assert student_named(page)


def test_whether_a_check_is_fair_and_what_to_teach_again(page):
    checks = page.get_by_role("search", name="Search checks")
    checks.get_by_label("Search").fill("by hand of train")
    assert column(page, "check-table", 2) == ["by hand of train"]
    page.locator("#exercises thead th", has_text="right").first.get_by_role("button").click()
    rates = [int(text.split()[0]) for text in page.locator("#exercises tbody td:nth-child(3)").all_inner_texts()]
    assert rates == sorted(rates)


def test_what_has_happened_to_a_grade_is_one_click_away(page):
    page.locator("#students tbody a[href$='.html']").first.click()
    page.wait_for_load_state()
    assert page.get_by_role("region", name="what has happened").locator("tbody tr").count() == 1


def test_a_students_mistake_leads_to_what_the_class_made_of_it(page):
    search = page.get_by_role("search", name="Search mistakes")
    search.get_by_label("Search").fill("no such mistake")
    assert column(page, "mistake-table", 1) == []
    link = page.locator("#students tbody a", has_text="relu_backward: mask-forgotten").first
    link.click()
    assert page.locator(link.get_attribute("href")).is_visible(), "a link ends a search"
    assert search.get_by_label("Search").input_value() == ""
    search.get_by_label("Search").fill("mask")
    assert len(column(page, "mistake-table", 1)) == 2


def test_links_lead_to_the_students_and_to_the_sections(page, folder):
    for link in page.locator("nav a").all():
        target = link.get_attribute("href")
        assert page.locator(target).count() == 1
    first = page.locator("#students tbody a").first
    name = first.text_content()
    first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == name
    page.get_by_role("link", name="The whole class").click()
    page.wait_for_load_state()
    assert "what the class understood" in page.locator("h1").inner_text()
    page.go_back()
    links = page.locator("main table a")
    for link in links.all():
        assert page.locator(link.get_attribute("href")).count() == 1


def test_what_a_student_wrote_stays_text(open_page, folder):
    (hostile,) = (folder / "class-students").glob("script*")
    for path in (folder / "class.html", hostile):
        page = open_page(path)
        assert HOSTILE in page.locator("body").text_content()
        for tag in ("img", "iframe", "main script"):
            assert page.locator(tag).count() == 0
        assert page.evaluate("window.ran") is None


def test_the_policy_stops_what_became_markup_all_the_same(browser, folder, tmp_path):
    broken = tmp_path / "class.html"
    broken.write_text((folder / "class.html").read_text().replace("<main", "<script>window.ran = 1</script><main"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(broken.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.locator("#students thead button").count() > 0, "its own script runs"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(open_page, folder, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    (student, *_) = sorted((folder / "class-students").iterdir())
    drawn = folder / "drawn.html"
    drawn.write_text(student_page(drawn_report("passed", "failed", WRONG_NUMBERS), STUDENT))
    for path in (folder / "class.html", student, drawn):
        page = open_page(path, color_scheme=scheme, viewport={"width": width, "height": 844})
        for each in page.locator("details").all():
            each.evaluate("each => { each.open = true }")
        for each in page.locator("section").all():  # also those that are laid out once they are near
            each.evaluate("each => { each.style.contentVisibility = 'visible' }")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "only tables scroll sideways"


def test_it_prints(page, folder, tmp_path):
    page.pdf(path=tmp_path / "class.pdf", format="A4")
    assert (tmp_path / "class.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.get_by_role("search").first.is_visible()
    assert page.locator("#students tbody tr").last.is_visible()


def test_without_scripts_the_tables_are_whole(open_page, folder):
    page = open_page(folder / "class.html", java_script_enabled=False)
    assert page.locator("#students tbody tr").count() == 31
    assert page.get_by_role("search").count() == 0
