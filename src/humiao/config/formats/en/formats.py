"""Dates and times in English, in Django's letters."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
