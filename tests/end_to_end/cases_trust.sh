# What is trusted and for how long, and revocation: by list and by responder, with gateways of their own on the sandbox. Sourced by run.

# trust_config NAME [LINES]: settings of such a gateway; LINES go into [revocation].
trust_config() {
  mkdir -p "$run/$1"
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $run/$1/ports.json|; s|^url = sqlite.*|url = sqlite:///$run/$1/registry.sqlite|; s|^path = .*trail.jsonl|path = $run/$1/trail.jsonl|; s|^path = .*gateway.log|path = $logs/$1.log|; s|^\[trust\]\$|[trust]\nhorizon_check_seconds = 1|"
  [ -z "${2:-}" ] || printf '[revocation]\n%s\ntrusted_roots = %s\nretry_seconds = 1\nfetch_seconds = 1\nissuers = %s\n' "$2" "$(jq -r .ca "$sandbox_json")" "$(jq -r '.holder_ca | join(", ")' "$sandbox_json")"
}

# start_trusting NAME [LINES] [CLOCK]
start_trusting() {
  trust_config "$1" "${2:-}" >"$run/$1.conf"
  rm -f "$run/$1/ports.json"
  : >"$logs/$1.log"
  "$bin/sluisd" --config "$run/$1.conf" --clock "${3:-$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)}" >"$logs/$1.out" 2>&1 &
  trusting_pid=$!
  wait_for_file "$run/$1/ports.json" $trusting_pid "$logs/$1.out" "the gateway $1"
  trusting=http://127.0.0.1:$(jq -r .plain "$run/$1/ports.json") trusting_log=$logs/$1.log
}
stop_trusting() { kill -TERM "$trusting_pid"; wait "$trusting_pid"; }

# trusting_says: "in" or "refused": the gate's word on the physician.
trusting_says() {
  jq -n --arg s "$PHYSICIAN" --arg n "$PHYSICIAN_NIHII" --arg p "$PATIENT" '{questions: [{caller: {ssin: $s, nihii: $n, category: "persphysician"},
    patient: {ssin: $p}, source: "hub:1999990144", category: "labresult", action: "read"}]}' >"$run/bodies/trusting.json"
  "$bin/sluis" check --gateway "$trusting" --sandbox "$sandbox_json" --json "$run/bodies/trusting.json" >"$run/out/trusting.json" 2>"$run/out/trusting.err"
  if jq -e '.decisions[0].decision' "$run/out/trusting.json" >/dev/null 2>&1; then printf in
  elif grep -q '"code":"SOA-01001"' "$run/out/trusting.json"; then printf refused
  else head -c 200 "$run/out/trusting.json" "$run/out/trusting.err"; fi
}
# trusting_until WORD: the same, until it says WORD; half a minute at most.
trusting_until() {
  local tries=0 said
  said=$(trusting_says)
  while [ "$said" != "$1" ] && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.3; said=$(trusting_says); done
  printf '%s' "$said"
}
# refused_because PATTERN: refused every time until the security log says it so; half a minute at most.
refused_because() {
  local tries=0
  while [ "$(trusting_says)" = refused ] && ! grep -qE "\"rule\":11.*$1" "$trusting_log" && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.3; done
  grep -qE "\"rule\":11.*$1" "$trusting_log" && printf '%s, and the log says why' "$(trusting_says)"
}
# revoked NUMBER true|false
revoked() { curl -sf -X POST --data "$(jq -n --arg n "$1" --argjson r "$2" '{number: $n, revoked: $r}')" "$(jq -r .control.url "$sandbox_json" | sed 's|/scenario$|/revocations|')" >/dev/null; }
trust_scenario() { curl -sf -X POST --data "$1" "$(jq -r .control.url "$sandbox_json")" >/dev/null; }
# logged EVENT-PATTERN FILE: until such a line stands in the log; half a minute at most.
logged() {
  local tries=0
  while ! grep -qE "$1" "$2" && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.3; done
  grep -cE "$1" "$2"
}

