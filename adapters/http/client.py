"""The HTTP client for one vendor."""

from typing import Final

import httpx


class _NoCookies(httpx.Cookies):
    """Takes none."""

    def extract_cookies(self, response: httpx.Response) -> None:
        del response


_NONE: Final = _NoCookies()


class Client(httpx.AsyncClient):
    """Keeps no cookies: each call shows by itself who makes it, and none depends on another."""

    @property
    def cookies(self) -> httpx.Cookies:
        return _NONE

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        raise AssertionError(cookies)
