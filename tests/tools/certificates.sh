#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# certificates.sh FOLDER: an authority of its own and a server certificate for localhost, as a development backend needs.
# FOLDER/ca.pem is what a television trusts; FOLDER/server.pem and server.key are the backend's.
set -eu
folder=$1
mkdir -p "$folder"
if [ -s "$folder/server.pem" ] && openssl x509 -in "$folder/server.pem" -noout -checkend 86400 >/dev/null 2>&1; then
  exit 0
fi
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj "/CN=Tgov development authority" \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
  -keyout "$folder/ca.key" -out "$folder/ca.pem" 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=localhost" \
  -keyout "$folder/server.key" -out "$folder/server.csr" 2>/dev/null
cat >"$folder/server.ext" <<'END'
subjectAltName=DNS:localhost,IP:127.0.0.1
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
END
openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -CAcreateserial -days 90 \
  -extfile "$folder/server.ext" -out "$folder/server.pem" 2>/dev/null
