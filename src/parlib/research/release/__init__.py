"""The tables as a data package that others can take up, cite and check: `build.write_release`."""
