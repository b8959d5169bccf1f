# Keys of a gateway of its own, on the sandbox that is there: in a SoftHSM token, exchanged while calls go on, secrets that stand
# nowhere, and what its TLS offers. Sourced by run.

keys_pin=73195028
keys_password=pass-5164
keys_module=/usr/lib/softhsm/libsofthsm2.so

# keys_import PEM LABEL ID: a private key into the token.
keys_import() {
  openssl pkcs8 -topk8 -nocrypt -in "$1" -out "$run/keys/import.pem" 2>/dev/null
  softhsm2-util --import "$run/keys/import.pem" --token house --pin "$keys_pin" --label "$2" --id "$3" >/dev/null || say "end_to_end: $2 is not in the token"
  rm -f "$run/keys/import.pem"
}

# keys_server NAME: another certificate and key for the listener, by itself, valid for some years around the clock of the stage.
keys_server() {
  local folder=$run/keys/ca.$1
  mkdir -p "$folder"
  : >"$folder/index"
  printf '[ca]\ndefault_ca = own\n[own]\ndatabase = %s/index\nnew_certs_dir = %s\nrand_serial = yes\ndefault_md = sha256\npolicy = any\nx509_extensions = ext\n[any]\ncommonName = supplied\n[ext]\nsubjectAltName = IP:127.0.0.1\n' \
    "$folder" "$folder" >"$folder/conf"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$run/keys/$1.key" -out "$folder/csr" -subj "/CN=$1" 2>/dev/null
  openssl ca -batch -selfsign -notext -config "$folder/conf" -keyfile "$run/keys/$1.key" -in "$folder/csr" -out "$run/keys/$1.crt" -startdate 20240101000000Z -enddate 20400101000000Z 2>/dev/null
}

keys_config() {
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $run/keys/ports.json|; s|^path = .*trail.jsonl|path = $run/keys/trail.jsonl\nkey = pkcs11:token=house;object=trail|
    s|^path = .*gateway.log|path = $run/keys/log|; s|^url = sqlite.*|url = sqlite:///$run/keys/registry.sqlite|; s|^certificate = .*|certificate = $run/keys/server.crt|
    s|^key = .*server.*|key = pkcs11:token=house;object=server\noperators = 127.0.0.1:0\noperator_roots = $run/keys/operator.crt|; s|^password_file = .*|password_file = env:KEYS_PASSWORD|
    s|^secret_file = .*|secret_file = credential:registers|; s|^file = .*hospital.*|file = pkcs11:token=house;object=hospital\ncertificate = $run/keys/hospital.crt|"
  printf '[keys]\nwatch_seconds = 0\npkcs11_module = %s\npin_file = credential:pin\n\n' "$keys_module"
  fan_network well "$(jq -r '[.hubs[] | select(.kind == "hub") | .number][0]' "$sandbox_json")" 1999990540
}

