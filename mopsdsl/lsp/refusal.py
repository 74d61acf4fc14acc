"""What can't be done, told to whoever asked for it."""

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException


class Refusal(JsonRpcException):
    """One plain sentence that the client shows, with what to do instead. No mistake of the server's: nothing is logged of it."""

    CODE = types.LSPErrorCodes.RequestFailed.value


def is_mistake(record: logging.LogRecord) -> bool:
    """Whether what would be logged is worth it."""
    return not (record.exc_info and isinstance(record.exc_info[1], Refusal))
