"""Where student code runs: a warm process in a sandbox, and the stages that are forked from it."""
