"""Whole files only, as the engine writes them: the house's one door to them."""

from parlib.engine.atomic import name_unfinished, sweep_folder, write_whole

__all__ = ["name_unfinished", "sweep_folder", "write_whole"]
