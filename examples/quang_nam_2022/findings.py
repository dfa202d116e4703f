"""The bodies of the two reviews.

The article says that 2021 had achievements, limitations, causes and lessons, and names none of
them: all of the wording here is illustrative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow import Finding


def _finding(kind: str, vi: str, en: str, **about: list[str]) -> dict[str, Any]:
    words = {"vi": f"{vi} (minh họa)", "en": f"{en} (illustrative)"}
    return {"kind": kind, "text": words, **about}


def _fate(outcome: str, vi: str, en: str) -> dict[str, Any]:
    return {"as": outcome, "reason": {"vi": f"{vi} (minh họa)", "en": f"{en} (illustrative)"}}


REVIEW_2021 = {
    "as_of": "2021-12-31",
    "findings": [
        _finding(
            "achievement",
            "Hai cơ quan đã hướng dẫn cơ quan cấp huyện.",
            "Both agencies guided the district bodies.",
            tasks=["1/1"],
        ),
        _finding(
            "limitation",
            "Chỉ tổ chức một hội nghị giao ban.",
            "Only one briefing was held.",
            tasks=["2/1"],
        ),
        _finding("cause", "Chưa ấn định ngày giao ban.", "No day was set for the briefings."),
        _finding(
            "lesson",
            "Ấn định ngày giao ban từ đầu năm.",
            "Set the briefing days early in the year.",
        ),
    ],
    "dispositions": {
        "2/2": _fate("carry", "Tổ chức trong năm 2022.", "To be held in 2022."),
    },
}


def review_2022(proposed: Iterable[Finding]) -> dict[str, Any]:
    """Return the body of the review of 2022, with the findings the agencies' plugins propose."""
    return {
        "as_of": "2022-12-31",
        "findings": [
            *proposed,
            _finding(
                "achievement",
                "Hai hội nghị giao ban được tổ chức đúng hạn.",
                "Both briefings were held on time.",
                areas=["5"],
                tasks=["5.9/1", "5.9/2"],
            ),
            _finding(
                "limitation",
                "Chưa mở lớp tập huấn nào cho cán bộ xã, thôn.",
                "No training was held for commune and village cadres.",
                areas=["4"],
            ),
            _finding(
                "cause",
                "Nội dung 3.4 và 5.2 cùng một việc nhưng hai cơ quan chủ trì.",
                "3.4 and 5.2 are one act under two leads, and neither began.",
                areas=["3", "5"],
            ),
            _finding(
                "lesson",
                "Mỗi việc chỉ giao một cơ quan chủ trì.",
                "Give each act a single lead.",
            ),
        ],
        "dispositions": {
            "1.2/1": _fate(
                "unmet", "Chưa lập được danh mục mô hình.", "The list of models was not drawn up."
            ),
            "1.9/1": _fate(
                "carry",
                "Văn bản gốc để tổng kết mười năm chưa được xác định.",
                "The document whose ten years are reviewed is still to be named.",
            ),
            "3.4/1": _fate(
                "carry",
                "Hai bên thống nhất cơ quan chủ trì rồi mới bổ sung.",
                "To be supplemented once the parties settle who leads.",
            ),
            "5.4/1": _fate(
                "waive",
                "Đã thực hiện chung với nội dung 3.5.",
                "Done together with 3.5, which covers it.",
            ),
        },
    }
