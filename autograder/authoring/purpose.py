"""Why a check is there although other checks find the same mistakes: ``@check("softmax", points=1, purpose=FORMULA)``.

Checks that find a mistake which no other finds need none.
"""

FORMULA = "Points for the formula itself: an answer that is wrong for unusual inputs alone keeps them."
PARTIAL_CREDIT = "Points for a part of it, or a simpler case: an answer that is wrong elsewhere keeps them."
EXAMPLE = "An example that can be followed by hand; a harder check finds the same mistakes and more."
MEASURED = "A gradient beside measured slopes: a way to check any gradient, without a formula for it."
DERIVED = "Finds gradients that are measured instead of derived; such a function then gets none of its hidden points."
SHAPE_HANDLING = "Finds axes of length 1 that get lost, and transposes chosen so that the shapes fit."
NUMBER_TYPES = "Finds answers that are cut down to integers, and code that works for floats alone."
NO_STATE = "Finds arguments that are changed, and what is kept from one call to the next."
ROUNDING = "Finds answers that are rounded, cut off, or compared with an absolute number."
