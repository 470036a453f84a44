"""Tests of the explorer: by counting, against exhaustive search, and on programs with known bugs."""
