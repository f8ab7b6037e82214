"""The local page: files are dropped, looked through and taken in, and the papers of a conference made of them.

Nothing is computed here: each thing that is done is done by the room that the commands use, in a process of its own.
"""
