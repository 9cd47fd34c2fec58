"""Where things are: every UK postcode and about 4,700 places offline, distances, and the ground of the map."""
