"""Why a check is there although other checks find the same mistakes: ``@check("softmax", points=1, purpose=FORMULA)``.

Checks that find a mistake which no other check finds need no purpose.
"""

FORMULA = "Points for the formula itself: an answer that is wrong only for unusual inputs keeps them."
PARTIAL_CREDIT = "Points for a part of it, or a simpler case: an answer that is wrong elsewhere keeps them."
EXAMPLE = "An example that can be worked out by hand; a harder check finds the same mistakes and more."
MEASURED = "Compares a gradient with measured slopes: a way to check any gradient without a formula."
DERIVED = "Finds gradients that are measured instead of derived; such a function gets no points."
SHAPE_HANDLING = "Finds lost axes of length 1, and transposes that were chosen only to make the shapes fit."
NUMBER_TYPES = "Finds answers that are truncated to integers, and code that only works for floats."
NO_STATE = "Finds changed arguments, and state that is kept from one call to the next."
ROUNDING = "Finds answers that are rounded, truncated, or compared with an absolute number."
