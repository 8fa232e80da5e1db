"""What other contexts may use of requests."""

from humiao.registry.requests.choices import Asker, Identity, Kind, State
from humiao.registry.requests.commands.answering import answer_request, take_request, withdraw_request
from humiao.registry.requests.commands.erasing import confirm_erasure, prepare_erasure, send_back_erasure
from humiao.registry.requests.grounds import GROUNDS, Ground
from humiao.registry.requests.queries import due_requests, facts_of, request_of, requests_of
from humiao.registry.requests.values import FileFacts, NewRequest, RequestValue

__all__ = [
    "GROUNDS",
    "Asker",
    "FileFacts",
    "Ground",
    "Identity",
    "Kind",
    "NewRequest",
    "RequestValue",
    "State",
    "answer_request",
    "confirm_erasure",
    "due_requests",
    "facts_of",
    "prepare_erasure",
    "request_of",
    "requests_of",
    "send_back_erasure",
    "take_request",
    "withdraw_request",
]
