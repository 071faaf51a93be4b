# SPDX-License-Identifier: Apache-2.0
# To be sourced: starts a backend with its own authority on a free port of loopback and stops it at the end.
#   backend_start BUILD FOLDER [OPTIONS...]   sets backend_url, backend_ca, backend_pid, office_password
#   backend_stop
# It is ready when it says so, not after a pause.
backend_pid=

backend_start() {
  build=$1 folder=$2
  shift 2
  mkdir -p "$folder"
  sh "tests/tools/certificates.sh" "$folder/tls"
  backend_log=$folder/backend.log
  backend_out=$folder/backend.out
  : >"$backend_out"
  "$build/tgov-backend" --listen "127.0.0.1:${backend_port:-0}" --catalogue "${backend_catalogue:-backend/catalogue}" \
    --store "sqlite:$folder/tgov.db" --tls-cert "$folder/tls/server.pem" --tls-key "$folder/tls/server.key" \
    --office-password-file "$folder/office-password" "$@" >"$backend_out" 2>"$backend_log" &
  backend_pid=$!
  tries=0
  until grep -q ready "$backend_out"; do
    kill -0 "$backend_pid" 2>/dev/null || { cat "$backend_log" >&2; echo "the backend did not start" >&2; return 1; }
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { echo "the backend is not ready after 30 s" >&2; return 1; }
    sleep 0.1
  done
  backend_port_now=$(sed -n 's|.*https://[^ ]*:\([0-9][0-9]*\).*|\1|p' "$backend_out" | head -n 1)
  backend_url=https://localhost:$backend_port_now
  backend_ca=$folder/tls/ca.pem
  office_password=$(cat "$folder/office-password" 2>/dev/null || true)
}

backend_stop() {
  [ -n "$backend_pid" ] || return 0
  kill "$backend_pid" 2>/dev/null || true
  wait "$backend_pid" 2>/dev/null || true
  backend_pid=
}
