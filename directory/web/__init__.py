"""What every page and every API route needs: problems, headers, assets from packages."""
