"""What is wrong with a letter of the disclosure office, held against the law and against the register."""
