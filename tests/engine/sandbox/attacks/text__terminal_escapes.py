"""Print sequences that clear the screen, set the title, and answer for the keyboard.

Known from: CWE-150; terminals that report their own title as input.
Honest score: 0.
"""


print("\033[2J\033[H\033]0;owned\a\033[6n\033P$q\033\\\x9b31m\x9d0;owned\x9c\b\b\r\v\f\x00")
raise ValueError("\033[8m hidden \033[0m \x7f")
