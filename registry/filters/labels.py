"""How those answers are called that no code names: the form, chips and statistics say the same."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.notation.codes import Funding

BAND_LABELS = {
    "0-1": gettext_lazy("1억 원 미만"),
    "1-5": gettext_lazy("1억 원 이상 5억 원 미만"),
    "5-10": gettext_lazy("5억 원 이상 10억 원 미만"),
    "10-50": gettext_lazy("10억 원 이상 50억 원 미만"),
    "50-": gettext_lazy("50억 원 이상"),
}


def band_label(band: str) -> str:
    """Return a band of totals, both ends written out."""
    return str(BAND_LABELS[band])


def fund_label(source: Funding) -> str:
    """Return a source as a condition: a project has several, hence 포함; 미공개 is one of them."""
    if source == Funding.UNSTATED:
        return _("재원 미공개 포함")
    return _("%(source)s 포함") % {"source": _(source.label)}


def tender_label(time: str) -> str:
    """Return a year (2013) or a quarter (2013Q2) of planned tenders."""
    year, _q, quarter = time.partition("Q")
    if not quarter:
        return _("%(year)s년 전체") % {"year": year}
    return _("%(year)s년 %(quarter)s분기") % {"year": year, "quarter": quarter}
