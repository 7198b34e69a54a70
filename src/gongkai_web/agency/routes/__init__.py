"""The addresses of the bureau's pages, a module for each noun."""
