"""Write a module where a later submission or the grader would import it.

Known from: untrusted search path, CWE-427.
Honest score: 0.
"""

import sys

for folder in sys.path:
    try:
        with open(f"{folder}/left_behind.py", "w") as file:
            file.write("answers = 42")
        print("GOT THROUGH to", folder)
    except OSError:
        pass
