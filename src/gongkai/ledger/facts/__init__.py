"""The facts that an entry may state: small frozen values in the past tense, a module for each noun."""
