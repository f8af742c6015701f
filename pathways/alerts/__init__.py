"""Letters about a search: whoever asks for them by e-mail is told once a week at most what is new in it."""
