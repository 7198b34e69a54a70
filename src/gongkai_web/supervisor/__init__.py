"""What the competent department sees of the organs below it."""
