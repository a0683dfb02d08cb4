"""The forms in which platforms hand out a class's submissions, a module each."""
