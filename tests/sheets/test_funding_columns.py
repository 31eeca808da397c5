from hypothesis import given
from hypothesis import strategies as st

from registry.notation.codes import Funding, Stage, SubKind
from registry.sheets.funding_columns import FundingKey, funding_heading, parse_funding_heading
from registry.sheets.heading import understand_heading

KEYS = st.builds(
    FundingKey,
    st.sampled_from(Funding),
    st.none() | st.sampled_from(SubKind),
    st.none() | st.integers(1990, 2100),
    st.sampled_from(Stage),
    st.none() | st.integers(1, 20),
)


class TestFundingHeading:
    @given(KEYS)
    def test_is_read_back(self, key):
        assert parse_funding_heading(funding_heading(*key)) == key
        assert understand_heading(funding_heading(*key)).key == key

    def test_is_what_a_clerk_would_write(self):
        assert funding_heading(Funding.NATIONAL, None, 2013, Stage.ORIGINAL) == "국비(2013 본예산)"
        assert funding_heading(Funding.WHOLE, None, None, Stage.PLAN) == "계(연도 미상 계획)"

    def test_takes_the_round_that_a_database_keeps_for_none(self):
        assert funding_heading(Funding.NATIONAL, None, 2013, Stage.PLAN, 0) == "국비(2013 계획)"

    @given(st.text())
    def test_leaves_other_headings_alone(self, text):
        assert parse_funding_heading(text) is None
