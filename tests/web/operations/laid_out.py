"""How much there is to be lost."""

ORGAN, LETTERS, REPORTS = "caizheng", 5, 3
