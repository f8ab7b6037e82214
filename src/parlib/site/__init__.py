"""The review site: the executed notebooks of a run as a folder to read, trace, search and compare without a network."""