trust_list() {
  local status end
  "$bin/sluis" trust --config "$config" --json --at "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)" >"$run/out/trust.json" 2>"$run/out/trust.err"
  expect "trust: nothing would fail today" $? 0
  for name in listen.certificate listen.client_roots trust.sts_certificates trust.holder_roots trust.eid_roots "identity hospital.file" sts.trusted_roots registers.secret_file audit.identity; do
    status=$(jq --arg n "$name" '[.items[] | select(.name == $n)] | length' "$run/out/trust.json")
    expect "trust: the list names $name" "$status" 1
  done
  expect "trust: what breaks is said of everything" "$(jq '[.items[] | select(.breaks == "" or .source == "")] | length' "$run/out/trust.json")" 0
  expect "trust: soonest end first, no end last" "$(jq '[.items[] | .not_after // "9999"] | . == sort' "$run/out/trust.json")" true
  expect "trust: revocation is not checked, and that is said" "$(jq -r '[.items[] | select(.use == "holder_roots") | .revocation] | unique | join(",")' "$run/out/trust.json")" "not checked"
  end=$(jq -r '.items[] | select(.name == "listen.certificate") | .not_after' "$run/out/trust.json")
  "$bin/sluis" trust --config "$config" --at "$(date -u -d "$end + 1 day" +%F)" >"$run/out/trust.txt"
  expect "trust: a day after its end something would fail" $? 1
  matches "trust: the door's certificate is named" "$(grep -A2 'FAILS *listen.certificate' "$run/out/trust.txt")" "clients refuse our TLS door"
  "$bin/sluis" trust --config "$config" --at "$(date -u -d "$end - 2 days" +%F)" >/dev/null
  expect "trust: two days before nothing would" $? 0
  "$bin/sluis" trust --gateway "$gateway" --json >"$run/out/live.json"
  expect "trust: the live list is had" $? 0
  matches "trust: it has our token with its end" "$(jq -r '.items[] | select(.use == "token") | .name + " " + .not_after' "$run/out/live.json")" "identity hospital \(token\) 20"
  matches "trust: it has certificates that servers showed" "$(jq -r '.items[] | select(.use == "remote_server") | .name' "$run/out/live.json")" "server 127.0.0.1:"
  expect "trust: it names no person" "$(grep -cE '"subject":"[^"]*[0-9]{11}' "$run/out/live.json")" 0
  matches "trust: the figure stands in the metrics" "$(curl -s "$gateway/metrics")" 'sluis_trust_days_left\{item="listen.certificate"\} [0-9]+'
}

trust_warnings() {
  local end=$1
  start_trusting horizon "" "$(date -u -d "$end - 6 days" +%FT%TZ)"
  matches "trust: a week before the end the log says so" "$(logged '"item":"listen.certificate".*"threshold":7' "$trusting_log")" "^[1-9]"
  expect "trust: once, though it looks every second" "$(grep -c '"trust_ends".*"item":"listen.certificate"' "$trusting_log")" 1
  matches "trust: as a warning" "$(grep '"item":"listen.certificate"' "$trusting_log")" '"level":"warning"'
  matches "trust: and the figure" "$(curl -s "$trusting/metrics")" 'sluis_trust_days_left\{item="listen.certificate"\} [56]'
  stop_trusting
}

trust() {
  local trusting trusting_pid trusting_log lists end
  trust_list
  end=$(jq -r '.items[] | select(.name == "listen.certificate") | .not_after' "$run/out/trust.json")
  trust_warnings "$end"

  lists=$(jq -r '.crl as $c | [$c.lists[] | "\($c.url)/\(.)"] | join(", ")' "$sandbox_json")
  mkdir -p "$run/revocation_cache"
  start_trusting by_list "crl_urls = $lists
cache = $run/revocation_cache"
  expect "revocation: a holder in good standing is let in" "$(trusting_until in)" in
  expect "revocation: the list says that it is checked" "$(curl -s "$trusting/trust" | jq -r '[.items[] | select(.use == "fetched_list")] | length')" 2
  revoked "$PHYSICIAN" true
  expect "revocation: revoked, he is refused within a round" "$(trusting_until refused)" refused
  matches "revocation: the security log names the rule" "$(grep '"rule":11' "$trusting_log" | tail -n 1)" 'revoked since'
  stop_trusting
  trust_scenario '{"crl":{"down":true},"ocsp":{"down":true}}'
  start_trusting by_list "crl_urls = $lists
cache = $run/revocation_cache"
  expect "revocation: after a restart without network it still is known" "$(trusting_says)" refused
  stop_trusting
  rm -f "$run/revocation_cache"/*
  revoked "$PHYSICIAN" false
  start_trusting by_list "crl_urls = $lists
cache = $run/revocation_cache"
  expect "revocation: nothing to go by, nobody is let in" "$(trusting_says)" refused
  matches "revocation: and the log says why" "$(logged revocation_source_failed "$trusting_log")" "^[1-9]"
  trust_scenario '{"crl":{},"ocsp":{}}'
  expect "revocation: it comes back by itself" "$(trusting_until in)" in
  stop_trusting

  trust_scenario '{"crl":{"skew_s":-200000}}'
  start_trusting stale "crl_urls = $lists
uses = holders"
  expect "revocation: a list that is over is no proof" "$(refused_because 'no fresh proof')" "refused, and the log says why"
  stop_trusting
  start_trusting stale "crl_urls = $lists
uses = holders
when_unreachable = accept_for 100"
  expect "revocation: unless the operator gave it time" "$(trusting_until in)" in
  stop_trusting
  trust_scenario '{"crl":{}}'

  start_trusting by_answer "ocsp_url = $(jq -r .ocsp.url "$sandbox_json")
first_answer_ms = 60000"
  expect "revocation: who is seen for the first time waits for his answer" "$(trusting_says)" in
  revoked "$PHYSICIAN" true
  expect "revocation: the responder's word holds within a round" "$(trusting_until refused)" refused
  revoked "$PHYSICIAN" false
  expect "revocation: and when it is taken back" "$(trusting_until in)" in
  trust_scenario '{"ocsp":{"down":true}}'
  matches "revocation: a responder that is down is told" "$(logged revocation_source_failed "$trusting_log")" "^[1-9]"
  expect "revocation: the last answer still holds" "$(trusting_says)" in
  stop_trusting
  trust_scenario '{"ocsp":{}}'
}
