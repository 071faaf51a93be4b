// SPDX-License-Identifier: Apache-2.0
// FreeType's headers name functions that base/banned.h forbids, in macros that we never use. The build shows them to
// the compiler before the ban (ui/CMakeLists.txt); no source includes this file itself.
#include <ft2build.h>
#include FT_FREETYPE_H
