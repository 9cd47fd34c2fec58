"""The nearest suitable services for a need, with the reasons."""
