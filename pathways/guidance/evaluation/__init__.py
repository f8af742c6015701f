"""The cases that search and suggestions are measured by, and the bars that they have to clear."""
