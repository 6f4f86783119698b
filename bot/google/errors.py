"""What Google can refuse, each with its cure.

GoogleError
├── CredentialsMissingError      no key was given and this machine has none
├── CredentialsMalformedError    what was given is no key
├── CredentialsRefusedError      Google does not accept the key (revoked, expired, clock wrong, scope missing)
├── ApiDisabledError             the API is not switched on in the Google Cloud project
├── NotSharedError               the file is not shared with the bot, or for reading only
├── NotFoundError                no such file, or not visible to the bot
├── NotASpreadsheetError         an Excel file in Drive, for one
├── ProtectedCellsError          someone else's protection covers what the bot writes
├── NoStorageError               a service account was to own a file
├── FolderUnfitError             workbooks cannot be put where they are to go
├── NotEmptyError                a file that the template was to be built in holds something
├── SharingRefusedError          a rule of the domain or of the drive forbids sharing
├── AlreadyExistsError           an addition with our id is there already
├── QuotaExceededError           too many requests, also after waiting; retry after `retry_after` seconds
├── TransientError               Google or the network failed, also when tried again
└── RefusedError                 any other refusal; a mistake of ours
"""

from __future__ import annotations


class GoogleError(Exception):
    """Google cannot be used as wanted. `detail` is Google's own sentence; `thai` and `english` name the cure."""

    thai = "Google ปฏิเสธคำขอ กรุณาแจ้งผู้ดูแลระบบ"
    english = "Google refused the request; tell the people who look after this system"

    def __init__(self, detail: str = "", *, status: int = 0) -> None:
        self.detail = detail
        self.status = status
        told = f"{self.thai} / {self.english}"
        super().__init__(f"{told} ({detail})" if detail else told)


class CredentialsMissingError(GoogleError):
    thai = "ยังไม่มีกุญแจของ Google กรุณากำหนด GOOGLE_SERVICE_ACCOUNT_JSON"
    english = "there is no Google key; set GOOGLE_SERVICE_ACCOUNT_JSON or application default credentials"


class CredentialsMalformedError(GoogleError):
    thai = "กุญแจของ Google อ่านไม่ได้ กรุณาคัดลอกไฟล์ JSON ของ service account ใหม่ทั้งไฟล์"
    english = "the Google key cannot be read; copy the service account's whole JSON file again"


class CredentialsRefusedError(GoogleError):
    thai = "Google ไม่รับกุญแจนี้ กรุณาตรวจว่ากุญแจยังไม่ถูกยกเลิก และนาฬิกาของเครื่องตรง หรือสร้างกุญแจใหม่"
    english = "Google does not accept the key; check that it was not revoked and the clock is right, or make a new one"


class ApiDisabledError(GoogleError):
    thai = "ยังไม่ได้เปิดใช้ Google Sheets API หรือ Google Drive API ในโครงการ Google Cloud กรุณาเปิดทั้งสองรายการ"
    english = "enable the Google Sheets API and the Google Drive API in the Google Cloud project"


class NotSharedError(GoogleError):
    thai = "ยังไม่ได้แชร์ไฟล์นี้ให้ระบบ กรุณาแชร์กับอีเมลของระบบในสิทธิ์ “ผู้แก้ไข”"
    english = "the file is not shared with the bot; share it with the bot's e-mail address as Editor"


class NotFoundError(GoogleError):
    thai = "ไม่พบไฟล์นี้ อาจถูกลบหรือลิงก์ไม่ครบ กรุณาส่งลิงก์ของไฟล์อีกครั้ง"
    english = "no such file; it may be deleted, or the link is incomplete"


class NotASpreadsheetError(GoogleError):
    thai = "ไฟล์นี้ไม่ใช่ Google ชีต กรุณาเปิดไฟล์แล้วเลือก “ไฟล์ > บันทึกเป็น Google ชีต” หรือส่งไฟล์ Excel แทน"
    english = "the file is no Google Sheet; open it and choose “File > Save as Google Sheets”"


class ProtectedCellsError(GoogleError):
    thai = "ช่องที่ระบบต้องเขียนถูกป้องกันไว้ กรุณายกเลิกการป้องกัน หรือลบแท็บผลตรวจเดิม แล้วระบบจะสร้างใหม่"
    english = "what the bot writes is protected; remove the protection, or delete the old feedback tab"


class NoStorageError(GoogleError):
    thai = "service account เป็นเจ้าของไฟล์ไม่ได้ กรุณาให้สำเนาไฟล์อยู่ในไดรฟ์ที่แชร์ หรือให้บุคคลเป็นผู้สร้าง"
    english = "a service account can own no files; copy into a shared drive, or sign in as a person"


class FolderUnfitError(GoogleError):
    thai = "โฟลเดอร์ปลายทางใช้ไม่ได้ กรุณาตรวจลิงก์ และเพิ่มอีเมลของระบบเป็นสมาชิกไดรฟ์ที่แชร์ในสิทธิ์ “ผู้จัดการเนื้อหา”"
    english = (
        "the folder cannot be used; check its link, and make the bot's address a Content manager of the shared drive"
    )


class NotEmptyError(GoogleError):
    thai = "ไฟล์นี้มีข้อมูลอยู่แล้ว กรุณาสร้าง Google ชีตเปล่าไฟล์ใหม่ แชร์ให้ระบบ แล้วลองอีกครั้ง"
    english = "the file holds something already; make a new empty Google Sheet, share it with the bot, and try again"


class SharingRefusedError(GoogleError):
    thai = "กติกาของโดเมนหรือไดรฟ์ไม่ให้แชร์ไฟล์นี้ กรุณาขอให้ผู้ดูแล Google Workspace อนุญาต"
    english = "a rule of the domain or drive forbids this sharing; ask the Google Workspace administrator"


class AlreadyExistsError(GoogleError):
    thai = "สิ่งที่จะเพิ่มมีอยู่แล้ว"
    english = "what was to be added is there already"


class QuotaExceededError(GoogleError):
    """`retry_after` is how many seconds Google asked to wait, 0 where it did not say."""

    thai = "ใช้งาน Google เกินโควตาชั่วคราว ระบบจะลองใหม่เอง"
    english = "Google's quota is used up for now; the work is tried again later"

    def __init__(self, detail: str = "", *, status: int = 0, retry_after: float = 0) -> None:
        super().__init__(detail, status=status)
        self.retry_after = retry_after


class TransientError(GoogleError):
    thai = "ติดต่อ Google ไม่ได้ชั่วคราว ระบบจะลองใหม่เอง"
    english = "Google cannot be reached for now; the work is tried again later"


class RefusedError(GoogleError):
    """A refusal that no cure is known for."""
