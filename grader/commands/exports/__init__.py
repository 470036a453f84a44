"""One module per format of `grade export`: `run(words) -> int` and `parser()`, as for a verb."""
