# Bad requests at every door: each reply has a correlation id, and none tells what only we should know. Sourced by run.

# What no reply may hold: paths of ours, names of our code and of libraries, texts of exceptions, addresses in memory.
leak_pattern() {
  local own_paths
  own_paths="$root|$run|$logs|$bin"
  printf '%s' "$own_paths|/home/|/tmp/|/usr/|/etc/|sluis::|std::|Poco|libxml|xmlsec|openssl|OpenSSL|sqlite|SQLite|[a-z_]+\.(cpp|hpp)|\.so\.[0-9]"
  printf '%s' "|[Ee]xception|terminate|what\(\)|bad_alloc|assert\(|stack trace|backtrace|0x[0-9a-f]{6}|errno|Segmentation|AddressSanitizer"
}

# bad_request NAME [curl options]: one request; header and body must be fit for strangers.
bad_request() {
  local name=$1; shift
  curl -s --max-time 20 --path-as-is -D "$run/out/reply.head" -o "$run/out/reply.body" "$@"
  judge_reply "$name"
}

judge_reply() {
  local id leaked
  id=$(tr -d '\r' <"$run/out/reply.head" | sed -n 's/^X-Correlation-Id: //p')
  matches "correlation id: $1" "$id" '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
  leaked=$(cat "$run/out/reply.head" "$run/out/reply.body" 2>/dev/null | grep -aoiE "$(leak_pattern)" | head -n 3 | paste -sd' ')
  expect "nothing internal: $1" "$leaked" ""
  if grep -qaE '<[a-z]*:?Fault>|^\{"fault":' "$run/out/reply.body" 2>/dev/null; then
    matches "the fault names the same id: $1" "$(cat "$run/out/reply.body")" "$id"
  fi
}

# raw_request NAME TEXT: bytes as they are, \r\n written out, on a connection of its own.
raw_request() {
  local name=$1
  exec 9<>"/dev/tcp/127.0.0.1/$port" || { result "connection for $name" false "refused"; return; }
  printf '%b' "$2" >&9
  timeout 20 cat <&9 >"$run/out/reply.raw"
  exec 9>&-
  awk 'BEGIN { head = 1 } head { print > h; if ($0 == "\r") head = 0; next } { print > b }' h="$run/out/reply.head" b="$run/out/reply.body" "$run/out/reply.raw"
  judge_reply "$name"
}

faults_tell_nothing() {
  local xml='Content-Type: text/xml; charset=utf-8' json='Content-Type: application/json' path door
  local tls=(--cacert "$(jq -r .ca "$sandbox_json")")
  : >"$run/out/reply.body"
  for path in /healthz /readyz "/Consent/v1?wsdl" "/IntraHub/v3?wsdl" /api/v1/openapi.json; do
    for door in "$gateway" "$gateway_tls"; do bad_request "GET $path at ${door%%:*}" "${tls[@]}" "$door$path"; done
  done
  for path in / /nowhere /Consent/v9 /api/v1/nothing /%00 /../../etc/passwd "/Consent/v1?wsdl&x=%3Cscript%3E" "/Consent/v1?xsd=../../policy/actors.table"; do
    bad_request "GET $path" "$gateway$path"
    bad_request "POST $path" -H "$xml" -d '<a/>' "$gateway$path"
  done
  for path in /Consent/v1 /TherLink/v1 /TherapeuticExclusion/v1 /IntraHub/v3; do bad_soap "$path" "$xml"; done
  for path in /api/v1/decisions /api/v1/references /api/v1/accesses; do bad_json "$path" "$json" "${tls[@]}"; done
  bad_framing
}

bad_soap() {
  local url=$gateway$1 xml=$2
  bad_request "DELETE $1" -X DELETE "$url"
  bad_request "no media type at $1" -H 'Content-Type:' -d '<a/>' "$url"
  bad_request "SOAP 1.2 at $1" -H 'Content-Type: application/soap+xml' -d '<a/>' "$url"
  bad_request "nothing at $1" -H "$xml" -d '' "$url"
  bad_request "broken XML at $1" -H "$xml" -d '<a><b></a>' "$url"
  bad_request "a DOCTYPE at $1" -H "$xml" -d '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>' "$url"
  bad_request "zero bytes at $1" -H "$xml" --data-binary @<(head -c 100 /dev/zero) "$url"
  bad_request "no envelope at $1" -H "$xml" -d '<a/>' "$url"
  bad_request "no security at $1" -H "$xml" -d '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>' "$url"
  sed 's|<[a-z]*:\?BinarySecurityToken.*||' "$run/out/signed.xml" 2>/dev/null | head -c 3000 >"$run/out/cut.xml"
  bad_request "half a signed message at $1" -H "$xml" --data-binary "@$run/out/cut.xml" "$url"
}

bad_json() {
  local path=$1 json=$2 header text; shift 2
  bad_request "JSON without token at $path" -H "$json" -d '{}' "$gateway$path"
  bad_request "a broken token at $path" -H "$json" -H 'Authorization: SAML AAAA' -d '{}' "$gateway$path"
  bad_request "another scheme at $path" -H "$json" -H 'Authorization: Basic QTpC' -d '{}' "$gateway$path"
  bad_request "GET $path" "$gateway$path"
  for text in '' '{' '[]' '{"questions":[]}' '{"questions":"x"}' '{"patient":{"ssin":"x"}}' "$(head -c 9000 /dev/zero | tr '\0' '[')"; do
    header=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
    bad_request "JSON ${text:0:24} at $path" "$@" -H "$json" -H "$header" -d "$text" "$gateway$path"
  done
}

bad_framing() {
  raw_request "no HTTP" 'hello\r\n\r\n'
  raw_request "another version" 'POST /Consent/v1 HTTP/3.7\r\nHost: x\r\n\r\n'
  raw_request "two lengths" 'POST /Consent/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'
  raw_request "length and chunks" 'POST /Consent/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
  raw_request "a length that is none" 'POST /Consent/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'
  raw_request "a chunk that is none" 'POST /Consent/v1 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'
  raw_request "too large by its head" 'POST /Consent/v1 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 99999999999\r\n\r\n'
  raw_request "a header line without name" 'GET /healthz HTTP/1.1\r\nHost: x\r\n: y\r\nConnection: close\r\n\r\n'
  raw_request "an endless header" "GET /healthz HTTP/1.1\r\nHost: x\r\nX: $(head -c 70000 /dev/zero | tr '\0' 'a')\r\n\r\n"
}
