"""Manners that the protocol asks for and pygls leaves to its users: what a client gets that asks too early, too late, or for nonsense."""

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol


class Protocol(LanguageServerProtocol):
    """pygls's protocol; it keeps no texts of its own, which would be a second copy of the session's."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for method in (
            types.TEXT_DOCUMENT_DID_OPEN,
            types.TEXT_DOCUMENT_DID_CHANGE,
            types.TEXT_DOCUMENT_DID_CLOSE,
        ):
            del self.fm.builtin_features[method]

    @property
    def ended(self) -> bool:
        """Whether the client has said good-bye."""
        return self._shutdown

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object; None for one that is none. A request gets an answer nevertheless."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._refuse(data["id"], error.code, f"these are no parameters of {data['method']}")
            return None

    def handle_message(self, message: Any) -> None:
        if not hasattr(message, "jsonrpc"):
            return
        untimely = self._untimely(getattr(message, "method", None))
        if untimely is None:
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._refuse(message.id, *untimely)

    def _untimely(self, asked: str | None) -> tuple[int, str] | None:
        """The error that somebody gets who asks at the wrong time; None for what comes at the right one. An answer always does."""
        began = hasattr(self, "server_capabilities")
        if asked in (None, types.EXIT):
            return None
        if began != (asked == types.INITIALIZE) and not self._shutdown:
            return None
        if not began:
            return types.ErrorCodes.ServerNotInitialized.value, "`initialize` comes first"
        return types.ErrorCodes.InvalidRequest.value, f"it is too late for {asked}"

    def _refuse(self, id: Any, code: int, why: str) -> None:
        self._send_response(id, error=types.ResponseError(code, f"mopsdsl: {why}."))
