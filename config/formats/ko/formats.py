"""The hours of a day by twenty-four: 2026년 11월 28일 00:55, not 12:55 오전."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y년 n월 j일 H:i"
SHORT_DATETIME_FORMAT = "Y-n-j H:i"
