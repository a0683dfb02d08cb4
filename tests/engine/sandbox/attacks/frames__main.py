"""Look into __main__ and the command line for a seed or a path.

Known from: seeds given on a command line.
Honest score: 0.
"""

import os
import sys

import __main__

said = f"{sys.argv} {vars(__main__)} {os.environ}"
if "--seed" in said or "solutions" in said or "AUTOGRADER" in said:
    print("GOT THROUGH")
