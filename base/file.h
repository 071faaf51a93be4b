// SPDX-License-Identifier: Apache-2.0
// Files, whole ones: read with a cap, replaced so that a power cut leaves the old or the new one and never a mixture.
#ifndef TGOV_BASE_FILE_H
#define TGOV_BASE_FILE_H

#include "base/arena.h"
#include "base/str.h"

// Reads all of `path` into `a` (terminated). ERR_NOT_FOUND, ERR_LIMIT above `cap`, ERR_IO, ERR_MEMORY. `f` names it.
enum err file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct fault *f) TGOV_CHECKED;
// Writes a neighbour file, fsyncs it, renames it over `path`, fsyncs the folder. Mode 0600. ERR_FULL when the disk is:
// then the old file is as it was. A power cut may leave the neighbour (`path` + ".XXXXXX~"); file_list hides those.
enum err file_replace(const char *path, const void *bytes, size_t len, struct fault *f) TGOV_CHECKED;
// Removes it; fine when it was not there.
enum err file_remove(const char *path, struct fault *f) TGOV_CHECKED;
// mkdir -p with mode 0700.
enum err file_make_folder(const char *path, struct fault *f) TGOV_CHECKED;
bool file_exists(const char *path);
// Names of the entries of a folder (without ".", ".." and left-overs), sorted by byte. At most `cap` of them, else
// ERR_LIMIT. An empty folder gives NULL and 0.
enum err file_list(struct arena *a, const char *folder, size_t cap, const char *const **names, size_t *count,
                   struct fault *f) TGOV_CHECKED;
// ERR_FULL for ENOSPC and EDQUOT, ERR_NOT_FOUND for ENOENT, ERR_DENIED for EACCES and EPERM, else ERR_IO.
enum err err_of_errno(int code);

#endif
