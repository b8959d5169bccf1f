# Every operation of IntraHub v3 through the gateway to the hubs of the sandbox, with the samples moved into its world. Sourced by run.

hub_samples=$root/../shared/samples/hubs

# in_this_world FILE: the sample with people, hubs and days of the sandbox; prints the path.
in_this_world() {
  local out=$run/bodies/hub-$(basename "$1") hub_a hub_b
  hub_a=$(jq -r '[.hubs[] | select(.number == 1)][0].id' "$sandbox_json") hub_b=$(jq -r '[.hubs[] | select(.number == 2)][0].id' "$sandbox_json")
  sed -e "s/75052298760/$HUB_AUTHOR/g; s/19998133004/$HUB_AUTHOR_NIHII/g; s/>19998133</>${HUB_AUTHOR_NIHII:0:8}</g; s/62071498939/$PATIENT/g" \
    -e "s/>1999990144</>$hub_a</g; s/>1999990243</>$hub_b</g; s/>HUBAID</>$HUB_DOCUMENT_SL</g" \
    -e "s/SL=\"HUBAID\">c0ffee00-0001-4000-8000-00000000a001/SL=\"$HUB_DOCUMENT_SL\">$HUB_DOCUMENT/g; s/SL=\"HUBBID\">b-77/SL=\"$HUB_DOCUMENT_SL\">$HUB_DOCUMENT/g" \
    -e "s/$HUB_AUTHOR_NIHII\.[0-9]*</$HUB_AUTHOR_NIHII.$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')</" \
    -e "s/2026-03-02/$DATE/g" "$1" >"$out"
  printf '%s' "$out"
}

# hub_send FILE: "STATUS CODES" in $hub_said; every answer is valid by the official schema.
hub_send() {
  local status xsd=$root/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd
  "$bin/sluis" send --service intrahub --gateway "$gateway" --as "$HUB_IDENTITY" --json "$1" >"$run/out/hub.json" 2>"$run/out/hub.err"; status=$?
  hub_said="$status $(jq -r '[.codes[].code] | join(" ")' "$run/out/hub.json" 2>/dev/null)"
  jq -r '.answer // ""' "$run/out/hub.json" >"$run/out/hub.xml" 2>/dev/null
  grep -q '<' "$run/out/hub.xml" && [ -r "$xsd" ] || return 0  # a fault carries no body
  xmllint --nonet --noout --schema "$xsd" "$run/out/hub.xml" >"$run/out/xmllint.txt" 2>&1 || result "the answer to $(basename "$1") is valid" false "$(head -n 2 "$run/out/xmllint.txt")"
}

# hub_case NAME SAMPLE PATTERN: what "STATUS CODES" must look like.
hub_case() {
  hub_send "$(in_this_world "$hub_samples/$2")"
  matches "$1" "$hub_said" "^$3$"
}

# Each file is refused by the rule that its comment names; those that break the schema by SOA-03006.
invalid_hub_samples() {
  local file rule
  for file in "$hub_samples"/invalid/*.xml; do
    hub_send "$(in_this_world "$file")"
    rule=$(grep -o 'HUB-[A-Z]*-[0-9]' "$file" | head -n 1)
    case $file in *.schema.xml) rule=SOA-03006 ;; esac
    matches "$(basename "$file") is refused by $rule" "$hub_said" "$rule"
    case $rule in HUB-*) "$bin/sluis" explain "$rule" >"$run/out/explain.txt"; expect "sluis explain $rule" $? 0 ;; esac
  done
}

fetched_document() {
  jq -n --arg p "$PATIENT" --arg id "$HUB_DOCUMENT" --arg sl "$HUB_DOCUMENT_SL" --arg hub "$HUB_DOCUMENT_HUB" \
    '{patient: {ssin: $p}, transaction: {id: $id, sl: $sl, hub: $hub}}' >"$run/bodies/document.json"
  "$bin/sluis" document --gateway "$gateway" --json "$run/bodies/document.json" --as "$HUB_IDENTITY" >"$run/out/document.json" 2>"$run/out/document.err"
  expect "a document is fetched and opened" "$? $(jq -r '.document.content // ""' "$run/out/document.json" | grep -c 'folder')" "0 1"
  jq '.transaction.id = "no-such"' "$run/bodies/document.json" >"$run/bodies/no_document.json"
  "$bin/sluis" document --gateway "$gateway" --json "$run/bodies/no_document.json" --as "$HUB_IDENTITY" >"$run/out/document.json" 2>/dev/null
  expect "an unknown document is refused" $? 2
}

hubs() {
  local HUB_DOCUMENT HUB_DOCUMENT_SL HUB_DOCUMENT_HUB HUB_AUTHOR HUB_AUTHOR_NIHII HUB_IDENTITY hub_said world
  [ -d "$hub_samples" ] || { say "end_to_end: no ../shared/samples, the operations of hubs are left out"; return; }
  world=$(jq -r .world "$sandbox_json")
  read -r HUB_DOCUMENT HUB_DOCUMENT_SL HUB_DOCUMENT_HUB HUB_AUTHOR_NIHII <<<"$(jq -r --arg p "$PATIENT" '[.documents[]? | select(.patient == $p and .category == "labresult" and (.hub == "1" or .hub == "2"))][0] | "\(.id) \(.sl) \(.hub) \(.author_nihii)"' "$world")"
  [ "${HUB_DOCUMENT:-null}" != null ] || { say "end_to_end: the patient has no lab result, the operations of hubs are left out"; return; }
  HUB_DOCUMENT_HUB=$(jq -r --argjson n "$HUB_DOCUMENT_HUB" '[.hubs[] | select(.number == $n)][0].id' "$sandbox_json")
  HUB_AUTHOR=$(jq -r --arg n "$HUB_AUTHOR_NIHII" '[.providers[] | select(any(.nihii[]; .number == $n))][0].ssin' "$world")
  HUB_IDENTITY=$(identity professional "$HUB_AUTHOR")
  step=hub
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto "$(body put_consent.xml)" >/dev/null 2>&1
  hub_case "a document is fetched, sealed for the caller" 04-GetTransaction.local.request.xml '0 '
  matches "it came sealed" "$(cat "$run/out/hub.xml")" Base64EncryptedData
  hub_case "the hub tells of its patient" 09-GetPatient.request.xml '(0 |2 [0-9]+)'
  hub_case "and is told" 09-PutPatient.request.xml '0 '
  hub_case "latest updates are read as documents are: with a link, and then none is known" 08-GetLatestUpdate.request.xml '2 (360|489 400)'
  hub_case "a document is declared" 01-DeclareTransaction.request.xml '0 '
  hub_case "a folder in the clear" 02-PutTransaction.cleartext-before-sealing.request.xml '2 HUB-SEAL-1'
  hub_case "publication is asked for" 13-RequestPublication.request.xml '(0 |2 [0-9]+)'
  hub_case "links in the words of the hubs" 11-GetTherapeuticLink.request.xml '(0 |2 TL.*)'
  hub_case "a consent that stands is not declared again" 12-PutPatientConsent.request.xml '2 MH2.*'
  fetched_document
  invalid_hub_samples
  hub_case "the author revokes" 05-RevokeTransaction.request.xml '0 '
  hub_case "what is gone is gone" 05-RevokeTransaction.request.xml '2 (464|406)'
}
