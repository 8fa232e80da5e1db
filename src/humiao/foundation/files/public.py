"""What other contexts may use of stored files."""

from humiao.foundation.files.keeping import (
    NewFile,
    destroy_file,
    destroy_files_past_their_time,
    keep_file,
    void_file,
)
from humiao.foundation.files.kinds import ACCEPT, Kind
from humiao.foundation.files.limits import MAX_BYTES
from humiao.foundation.files.reading import (
    Content,
    FileValue,
    KeptFiles,
    content_of,
    file_of,
    files_about,
    files_by_id,
    files_of,
    handed_out,
    kept_by_class,
    look,
)
from humiao.foundation.files.retention import Retention
from humiao.foundation.files.sealed import Form

__all__ = [
    "ACCEPT",
    "MAX_BYTES",
    "Content",
    "FileValue",
    "Form",
    "KeptFiles",
    "Kind",
    "NewFile",
    "Retention",
    "content_of",
    "destroy_file",
    "destroy_files_past_their_time",
    "file_of",
    "files_about",
    "files_by_id",
    "files_of",
    "handed_out",
    "keep_file",
    "kept_by_class",
    "look",
    "void_file",
]