keys_start() {
  local options=(--config "$run/keys/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  rm -f "$run/keys/ports.json"
  env KEYS_PASSWORD="$keys_password" CREDENTIALS_DIRECTORY="$run/keys/credentials" SOFTHSM2_CONF="$run/keys/softhsm.conf" \
    "$bin/sluisd" "${options[@]}" >"$logs/keys.out" 2>&1 &
  keys_pid=$!
  wait_for_file "$run/keys/ports.json" $keys_pid "$logs/keys.out" sluisd
  fan_gateway=http://127.0.0.1:$(jq -r .plain "$run/keys/ports.json")
  keys_tls=127.0.0.1:$(jq -r .tls "$run/keys/ports.json")
  keys_operators=127.0.0.1:$(jq -r .operators "$run/keys/ports.json")
}

keys_count() { grep -c "\"$1\"" "$run/keys/log"; }
# keys_exchange EVENT: SIGHUP, and until the log tells EVENT once more.
keys_exchange() {
  local before tries=0
  before=$(keys_count "$1")
  kill -HUP $keys_pid
  until [ "$(keys_count "$1")" -gt "$before" ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || return 1
    sleep 0.1
  done
}
keys_shown() { openssl s_client -connect "$keys_tls" </dev/null 2>/dev/null | openssl x509 -noout -subject 2>/dev/null; }

keys() {
  local keys_pid keys_tls keys_operators fan_gateway fan_token step=keys
  mkdir -p "$run/keys/tokens" "$run/keys/credentials"
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$run/keys/tokens" >"$run/keys/softhsm.conf"
  local -x SOFTHSM2_CONF=$run/keys/softhsm.conf
  softhsm2-util --init-token --free --label house --pin "$keys_pin" --so-pin 62840519 >/dev/null || { result "keys: a token can be made" false; return; }
  printf '%s\n' "$keys_pin" >"$run/keys/credentials/pin"
  jq -r .registers.secret "$sandbox_json" >"$run/keys/credentials/registers"
  chmod 600 "$run/keys/credentials/registers"
  keys_server first; keys_server second; keys_server operator
  openssl ecparam -name prime256v1 -genkey -noout -out "$run/keys/trail.key" 2>/dev/null
  cp "$run/keys/first.crt" "$run/keys/server.crt"
  local pem
  pem=$(jq -r '.gateway.identities[] | select(.kind == "hospital") | .pem' "$sandbox_json")
  openssl x509 -in "$pem" -out "$run/keys/hospital.crt" 2>/dev/null
  keys_import "$run/keys/first.key" server 01
  keys_import "$pem" hospital 02
  keys_import "$run/keys/trail.key" trail 03
  keys_config >"$run/keys/gateway.conf"
  local kind p12
  while read -r kind pem p12; do
    openssl pkcs12 -export -in "$pem" -out "$run/keys/$kind.p12" -passout "pass:$keys_password"
    sed -i "s|^file = $p12|file = $run/keys/$kind.p12|" "$run/keys/gateway.conf"
  done < <(jq -r '.gateway.identities[] | "\(.kind) \(.pem) \(.p12)"' "$sandbox_json")
  keys_in_a_token
  keys_offer_of_tls
  keys_exchanged_under_calls
  keys_that_are_refused
  keys_token_away
  kill -TERM $keys_pid
  wait $keys_pid
  expect "keys: the gateway stops in order" $? 0
  expect "keys: no PIN and no password stood in a log" "$(cat "$run/keys/log" "$logs/keys.out" | grep -cF -e "$keys_pin" -e "$keys_password" -e "$(cat "$run/keys/credentials/registers")")" 0
}

keys_in_a_token() {
  local told status
  told=$(env KEYS_PASSWORD="$keys_password" CREDENTIALS_DIRECTORY="$run/keys/credentials" "$bin/sluisd" --check-config "$run/keys/gateway.conf" 2>&1); status=$?
  expect "keys: settings with keys in a token are good" "$status $told" "0 $run/keys/gateway.conf: good"
  told=$(env CREDENTIALS_DIRECTORY="$run/keys/credentials" "$bin/sluisd" --check-config "$run/keys/gateway.conf" 2>&1); status=$?
  matches "keys: a secret that isn't there is named" "$status $told" '^1 .*password_file: env:KEYS_PASSWORD: there is no environment variable of this name'
  told=$(env KEYS_PASSWORD=x CREDENTIALS_DIRECTORY="$run/keys" "$bin/sluisd" --check-config "$run/keys/gateway.conf" 2>&1)
  matches "keys: so is a PIN" "$told" 'PIN from credential:pin: the file can.t be read'
  keys_start
  expect "keys: no secret in the process list" "$(tr '\0' '\n' <"/proc/$keys_pid/cmdline" | grep -cF -e "$keys_pin" -e "$keys_password")" 0
  "$bin/sluis" send --service consent --gateway "$fan_gateway" --as auto --json "$(body put_consent.xml)" >"$run/out/keys.txt" 2>&1
  "$bin/sluis" send --service therlink --gateway "$fan_gateway" --as auto --json "$(body put_link.xml)" >>"$run/out/keys.txt" 2>&1
  fan_token=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
  fan_token=${fan_token#Authorization: }
  fan_ask '{}' 60000 >/dev/null
  expect "keys: a hub believes calls that are signed in the token" "$(fan_told '[.sources[] | "\(.name) \(.status)"] | join(", ")')" "well complete"
}

# The short form of tests/tls/run.
keys_offer_of_tls() {
  local word
  for word in "-tls1_2" "-tls1_3"; do
    matches "keys: TLS $word is spoken" "$(openssl s_client -connect "$keys_tls" $word </dev/null 2>&1)" 'Server Temp Key: X25519'
  done
  for word in "-tls1_1 -cipher ALL:@SECLEVEL=0" "-tls1_2 -cipher AES128-GCM-SHA256:AES256-SHA256:@SECLEVEL=0" "-tls1_2 -cipher ECDHE+SHA1:ECDHE+SHA256:ECDHE+SHA384:@SECLEVEL=0" "-tls1_2 -cipher DHE:@SECLEVEL=0" "-tls1_2 -cipher aNULL:@SECLEVEL=0" "-tls1_2 -sigalgs ECDSA+SHA1 -cipher ALL:@SECLEVEL=0"; do
    matches "keys: TLS $word is not" "$(openssl s_client -connect "$keys_tls" $word </dev/null 2>&1)" 'no peer certificate available|handshake failure|no protocols available|alert'
  done
  matches "keys: no compression, no early data, no ticket" "$(openssl s_client -connect "$keys_tls" -tls1_2 -status </dev/null 2>&1 | grep -E 'Compression|ticket|Secure Renegotiation' | tr '\n' ';')" '^Secure Renegotiation IS supported;Compression: NONE;[^t]*$'
  matches "keys: a client can't renegotiate" "$({ printf 'R\n'; sleep 1; } | openssl s_client -connect "$keys_tls" -tls1_2 2>&1)" 'no renegotiation|RENEGOTIATING'
  expect "keys: figures are not for callers" "$(curl -sk -o "$run/out/keys.txt" -w '%{http_code}' "https://$keys_tls/metrics")" 404
  expect "keys: operators read them with their certificate" \
    "$(curl -sk --cert "$run/keys/operator.crt" --key "$run/keys/operator.key" "https://$keys_operators/metrics" | awk '$1 == "sluis_keys_number" { print $2 }')" 1
  curl -sk "https://$keys_operators/healthz" >"$run/out/keys.txt" 2>&1
  expect "keys: nobody else gets in there" "$(grep -c alive "$run/out/keys.txt")" 0
  curl -sk --cert "$run/keys/second.crt" --key "$run/keys/second.key" "https://$keys_operators/healthz" >"$run/out/keys.txt" 2>&1
  expect "keys: nor with another certificate" "$(grep -c alive "$run/out/keys.txt")" 0
}

# The short form of tests/keys: calls over kept connections, counted, with an exchange after the other beside them.
keys_exchanged_under_calls() {
  local callers=() n done_ones
  matches "keys: the listener shows its certificate" "$(keys_shown)" 'CN ?= ?first'
  for n in 1 2 3; do
    : >"$run/keys/urls.$n"
    for _ in $(seq 60); do printf 'url = "https://%s/readyz"\noutput = /dev/null\nwrite-out = "%%{http_code}\\n"\n' "$keys_tls" >>"$run/keys/urls.$n"; done
    curl -sk --rate 20/s -K "$run/keys/urls.$n" >"$run/keys/codes.$n" 2>&1 &
    callers+=($!)
  done
  sed -i "s|^key = pkcs11:token=house;object=server|key = $run/keys/second.key|; s|^certificate = $run/keys/server.crt|certificate = $run/keys/second.crt|" "$run/keys/gateway.conf"
  keys_exchange keys_exchanged
  matches "keys: after SIGHUP it shows the other one" "$(keys_shown)" 'CN ?= ?second'
  cat "$run/keys/operator.crt" >>"$run/keys/hospital.crt"  # a chain, of nobody
  keys_exchange keys_exchanged
  sed -i "s|^sts_certificates = .*|&, $run/keys/first.crt|; s|^holder_roots = .*|&, $run/keys/first.crt|" "$run/keys/gateway.conf"
  keys_exchange keys_exchanged
  fan_ask '{}' 60000 >/dev/null
  expect "keys: calls go on with the roots and keys of now" "$(fan_told '[.sources[] | "\(.name) \(.status)"] | join(", ")')" "well complete"
  wait "${callers[@]}"
  done_ones=$(cat "$run"/keys/codes.*)
  expect "keys: no call failed meanwhile" "$(sort <<<"$done_ones" | uniq -c | tr -s ' ' | tr '\n' ';')" " 180 200;"
}

keys_that_are_refused() {
  local before
  before=$(curl -s "$fan_gateway/metrics" | awk '$1 == "sluis_keys_number" { print $2 }')
  cp "$run/keys/second.key" "$run/keys/kept.key"
  cp "$run/keys/first.key" "$run/keys/second.key"
  keys_exchange keys_refused
  matches "keys: a key that doesn't fit is refused in one line" "$(grep keys_refused "$run/keys/log" | tail -n 1)" 'listen. key: it is not the key of the certificate'
  expect "keys: and a figure tells" "$(curl -s "$fan_gateway/metrics" | awk '$1 ~ /^sluis_keys_(refused|number)$/ { print $2 }' | sort -n | tr '\n' ' ')" "1 $before "
  matches "keys: what was in use stays" "$(keys_shown)" 'CN ?= ?second'
  cp "$run/keys/kept.key" "$run/keys/second.key"
  printf '[limits]\nworkers = 3\n' >>"$run/keys/gateway.conf"
  keys_exchange keys_exchanged
  matches "keys: what needs a restart is said" "$(grep settings_need_restart "$run/keys/log" | tail -n 1)" 'limits'
}

keys_token_away() {
  mv "$run/keys/tokens" "$run/keys/away"
  keys_exchange keys_refused
  matches "keys: a token that is away is named" "$(grep keys_refused "$run/keys/log" | tail -n 1)" 'pkcs11:token=house;object=(hospital|trail)'
  mv "$run/keys/away" "$run/keys/tokens"
  keys_exchange keys_exchanged
  fan_ask '{}' 60000 >/dev/null
  expect "keys: one that is back is used again" "$(fan_told '[.sources[] | "\(.name) \(.status)"] | join(", ")')" "well complete"
}
