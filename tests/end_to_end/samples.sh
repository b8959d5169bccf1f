# The samples of ../shared through the running gateway, when that folder is there. Sourced by run.

the_samples() {
  local samples=$root/../shared/samples folder service file
  [ -d "$samples" ] || { say "end_to_end: no ../shared/samples, the samples are left out"; return; }
  for folder in consent therapeutic-link therapeutic-exclusion; do
    case $folder in consent) service=consent ;; therapeutic-link) service=therlink ;; *) service=exclusion ;; esac
    for file in "$samples/$folder"/*.request.xml; do valid_sample "$service" "$file"; done
    for file in "$samples/$folder"/invalid/*.schema.xml; do schema_sample "$service" "$file"; done
    for file in "$samples/$folder"/invalid/*.business.xml; do business_sample "$service" "$file"; done
  done
  security_samples "$samples/security"
}

# send_sample SERVICE FILE [IDENTITY]: codes in $codes, exit status in $sent.
send_sample() {
  "$bin/sluis" send --service "$1" --gateway "$gateway" --as "${3:-auto}" --json "$2" >"$run/out/sample.json" 2>"$run/out/sample.err"
  sent=$?
  codes=$(jq -r '[.codes[].code] | join(" ")' "$run/out/sample.json" 2>/dev/null)
  official_schema "$2"
}

# What we answered must be valid by the official schema.
official_schema() {
  local xsd=$root/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-2_3.xsd
  jq -r 'select((.answer // "") != "") | .answer' "$run/out/sample.json" >"$run/out/answer.xml" 2>/dev/null
  [ -s "$run/out/answer.xml" ] && [ -r "$xsd" ] || return 0
  xmllint --nonet --noout --schema "$xsd" "$run/out/answer.xml" >"$run/out/xmllint.txt" 2>&1 ||
    result "the answer to $(basename "$1") is valid" false "$(head -n 2 "$run/out/xmllint.txt" | tr '\n' ' ')"
}

# A valid request is acknowledged, or refused for what its content and the state of the registry say: a row of samples.table.
valid_sample() {
  local name wanted
  name=$(basename "$(dirname "$2")")/$(basename "$2" .request.xml)
  wanted=$(awk -v n="$name" '$1 == n { $1 = ""; sub(/^ +/, ""); print; exit }' "$root/tests/end_to_end/samples.table")
  send_sample "$1" "$2"
  if [ -z "$wanted" ]; then
    expect "sample $name" "$sent $codes" "0 "
  else
    matches "sample $name" "$sent $codes" "^($wanted)\$"
  fi
}

schema_sample() {
  local identity status
  grep -q '<[a-z]*:author>' "$2" && send_sample "$1" "$2" || sent=1
  if [ "$sent" = 1 ] || [ -z "$codes" ]; then
    identity=$(jq -r '[.identities[] | select(.category == "persphysician" and .kind == "professional")][0].p12' "$sandbox_json")
    send_sample "$1" "$2" "$identity"
  fi
  expect "sample $(basename "$2")" "$codes" SOA-03006
  "$bin/sluis" validate --service "$1" "$2" >"$run/out/validate.txt"; status=$?
  expect "sluis validate $(basename "$2")" "$status" 2
}

# The comment of a business sample names its code, if the pages know one.
business_sample() {
  local wanted identity=auto
  wanted=$(grep -o '<!--.*-->' "$2" | grep -oE '(TL|MH2|CO|EX)\.[A-Z]+\.[0-9.]*[0-9]' | paste -sd'|')
  [ "$(basename "$2")" = author-not-session.business.xml ] &&
    identity=$(jq -r '[.identities[] | select(.ssin == "72051999381" and .kind == "professional")][0].p12' "$sandbox_json")
  case $(basename "$2") in
    # Judged against the stored date (rulings R5): there must be a consent to revoke.
    revokedate-before-signdate.business.xml) send_sample "$1" "$(dirname "$2")/../put-by-physician.request.xml" ;;
    # The history is not served yet.
    history-period-reversed.business.xml) send_sample "$1" "$2"; expect "sample $(basename "$2")" "$codes" SOA-03005; return ;;
  esac
  send_sample "$1" "$2" "$identity"
  matches "sample $(basename "$2")" "$sent $codes" "^2 .*(${wanted:-EX\.})"
}

security_samples() {
  local file status
  for file in "$1"/*.xml; do
    "$bin/sluis" verify --sts-cert "$1/certs/sts-sample.pem" --at 2026-11-20T09:15:30Z "$file" >"$run/out/verify.txt" 2>&1; status=$?
    expect "sluis verify $(basename "$file")" "$status" 0
  done
  for file in "$1"/invalid/*.xml; do
    "$bin/sluis" verify --sts-cert "$1/certs/sts-sample.pem" --at 2026-11-20T09:15:30Z "$file" >"$run/out/verify.txt" 2>&1; status=$?
    expect "sluis verify invalid/$(basename "$file")" "$status" 2
  done
}
