# Several gateways on one PostgreSQL with HAProxy in front: what they share, and what becomes of calls when a node, the database or
# its network goes. Nothing here judges how long something takes, only that it ends and what it says. Sourced by run.
. tests/end_to_end/postgres.sh

# node_config NAME: settings of a node of its own folder, on the shared registry.
node_config() {
  local folder=$run/nodes/$1
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $folder/ports.json|; s|^url = sqlite.*|url = $nodes_url|
    s|^path = .*trail.jsonl|path = $folder/trail.jsonl|; s|^path = .*gateway.log|path = $logs/node-$1.log|
    s|^tls = .*|tls = 127.0.0.1:$(cat "$folder/port" 2>/dev/null || printf 0)|; s|^secret_file = .*|secret_file = $run/registers.secret|"
  printf '[limits]\ndrain_seconds = 600\n'
}

# start_node NAME: on the port that it had before, when it had one.
start_node() {
  local folder=$run/nodes/$1 options
  mkdir -p "$folder"
  node_config "$1" >"$folder/gateway.conf"
  rm -f "$folder/ports.json"
  options=(--config "$folder/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/node-$1.out" 2>&1 &
  node_pid[$1]=$!
  gateway_pid="$gateway_pid $!"
  wait_for_file "$folder/ports.json" $! "$logs/node-$1.out" "node $1"
  jq -r .tls "$folder/ports.json" >"$folder/port"
  node[$1]=http://127.0.0.1:$(jq -r .plain "$folder/ports.json")
}

# The file that is shipped, with the addresses of this run; on a port that is free.
start_haproxy() {
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    balancer_port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    sed "s|maxconn 20000|maxconn 100|; s|bind :8443|bind 127.0.0.1:$balancer_port|; s|/etc/haproxy/sluis-ca.pem|$(jq -r .ca "$sandbox_json")|
      s|10.0.0.11:8443|127.0.0.1:$(cat "$run/nodes/a/port")|; s|10.0.0.12:8443|127.0.0.1:$(cat "$run/nodes/b/port")|" packaging/haproxy/haproxy.cfg >"$run/nodes/haproxy.cfg"
    haproxy -db -f "$run/nodes/haproxy.cfg" >"$logs/haproxy.log" 2>&1 &
    balancer_pid=$!
    gateway_pid="$gateway_pid $!"
    balancer=https://127.0.0.1:$balancer_port
    until_true balancer_answers && return 0
    wait $balancer_pid
  done
  return 1
}
# balancer_answers: false at once when HAProxy has ended (its port was taken).
balancer_answers() {
  kill -0 $balancer_pid 2>/dev/null || return 2
  [ "$(curl -s -o /dev/null -w '%{http_code}' --cacert "$(jq -r .ca "$sandbox_json")" "$balancer/healthz")" = 200 ]
}

# until_true COMMAND...: false when it isn't within two minutes, or when it ends with 2.
until_true() {
  local tries=0 status
  while [ $tries -lt 600 ]; do
    "$@"; status=$?
    [ $status = 0 ] && return 0
    [ $status = 2 ] && return 1
    tries=$((tries + 1))
    sleep 0.2
  done
  return 1
}

# node_send GATEWAY BODY [SERVICE]: outcome as "STATUS CODES".
node_send() {
  local status
  "$bin/sluis" send --service "${3:-consent}" --gateway "$1" --sandbox "$sandbox_json" --as auto --json "$(body "$2")" >"$run/out/node.json" 2>"$run/out/node.err"; status=$?
  printf '%s %s' $status "$(jq -r '[.codes[].code] | join(" ")' "$run/out/node.json" 2>/dev/null)"
}

# node_decision GATEWAY: "permit", "deny RULE", or the number of the fault.
node_decision() {
  cp "$(body question.json)" "$run/bodies/node.json"
  "$bin/sluis" check --gateway "$1" --sandbox "$sandbox_json" --json "$run/bodies/node.json" >"$run/out/check.json" 2>"$run/out/check.err"
  jq -er '.decisions[0] | if .decision == "permit" then "permit" else "deny " + ([.rules[] | select(.outcome == "fail")][0].rule) end' "$run/out/check.json" 2>/dev/null ||
    cat "$run/out/check.json" "$run/out/check.err" | grep -oE 'SLU-[0-9]+' | head -n 1
}
decides() { [ "$(node_decision "$1")" = "$2" ]; }

nodes() {
  local nodes_url primary standby balancer balancer_pid balancer_port
  declare -A node node_pid
  local outer_pid=$gateway_pid  # what is started here ends with the run, also when that is interrupted
  mkdir -p "$run/nodes"
  primary=$(mktemp -d /tmp/sluis-nodes-XXXXXX) standby=$(mktemp -d /tmp/sluis-nodes-XXXXXX)
  if ! nodes_database; then
    result "nodes: PostgreSQL starts" false "$(cat "$logs/nodes-postgres.log")"
  else
    start_node a
    start_node b
    if start_haproxy; then
      nodes_share
      nodes_die
      database_goes
      nodes_drain
    else
      result "nodes: HAProxy starts" false "$(tail -n 3 "$logs/haproxy.log")"
    fi
    kill -9 "$balancer_pid" "${node_pid[a]}" "${node_pid[b]}" 2>/dev/null
    wait "$balancer_pid" "${node_pid[a]}" "${node_pid[b]}" 2>/dev/null
  fi
  stop_postgres "$standby" 2>/dev/null
  stop_postgres "$primary" 2>/dev/null
  gateway_pid=$outer_pid
}

# A primary whose commits wait for its standby: what is acknowledged survives it.
nodes_database() {
  local first second
  { first=$(start_postgres "$primary") && second=$(start_standby "$standby" "$primary") &&
      sql "$primary" "ALTER SYSTEM SET synchronous_standby_names = '*'" && sql "$primary" "SELECT pg_reload_conf()" >/dev/null; } 2>"$logs/nodes-postgres.log" || return 1
  gateway_pid="$gateway_pid $(head -n 1 "$primary/data/postmaster.pid") $(head -n 1 "$standby/data/postmaster.pid")"
  nodes_url=$(sed -E 's|.*@([^/]+)/sluis|\1|' <<<"$first"),$(sed -E 's|.*@([^/]+)/sluis|\1|' <<<"$second")
  nodes_url=postgresql://sluis@$nodes_url/sluis
}

nodes_share() {
  local message=$run/out/node-signed.xml
  step=node1
  expect "nodes: a consent through the balancer" "$(node_send "$balancer" put_consent.xml)" "0 "
  step=node2
  expect "nodes: a link through the balancer" "$(node_send "$balancer" put_link.xml therlink)" "0 "
  expect "nodes: what was registered through one is seen by the other at once" "$(node_decision "${node[a]}") $(node_decision "${node[b]}")" "permit permit"

  step=node3
  "$bin/sluis" send --service consent --gateway "${node[a]}" --sandbox "$sandbox_json" --as auto --show-message "$(body put_consent.xml)" 2>"$message" >/dev/null
  fault_case "nodes: a message sent to one is a replay to the other" SOA-01001 "$message" "${node[b]}/Consent/v1"
  fault_case "nodes: and through the balancer" SOA-01001 "$message" "$balancer/Consent/v1" --cacert "$(jq -r .ca "$sandbox_json")"
  matches "nodes: the log names the rule" "$(cat "$logs/node-b.log")" '"fault_name":"Replayed"'

  step=node4
  expect "nodes: a consent is revoked through one" "$(node_send "${node[a]}" revoke_consent.xml)" "0 "
  expect "nodes: from then on the other refuses" "$(node_decision "${node[b]}") $(node_decision "${node[a]}")" "deny consent deny consent"
  step=node5
  expect "nodes: and given again through the other" "$(node_send "${node[b]}" put_consent.xml)" "0 "
  expect "nodes: from then on the first permits" "$(node_decision "${node[a]}")" permit
  step=node6
  expect "nodes: an exclusion through one" "$(node_send "${node[b]}" put_exclusion.xml exclusion)" "0 "
  expect "nodes: from then on the other refuses as well" "$(node_decision "${node[a]}")" "deny exclusion"
  step=node7
  expect "nodes: which ends through the other" "$(node_send "${node[a]}" revoke_exclusion.xml exclusion)" "0 "
}

nodes_die() {
  local i told="" message=$run/out/node-signed.xml
  kill -9 "${node_pid[a]}"; wait "${node_pid[a]}" 2>/dev/null
  for i in 1 2 3 4; do told="$told$(node_decision "$balancer") "; done
  expect "nodes: calls go on when one is killed" "$told" "permit permit permit permit "
  step=node8
  expect "nodes: registrations too" "$(node_send "$balancer" revoke_consent.xml)" "0 "
  start_node a
  fault_case "nodes: a replay after kill -9 and a restart" SOA-01001 "$message" "${node[a]}/Consent/v1"
  step=node9
  expect "nodes: it takes part again" "$(node_send "${node[a]}" put_consent.xml)" "0 "
}

# The primary dies and its standby takes over; then that one is restarted; then a table is locked.
database_goes() {
  local locker
  halt_postgres "$primary" immediate
  expect "nodes: without a database nothing is decided" "$(node_decision "${node[a]}")" SLU-6001
  step=node10
  matches "nodes: a registration is refused with the same fault" "$(node_send "${node[b]}" revoke_consent.xml)" '^3 SOA-02001'
  expect "nodes: and through the balancer" "$(node_decision "$balancer")" SLU-6001
  matches "nodes: the probes answer" "$(status_of "${node[a]}/healthz") $(status_of "${node[b]}/readyz")" '^200 (200|503)$'
  promote_postgres "$standby"
  result "nodes: the standby that took over is found by both" "$(until_true decides "${node[a]}" permit && until_true decides "${node[b]}" permit && echo true || echo false)" "$(node_decision "${node[a]}")"
  fault_case "nodes: a replay after the failover" SOA-01001 "$run/out/node-signed.xml" "${node[a]}/Consent/v1"

  halt_postgres "$standby" immediate
  expect "nodes: down again" "$(node_decision "${node[b]}")" SLU-6001
  resume_postgres "$standby"
  result "nodes: after a restart of the database it goes on by itself" "$(until_true decides "${node[b]}" permit && echo true || echo false)" "$(node_decision "${node[b]}")"

  sql "$standby" "BEGIN; LOCK TABLE registration IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)" >/dev/null 2>&1 &
  locker=$!
  until_true locked
  expect "nodes: a database that doesn't answer in time is one that isn't there" "$(node_decision "${node[a]}")" SLU-6001
  matches "nodes: the probes answer meanwhile" "$(status_of "${node[a]}/healthz") $(status_of "${node[a]}/readyz")" '^200 (200|503)$'
  sql "$standby" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()" >/dev/null
  wait $locker
  result "nodes: when it answers again they go on" "$(until_true decides "${node[a]}" permit && echo true || echo false)" "$(node_decision "${node[a]}")"
}
locked() { [ "$(sql "$standby" "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'registration'::regclass")" = 1 ]; }

# Told to stop: not ready any more, but still answering, and every reply closes its connection.
nodes_drain() {
  local head
  kill -TERM "${node_pid[a]}"
  result "nodes: who is told to stop says first that it isn't ready" "$(until_true drains && echo true || echo false)"
  expect "nodes: and still answers" "$(node_decision "${node[a]}")" permit
  head=$(curl -s -D - -o /dev/null "${node[a]}/healthz" | tr -d '\r')
  matches "nodes: with replies that close their connection" "$head" 'Connection: close'
  expect "nodes: calls go on" "$(node_decision "$balancer")" permit
  kill -TERM "${node_pid[a]}"
  wait "${node_pid[a]}"
  expect "nodes: a second signal ends it with 0" $? 0
  expect "nodes: calls go on through the other" "$(node_decision "$balancer")" permit
  matches "nodes: its trail is whole" "$("$bin/sluis" audit verify --config "$run/nodes/a/gateway.conf" 2>&1)" 'unaltered|records'
}
drains() { [ "$(status_of "${node[a]}/readyz")" = 503 ] && curl -s "${node[a]}/readyz" | grep -q '"service","ready":false'; }

# fence_holds NAME OPTIONS...: the short form of tests/fence.
fence_holds() {
  local name=$1 told; shift
  [ -x "$bin/fence" ] || { result "fence: $name" false "$bin/fence is missing"; return; }
  told=$("$bin/fence" --decisions 1000 --seconds 3 --patients 4 --writers 2 --connections 2 --questions 20 --kills 1 "$@" 2>>"$logs/fence.err")
  expect "fence: $name" "$(jq -r '"\(.held) \(.leaks) \(.stale)"' <<<"$told" 2>/dev/null)" "true 0 0"
}

fence() {
  local folder url
  fence_holds "two gateways on one SQLite file, killed now and then"
  folder=$(mktemp -d /tmp/sluis-fence-XXXXXX)
  if url=$(start_postgres "$folder" 2>"$logs/fence-postgres.log"); then
    fence_holds "two gateways on one PostgreSQL, killed now and then" --registry "$url"
  else
    result "fence: PostgreSQL starts" false "$(cat "$logs/fence-postgres.log")"
  fi
  stop_postgres "$folder" 2>/dev/null
}
