"""A notebook's own kernel: checks put to the functions that are defined there, and pictures drawn from them."""
