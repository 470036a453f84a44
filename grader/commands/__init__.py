"""One module per verb of the command: `run(words) -> exit code`. Each imports what it needs when it is called."""
