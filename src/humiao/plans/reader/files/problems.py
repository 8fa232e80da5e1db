"""What may be wrong with a file, and what would be right: one row a problem."""

from __future__ import annotations

from typing import Final, NamedTuple

from humiao.plans.reader.files import limits

_MEGABYTES: Final = limits.MAX_FILE_BYTES // 1024 // 1024


class Wording(NamedTuple):
    """What a person reads about a problem, in both languages."""

    message: str
    remedy: str
    message_en: str
    remedy_en: str


_SAVE_AS = Wording(
    "",
    "请用 Word 或 WPS 打开该文件，“另存为” .docx 后再上传。",
    "",
    "Open it in Word or WPS, save it as .docx and upload that.",
)
_UPLOAD_DOCUMENT = (
    "请上传方案正文：Word（.docx）、文字版 PDF 或文本文件（.txt）。",
    "Upload the plan itself as Word (.docx), a PDF with text, or plain text (.txt).",
)


def _save_as(message: str, message_en: str) -> Wording:
    return Wording(message, _SAVE_AS.remedy, message_en, _SAVE_AS.remedy_en)


def _another(message: str, message_en: str) -> Wording:
    return Wording(message, _UPLOAD_DOCUMENT[0], message_en, _UPLOAD_DOCUMENT[1])


WORDINGS: Final[dict[str, Wording]] = {
    "empty": _another("文件是空的，没有任何文字。", "The file is empty: it holds no words."),
    "too-large": Wording(
        f"文件超过 {_MEGABYTES} MB。",
        "请删去图片，或只上传方案正文后再试。",
        f"The file is larger than {_MEGABYTES} MB.",
        "Take out the pictures, or upload only the plan itself.",
    ),
    "too-long": Wording(
        f"文件太长：最多 {limits.MAX_PAGES} 页、{limits.MAX_CHARACTERS // 10_000} 万字。",
        "请只上传方案正文，附件分开上传。",
        f"The file is too long: at most {limits.MAX_PAGES} pages and {limits.MAX_CHARACTERS:,} characters.",
        "Upload only the plan itself, its annexes apart.",
    ),
    "not-text": _another(
        "读不出文字：这不是文本文件，或者用了不认识的编码。",
        "No words could be read: it is no text file, or its encoding is unknown.",
    ),
    "image": Wording(
        "这是一张图片，里面的字无法直接读取。",
        "请上传方案的 Word 或文字版 PDF；若只有扫描件，可对照图片在表单中填写。",
        "This is a picture; the words in it cannot be read.",
        "Upload the plan as Word or as a PDF with text; if there is only a scan, fill in the form beside it.",
    ),
    "image-only": Wording(
        "这份 PDF 是扫描件，只有图像，没有可读取的文字。",
        "请上传方案的 Word 或文字版 PDF；若只有扫描件，可在页面旁的表单中对照填写。",
        "This PDF is a scan: pictures of pages without any text that can be read.",
        "Upload the plan as Word or as a PDF with text; with only the scan, fill in the form beside it.",
    ),
    "garbled": Wording(
        "这份 PDF 的文字层是乱码（字体没有附带文字对照），无法读取。",
        "请上传方案的 Word 文件，或在页面旁的表单中对照填写。",
        "The text in this PDF is garbled: its fonts do not say which characters they draw.",
        "Upload the plan as Word, or fill in the form beside it.",
    ),
    "encrypted": Wording(
        "文件有密码保护，打不开。",
        "请在原软件中去掉密码，保存后再上传。",
        "The file is protected by a password and cannot be opened.",
        "Take the password off in the program it was made with, save it and upload it again.",
    ),
    "old-word": _save_as(
        "这是旧版 Word（.doc）、WPS、RTF 或 ODT 文件，本机没有安装可转换它的 LibreOffice。",
        "This is an old Word (.doc), WPS, RTF or ODT file, and there is no LibreOffice here to convert it.",
    ),
    "conversion-failed": _save_as(
        "旧格式文件转换失败：文件可能已损坏或有密码。",
        "Converting the old file failed: it may be damaged or protected by a password.",
    ),
    "conversion-slow": _save_as(
        f"旧格式文件在 {limits.CONVERSION_SECONDS} 秒内没有转换完。",
        f"Converting the old file took longer than {limits.CONVERSION_SECONDS} seconds.",
    ),
    "spreadsheet": _another("这是电子表格，不是方案正文。", "This is a spreadsheet, not a plan."),
    "presentation": _another("这是演示文稿，不是方案正文。", "This is a presentation, not a plan."),
    "web-page": _save_as(
        "这是网页文件（有的扩展名是 .doc）。", "This is a web page, whatever its name says."
    ),
    "ofd": Wording(
        "这是 OFD 版式文件，暂不能读取。",
        "请用 OFD 阅读器导出为文字版 PDF，或上传原来的 Word 文件。",
        "This is an OFD file, which cannot be read yet.",
        "Export it as a PDF with text in an OFD viewer, or upload the Word file it was made from.",
    ),
    "archive": Wording(
        "这是压缩包。",
        "请先解压，再上传其中的方案正文。",
        "This is an archive.",
        "Unpack it and upload the plan inside.",
    ),
    "program": _another("这是程序文件，不会打开。", "This is a program; it is not opened."),
    "unsafe": Wording(
        "文件内部结构异常（解压后过大，或含有外部实体），为安全起见没有打开。",
        "请用 Word 或 WPS 重新“另存为” .docx 后再上传。",
        "The file is built unsafely (it unpacks to too much, or declares entities) and was not opened.",
        "Open it in Word or WPS, save it anew as .docx and upload that.",
    ),
    "damaged": Wording(
        "文件已损坏或不完整，打不开。",
        "请确认文件在 Word、WPS 或 PDF 阅读器中能打开，重新保存或下载后再上传。",
        "The file is damaged or incomplete and cannot be opened.",
        "See that it opens in Word, WPS or a PDF viewer, then save or download it anew and upload it again.",
    ),
}


class FileProblem(Exception):  # noqa: N818  a problem of the file, told to a person; no error of the program
    """A file cannot be read: `code` names why, the wording says what would be right."""

    def __init__(self, code: str) -> None:
        wording = WORDINGS[code]
        super().__init__(code, wording.message_en)
        self.code = code
        self.message = wording.message
        self.remedy = wording.remedy
        self.message_en = wording.message_en
        self.remedy_en = wording.remedy_en

    def __str__(self) -> str:
        return f"{self.code}: {self.message_en} {self.remedy_en}"
