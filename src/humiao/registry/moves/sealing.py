"""Packages and receipts: sealed for one county, signed by another, so that neither can be forged or misread.

Each county has two key pairs, derived from the eldest version of the master key and kept nowhere else:
Ed25519 to sign, X25519 to be sealed for. Its *key card* holds the public halves; the other county enters it
once. A package is a JSON of an envelope in the clear (from, to, id, day), a body that only the addressee
opens, and the scans, each sealed apart under a key that lies in the body; the signature covers all of it.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from humiao.foundation import crypto

FORMAT = "humiao-hand-over-1"


class BadPackage(ValueError):  # noqa: N818
    """A package or receipt that is damaged, tampered with, or sealed for somebody else; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def public_keys(county: str) -> tuple[str, str]:
    """Return the county's public signing and sealing keys as hexadecimal."""
    return (
        _signer(county).public_key().public_bytes_raw().hex(),
        _opener(county).public_key().public_bytes_raw().hex(),
    )


def signed(content: dict[str, Any], *, by_county: str) -> str:
    """Write content as JSON with the county's signature."""
    text = _canonical(content)
    return json.dumps({**content, "signature": _signer(by_county).sign(text).hex()}, ensure_ascii=False)


def checked(text: str, signing_key: str) -> dict[str, Any]:
    """Read signed JSON; raises `BadPackage` where the signature isn't by this key."""
    content = parsed(text)
    try:
        signature = bytes.fromhex(str(content.pop("signature", "")))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signing_key)).verify(signature, _canonical(content))
    except (InvalidSignature, ValueError) as error:
        raise BadPackage("tampered") from error
    return content


def parsed(text: str) -> dict[str, Any]:
    """Read the JSON of a package without checking anything; raises `BadPackage` where it is none."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise BadPackage("unreadable") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadPackage("unreadable")
    return content


def sealed_for(body: dict[str, Any], sealing_key: str, *, place: str) -> dict[str, str]:
    """Seal a body so that only the county of this key opens it."""
    once = X25519PrivateKey.generate()
    key = _shared(once, X25519PublicKey.from_public_bytes(bytes.fromhex(sealing_key)), place)
    data = crypto.seal(json.dumps(body, ensure_ascii=False).encode(), key, place)
    return {"once": once.public_key().public_bytes_raw().hex(), "data": b64encode(data).decode()}


def opened(sealed: dict[str, str], *, county: str, place: str) -> dict[str, Any]:
    """Open a body sealed for the county; raises `BadPackage`."""
    try:
        once = X25519PublicKey.from_public_bytes(bytes.fromhex(sealed["once"]))
        key = _shared(_opener(county), once, place)
        body: dict[str, Any] = json.loads(crypto.unseal(b64decode(sealed["data"]), key, place))
    except (KeyError, TypeError, ValueError) as error:
        raise BadPackage("not-for-us") from error
    return body


def sealed_scan(data: bytes, key: bytes, *, place: str) -> str:
    """Seal a scan under a key that lies in the sealed body; the signature covers the ciphertext."""
    return b64encode(crypto.seal(data, key, f"{place}|scan")).decode()


def opened_scan(sealed: str, key: bytes, *, place: str) -> bytes:
    """Open a scan; raises `BadPackage`."""
    try:
        return crypto.unseal(b64decode(sealed, validate=True), key, f"{place}|scan")
    except (TypeError, ValueError) as error:
        raise BadPackage("unreadable") from error


def digest_of(text: str) -> str:
    """Return the digest of a package's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _signer(county: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_lasting_key(f"hand-over-sign:{county}"))


def _opener(county: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_lasting_key(f"hand-over-open:{county}"))


def _lasting_key(purpose: str) -> bytes:
    """Return a key that a rotation leaves as it is: other counties hold its public half on a card.

    It is of the eldest version that was not destroyed; destroying that one changes the card, and says so.
    """
    return crypto.derived_key(purpose, version=crypto.eldest_version())


def _shared(private: X25519PrivateKey, public: X25519PublicKey, place: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"humiao", info=place.encode()).derive(private.exchange(public))


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
