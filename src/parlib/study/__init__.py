"""One question a module: a subject in, a tidy table out. Nothing here draws or writes sentences."""
