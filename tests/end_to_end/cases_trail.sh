# The trail in the words of a hub: GetPatientAuditTrail of ours and of the hubs'. Sourced by run.

# trail_body AUTHOR SELECT [MORE-OF-THE-REQUEST]: prints the path of a request body.
trail_body() {
  local file=$run/bodies/trail-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n').xml
  cat >"$file" <<XML
<p:GetPatientAuditTrailRequest xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v3" xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v3" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">
  <c:request><c:id S="ID-KMEHR" SV="1.0">$(basename "$file" .xml)</c:id><c:author>$1</c:author><c:date>$DATE</c:date><c:time>$TIME</c:time>${3:-}</c:request>
  <c:select>$2</c:select>
</p:GetPatientAuditTrailRequest>
XML
  printf '%s' "$file"
}
trail_patient() { printf '<c:patient><c:id S="INSS" SV="1.0">%s</c:id></c:patient>' "${1:-$PATIENT}"; }
trail_scope() { printf '<c:searchtype>%s</c:searchtype>' "$1"; }
trail_page() { printf '<c:paginationinfo><c:index>%s</c:index></c:paginationinfo>' "$1"; }

# ask_trail IDENTITY FILE: hub_send as that identity; "STATUS CODES" in $hub_said, the answer in hub.xml.
ask_trail() { local HUB_IDENTITY=$1; hub_send "$2"; }
trail_count() { grep -o '<[a-z]*:\?transactionaccess>' "$run/out/hub.xml" | wc -l; }
trail_told() { xmllint --nonet --xpath "string(//*[local-name()='$1'])" "$run/out/hub.xml" 2>/dev/null; }

# A citizen who isn't the patient.
stranger_citizen() { jq -r --arg p "$PATIENT" '[.identities[] | select(.kind == "citizen" and .ssin != $p)][0].ssin' "$sandbox_json"; }

# Who may see what; every answer is held against the official schema by hub_send.
trail_views() {
  local own whole stranger
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)")"
  expect "a patient reads our trail in the words of a hub" "$hub_said" "0 "
  own=$(trail_count)
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope global)")"
  expect "and with it those of the hubs" "$hub_said" "0 "
  whole=$(trail_count)
  expect "which makes it longer than by the question itself" "$([ "$own" -gt 0 ] && [ "$whole" -gt $((own + 1)) ] && echo yes || echo "no: $own $whole")" yes
  expect "newest first" "$(grep -o 'accessdatetime>2[^<]*' "$run/out/hub.xml" | sort -r | cmp -s - <(grep -o 'accessdatetime>2[^<]*' "$run/out/hub.xml") && echo yes)" yes
  ask_trail "$physician" "$(trail_body "$treating" "$(trail_patient)$(trail_scope local)")"
  matches "a physician with a link sees the patient's trail" "$hub_said$(trail_count)" '^0 [1-9]'
  ask_trail "$strange" "$(trail_body "$them" "$(trail_patient)$(trail_scope local)")"
  expect "without a link he sees his own accesses only: none" "$hub_said $(trail_count)" "0 202 0"
  stranger=$(stranger_citizen)
  ask_trail "$(identity citizen "$stranger")" "$(trail_body "$(PATIENT=$stranger patient_party)" "$(trail_patient)$(trail_scope global)")"
  matches "a citizen who is not the patient is refused" "$hub_said $(trail_count)" '^2 [A-Z].* 0$'
  ask_trail "$physician" "$(trail_body "$treating" "<c:begindate>2026-01-01</c:begindate>$(trail_scope global)")"
  expect "a question about nobody" "$hub_said" "2 HUB-AUD-1"
}

trail_pages() {
  local total index=3
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)" "$(trail_page 0)")"
  total=$(trail_told totalrecordcount)
  expect "a page tells how many there are" "$hub_said$(trail_count) of $total" "0 $total of $total"
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)" "$(trail_page $index)")"
  expect "a later index leaves out the first" "$(trail_count)" $(($(trail_told totalrecordcount) - index))
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)" "$(trail_page 100000)")"
  matches "behind the last there is none" "$hub_said $(trail_count) $(trail_told totalrecordcount)" '^0 .*0 [1-9][0-9]*$'
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)" "$(trail_page -1)")"
  matches "no page before the first" "$hub_said" '^[1-9]'
}

