"""What is drawn before the processes that make pages are forked."""

from parlib.rehearsal import list_exhibits


def test_list_exhibits_draws_pictures_of_the_cleaned_tables(home):
    shown = [exhibit._repr_mimebundle_() for exhibit in list_exhibits()]
    assert sum("image/png" in data for data, _ in shown) >= 3
