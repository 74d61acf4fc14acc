"""A forge's API: JSON both ways, page after page, with a token that goes to one host only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import field

from mopsdsl._value import value

if TYPE_CHECKING:
    from email.message import Message
    from urllib.error import HTTPError

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_PAGES = 100
MOST_BYTES = 32 * 1024 * 1024
"""Of one answer; a page of a hundred full comments has some seven million."""

_MOVED = (301, 302, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


class Refused(Exception):
    """The forge's answer is no, and would be again. `status` is the HTTP status, 0 where it is we who refuse."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Busy(Exception):
    """No answer this time; another may come after `wait` seconds (0: the forge did not say)."""

    def __init__(self, why: str, wait: float = 0) -> None:
        super().__init__(why)
        self.wait = wait


@value
class Client:
    """The API below `base`, an https address (or one on this machine). `timeout` in seconds, for each wait on the network."""

    base: str
    token: str = field(repr=False)
    timeout: float = 20.0

    def get(self, path: str) -> Any:
        """Raises Refused and Busy, as the other two do."""
        return self._ask("GET", self.base + path)[0]

    def send(self, method: str, path: str, body: dict[str, str]) -> Any:
        return self._ask(method, self.base + path, body)[0]

    def pages(self, path: str) -> Iterator[Any]:
        """The items of a list that comes in pages, by the Link header (RFC 8288)."""
        url = self.base + path
        for _ in range(MOST_PAGES):
            items, after = self._ask("GET", url)
            if not isinstance(items, list):
                raise Busy("it answered with something else than a list")
            yield from items
            if not after:
                return
            url = after

    def _ask(self, method: str, url: str, body: dict[str, str] | None = None) -> tuple[Any, str]:
        """What was answered, and the address of the next page. A redirection is followed on the same host, as the same request."""
        from urllib.error import HTTPError

        for _ in range(5):
            self._mind(url)
            try:
                return self._answer(method, url, body)
            except HTTPError as error:
                with error:
                    url = _elsewhere(url, error)
        raise Refused(0, "it sends us in a circle")

    def _mind(self, url: str) -> None:
        """The token goes to the host that it was given for, and nowhere unencrypted."""
        there, home = _origin(url), _origin(self.base)
        if there != home:
            raise Refused(0, "it sends us to another host, where the token has no business")
        if there[0] != "https" and (there[0] != "http" or there[1] not in LOOPBACK):
            raise Refused(0, "its address is not https")

    def _answer(self, method: str, url: str, body: dict[str, str] | None) -> tuple[Any, str]:
        import json
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import Request

        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data, self._headers(), method=method)
        try:
            with _opener(url).open(request, timeout=self.timeout) as answer:
                text = answer.read(MOST_BYTES)
                return json.loads(text), _next(answer.headers.get("Link", ""))
        except HTTPError:
            raise
        except (OSError, HTTPException) as error:
            raise Busy(f"it can't be reached ({type(error).__name__})") from None
        except (ValueError, RecursionError):
            raise Busy("it answered with something else than JSON") from None

    def _headers(self) -> dict[str, str]:
        from mopsdsl import __version__

        return {
            "Accept": "application/json", "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "User-Agent": f"mopsdsl/{__version__}",
        }  # fmt: skip


def _opener(url: str) -> Any:
    """urllib without its own redirections, which would take the token along; a proxy is for other machines than this one."""
    from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

    class Still(HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    return build_opener(Still, ProxyHandler({} if _origin(url)[1] in LOOPBACK else None))


def _origin(url: str) -> tuple[str, str, int | None]:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        raise Refused(0, "its address is none") from None


def _elsewhere(url: str, error: "HTTPError") -> str:
    """Where a redirection leads; anything else that is no success raises."""
    from urllib.parse import urljoin

    place = error.headers.get("Location", "")
    if error.code in _MOVED and place:
        return urljoin(url, place)
    wait = _wait(error.headers)
    if error.code in _BUSY or (error.code == 403 and wait is not None):
        raise Busy(f"it answered {error.code}", wait or 0)
    raise Refused(error.code, f"it answered {error.code}")


def _wait(headers: "Message") -> float | None:
    """The seconds that a forge asks for (GitHub also says so with a 403), None where it asks for none."""
    import time

    after, left, reset = (
        headers.get(name, "") for name in ("Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset")
    )
    if after.isdecimal():
        return float(after)
    if left == "0":
        return max(1.0, float(reset) - time.time()) if reset.isdecimal() else 60.0
    return None


def _next(link: str) -> str:
    import re

    found = re.search(r'<([^>]*)>\s*;[^,]*\brel="?next\b', link)
    return found[1] if found else ""
