# Several clients at once while the sandbox goes wrong in every way it knows. Sourced by run.
#   soak SECONDS       mixed faults, one source at a time
#   kill_each SECONDS  every source is taken away and comes back

# soak_config SECONDS KILL_ONLY: what soak_client is told.
soak_config() {
  local header
  header=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
  jq --arg authorization "${header#*: }" --arg gateway "$gateway_tls" --arg run "$run" --argjson pid "$gateway_pid" --argjson seconds "$1" --argjson kill_only "$2" \
    --arg pem "$(identity professional "$PHYSICIAN")" '{
      gateway: $gateway, control: .control.url, ca: .ca, authorization: $authorization, pem: ($pem | sub("\\.p12$"; ".pem")), references: "\($run)/out/soak.references.json",
      decisions: "\($run)/out/soak.decisions.json", answered: "\($run)/out/soak.answered", seconds: $seconds, clients: 3, pid: $pid, deadline: 3000,
      kill_only: $kill_only,
      names: ([.hubs[] | {key: "hub-\(.number)", value: "hub\(.number)"}, {key: "hub:\(.id)", value: "hub\(.number)"},
        {key: "vitalink:\(.id)", value: "hub\(.number)"}] | from_entries),
      sources: ([.hubs[] | select(.number < 4) | "hub\(.number)"] + ["metahub"])}' "$sandbox_json"
}

# The consent of another patient is put and revoked as long as the clients ask.
soak_registrations() {
  local PATIENT=70010108997 PATIENT_FIRST=Jan PATIENT_FAMILY=Restnul CARD=599000006697 file
  while [ ! -e "$run/out/soak.over" ]; do
    for file in put_consent.xml revoke_consent.xml; do
      step=soak-registration
      "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body "$file")" 2>/dev/null | jq -r '.result // "none"' >>"$run/out/soak.registered"
    done
  done
}

# soak_run NAME SECONDS KILL_ONLY
soak_run() {
  local name=$1 told lost
  rm -f "$run/out/soak.over" "$run/out/soak.registered"
  soak_config "$2" "$3" >"$run/out/soak.config.json"
  soak_registrations &
  local registrations=$!
  told=$("$bin/soak_client" --config "$run/out/soak.config.json")
  : >"$run/out/soak.over"
  wait $registrations
  printf '%s\n' "$told" >"$logs/soak-$name.json"
  curl -s -d "$(jq -c '[.hubs[] | {key: "hub\(.number)", value: {}}] | from_entries + {metahub: {}}' "$sandbox_json")" "$(jq -r .control.url "$sandbox_json")" >/dev/null
  expect "$name: every status is one that its fault can cause" "$(jq -r '.wrong' <<<"$told") $(jq -c '.first_wrong' <<<"$told")" '0 []'
  matches "$name: it was asked" "$(jq -r .answered <<<"$told")" '^[1-9][0-9]+$'
  lost=$(comm -23 <(sort -u "$run/out/soak.answered") <(jq -r .correlation_id "$run/trail.jsonl" | sort -u) | wc -l)
  expect "$name: every answered call is in the trail" "$lost" 0
  expect "$name: registrations went on" "$(sort -u "$run/out/soak.registered" | paste -sd,)" acknowledged
  flat "$name" "$told"
}

# Medians of the first and the second half of the run. A sanitizer keeps freed memory for a while: there only descriptors count.
flat() {
  expect "$1: descriptors are flat" "$(jq '.descriptors_second <= .descriptors_first + 8' <<<"$2")" true
  if ! grep -q __asan_init "$bin/sluisd"; then
    expect "$1: memory is flat" "$(jq '.kilobytes_second <= .kilobytes_first * 1.1 + 16384' <<<"$2")" true
  fi
}

soak_begin() {
  step=soak
  [ -x "$bin/soak_client" ] || { result "soak_client is built" false "$bin/soak_client is missing"; return 1; }
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto --json "$(body put_link.xml)" >/dev/null 2>&1
  cp "$(body references.json)" "$run/out/soak.references.json"
  cp "$(body question.json)" "$run/out/soak.decisions.json"
}

soak() { soak_begin && soak_run "soak" "$1" false; }
kill_each() { soak_begin && soak_run "one source killed after the other" "$1" true; }
# By a gateway whose breakers have seen nothing yet.
kill_each_alone() { local gateway_pid=${gateway_pid%% *}; kill_each "$1"; }
