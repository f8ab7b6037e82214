"""The papers of one conference in one folder: what each holds, how it is kept, what is missing for it."""
