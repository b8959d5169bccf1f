# Who looked: filters, proofs that a patient checks offline, and break-the-glass with its review. Sourced by run.

# ask_accesses OPTIONS: the answer into $run/out/accesses.json; exit status in $status.
ask_accesses() {
  "$bin/sluis" accesses --gateway "$gateway" --as "$(identity citizen "$PATIENT")" --patient "$PATIENT" "$@" >"$run/out/accesses.json" 2>/dev/null
  status=$?
}

# proving FILE KEY: exit status of the offline check; its text in $run/out/proved.txt.
proving() { "$bin/sluis" audit prove "$1" --key "$2" >"$run/out/proved.txt" 2>&1; printf '%s' $?; }

proofs() {
  local key=$run/out/trail.pem other=$run/out/other.pem mine=$run/out/mine.json
  "$bin/sluis" audit key --config "$config" >"$key"
  expect "the key of the trail is exported" "$(head -n 1 "$key")" "-----BEGIN PUBLIC KEY-----"
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null | openssl pkey -pubout >"$other" 2>/dev/null
  ask_accesses --proofs --out "$mine"
  expect "a patient downloads his records with proofs" "$status" 0
  expect "they are proved with the public key alone" "$(proving "$mine" "$key")" 0
  expect "with another key they are not" "$(proving "$mine" "$other")" 2
  matches "and it is told" "$(cat "$run/out/proved.txt")" 'another key'
  jq '.accesses[0].outcome = "failed"' "$mine" >"$run/out/told.json"
  expect "what is told beside a proof must be in the record" "$(proving "$run/out/told.json" "$key")" 2
  jq '.accesses[0].proof.record |= sub("permitted"; "refused__")' "$mine" >"$run/out/altered.json"
  jq '.accesses[0].proof.path[0] |= (if startswith("0") then "1" else "0" end) + .[1:]' "$mine" >"$run/out/path.json"
  expect "an altered record is found" "$(proving "$run/out/altered.json" "$key")" 2
  expect "an altered path is found" "$(proving "$run/out/path.json" "$key")" 2
  expect "no personal number of anybody else leaves the house" "$(grep -c "$PHYSICIAN" "$mine")" 0
  expect "tree and heads are those of the trail" "$("$bin/sluis" audit verify --config "$config" --key "$key" --json | jq -c '[.unaltered, .signatures_checked, .heads > 0]')" "[true,true,true]"
  "$bin/sluis" audit heads --config "$config" --json | tail -n 1 >"$run/out/head.json"
  "$bin/sluis" audit verify --config "$config" --key "$key" --head "$run/out/head.json" >/dev/null
  expect "a head that was kept still fits" $? 0
}

filters() {
  glass 'kort' >/dev/null  # too short a reason: refused
  ask_accesses --outcome refused
  expect "refused attempts are found" "$(jq -c '[.accesses[].outcome] | unique' "$run/out/accesses.json")" '["refused"]'
  ask_accesses --operation PutPatientConsent
  expect "accesses of one operation" "$(jq -c '[.accesses[].operation] | unique' "$run/out/accesses.json")" '["PutPatientConsent"]'
  ask_accesses --from 2001-01-01 --to 2001-12-31
  expect "none in another year" "$status $(jq '.accesses | length' "$run/out/accesses.json")" "0 0"
  expect "an unknown outcome is refused" "$("$bin/sluis" accesses --gateway "$gateway" --as "$(identity citizen "$PATIENT")" --patient "$PATIENT" --outcome lost >/dev/null 2>&1; printf '%s' $?)" 3
}

# A physician without a link with the patient.
other_physician() {
  jq -c --arg own "$PHYSICIAN" '[.identities[] | select(.kind == "professional" and .category == "persphysician" and .ssin != $own)][-1]' "$sandbox_json"
}

