"""Letters drafted from a case, with nothing in them that the case does not hold."""
