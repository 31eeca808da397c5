"""What the first readers after an upgrade would wait for, read before they come."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.bitmaps import DESK, PUBLIC


class Command(BaseCommand):
    """Count everything once and keep it where every process of the server finds it."""

    help = "목록과 통계의 숫자를 미리 셉니다. 새 판을 올린 뒤 서버를 켜기 전에 실행합니다."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how many projects there are."""
        public = PUBLIC.current().of("all", "").bit_count()
        every = DESK.current().everything().bit_count()
        self.stdout.write(f"사업 {every:,}건을 셌습니다. 공개한 사업은 {public:,}건입니다.")