# glass REASON: a look-up by that physician for the reason given; exit status.
glass() {
  local who
  who=$(other_physician)
  jq -n --argjson who "$who" --arg patient "$PATIENT" --arg reason "$1" '{caller: {ssin: $who.ssin, nihii: $who.nihii, category: "persphysician"},
    patient: {ssin: $patient}, scope: "global", break_the_glass: $reason}' >"$run/bodies/glass.json"
  "$bin/sluis" references --gateway "$gateway" --json "$run/bodies/glass.json" --as "$(jq -r .p12 <<<"$who")" >"$run/out/glass.json" 2>/dev/null
  printf '%s' $?
}

metric() { curl -s "$gateway/metrics" | awk -v name="$1" '$1 == name { print $2 }'; }

reviews() {
  local hospital citizen id
  hospital=$(identity hospital "$HOSPITAL") citizen=$(identity citizen "$PATIENT")
  expect "a reason opens what no link opens" "$(glass 'Bewusteloos binnengebracht op spoed')" 0
  expect "a second look is in the same box" "$(glass 'Nog steeds bewusteloos, uitslag nodig')" 0
  expect "the decision ends with the box" "$(jq -r '.decision.valid_until != null' "$run/out/glass.json")" true
  "$bin/sluis" reviews --gateway "$gateway" --as "$hospital" >"$run/out/reviews.json"
  expect "the reviewer sees it" $? 0
  expect "once, with two uses" "$(jq -c '[.reviews[] | select(.reason == "Bewusteloos binnengebracht op spoed") | .uses]' "$run/out/reviews.json")" "[2]"
  id=$(jq -r '.reviews[] | select(.reason == "Bewusteloos binnengebracht op spoed") | .id' "$run/out/reviews.json")
  expect "it is counted" "$(metric sluis_reviews_open)" "$(jq '.reviews | length' "$run/out/reviews.json")"
  matches "and so is every use" "$(metric 'sluis_break_the_glass_total{outcome="used"}')" '^[2-9]$'
  expect "the patient is told, in three languages and English" "$("$bin/sluis" notifications --gateway "$gateway" --as "$citizen" | jq -c '[.notifications[] | select(.kind == "break_the_glass" and .record_id == "'"$id"'")][0] | [.record_id, (.text | keys | length)]')" "[\"$id\",4]"
  ask_accesses --break-the-glass
  expect "he sees the reason" "$(jq -r '[.accesses[].break_the_glass] | index("Bewusteloos binnengebracht op spoed") != null' "$run/out/accesses.json")" true
  "$bin/sluis" reviews --gateway "$gateway" --as "$citizen" >/dev/null 2>&1
  expect "who is not listed reviews nothing" $? 2
  expect "reviews are read with GET" "$(status_of -X POST -H 'Content-Type: application/json' -d '{}' "$gateway/api/v1/reviews")" 405
  expect "verdicts are posted" "$(status_of "$gateway/api/v1/reviews/verdict")" 405
  "$bin/sluis" review "$id" --gateway "$gateway" --as "$hospital" --justified --text "Nagekeken met de spoeddienst" >"$run/out/verdict.json" 2>/dev/null
  expect "a verdict closes it" "$? $(jq -r '.review.state' "$run/out/verdict.json")" "0 closed"
  "$bin/sluis" review "$id" --gateway "$gateway" --as "$hospital" --unjustified --text "Toch niet in orde" >/dev/null 2>&1
  expect "a verdict is final" $? 2
  expect "closed ones are shown when asked for" "$("$bin/sluis" reviews --gateway "$gateway" --as "$hospital" --state closed | jq -r '.reviews[] | select(.id == "'"$id"'") | .justified')" true
  "$bin/sluis" review 00000000-0000-4000-8000-000000000000 --gateway "$gateway" --as "$hospital" --justified --text "Bestaat niet, denk ik" >/dev/null 2>&1
  expect "an unknown review is refused" $? 2
}

the_log() {
  step=log
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >/dev/null 2>&1
  filters
  proofs
  reviews
}
