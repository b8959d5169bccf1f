# Rights on a single document over IntraHub, and what they do to decisions. Sourced by run.

# right_body OPERATION AUTHOR-PARTIES CONTENT: prints the path of a request body.
right_body() {
  local file=$run/bodies/right-$RANDOM-$1.xml wrapper=accessright
  [ "$1" = GetAccessRight ] && wrapper=select
  cat >"$file" <<XML
<p:$1Request xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v3" xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v3" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">
  <c:request>
    <c:id S="ID-KMEHR" SV="1.0">right.$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')</c:id>
    <c:author>$2</c:author>
    <c:date>$DATE</c:date>
    <c:time>$TIME</c:time>
  </c:request>
  <c:$wrapper><c:transaction><c:id S="LOCAL" SV="1.0" SL="$DOCUMENT_SL">$DOCUMENT</c:id></c:transaction>$3</c:$wrapper>
</p:$1Request>
XML
  printf '%s' "$file"
}

patient_party() { printf '<k:hcparty><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">patient</k:cd></k:hcparty>' "$PATIENT"; }
physician_party() {
  printf '<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">%s</k:id><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd></k:hcparty>' "$2" "$1"
}
right_for() {
  printf '<c:hcparty>%s<c:cd S="CD-HCPARTY" SV="1.1">persphysician</c:cd></c:hcparty>' "${2:-}"
  [ -z "$1" ] || printf '<c:cd S="CD-ACCESSRIGHT" SV="1.0">%s</c:cd>' "$1"
}
the_physician() { printf '<c:id S="INSS" SV="1.0">%s</c:id>' "$PHYSICIAN"; }

# right_case NAME WANTED AS OPERATION AUTHOR CONTENT: outcome as "STATUS CODES".
right_case() {
  local status
  "$bin/sluis" send --service intrahub --gateway "$gateway" --as "$3" --json "$(right_body "$4" "$5" "$6")" >"$run/out/right.json" 2>"$run/out/right.err"; status=$?
  expect "$1" "$status $(jq -r '[.codes[].code] | join(" ")' "$run/out/right.json" 2>/dev/null)" "$2"
  valid_v3_answer "$1"
}

valid_v3_answer() {
  local xsd=$root/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd
  jq -r '.answer // ""' "$run/out/right.json" >"$run/out/answer.xml"
  [ -s "$run/out/answer.xml" ] && [ -r "$xsd" ] || return 0
  xmllint --nonet --noout --schema "$xsd" "$run/out/answer.xml" >"$run/out/xmllint.txt" 2>&1 || result "the answer is valid: $1" false "$(head -n 2 "$run/out/xmllint.txt")"
}

# may_see NAME WANTED: the physician asks for this document; "permit" or "deny RULE".
may_see() {
  jq -n --arg s "$PHYSICIAN" --arg n "$PHYSICIAN_NIHII" --arg p "$PATIENT" --arg id "$DOCUMENT" --arg sl "$DOCUMENT_SL" --arg hub "$DOCUMENT_HUB" \
    '{questions: [{caller: {ssin: $s, nihii: $n, category: "persphysician"}, patient: {ssin: $p}, source: "hub:\($hub)", category: "labresult",
      action: "read", transaction: {id: $id, sl: $sl, hub: $hub}}]}' >"$run/bodies/may_see.json"
  "$bin/sluis" check --gateway "$gateway" --json "$run/bodies/may_see.json" >"$run/out/may_see.json" 2>"$run/out/may_see.err"
  expect "$1" "$(jq -r '.decisions[0] | if .decision == "permit" then "permit" else "deny " + ([.rules[] | select(.outcome == "fail")][0].rule) end' "$run/out/may_see.json")" "$2"
}

