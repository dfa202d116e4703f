"""What it ran on: without it a figure means nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

MEASURED = (
    "coopflow",
    "attrs",
    "msgspec",
    "pluggy",
    "rpds-py",
    "transitions",
    "python-statemachine",
    "django-viewflow",
    "django",
    "eventsourcing",
    "dbos",
    "sqlalchemy",
)


def machine(place: Path) -> dict[str, Any]:
    """Return what there is to know of this machine, and of the disk that holds `place`."""
    return {
        "cpu": _told(Path("/proc/cpuinfo"), "model name") or platform.processor() or "unknown",
        "architecture": platform.machine(),
        "cores": _cores(),
        "memory": _told(Path("/proc/meminfo"), "MemTotal") or "unknown",
        "load": _load(),
        "system": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "filesystem": filesystem(place, _mounts()),
    }


def versions() -> dict[str, str]:
    """Return the versions of what is measured; one that is not installed says so."""
    return {name: _version(name) for name in MEASURED}


def filesystem(place: PurePath, mounts: str) -> str:
    """Return the type of the file system that holds `place`.

    Args:
        place: A folder (absolute).
        mounts: What is mounted, as in ``/proc/mounts``; empty where nobody says.
    """
    found, depth = "unknown", -1
    for line in mounts.splitlines():
        _, where, kind, *_ = line.split(" ")
        held = type(place)(where.replace("\\040", " "))
        if place.is_relative_to(held) and len(held.parts) > depth:
            found, depth = kind, len(held.parts)
    return found


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _cores() -> int:
    """Count those we may use, which in a container may be fewer than there are."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _load() -> list[float]:
    """Return how busy the machine was before we began, over 1, 5 and 15 minutes."""
    load = getattr(os, "getloadavg", None)
    return [round(each, 2) for each in load()] if load is not None else []


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8")
    except OSError:
        return ""


def _told(path: Path, key: str) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
