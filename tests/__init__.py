"""Tests of the kit; tests/exercises holds the hidden tests, which are part of the course."""
