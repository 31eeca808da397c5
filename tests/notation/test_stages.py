"""How one year's money went from stage to stage."""

from collections import namedtuple

from registry.notation.stages import overtaken, standings

Row = namedtuple("Row", "source fiscal_year stage round won")


def told(*rows):
    return [
        (year, [(f"{at.stage}{at.round or ''}", at.won, at.is_stated) for at in line])
        for year, line in standings([Row(*row) for row in rows])
    ]


class TestStandings:
    def test_go_from_plan_to_settlement_however_they_are_stored(self):
        assert told(
            ("whole", 2013, "settled", 0, 50),
            ("whole", 2013, "supplementary", 2, 53),
            ("whole", 2013, "plan", 0, 40),
            ("whole", 2013, "spent", 0, 49),
            ("whole", 2013, "supplementary", 1, 51),
            ("whole", 2013, "original", 0, 48),
        ) == [
            (
                2013,
                [
                    ("plan", 40, True),
                    ("original", 48, True),
                    ("supplementary1", 51, True),
                    ("supplementary2", 53, True),
                    ("spent", 49, True),
                    ("settled", 50, True),
                ],
            )
        ]

    def test_take_what_is_written_and_add_up_parts_where_nothing_is(self):
        assert told(
            ("national", 2013, "plan", 0, 20),
            ("provincial", 2013, "plan", 0, 10),
            ("national", 2013, "original", 0, 20),
            ("whole", 2013, "original", 0, 48),
        ) == [(2013, [("plan", 30, False), ("original", 48, True)])]

    def test_keep_the_years_apart_and_the_unknown_one_last(self):
        assert told(
            ("national", None, "plan", 0, 1),
            ("national", 2014, "plan", 0, 2),
            ("national", 2013, "plan", 0, 3),
        ) == [
            (2013, [("plan", 3, False)]),
            (2014, [("plan", 2, False)]),
            (None, [("plan", 1, False)]),
        ]

    def test_are_none_without_money(self):
        assert told() == []


class TestOvertaken:
    @staticmethod
    def told(*rows):
        [(_year, line)] = standings([Row(*row) for row in rows])
        two = overtaken(line)
        return two and [(str(at.stage), at.won) for at in two]

    def test_is_a_whole_of_an_earlier_stage_than_the_sources(self):
        plan = ("whole", 2013, "plan", 0, 18)
        sources = [("national", 2013, "original", 0, 19), ("provincial", 2013, "original", 0, 20)]

        assert self.told(plan, *sources) == [("plan", 18), ("original", 39)]

    def test_is_none_where_the_latest_stage_has_one_or_no_stage_has(self):
        plan, original = ("whole", 2013, "plan", 0, 18), ("whole", 2013, "original", 0, 39)

        assert self.told(plan, original, ("national", 2013, "original", 0, 19)) is None
        assert (
            self.told(("national", 2013, "plan", 0, 5), ("national", 2013, "original", 0, 6))
            is None
        )

    def test_does_not_ask_what_was_spent(self):
        assert (
            self.told(("whole", 2013, "plan", 0, 18), ("national", 2013, "spent", 0, 17)) is None
        )
