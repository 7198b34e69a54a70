"""The office's year in the browser: the Django project over the library. The library knows nothing of it."""
