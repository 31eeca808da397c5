"""What went into what: merged, split, in several steps, and never a rename."""

from datetime import date

import pytest

from registry.notation.bodies import Body
from registry.notation.codes import Level
from registry.notation.descent import Descent, descents


def body(code, began=None, ended=None, *after):
    """Return a body that ended in a year, or is still there."""
    days = [year and date(year, 7, 1) for year in (began, ended)]
    return Body(code, code, code, Level.SIDO, None, True, *days, after)


def found(*bodies):
    return {
        (one.origin, one.heir, one.whole, one.since.year)
        for one in descents({one.code: one for one in bodies})
    }


class TestDescents:
    def test_know_a_body_that_went_into_one_that_was_there(self):
        assert descents({"1": body("1", None, 2014, "2"), "2": body("2")}) == [
            Descent(heir="2", origin="1", whole=True, since=date(2014, 7, 1))
        ]

    def test_take_a_rename_for_one_body(self):
        assert found(body("1", None, 2014, "2"), body("2", 2014)) == set()

    def test_tell_a_part_from_the_whole(self):
        halves = body("1", None, 2014, "2", "3"), body("2", 2014), body("3", 2014)

        assert found(*halves) == {("1", "2", False, 2014), ("1", "3", False, 2014)}

    def test_go_on_through_renames_and_in_several_steps_each_from_its_last_day(self):
        renamed = body("1", None, 2012, "2"), body("2", 2012, 2014, "4")
        merged = body("3", None, 2014, "4"), body("4", 2014, 2020, "5"), body("5")

        assert found(*renamed, *merged) == {
            ("2", "4", True, 2014),
            ("3", "4", True, 2014),
            ("2", "5", True, 2020),
            ("3", "5", True, 2020),
            ("4", "5", True, 2020),
        }

    def test_make_whole_again_what_was_split_and_came_together(self):
        split = body("1", None, 2012, "2", "3"), body("2", 2012, 2014, "4")

        assert ("1", "4", True, 2016) in found(*split, body("3", 2012, 2016, "4"), body("4"))
        assert ("1", "4", False, 2014) in found(*split, body("3", 2012), body("4"))

    @pytest.mark.parametrize("after", [("9",), ("1",), ()])
    def test_know_nothing_of_what_is_not_there(self, after):
        assert found(body("1", None, 2014, *after)) == set()

    def test_know_nothing_of_a_body_that_has_not_ended(self):
        assert found(body("1", None, None, "2"), body("2")) == set()

    def test_come_to_an_end_where_two_follow_each_other(self):
        assert found(body("1", 2010, 2014, "2"), body("2", 2010, 2014, "1")) == {
            ("1", "2", True, 2014),
            ("2", "1", True, 2014),
        }
