"""threadlings: an auto-graded exercise kit for processes and threads."""
