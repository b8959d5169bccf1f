# Test cases beside the samples. Sourced by run.

the_story() {
  play_story >"$logs/story.txt"
  local line
  while IFS= read -r line; do
    result "story $(jq -r .id <<<"$line")" "$(jq -r .ok <<<"$line")" "$(jq -r '.asked + ": " + .answer + " " + .why' <<<"$line")"
  done <"$steps_file"
}

status_of() { curl -s -o /dev/null -w '%{http_code}' "$@"; }

probes_and_descriptions() {
  expect "healthz" "$(status_of "$gateway/healthz")" 200
  expect "readyz" "$(status_of "$gateway/readyz")" 200
  matches "metrics count messages" "$(curl -s "$gateway/metrics")" 'sluis_messages_total\{operation="PutPatientConsent",result="answered"\} [0-9]'
  local path
  for path in Consent/v1 TherLink/v1 TherapeuticExclusion/v1 IntraHub/v3; do
    matches "wsdl of $path names its address" "$(curl -s "$gateway/$path?wsdl")" "soap:address location=\"$gateway/$path\""
    curl -s "$gateway/$path?wsdl" >"$run/out/wsdl.xml"
    expect "wsdl of $path is well-formed" "$(xmllint --noout "$run/out/wsdl.xml" 2>&1)" ""
    follow_schemas "$path"
  done
  matches "openapi" "$(curl -s "$gateway/api/v1/openapi.json" | jq -r '.paths | keys | join(" ")')" '/api/v1/decisions.*/api/v1/references'
  expect "unknown path" "$(status_of -X POST "$gateway/nowhere")" 404
  expect "TLS door" "$(status_of --cacert "$(jq -r .ca "$sandbox_json")" "$gateway_tls/healthz")" 200
}