# Of one document: declared here by the treating physician, fetched again by him.
trail_of_document() {
  local id sl hub
  read -r id sl hub <<<"$("$bin/sluis" references --gateway "$gateway" --as "$physician" --json "$(body references.json)" 2>/dev/null | jq -r '[.entries[] | "\(.id) \(.sl) \(.hubs[0] // .hub // "")"][0]')"
  jq -n --arg p "$PATIENT" --arg id "$id" --arg sl "$sl" --arg hub "$hub" '{patient: {ssin: $p}, transaction: {id: $id, sl: $sl, hub: $hub}}' >"$run/bodies/seen.json"
  "$bin/sluis" document --gateway "$gateway" --json "$run/bodies/seen.json" --as "$physician" >/dev/null 2>&1
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)<c:transaction><c:id S=\"LOCAL\" SV=\"1.0\" SL=\"$sl\">$id</c:id></c:transaction>$(trail_scope local)")"
  matches "who looked at one document" "$hub_said$(trail_count)" '^0 [1-9]'
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)<c:transaction><c:id S=\"LOCAL\" SV=\"1.0\" SL=\"$sl\">no-such</c:id></c:transaction>$(trail_scope local)")"
  expect "nobody looked at what isn't there" "$hub_said $(trail_count)" "0 202 0"
}

# A hub that can't answer is named; the others still count.
trail_of_silent_hub() {
  local number
  number=$(jq -r '[.hubs[] | select(.kind == "hub")][0].number' "$sandbox_json")
  fan_script "{\"hub$number\": {\"fail\": \"wrong_certificate\"}}"
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope global)")"
  expect "a trail that lacks a hub is not complete" "$(trail_told iscomplete)" false
  matches "and has the others" "$(trail_count)" '^[1-9]'
  expect "the hub is named" "$(grep -c "$(jq -r --argjson n "$number" '[.hubs[] | select(.number == $n)][0].id' "$sandbox_json")" "$run/out/hub.xml")" 1
  fan_script "{\"hub$number\": {}}"
}

# Break-the-glass over SOAP: one review, whoever asks how often.
glass_over_soap() {
  local hospital reason="Via SOAP, bewusteloos op spoed" try
  hospital=$(identity hospital "$HOSPITAL")
  for try in first second; do
    PHYSICIAN=$(jq -r .ssin <<<"$other") PHYSICIAN_NIHII=$(jq -r .nihii <<<"$other") body list_transactions.xml >/dev/null
    sed "s|</c:time>|</c:time><c:breaktheglass>$reason</c:breaktheglass>|" "$run/bodies/$step-list_transactions.xml" >"$run/bodies/glass.xml"
    ask_trail "$strange" "$run/bodies/glass.xml"
    matches "a reason opens the list over SOAP, $try time" "$hub_said" '^0 '
  done
  "$bin/sluis" reviews --gateway "$gateway" --as "$hospital" >"$run/out/reviews.json" 2>/dev/null
  expect "it leads to one review of two uses" "$(jq -c --arg r "$reason" '[.reviews[] | select(.reason == $r) | .uses]' "$run/out/reviews.json")" "[2]"
  ask_trail "$citizen" "$(trail_body "$me" "$(trail_patient)$(trail_scope local)<c:breaktheglass>true</c:breaktheglass>")"
  matches "the patient finds it among his accesses" "$hub_said$(trail_count)" '^0 [1-9]'
  expect "with the reason" "$(grep -c "$reason" "$run/out/hub.xml")" 1
  ask_trail "$strange" "$(trail_body "$them" "$(trail_patient)$(trail_scope local)")"
  matches "who did it sees his own" "$hub_said$(trail_count)" '^0 [1-9]'
  expect "and nothing of others" "$(grep -o "<[a-z]*:id[^>]*>$PHYSICIAN<" "$run/out/hub.xml" | wc -l)" 0
}

audit_trails() {
  local hub_said citizen physician other strange me them treating
  citizen=$(identity citizen "$PATIENT") physician=$(identity professional "$PHYSICIAN") other=$(other_physician) strange=$(jq -r .p12 <<<"$other")
  me=$(patient_party) treating=$(physician_party "$PHYSICIAN" "$PHYSICIAN_NIHII")
  them=$(physician_party "$(jq -r .ssin <<<"$other")" "$(jq -r .nihii <<<"$other")")
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto --json "$(body put_link.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service intrahub --gateway "$gateway" --as "$physician" --json "$(body list_transactions.xml)" >/dev/null 2>&1
  matches "the description of the door tells of it" "$(curl -s "$gateway/IntraHub/v3?wsdl")" 'operation name="GetPatientAuditTrail"'
  trail_views
  trail_pages
  trail_of_document
  trail_of_silent_hub
  glass_over_soap
}
