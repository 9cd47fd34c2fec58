"""A case in, recommendations out."""
