"""What a patient agreed to, when, to whom it was said, and whether it still stands."""
