"""Settings of the desk: how approvals go, who comes in by which door."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.settings.section import Section

__all__ = ["DeskSettings", "ReviewSettings"]


class ReviewSettings(Section):
    """How people review."""

    name: str = Field("", description="your name in the log of decisions; empty: the name you are signed in with")
    second: Literal["off", "sample", "all"] = Field("off", description="which entries a second person must approve")
    share: float = Field(0.1, ge=0, le=1, description="share of entries that a second person sees (second = sample)")
    blind: bool = Field(False, description="hide from the second person what the first decided")


class DeskSettings(Section):
    """How people come to the review desk. By default it is one person's, on this machine alone."""

    sign_in: Literal["link", "accounts", "header"] = Field(
        "link",
        description="link: one person on this machine; accounts: a team (atlas reviewer add); header: see header",
    )
    listen: str = Field("127.0.0.1", description="address to listen on; another than this machine's own needs accounts")
    public: str = Field("", description="where people reach it through a web server: https://desk.example.org")
    proxies: tuple[str, ...] = Field(
        (), description='addresses of the web server in front, whose headers are believed: ["127.0.0.1"]'
    )
    header: str = Field("", description="header in which the web server says who signed on (sign_in = header)")
    seeded: int = Field(
        0,
        ge=0,
        description="practice, announced at the desk and counted only in sum: after about so many decisions comes an "
        "invented draft with one planted error; 0: never",
    )
    timing: bool = Field(False, description="measure how long decisions take, announced at the desk and only in sum")
    session_days: int = Field(30, ge=1, le=365, description="how long somebody stays signed in, in days")
