# Who acts for whom, as a user sees it: two parents, mandates, majority, the hospital's desk, the register. Sourced by run.
# The people are those of the sandbox's own world: Kobe and his parents, Leo who is eighteen, Eva whose mandate ended.

KOBE=19031299762 KOBES_CARD=0000000001 MOTHER=88110599603 FATHER=86041799538 MANDATARY=70021499569 LEO=08022999790 EVA=95010199804 DESK=76080899826

software='<k:hcparty><k:id S="LOCAL" SV="1.0" SL="application_ID">portal</k:id><k:cd S="CD-HCPARTY" SV="1.1">application</k:cd><k:name>Portal</k:name></k:hcparty>'
person() { printf '<c:person><k:id S="INSS" SV="1.0">%s</k:id></c:person>' "$1"; }
hospital_desk() {
  printf '<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">orghospital</k:cd><k:name>%s</k:name></k:hcparty>' "$HOSPITAL" "$HOSPITAL_NAME"
  [ -z "${1:-}" ] || printf '<k:hcparty><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">persadministrative</k:cd></k:hcparty>' "$1"
}

# consent_by AUTHOR PUT|REVOKE|GET PATIENT [CARD]: sends it as whom the author names; codes in $codes, the answer in $told.
consent_by() {
  local author=$1 verb=$2 patient=$3 card=${4:-} file=$run/bodies/consent_by.xml name dates="" who content
  case $verb in
    PUT) name=PutPatientConsent ;;
    REVOKE) name=RevokePatientConsent dates="<c:revokedate>$DATE</c:revokedate>" ;;
    GET) name=GetPatientConsent ;;
  esac
  who="<c:patient><c:id S=\"INSS\" SV=\"1.0\">$patient</c:id>${card:+<c:id S=\"ISI-CARDNO\" SV=\"1.0\">$card</c:id>}</c:patient>"
  if [ "$verb" = GET ]; then
    content="<c:select>$who</c:select>"
  else
    content="<c:consent>$who<c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd><c:signdate>$DATE</c:signdate>$dates</c:consent>"
  fi
  cat >"$file" <<EOF
<p:${name}Request xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v2" xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v2" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">
  <c:request><c:id S="ID-KMEHR" SV="1.0">$HOSPITAL.$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')</c:id><c:author>$author</c:author><c:date>$DATE</c:date><c:time>$TIME</c:time></c:request>
  $content
</p:${name}Request>
EOF
  told=$("$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$file")
  codes=$(jq -r 'if .result == "acknowledged" then "ok" else [.codes[].code] | join(" ") end' <<<"$told")
}

# told_to SSIN: the last thing that this citizen was told about Kobe: "by kind operation".
told_to() {
  "$bin/sluis" notifications --gateway "$gateway" --as "$(identity citizen "$1")" |
    jq -r --arg kobe "$KOBE" '[.notifications[] | select(.patient.ssin == $kobe) | "\(.by) \(.kind) \(.operation)"][0]'
}

last_record() { tail -n 1 "$run/trail.jsonl" | jq -r "$1"; }

representation() {
  two_parents
  ends_of_a_representation
  at_the_desk
  register_is_down
}

two_parents() {
  consent_by "$software$(person "$FATHER")" REVOKE "$KOBE"  # whatever was left behind before
  consent_by "$software$(person "$MOTHER")" PUT "$KOBE"
  expect "a mother gives consent" "$codes" ok
  expect "the trail names her" "$(last_record '.representation + " " + .representative_ssin + " " + .caller_ssin')" "parent $MOTHER $MOTHER"
  consent_by "$software$(person "$FATHER")" GET "$KOBE"
  matches "the father sees who gave it" "$(jq -r .answer <<<"$told")" ":consent .*:person><k:id[^>]*>$MOTHER</k:id>"
  consent_by "$software$(person "$FATHER")" REVOKE "$KOBE"
  expect "the father withdraws it" "$codes" ok
  expect "the father was told of the first act" "$(told_to "$FATHER")" "parent consent declaration"
  expect "the mother is told of the second" "$(told_to "$MOTHER")" "parent consent revocation"
}

ends_of_a_representation() {
  consent_by "$software$(person "$MANDATARY")" PUT "$EVA"
  expect "a mandate that ended yesterday" "$codes" MH2.INPUT.2
  consent_by "$software$(person "$MOTHER")" PUT "$LEO"
  expect "a parent of somebody who came of age" "$codes" MH2.INPUT.2
  consent_by "$software$(person "$MANDATARY")" PUT "$KOBE"
  expect "somebody who represents another patient" "$codes" MH2.INPUT.2
}

at_the_desk() {
  consent_by "$(hospital_desk "$DESK")$(person "$MOTHER")" PUT "$KOBE" "$KOBES_CARD"
  expect "a mother at the hospital's desk" "$codes" ok
  expect "the trail names both" "$(last_record '.representation + " " + .representative_ssin + " " + .end_user_ssin + " " + .caller_organisation')" \
    "parent $MOTHER $DESK $HOSPITAL"
  consent_by "$(hospital_desk "$DESK")" GET "$KOBE"
  matches "so does the consent" "$(jq -r .answer <<<"$told")" ":consent .*>$DESK</k:id>.*:person><k:id[^>]*>$MOTHER</k:id>"
  consent_by "$(hospital_desk)$(person "$MOTHER")" REVOKE "$KOBE" "$KOBES_CARD"
  expect "a desk that doesn't say who stands behind it" "$codes" MH2.INPUT.2
  consent_by "$(hospital_desk "$DESK")$(person "$MANDATARY")" REVOKE "$KOBE" "$KOBES_CARD"
  expect "a stranger at the desk" "$codes" MH2.INPUT.2
}

# A register that can't be asked proves nothing, and nothing is assumed.
register_is_down() {
  local control
  control=$(jq -r .control.url "$sandbox_json")
  curl -s -o /dev/null -H 'Content-Type: application/json' -d '{"registers":{"fail":"http500"}}' "$control"
  consent_by "$software$(person "$MOTHER")" REVOKE "$KOBE"
  expect "a register that is down" "$codes" SOA-02001
  expect "it is recorded, with who said to represent" "$(last_record '.outcome + " " + (.codes | join(" ")) + " " + .representative_ssin')" "failed SLU-4002 $MOTHER"
  curl -s -o /dev/null -H 'Content-Type: application/json' -d '{"registers":{}}' "$control"
  consent_by "$software$(person "$MOTHER")" REVOKE "$KOBE"
  expect "and works again afterwards" "$codes" ok
}
