# What is remembered of the metahub: a gateway of its own that remembers, on the sandbox that is there. Sourced by run.

metahub_ask() {
  jq -n --arg p "$PATIENT" '{patient: {ssin: $p}, scope: "global"}' >"$run/bodies/metahub.json"
  "$bin/sluis" references --gateway "$memory_gateway" --json "$run/bodies/metahub.json" --as "$(jq -r --arg s "$PHYSICIAN" '[.identities[] | select(.kind == "professional" and .ssin == $s)][0].pem' "$sandbox_json")" >"$run/out/metahub.json" 2>"$run/out/metahub.err"
  jq -r '.sources[]? | select(.source == "metahub" or .name == "Metahub") | "\(.status) \(.text // .status_text // "")"' "$run/out/metahub.json"
}

metahub() {
  local memory_gateway pid
  mkdir -p "$run/memory"
  write_config | sed "s|^remember_minutes = .*|remember_minutes = 60|; s|^ports_file = .*|ports_file = $run/memory/ports.json|; s|^path = .*trail.jsonl|path = $run/memory/trail.jsonl|; s|^path = .*gateway.log|path = $logs/memory.log|" >"$run/memory/gateway.conf"
  "$bin/sluisd" --config "$run/memory/gateway.conf" --clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)" >"$logs/memory.out" 2>&1 &
  pid=$!
  wait_for_file "$run/memory/ports.json" $pid "$logs/memory.out" "the gateway that remembers"
  memory_gateway=http://127.0.0.1:$(jq -r .plain "$run/memory/ports.json")
  matches "the metahub is asked first" "$(metahub_ask)" '^complete *$'
  matches "then its answer is remembered, and that is said" "$(metahub_ask)" '^complete .*remembered since 20'
  curl -sf -d '{"metahub":{"fail":"http500"}}' "$(jq -r .control.url "$sandbox_json")" >/dev/null
  matches "also when it is down" "$(metahub_ask)" '^complete .*remembered since 20'
  curl -sf -d '{"metahub":{}}' "$(jq -r .control.url "$sandbox_json")" >/dev/null
  kill -TERM $pid && wait $pid
}
