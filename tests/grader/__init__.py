"""Tests of the grader, one file per module."""
