"""What happens to cases, one story a way: each is told from the day on which it begins."""
