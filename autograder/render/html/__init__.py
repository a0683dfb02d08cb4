"""Pages: one base template, its style, and what makes a page safe to open and to pass on."""
