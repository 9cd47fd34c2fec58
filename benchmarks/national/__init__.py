"""The search of a whole country beside what people would use instead."""
