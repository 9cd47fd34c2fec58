"""Tests of what onward doctor looks at."""
