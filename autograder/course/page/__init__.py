"""What a class understood, on one page; what a student should mend, on theirs."""
