"""The desk of whoever runs the site: review, providers, imports, reports, what is looked for, words and settings."""
