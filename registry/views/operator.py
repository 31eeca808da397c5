"""Who runs this site: it never claims to be official unless its operator says so."""

from django.conf import settings
from django.http import HttpRequest


def operator(_request: HttpRequest) -> dict[str, str]:
    """Give every template the operator's kind (private or official) and name."""
    return {
        "operator_kind": settings.SITE_OPERATOR_KIND,
        "operator_name": settings.SITE_OPERATOR_NAME,
    }