access_rights() {
  local DOCUMENT DOCUMENT_SL DOCUMENT_HUB found patient author others
  found=$(jq -r --arg p "$PATIENT" '[.documents[]? | select(.patient == $p and .category == "labresult" and (.hub == "1" or .hub == "2"))][0] | "\(.id) \(.sl) \(.hub)"' "$(jq -r .world "$sandbox_json")")
  read -r DOCUMENT DOCUMENT_SL DOCUMENT_HUB <<<"$found"
  [ "${DOCUMENT:-null}" != null ] || { say "end_to_end: the patient has no lab result, rights on documents are left out"; return; }
  DOCUMENT_HUB=$(jq -r --argjson n "$DOCUMENT_HUB" '[.hubs[] | select(.number == $n)][0].id' "$sandbox_json")
  patient=$(identity citizen "$PATIENT")
  local author_nihii AUTHOR OTHER OTHER_NIHII
  author_nihii=$(jq -r --arg id "$DOCUMENT" '[.documents[] | select(.id == $id)][0].author_nihii' "$(jq -r .world "$sandbox_json")")
  AUTHOR=$(jq -r --arg n "$author_nihii" '[.providers[] | select(any(.nihii[]; .number == $n))][0].ssin' "$(jq -r .world "$sandbox_json")")
  read -r OTHER OTHER_NIHII <<<"$(jq -r --arg author "$AUTHOR" '[.identities[] | select(.kind == "professional" and .category == "persphysician" and .ssin != $author)][0] | "\(.ssin) \(.nihii)"' "$sandbox_json")"
  author=$(identity professional "$AUTHOR") others=$(identity professional "$OTHER")
  step=right
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto "$(body put_consent.xml)" >/dev/null 2>&1
  may_see "a document without rights" permit
  right_case "no right is known" "0 " "$patient" GetAccessRight "$(patient_party)" ""
  right_case "the patient disallows the physician" "0 " "$patient" PutAccessRight "$(patient_party)" "$(right_for disallow "$(the_physician)")"
  may_see "the physician is refused by the right" "deny access_right"
  right_case "the right is shown" "0 " "$patient" GetAccessRight "$(patient_party)" ""
  expect "one right, and it disallows" "$(grep -o '>disallow<' "$run/out/answer.xml" | wc -l)" 1
  right_case "a physician who is no author doesn't decide" "2 ACCESS.AUTHOR" "$others" PutAccessRight "$(physician_party "$OTHER" "$OTHER_NIHII")$(patient_party)" "$(right_for allow "$(the_physician)")"
  right_case "nor does he read the rights" "2 ACCESS.AUTHOR" "$others" GetAccessRight "$(physician_party "$OTHER" "$OTHER_NIHII")$(patient_party)" ""
  right_case "the author who doesn't name the patient doesn't either" "2 ACCESS.AUTHOR" "$author" GetAccessRight "$(physician_party "$AUTHOR" "$author_nihii")" ""
  right_case "the author reads the rights" "0 " "$author" GetAccessRight "$(physician_party "$AUTHOR" "$author_nihii")$(patient_party)" ""
  right_case "a party that is none" "2 ACCESS.PARTY" "$patient" PutAccessRight "$(patient_party)" "$(right_for disallow '<c:id S="INSS" SV="1.0">12345678901</c:id>')"
  right_case "the other value takes its place" "0 " "$patient" PutAccessRight "$(patient_party)" "$(right_for allow "$(the_physician)")"
  may_see "the physician is let in again" permit
  right_case "a whole profession is disallowed" "0 " "$patient" PutAccessRight "$(patient_party)" "$(right_for disallow)"
  may_see "the person's own right comes first" permit
  right_case "the person's right is taken back" "0 " "$patient" RevokeAccessRight "$(patient_party)" "$(right_for "" "$(the_physician)")"
  may_see "now the profession's right speaks" "deny access_right"
  right_case "all rights are taken back" "0 " "$patient" RevokeAccessRight "$(patient_party)" ""
  may_see "nothing refuses any more" permit
  right_case "nothing is left to take back" "2 464" "$patient" RevokeAccessRight "$(patient_party)" ""
  local DOCUMENT=no-such-document
  right_case "an unknown document can't be opened" "2 406" "$patient" PutAccessRight "$(patient_party)" "$(right_for allow "$(the_physician)")"
}
