"""The deck for leaders: all indices at hand on at most fifteen slides, one message each."""
