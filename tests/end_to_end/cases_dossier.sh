# The shared pharmaceutical dossier as a pharmacy's system sees it. Sourced by run.

# dossier_message CNK [SGUID DGUID]: prints a single message about the patient; with guids one that changes.
dossier_message() {
  local id="" guid="" why=""
  if [ -n "${2:-}" ]; then
    id="<smc:id>$2</smc:id>" guid="<model:dispensationGUID>$3</model:dispensationGUID>" why="<model:motivation><model:type>ERROR</model:type></model:motivation>"
  fi
  cat <<XML
<smc:single-message xmlns:smc="http://www.apb.be/standards/smoa/schema/v1" xmlns:model="http://www.apb.be/standards/smoa/schema/model/v1" xmlns:id="http://www.apb.be/standards/smoa/schema/id/v1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><smc:unsigned><smc:eventFolder><smc:events><smc:event xsi:type="smc:PharmaceuticalCareEventType">$id<smc:sessionDateTime>2026-11-20T10:10:00+01:00</smc:sessionDateTime><smc:pharmacyId><id:nihiiPharmacyNumber>${DOSSIER_PHARMACY:0:8}</id:nihiiPharmacyNumber></smc:pharmacyId><model:max-Patient><model:identification><model:personId xsi:type="id:InssIdType"><id:id>$DOSSIER_PATIENT</id:id></model:personId><model:name>Testa</model:name><model:familyName>Patiens</model:familyName></model:identification></model:max-Patient><smc:dispensedWithoutPrescription><smc:product><model:description><model:productCode xsi:type="id:CnkIdType"><id:cnk>$1</id:cnk></model:productCode></model:description><model:dispensation><model:numberOfUnits>1</model:numberOfUnits></model:dispensation><model:localReference>L-1</model:localReference>$guid$why</smc:product></smc:dispensedWithoutPrescription></smc:event></smc:events></smc:eventFolder></smc:unsigned></smc:single-message>
XML
}

dossier_file() { jq -n --arg s "$DOSSIER_PHARMACIST" --arg p "$DOSSIER_PATIENT" "{caller: {ssin: \$s, category: \"perspharmacist\"}} + ($1)" >"$run/bodies/dossier.json"; }

# dossier_case NAME WANTED COMMAND...: exit status and code of one command of sluis; the answer stays in $run/out/dossier.json.
dossier_case() {
  local name=$1 wanted=$2 status
  shift 2
  "$bin/sluis" "$@" --gateway "$gateway" --as "$DOSSIER_AS" --json "$run/bodies/dossier.json" >"$run/out/dossier.json" 2>"$run/out/dossier.err"
  status=$?
  expect "$name" "$status $(jq -r '[if .queued then "queued" else empty end, .code // empty] | join(" ")' "$run/out/dossier.json" 2>/dev/null)" "$wanted"
}

# Asks for status messages until the queue has been sent, at most twenty seconds.
dossier_status() {
  local tries=0
  dossier_file "{sguid: \"$1\"}"
  while [ $tries -lt 100 ]; do
    "$bin/sluis" dispensation status --gateway "$gateway" --as "$DOSSIER_AS" --json "$run/bodies/dossier.json" >"$run/out/status.json" 2>/dev/null
    [ "$(jq '.messages | length' "$run/out/status.json" 2>/dev/null || echo 0)" -ge "${2:-1}" ] && break
    tries=$((tries + 1))
    sleep 0.2
  done
  jq -r '[.messages[].code] | join(" ")' "$run/out/status.json"
}

dossier() {
  local DOSSIER_PHARMACY DOSSIER_PHARMACIST DOSSIER_PATIENT=$PATIENT DOSSIER_AS sguid dguid
  DOSSIER_AS=$(jq -r '[.gateway.identities[] | select(.kind == "pharmacy")][0].p12 // ""' "$sandbox_json")
  DOSSIER_PHARMACY=$(jq -r '[.gateway.identities[] | select(.kind == "pharmacy")][0].nihii // ""' "$sandbox_json")
  DOSSIER_PHARMACIST=${PHARMACIST:-}
  [ -n "$DOSSIER_AS" ] && [ -n "$DOSSIER_PHARMACIST" ] || { say "end_to_end: no pharmacy with a pharmacist, the dossier is left out"; return; }

  # The story revoked the consent at its end, and a link may be there already.
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto "$(body put_pharmacy_link.xml)" >/dev/null 2>&1

  dossier_file '{about: "alive"}'
  dossier_case "both services of the dossier live" "0 PCDH_SUCCESS" dispensation services
  dossier_file '{about: "filter"}'
  dossier_case "the product filter is read" "0 TIP_200" dispensation services

  dossier_message 1234567 >"$run/bodies/dossier.xml"
  dossier_file '{}'
  dossier_case "a dispensation is accepted and queued" "0 queued" dispensation register --message "$run/bodies/dossier.xml"
  sguid=$(jq -r .sguid "$run/out/dossier.json") dguid=$(jq -r '.dispensations[0].dguid' "$run/out/dossier.json")
  expect "what was queued reaches the data hub" "$(dossier_status "$sguid")" "TIP_ROUTED_TO_FINALITY"
  matches "nothing of the patient lies open in the registry" "$(grep -c "$DOSSIER_PATIENT</id:id>" "$run/registry.sqlite" "$run/registry.sqlite-wal" 2>/dev/null | grep -v ':0$' | wc -l)" '^ *0$'

  dossier_file '{patient: {ssin: $p}, range: "FULL"}'
  dossier_case "the history is read" "0 PCDH_SUCCESS" history
  expect "its products are opened" "$(jq -r --arg d "$dguid" '[.dispensations[] | select(.dguid == $d) | "\(.cnk) \(.sealed)"] | join(" ")' "$run/out/dossier.json")" "1234567 false"
  expect "the pharmacy stays hidden" "$(grep -c "${DOSSIER_PHARMACY:0:8}</id:nihiiPharmacyNumber>" "$run/out/dossier.json")" "0"
  dossier_file "{patient: {ssin: \$p}, dguid: \"$dguid\", motivation: {type: \"PATIENT\", text: \"the patient asks\"}}"
  dossier_case "the patient asks which pharmacy it was" "0 PCDH_SUCCESS" history pharmacy
  expect "and is told" "$(jq -r .pharmacy "$run/out/dossier.json")" "${DOSSIER_PHARMACY:0:8}"

  dossier_message 3000001 >"$run/bodies/dossier.xml"
  dossier_file '{}'
  dossier_case "a product that may not be shared" "2 COMMON_ERROR_PRODUCTFILTER_NO_DISPENSATIONS" dispensation register --message "$run/bodies/dossier.xml"
  dossier_message 1234567 "$sguid" "$dguid" >"$run/bodies/dossier.xml"
  dossier_case "guids are ours to make" "2 TIP_401" dispensation register --message "$run/bodies/dossier.xml"
  dossier_case "a dispensation is revoked" "0 queued" dispensation revoke --message "$run/bodies/dossier.xml"
  dossier_status "$sguid" 2 >/dev/null
  dossier_file '{patient: {ssin: $p}, range: "FULL"}'
  dossier_case "the history is read again" "0 PCDH_SUCCESS" history
  expect "what was revoked is gone" "$(jq -r --arg d "$dguid" '[.dispensations[] | select(.dguid == $d)] | length' "$run/out/dossier.json")" "0"
  matches "sluis explains the codes of the dossier" "$("$bin/sluis" explain TIP_300)" 'TIP_300.*dossier'
}
