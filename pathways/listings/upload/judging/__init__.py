"""One judge for each kind of file: the readers of the imports, row by row, saying all that is wrong."""
