"""How points become a grade: due dates, extensions, penalties, and which attempt counts."""
