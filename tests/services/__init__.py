"""How the servers start that some tests need."""
