# The federal services as authority over real HTTP: a gateway of its own on the sandbox that is there. Sourced by run.

authority_config() {
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $run/federal/ports.json|; s|^url = sqlite.*|url = sqlite:///$run/federal/registry.sqlite|; s|^path = .*trail.jsonl|path = $run/federal/trail.jsonl|; s|^path = .*gateway.log|path = $logs/federal.log|"
  jq -r --arg remember "${1:-0}" '"[authority]", "consent = ehealth", "links = ehealth", "exclusions = ehealth", "consent_url = \(.consent.url)",
    "links_url = \(.therlink.url)", "exclusions_url = \(.exclusion.url)", "trusted_roots = \(.ca)", "remember_seconds = \($remember)", "time_limit_ms = 3000", "",
    "[outbox]", "first_delay_ms = 200", "longest_delay_seconds = 1", "time_limit_ms = 3000"' "$sandbox_json"
}

start_federal() {
  authority_config "$@" >"$run/federal/gateway.conf"
  rm -f "$run/federal/ports.json"
  local options=(--config "$run/federal/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/federal.out" 2>&1 &
  federal_pid=$!
  wait_for_file "$run/federal/ports.json" $federal_pid "$logs/federal.out" "the gateway with the federal authority"
  federal=http://127.0.0.1:$(jq -r .plain "$run/federal/ports.json")
}

stop_federal() { kill -TERM "$federal_pid"; wait "$federal_pid"; }

# federal_send BODY: outcome as "STATUS CODES".
federal_send() {
  local status
  "$bin/sluis" send --service "${2:-consent}" --gateway "$federal" --sandbox "$sandbox_json" --as auto --json "$(body "$1")" >"$run/out/federal.json" 2>"$run/out/federal.err"; status=$?
  printf '%s %s' $status "$(jq -r '[.codes[].code] | join(" ")' "$run/out/federal.json" 2>/dev/null)"
}

# federal_scenario JSON: how the simulated services behave from now on.
federal_scenario() { curl -sf -X POST --data "$1" "$(jq -r .control.url "$sandbox_json")" >/dev/null; }

federal_waiting() { "$bin/sluis" outbox --config "$run/federal/gateway.conf" --state "${1:-waiting}"; }
# Until nothing waits any more; half a minute at most.
federal_settled() {
  local tries=0
  while [ -n "$(federal_waiting)" ] && [ $tries -lt 150 ]; do tries=$((tries + 1)); sleep 0.2; done
  federal_waiting | wc -l
}

# federal_decision: "permit", "deny RULE", or the number of the fault.
federal_decision() {
  jq -n --arg s "$PHYSICIAN" --arg n "$PHYSICIAN_NIHII" --arg p "$PATIENT" '{questions: [{caller: {ssin: $s, nihii: $n, category: "persphysician"},
    patient: {ssin: $p}, source: "hub:1999990144", category: "labresult", action: "read"}]}' >"$run/bodies/federal.json"
  "$bin/sluis" check --gateway "$federal" --sandbox "$sandbox_json" --json "$run/bodies/federal.json" >"$run/out/check.json" 2>"$run/out/check.err"
  jq -r '.decisions[0] | if .decision == "permit" then "permit" else "deny " + ([.rules[] | select(.outcome == "fail")][0].rule) end' "$run/out/check.json" 2>/dev/null || grep -oE 'SLU-[0-9]+' "$run/out/check.err" | head -n 1
}
consent_rule_says() { federal_decision >/dev/null; jq -r '[.decisions[0].rules[] | select(.rule == "consent")][0] | .outcome + " " + ([.evidence[]?.authority] | join(","))' "$run/out/check.json" 2>/dev/null; }

authority() {
  local federal federal_pid status
  mkdir -p "$run/federal"
  federal_scenario '{"consent":{},"therlink":{},"exclusion":{}}'
  start_federal 0
  step=federal
  expect "authority: a consent is accepted" "$(federal_send put_consent.xml)" "0 "
  expect "authority: and told" "$(federal_settled)" 0
  expect "authority: once" "$(federal_waiting done | jq -r 'select(.topic == "ehealth.consent") | .attempts' | tr '\n' ' ')" "1 "
  expect "authority: the decision rests on the federal answer" "$(consent_rule_says)" "pass ehealth"
  step=federal2
  expect "authority: a second consent is refused" "$(federal_send put_consent.xml)" "2 MH2.ACCESS.8"

  federal_scenario '{"consent":{"fail":"http500"},"therlink":{"fail":"http500"},"exclusion":{"fail":"http500"}}'
  federal_decision >/dev/null
  matches "authority: without it nothing is decided" "$(cat "$run/out/check.json" "$run/out/check.err")" "SLU-4002"
  step=federal3
  expect "authority: a revocation is accepted while it is down" "$(federal_send revoke_consent.xml)" "0 "
  matches "authority: it waits" "$(federal_waiting)" '"topic":"ehealth.consent"'
  status=$(federal_waiting | grep -cE "$PATIENT" || true)
  expect "authority: the list names no patient" "$status" 0
  kill -9 "$federal_pid"; wait "$federal_pid" 2>/dev/null
  start_federal 0
  matches "authority: it waits after kill -9 and a restart" "$(federal_waiting)" '"state":"waiting"'
  federal_scenario '{"consent":{},"therlink":{},"exclusion":{}}'
  expect "authority: and is told when it answers again" "$(federal_settled)" 0
  expect "authority: two acts, two items" "$(federal_waiting done | wc -l)" 2
  expect "authority: nothing was refused" "$(federal_waiting refused | wc -l)" 0
  expect "authority: the revocation holds" "$(consent_rule_says | cut -d' ' -f1)" fail
  status=$(curl -s "$federal/metrics" | grep -cE '^sluis_outbox_waiting\{topic="ehealth.consent"\} 0')
  expect "authority: the metric says that nothing waits" "$status" 1
  stop_federal
  expect "authority: SIGTERM ends it with 0" $? 0
}
