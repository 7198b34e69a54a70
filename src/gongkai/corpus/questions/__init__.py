"""What is asked of a store: each question a function that answers with a relation, its labels and its remarks."""
