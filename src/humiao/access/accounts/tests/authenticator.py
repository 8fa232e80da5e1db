"""An authenticator in software, for ceremonies without a browser: P-256 keys, no attestation."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

_NOBODY = b"\0" * 16


@dataclass
class SoftwareAuthenticator:
    """One passkey's holder. `counts`: whether its counter goes on; `verifies`: whether it asks its user."""

    origin: str = "http://testserver"
    counts: bool = True
    verifies: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: bytes = b""
    counter: int = 0

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        wanted = options["publicKey"]
        self.handle = wanted["user"]["id"].encode()
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(_NOBODY, self.credential_id, public)
        flags = self._flags() | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(_hash(wanted["rp"]["id"]), flags, self.counter, bytes(credential))
        made = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", wanted["challenge"])
        return self._credential(clientDataJSON=client, attestationObject=bytes(made))

    def sign(self, options: dict[str, Any], **changed: Any) -> dict[str, Any]:
        """Answer `navigator.credentials.get`; `changed` replaces parts of the answer."""
        wanted = options["publicKey"]
        self.counter += self.counts
        data = AuthenticatorData.create(_hash(wanted["rpId"]), self._flags(), self.counter)
        client = self._client("webauthn.get", wanted["challenge"])
        signature = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": bytes(data), "signature": signature}
        answer = self._credential(**{**parts, **changed})
        answer["response"].setdefault("userHandle", self.handle.decode())
        return answer

    def _flags(self) -> AuthenticatorData.FLAG:
        flags = AuthenticatorData.FLAG.UP
        return flags | AuthenticatorData.FLAG.UV if self.verifies else flags

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, **parts: bytes) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        response = {key: websafe_encode(value) for key, value in parts.items()}
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _hash(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()
