"""What openpyxl cannot say and the .xlsx package can."""

from __future__ import annotations

import io
import zipfile

_SHEETS = "xl/worksheets/sheet"
_END = b"</worksheet>"


def numbers_as_text_allowed(data: bytes, cells: str) -> bytes:
    """The file with Excel's green corners for numbers kept as text turned off in `cells` of every tab.

    The element stands last among those that our tabs have, as the schema (ECMA-376, CT_Worksheet) wants it.
    """
    quiet = f'<ignoredErrors><ignoredError sqref="{cells}" numberStoredAsText="1"/></ignoredErrors>'.encode()
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, content.replace(_END, quiet + _END) if part.filename.startswith(_SHEETS) else content)
    return changed.getvalue()
