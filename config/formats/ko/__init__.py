"""Korean, as offices write it."""
