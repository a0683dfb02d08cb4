"""What can be seen of a call from beside: its cost, changed arguments, whose arrays an answer lies in."""
