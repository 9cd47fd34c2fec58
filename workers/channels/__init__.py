"""Ways out of the house; each only translates."""
