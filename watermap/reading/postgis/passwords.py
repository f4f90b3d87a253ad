"""Passwords in the system's keyring, and nowhere else.

Where the system has none, or only one that would write the password into a plain file, it is asked
for each time. A keyring that fails is as good as none: then the person is asked.
"""

from typing import Any

from watermap.reading.postgis.address import Server

_SERVICE = "watermap"
_PLAIN_OR_NONE = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")


def password_of(server: Server) -> str | None:
    """The password kept for this very host, port, database and user; None: there is none."""
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        found: str | None = keyring.get_password(_SERVICE, _key(server))
    except _failures():
        return None
    return found


def remember(server: Server, password: str) -> bool:
    """Keep a password; False: this system has no place for it that is safe."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.set_password(_SERVICE, _key(server), password)
    except _failures():
        return False
    return True


def can_remember() -> bool:
    """Whether passwords can be kept safely here."""
    return _keyring() is not None


def _key(server: Server) -> str:
    return f"postgis://{server.user}@{server.host}:{server.port}/{server.database}"


def _keyring() -> Any:  # noqa: ANN401  (a backend of a library that may not be there)
    """The system's keyring; None: none is there, or none that is safe."""
    try:
        import keyring
    except ImportError:
        return None
    backend = keyring.get_keyring()
    used = getattr(backend, "backends", [backend])  # a chain asks several in turn
    safe = used and not any(type(one).__module__.startswith(_PLAIN_OR_NONE) for one in used)
    return backend if safe else None


def _failures() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError

    return (KeyringError, RuntimeError, OSError)
