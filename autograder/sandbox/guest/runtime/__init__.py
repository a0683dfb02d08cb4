"""A worker: reads a submission, runs it and replies."""
