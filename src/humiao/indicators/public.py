"""What the faces may use of indicators."""

from humiao.indicators.evidence import EvidencePage, EvidenceRow, evidence_page
from humiao.indicators.scorecard import IndicatorRow, indicator_row, scorecard

__all__ = ["EvidencePage", "EvidenceRow", "IndicatorRow", "evidence_page", "indicator_row", "scorecard"]
