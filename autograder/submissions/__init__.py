"""What students hand in, as read from disk. Nothing of it is run or parsed here."""
