"""Words and characters: phrasing sentences, and making text from a submission safe to show."""
