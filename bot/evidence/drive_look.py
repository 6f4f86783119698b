"""Looking at a file in Drive with the bot's own sign-in: what the bot may see, assessors may be shown."""

from __future__ import annotations

from bot.evidence.drive_links import DriveFile
from bot.evidence.health import Observation
from bot.evidence.looks import NotNowError
from bot.google import errors
from bot.google.transport import DRIVE, Transport

_NOT_VISIBLE = (errors.NotFoundError, errors.NotSharedError, errors.SharingRefusedError)
_OUR_OWN_TROUBLE = (
    errors.QuotaExceededError,
    errors.CredentialsMissingError,
    errors.CredentialsRefusedError,
    errors.ApiDisabledError,
)


class DriveLook:
    """Asks Drive, one request for each file."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def __call__(self, file: DriveFile) -> Observation:
        """What Drive says. It does not tell a file that is not shared from one that is no more: both `not_shared`."""
        try:
            reply = self._transport.request(
                "get",
                f"{DRIVE}/drive/v3/files/{file.id}",
                params={"fields": "id,trashed", "supportsAllDrives": "true"},
                headers={"X-Goog-Drive-Resource-Keys": f"{file.id}/{file.resource_key}"} if file.resource_key else None,
            ).json()
        except _NOT_VISIBLE:
            return Observation("not_shared", "not_visible")
        except _OUR_OWN_TROUBLE as error:
            raise NotNowError(str(error)) from error
        except errors.TransientError:
            return Observation("temporary", "drive")
        except (errors.GoogleError, ValueError):
            return Observation("not_checked", "drive")
        return Observation("gone", "trashed") if reply.get("trashed") else Observation("ok")
