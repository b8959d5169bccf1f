# Backup while registering, restore, and what both refuse. Sourced by run.

# own_config FOLDER: a gateway of its own without networks, on the sandbox that is there.
own_config() {
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $1/ports.json|; s|^url = sqlite.*|url = sqlite://$1/registry.sqlite|
    s|^path = .*trail.jsonl|path = $1/trail.jsonl|; s|^path = .*gateway.log|path = $logs/$(basename "$1").log|; s|^tls = .*|tls = 127.0.0.1:0|"
}

# start_own FOLDER: sets own (URL) and own_pid.
start_own() {
  mkdir -p "$1"
  own_config "$1" >"$1/gateway.conf"
  rm -f "$1/ports.json"
  local options=(--config "$1/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/$(basename "$1").out" 2>&1 &
  own_pid=$!
  gateway_pid="$gateway_pid $own_pid"
  wait_for_file "$1/ports.json" $own_pid "$logs/$(basename "$1").out" "a gateway of its own"
  own=http://127.0.0.1:$(jq -r .plain "$1/ports.json")
}
stop_own() { kill -TERM "$own_pid"; wait "$own_pid"; }

# own_send BODY: outcome as "STATUS CODES".
own_send() {
  local status
  "$bin/sluis" send --service consent --gateway "$own" --sandbox "$sandbox_json" --as auto --json "$(body "$1")" >"$run/out/own.json" 2>"$run/out/own.err"; status=$?
  printf '%s %s' $status "$(jq -r '[.codes[]?.code] | join(" ")' "$run/out/own.json" 2>/dev/null)"
}

backup() {
  local own own_pid folder=$run/kept copy=$run/kept-backup load status acts
  step=backup
  start_own "$folder"
  expect "backup: a registration before it" "$(own_send put_consent.xml)" "0 "
  expect "backup: and its end" "$(own_send revoke_consent.xml)" "0 "
  expect "backup: and another" "$(own_send put_consent.xml)" "0 "
  # Somebody goes on registering meanwhile.
  (step=backup-load; while [ ! -e "$run/kept-enough" ]; do own_send revoke_consent.xml; own_send put_consent.xml; done) >/dev/null 2>&1 &
  load=$!
  "$bin/sluis" backup --config "$folder/gateway.conf" --to "$copy" >"$run/out/backup.txt" 2>&1; status=$?
  touch "$run/kept-enough"; wait $load
  expect "backup: made while registering" "$status" 0
  acts=$(jq -r .acts "$copy/manifest.json")
  expect "backup: what was acknowledged before it is in it" "$([ "${acts:-0}" -ge 3 ] && echo yes || echo "$acts acts")" yes
  "$bin/sluis" audit key --config "$folder/gateway.conf" >"$run/kept-key.pem"
  "$bin/sluis" backup verify "$copy" --key "$run/kept-key.pem" >"$run/out/backup.txt" 2>&1
  expect "backup: it verifies, its signature as well" $? 0
  expect "backup: no private key in it" "$(grep -l 'PRIVATE KEY' -r "$copy" | wc -l)" 0
  "$bin/sluis" restore --from "$copy" --config "$folder/gateway.conf" --replace >"$run/out/restore.txt" 2>&1
  expect "restore: not under a running gateway" $? 3
  stop_own
  "$bin/sluis" restore --from "$copy" --config "$folder/gateway.conf" >"$run/out/restore.txt" 2>&1
  expect "restore: what is there is not overwritten" $? 2
  rm -f "$folder"/registry.sqlite* "$folder"/trail.*
  "$bin/sluis" restore --from "$copy" --config "$folder/gateway.conf" --key "$run/kept-key.pem" >"$run/out/restore.txt" 2>&1
  expect "restore: after everything was lost" $? 0
  matches "restore: registry and trail are compared" "$(cat "$run/out/restore.txt")" "registry and trail agree|the trail is newer than the registry"
  start_own "$folder"
  "$bin/sluis" audit verify --config "$folder/gateway.conf" --key "$run/kept-key.pem" >"$run/out/verify.txt"
  expect "restore: the chain and its heads verify, and go on" $? 0
  expect "restore: the registry serves" "$(own_send put_consent.xml | grep -cE '^0 $|MH2.ACCESS.8')" 1
  stop_own
  backup_refusals "$folder" "$copy"
}

# Copies that were changed are found, and nothing of them is restored.
backup_refusals() {
  local folder=$1 copy=$2 name
  for name in registry.sqlite trail.jsonl trail.heads manifest.json; do
    rm -rf "$copy-bad"; cp -r "$copy" "$copy-bad"
    printf 'x' | dd of="$copy-bad/$name" bs=1 seek=100 conv=notrunc status=none
    "$bin/sluis" backup verify "$copy-bad" --key "$run/kept-key.pem" >"$run/out/bad.txt" 2>&1
    expect "backup: a changed $name is found" "$([ $? != 0 ] && echo found)" found
    "$bin/sluis" restore --from "$copy-bad" --config "$folder/gateway.conf" --key "$run/kept-key.pem" --replace >"$run/out/bad.txt" 2>&1
    expect "restore: and nothing restored from it" "$([ $? != 0 ] && ls "$folder" | grep -c before-restore)" 0
  done
  "$bin/sluis" restore --from "$copy" --config "$folder/gateway.conf" --registry-only --replace >"$run/out/restore.txt" 2>&1
  expect "restore: the registry alone, the old one kept aside" "$? $(ls "$folder" | grep -c 'registry.sqlite.before-restore')" "0 1"
}
