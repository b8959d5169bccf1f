# The messages behind registrations, as a user gets them back. Sourced by run.

# Sends a message of the story as --as auto; what went over the wire is in $sent, its result in $told.
send_keeping() {
  local service=$1 template=$2
  sent=$run/out/sent-$template
  told=$("$bin/sluis" send --service "$service" --gateway "$gateway" --as auto --json --show-message "$(body "$template")" 2>"$sent" | jq -r .result)
  truncate -s -1 "$sent"  # the line feed that --show-message adds
}

# record_of KIND: the number of the registration that a decision about the patient cites.
record_of() {
  "$bin/sluis" check --gateway "$gateway" --as auto --json "$(body question.json)" |
    jq -r --arg kind "$1" '[.decisions[0].rules[].evidence[] | select(.kind == $kind) | .id][0]'
}

# fetch WHO ID [OPTIONS]: the message into $run/out/evidence.xml; exit status in $status.
fetch() {
  local who=$1 id=$2; shift 2
  rm -f "$run/out/evidence.xml"
  "$bin/sluis" evidence "$id" --gateway "$gateway" --as "$who" --out "$run/out/evidence.xml" "$@" >/dev/null 2>"$run/out/evidence.err"
  status=$?
}

same_bytes() { cmp -s "$run/out/evidence.xml" "$sent" && echo same || echo different; }

evidence() {
  step=evidence
  local citizen stranger hospital id unknown other
  citizen=$(identity citizen "$PATIENT") stranger=$(identity pharmacy "$PHARMACY") hospital=$(identity hospital "$HOSPITAL")
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body revoke_consent.xml)" >/dev/null
  send_keeping consent put_consent.xml
  expect "a consent to fetch again" "$told" acknowledged
  id=$(record_of consent)
  fetch "$citizen" "$id"
  expect "the patient fetches the message" "$status" 0
  expect "byte for byte" "$(same_bytes)" same
  "$bin/sluis" verify --sts-cert "$(jq -r .sts.certificate "$sandbox_json")" --at "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)" "$run/out/evidence.xml" >"$run/out/verify.txt"
  expect "its signature still verifies" $? 0
  fetch "$hospital" "$id"
  expect "who sent it fetches it" "$status $(same_bytes)" "0 same"
  "$bin/sluis" evidence "$id" --gateway "$gateway" --as "$citizen" >"$run/out/evidence.xml"
  expect "on standard output as well" "$(same_bytes)" same
  fetch "$stranger" "$id"
  expect "another caller is refused" "$status" 2
  other=$(jq -c '[.decision.rules[] | [.rule, .outcome, .evidence, .text.en]]' "$run/out/evidence.err")
  fetch "$stranger" 00000000-0000-4000-8000-000000000000
  unknown=$(jq -c '[.decision.rules[] | [.rule, .outcome, .evidence, .text.en]]' "$run/out/evidence.err")
  expect "an unknown number is refused the same way" "$status $unknown" "2 $other"
  expect "the trail tells who fetched what" "$(tail -n 1 "$run/trail.jsonl" | jq -r '.operation + " " + .outcome')" "FetchEvidence refused"
  fetch "$citizen" "$id" --version 2
  expect "no revocation yet" "$status" 2
  send_keeping consent revoke_consent.xml
  fetch "$citizen" "$id" --version 2
  expect "the revocation is fetched" "$status $(same_bytes)" "0 same"
  fetch "$citizen" "$id" --version x
  expect "a version is a number" "$status" 1
  send_keeping consent put_consent.xml
}
