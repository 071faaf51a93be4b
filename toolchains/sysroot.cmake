# SPDX-License-Identifier: Apache-2.0
# CMake toolchain file for a sysroot made by sysroot.sh. Three settings, each by -D so that a later run of CMake still knows it:
#   TGOV_TRIPLE    what the compiler and the library folders are called by, such as aarch64-linux-gnu
#   TGOV_SYSROOT   the folder that sysroot.sh filled
#   TGOV_QEMU      a qemu-user program: ctest runs the foreign programs through it, so the kernel needs to know nothing
# Libraries are found by pkg-config only, which sees nothing but the sysroot.
set(CMAKE_SYSTEM_NAME Linux)
string(REGEX REPLACE "-.*" "" CMAKE_SYSTEM_PROCESSOR "${TGOV_TRIPLE}")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TGOV_TRIPLE TGOV_SYSROOT TGOV_QEMU)

set(CMAKE_C_COMPILER ${TGOV_TRIPLE}-gcc)
set(CMAKE_SYSROOT ${TGOV_SYSROOT})
set(CMAKE_LIBRARY_ARCHITECTURE ${TGOV_TRIPLE})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER) # msgfmt and the like run on this machine
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

set(ENV{PKG_CONFIG_DIR} "")
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${TGOV_SYSROOT})
set(pc ${TGOV_SYSROOT}/usr) # the second folder is for the few packages of Debian that know one processor at a time, as libunibreak
set(ENV{PKG_CONFIG_LIBDIR} ${pc}/lib/${TGOV_TRIPLE}/pkgconfig:${pc}/lib/pkgconfig:${pc}/share/pkgconfig)
set(CMAKE_CROSSCOMPILING_EMULATOR ${TGOV_QEMU};-L;${TGOV_SYSROOT})
