"""Files of a class, and what is read of them."""

from tests.support.packing import notebook

MODULES = ["forward", "layers"]


CODE = b"def f(): pass\n"


OTHER = b"def g(): pass\n"


BOOK = notebook("def f(): pass")


def found(batch):
    return {each.name: sorted(source.file for source in each.sources.values()) for each in batch.submissions}


def identities(batch):
    return {ref.name: ref.identity for ref in batch.batch}


EXPORT = {f"submission_{number}/layers.py": CODE for number in (1, 2)}


CANVAS = {"ada_123_4567_layers.py": CODE, "bo_124_4568_layers.py": CODE}
