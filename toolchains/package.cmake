# SPDX-License-Identifier: Apache-2.0
# What is installed where, and the two Debian packages: tgov for the box, tgov-backend for the office.
#
#   ./dev build && cmake --install build/release --prefix /usr       (DESTDIR=FOLDER puts it elsewhere)
#   ./dev build && cd build/release && cpack -G DEB
#
# The programs find their assets beside themselves (../share/tgov), so a tree may be moved as a whole. The units call the
# programs by name, and systemd looks in /usr/local/bin and /usr/bin. What names no component is the television's.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # packing takes what was built, and does not build the tests for it
set(package_share ${CMAKE_SOURCE_DIR}/toolchains)
set(packages)

if(TARGET tgov)
  list(APPEND packages Unspecified)
  install(TARGETS tgov RUNTIME DESTINATION bin)
  install(FILES ${CMAKE_SOURCE_DIR}/assets/fonts.json DESTINATION share/tgov) # the words are installed where they are made
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/assets/keymaps DESTINATION share/tgov FILES_MATCHING PATTERN *.json)
  install(FILES ${package_share}/tgov.service DESTINATION lib/systemd/system)
  install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION share/doc/tgov RENAME copyright)
endif()
if(TARGET tgov-backend)
  list(APPEND packages backend)
  install(TARGETS tgov-backend tgov-forms RUNTIME DESTINATION bin COMPONENT backend)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/backend/catalogue DESTINATION share/tgov-backend COMPONENT backend)
  install(FILES ${package_share}/tgov-backend.service DESTINATION lib/systemd/system COMPONENT backend)
  install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION share/doc/tgov-backend RENAME copyright COMPONENT backend)
endif()

set(CPACK_PACKAGE_NAME tgov)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Tgov <tgov@example.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${packages})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME tgov)
set(CPACK_DEBIAN_BACKEND_PACKAGE_NAME tgov-backend)
set(CPACK_DEBIAN_UNSPECIFIED_DESCRIPTION "Government services on the television\n The application for a set-top box, and an emulator of one.")
set(CPACK_DEBIAN_BACKEND_DESCRIPTION "Backend of government services on the television\n Serves a catalogue of forms, keeps the cases, has a page for the office.")
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_BACKEND_PACKAGE_SECTION net)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS fonts-noto-cjk)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_DEPENDS "ca-certificates, fonts-noto-core")
if(CMAKE_CROSSCOMPILING) # dpkg-shlibdeps cannot look into a sysroot, so the libraries are named: those of Debian 12
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)
  set(libraries "libc6 (>= 2.36), libcjson1, libpcre2-8-0, libsqlite3-0, libssl3")
  string(APPEND CPACK_DEBIAN_UNSPECIFIED_PACKAGE_DEPENDS ", ${libraries}, libsdl2-2.0-0, libfreetype6, libharfbuzz0b, libfribidi0, "
    "libunibreak1, libthai0, libpixman-1-0, libpng16-16, libqrencode4, libcurl4")
  set(CPACK_DEBIAN_BACKEND_PACKAGE_DEPENDS "${libraries}, libmicrohttpd12, libgnutls30, libcrypt1, zlib1g")
  set(deb_names aarch64-linux-gnu=arm64 arm-linux-gnueabihf=armhf)
  list(FILTER deb_names INCLUDE REGEX "^${CMAKE_LIBRARY_ARCHITECTURE}=")
  string(REGEX REPLACE ".*=" "" CPACK_DEBIAN_PACKAGE_ARCHITECTURE "${deb_names}")
else()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
