"""A worker: it reads a submission, runs it and replies."""
