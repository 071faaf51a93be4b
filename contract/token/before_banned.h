// SPDX-License-Identifier: Apache-2.0
// OpenSSL's headers name functions that base/banned.h forbids. The build shows them to the compiler before the ban in the
// rooms that use OpenSSL (contract, backend and app CMakeLists.txt); no source includes this file itself.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
