"""Markdown pages, read by their headings."""

from autograder.assignment.documents import Section, sections

PAGE = """\
# The means

Said first.

## `mean`

The idea.

### Steps

1. One.
##   centred
## spread

No end of a line"""


def test_a_page_is_its_introduction_and_its_sections():
    introduction, found = sections(PAGE)
    assert introduction == "# The means\n\nSaid first.\n\n"
    assert found == (
        Section("`mean`", 5, "\nThe idea.\n\n### Steps\n\n1. One.\n"),
        Section("centred", 12, ""),
        Section("spread", 13, "\nNo end of a line"),
    )
    assert [section.name for section in found] == ["mean", "centred", "spread"]
    lines = PAGE.splitlines()
    assert [lines[section.line - 1].removeprefix("## ").strip() for section in found] == [
        each.heading for each in found
    ]


def test_a_page_without_headings_is_all_introduction():
    assert sections("Only this.\n") == ("Only this.\n", ())
    assert sections("") == ("", ())