# Every schema that a WSDL imports is served, and those that they import.
follow_schemas() {
  local queue seen="" url next
  queue=$(grep -o 'schemaLocation="[^"]*"' "$run/out/wsdl.xml" | cut -d'"' -f2)
  while [ -n "$queue" ]; do
    url=$(head -n 1 <<<"$queue"); queue=$(tail -n +2 <<<"$queue")
    [[ " $seen " == *" $url "* ]] && continue
    seen="$seen $url"
    [ "$(curl -s -o "$run/out/schema.xsd" -w '%{http_code}' "${url//&amp;/&}")" = 200 ] || { result "schema $url of $1" false "not served"; return; }
    next=$(grep -o 'schemaLocation="[^"]*"' "$run/out/schema.xsd" | cut -d'"' -f2)
    queue=$(printf '%s\n%s' "$queue" "$next" | sed '/^$/d')
  done
  result "schemas of $1 are served" "$([ -n "$seen" ] && echo true || echo false)" "the WSDL imports none"
}

# post FILE [curl options]: body of the answer; HTTP status in $http.
post() {
  local file=$1; shift
  [[ $* == *Content-Type* ]] || set -- "$@" -H 'Content-Type: text/xml; charset=utf-8'
  answer=$(curl -s -w '\n%{http_code}' --data-binary "@$file" "$@")
  http=${answer##*$'\n'}
  answer=${answer%$'\n'*}
}

# fault_case NAME CODE FILE [curl options]: the answer must be a SOAP fault with this code.
fault_case() {
  local name=$1 code=$2; shift 2
  post "$@"
  matches "$name" "$answer" "<Code>$code</Code>"
}

bad_input() {
  local message=$run/out/signed.xml url=$gateway/Consent/v1 lines_before lines_after
  step=bad
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --show-message "$(body put_consent.xml)" 2>"$message" >/dev/null
  lines_before=$(wc -l <"$run/trail.jsonl")
  fault_case "a replayed message" SOA-01001 "$message" "$url"
  expect "a SOAP fault has status 500" "$http" 500
  head -c 2000 "$message" >"$run/out/bad.xml"
  fault_case "a truncated message" SOA-03001 "$run/out/bad.xml" "$url"
  sed 's/retrospective/prospective/' "$message" >"$run/out/bad.xml"
  fault_case "a changed message" SOA-01001 "$run/out/bad.xml" "$url"
  { printf '<!DOCTYPE x [<!ENTITY a "b">]>'; cat "$message"; } >"$run/out/bad.xml"
  fault_case "a DOCTYPE" SOA-03001 "$run/out/bad.xml" "$url"
  printf '<a/>' >"$run/out/bad.xml"
  fault_case "not SOAP" SOA-03002 "$run/out/bad.xml" "$url"
  printf '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>' >"$run/out/bad.xml"
  fault_case "an empty body" SOA-03003 "$run/out/bad.xml" "$url"
  printf '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>' >"$run/out/bad.xml"
  fault_case "an unsigned body" SOA-01001 "$run/out/bad.xml" "$url"
  printf '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body><s:Body><a/></s:Body></s:Envelope>' >"$run/out/bad.xml"
  fault_case "two bodies" SOA-0300[14] "$run/out/bad.xml" "$url"
  fault_case "a wrong content type" SOA-03002 "$message" "$url" -H 'Content-Type: application/octet-stream'
  iconv -f UTF-8 -t UTF-16 "$message" >"$run/out/bad.xml"
  fault_case "UTF-16" SOA-03001 "$run/out/bad.xml" "$url"
  head -c 11000000 /dev/zero | tr '\0' 'a' >"$run/out/bad.xml"
  fault_case "an oversized message" SOA-03001 "$run/out/bad.xml" "$url"
  awk 'BEGIN { for (i = 0; i < 5000; i++) printf "<a>"; for (i = 0; i < 5000; i++) printf "</a>" }' >"$run/out/bad.xml"
  fault_case "deep nesting" SOA-03001 "$run/out/bad.xml" "$url"
  lines_after=$(wc -l <"$run/trail.jsonl")
  expect "strangers don't reach the trail" "$lines_after" "$lines_before"
  known_callers_mistakes
  json_mistakes
}

# Signed by somebody we know, and still wrong: a fault, and a record.
known_callers_mistakes() {
  local records
  records=$(wc -l <"$run/trail.jsonl")
  step=known
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >"$run/out/wrong.json"
  matches "an operation of another service" "$(jq -r '.codes[0].code' "$run/out/wrong.json")" SOA-03005
  sed 's|<c:date>.*</c:date>||' "$(body put_consent.xml)" >"$run/bodies/undated.xml"
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$run/bodies/undated.xml" >"$run/out/wrong.json"
  matches "a body that breaks the schema" "$(jq -r '.codes[0].code' "$run/out/wrong.json")" SOA-03006
  expect "both are in the trail" "$(($(wc -l <"$run/trail.jsonl") - records))" 2
}

json_mistakes() {
  local code
  code=$(status_of -H 'Content-Type: application/json' -d '{}' "$gateway/api/v1/decisions")
  expect "the JSON door without a token" "$code" 401
  code=$(status_of -H 'Content-Type: application/json' -H 'Authorization: SAML AAAA' -d '{}' "$gateway/api/v1/decisions")
  expect "the JSON door with a broken token" "$code" 401
  local header
  header=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
  code=$(status_of -H 'Content-Type: application/json' -H "$header" -d '{"questions":[{"surprise":1}]}' "$gateway/api/v1/decisions")
  expect "a question with an unknown member" "$code" 400
  local p12=$run/out/identity.pem
  cp "$(jq -r --arg s "$PHYSICIAN" '[.identities[] | select(.kind == "professional" and .ssin == $s)][0].pem' "$sandbox_json")" "$p12"
  step=mtls
  code=$(status_of --cacert "$(jq -r .ca "$sandbox_json")" --cert "$p12" -H 'Content-Type: application/json' --data-binary "@$(body question.json)" "$gateway_tls/api/v1/decisions")
  expect "the JSON door with a client certificate" "$code" 200
}

# settings_case NAME PATTERN SED-EXPRESSION: a spoiled configuration is refused with a line that matches.
settings_case() {
  sed "$3" "$config" >"$run/spoiled.conf"
  local out status
  out=$("$bin/sluisd" --check-config "$run/spoiled.conf" 2>&1); status=$?
  expect "$1: exit status" "$status" 1
  matches "$1: text" "$out" "$2"
}

settings_errors() {
  expect "the demo's configuration is good" "$("$bin/sluisd" --check-config "$config" 2>&1)" "$config: good"
  settings_case "unknown key" 'spoiled.conf:[0-9]+: \[gateway\] enviroment: unknown key; write one of' 's/^environment/enviroment/'
  settings_case "missing key" 'spoiled.conf:[0-9]+: \[audit\] path: missing' '/^path = .*trail/d'
  settings_case "unreadable key" 'spoiled.conf:[0-9]+: \[listen\] key: ' 's|^key = .*|key = /nowhere/key.pem|'
  settings_case "not a certificate" 'spoiled.conf:[0-9]+: \[trust\] sts_certificates: ' "s|^sts_certificates = .*|sts_certificates = $run/sandbox/sandbox.json|"
  settings_case "plain door beyond loopback" 'loopback' 's/^plain = .*/plain = 0.0.0.0:0/'
  sed 's/^environment.*/environment = Production/' "$config" >"$run/spoiled.conf"
  local out
  out=$("$bin/sluisd" --config "$run/spoiled.conf" --clock 2026-11-20T09:15:00Z 2>&1)
  matches "--clock in production" "$out" 'refused'
}

# What was acknowledged is there after kill -9.
durability() {
  step=durable
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body revoke_consent.xml)" >/dev/null
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >"$run/out/put.json"
  local before
  before=$(jq -r '.result' "$run/out/put.json")
  kill -9 "$gateway_pid"; wait "$gateway_pid" 2>/dev/null
  rm -f "$run/ports.json"
  start_gateway >/dev/null
  step=again
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >"$run/out/put.json"
  expect "acknowledged before kill -9" "$before" acknowledged
  expect "and still there after" "$(jq -r '.codes[0].code' "$run/out/put.json")" MH2.ACCESS.8
  "$bin/sluis" audit verify --config "$config" >"$run/out/verify.txt"
  expect "the trail is whole after kill -9" $? 0
}

stopping() {
  kill -TERM "$gateway_pid"
  wait "$gateway_pid"
  expect "SIGTERM ends the gateway with 0" $? 0
  gateway_pid=""
  kill -TERM "$sandbox_pid"
  wait "$sandbox_pid"
  expect "SIGTERM ends the sandbox with 0" $? 0
  sandbox_pid=""
  local leaks
  leaks=$(cat "$logs"/*.out "$logs"/sandbox.log 2>/dev/null | grep -cE 'ERROR: (Address|Leak)Sanitizer|runtime error')
  expect "no sanitizer report" "$leaks" 0
  leaks=$(cat "$logs"/*.log "$logs"/*.out | grep -cE "$PATIENT|$PHYSICIAN" || true)
  expect "no person's number in the logs" "$leaks" 0
}
