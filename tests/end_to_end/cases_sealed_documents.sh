# Documents that are put through the gateway sealed: for us, for their hub, and for somebody else. Sourced by run.

# sealed_folder TEXT [PATIENT]: a folder with one diary note.
sealed_folder() {
  printf '<k:folder xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1"><k:id S="ID-KMEHR" SV="1.0">1</k:id><k:patient><k:id S="INSS" SV="1.0">%s</k:id><k:firstname>%s</k:firstname><k:familyname>%s</k:familyname><k:sex><k:cd S="CD-SEX" SV="1.0">unknown</k:cd></k:sex></k:patient><k:transaction><k:id S="ID-KMEHR" SV="1.0">1</k:id><k:id S="LOCAL" SV="1.0" SL="STORYEMR">%s</k:id><k:cd S="CD-TRANSACTION" SV="1.6">note</k:cd><k:date>%s</k:date><k:time>%s</k:time><k:author>%s</k:author><k:iscomplete>true</k:iscomplete><k:isvalidated>true</k:isvalidated><k:text L="nl">%s</k:text></k:transaction></k:folder>' \
    "${2:-$PATIENT}" "$PATIENT_FIRST" "$PATIENT_FAMILY" "$(tr -d ' ' <<<"$1")" "$DATE" "$TIME" "$(note_author)" "$1"
}
note_author() {
  printf '<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">%s</k:id><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd><k:firstname>%s</k:firstname><k:familyname>%s</k:familyname></k:hcparty>' \
    "$PHYSICIAN_NIHII" "$PHYSICIAN" "$PHYSICIAN_FIRST" "$PHYSICIAN_FAMILY"
}

# put_sealed RECIPIENT TEXT [PATIENT]: seals, puts; "STATUS CODES" in $put_said.
put_sealed() {
  local message=$run/bodies/put_sealed.xml status
  sealed_folder "$2" "${3:-}" >"$run/folder.xml"
  "$bin/sluis" seal --for "$1" --as "$note_identity" --sandbox "$sandbox_json" "$run/folder.xml" "$run/folder.der" >/dev/null 2>"$run/out/seal.err" || { put_said="not sealed: $(cat "$run/out/seal.err")"; return; }
  cat >"$message" <<XML
<p:PutTransactionRequest xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v3" xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v3" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">
  <c:request><c:id S="ID-KMEHR" SV="1.0">$PHYSICIAN_NIHII.$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')</c:id><c:author>$(note_author)</c:author><c:date>$DATE</c:date><c:time>$TIME</c:time></c:request>
  <c:kmehrmessage><k:header><k:standard><k:cd S="CD-STANDARD" SV="1.18">20180601</k:cd></k:standard><k:id S="ID-KMEHR" SV="1.0">$PHYSICIAN_NIHII.1</k:id><k:date>$DATE</k:date><k:time>$TIME</k:time><k:sender>$(note_author)</k:sender><k:recipient><k:hcparty><k:id S="ID-HCPARTY" SV="1.0">$home_hub</k:id><k:cd S="CD-HCPARTY" SV="1.1">hub</k:cd></k:hcparty></k:recipient></k:header><k:Base64EncryptedData><k:cd S="CD-ENCRYPTION-METHOD" SV="1.0">CMS</k:cd><k:Base64EncryptedValue>$(base64 -w0 "$run/folder.der")</k:Base64EncryptedValue></k:Base64EncryptedData></c:kmehrmessage>
</p:PutTransactionRequest>
XML
  "$bin/sluis" send --service intrahub --gateway "$gateway" --as "$note_identity" --json "$message" >"$run/out/put.json" 2>"$run/out/put.err"; status=$?
  put_said="$status $(jq -r '[.codes[].code] | join(" ")' "$run/out/put.json" 2>/dev/null)$(head -n 1 "$run/out/put.err")"
}

# What the hub gave back for the last put, and whether its content can be fetched.
put_is_there() {
  local name
  name=$(jq -r '.answer' "$run/out/put.json" | grep -o 'S="LOCAL"[^>]*>[^<]*' | grep -v STORYEMR | head -n 1)
  jq -n --arg p "$PATIENT" --arg id "${name##*>}" --arg sl "$(grep -o 'SL="[^"]*' <<<"$name" | cut -c5-)" --arg hub "$home_hub" \
    '{patient: {ssin: $p}, transaction: {id: $id, sl: $sl, hub: $hub}}' >"$run/bodies/put_document.json"
  "$bin/sluis" document --gateway "$gateway" --as "$note_identity" --json "$run/bodies/put_document.json" >"$run/out/put_document.json" 2>/dev/null
  jq -r '.document.content // ""' "$run/out/put_document.json" | grep -c "$1"
}

sealed_documents() {
  local own home_hub note_identity put_said
  own="NIHII-HOSPITAL=$(jq -r '.gateway.identities[0].nihii' "$sandbox_json")"
  [ "$(jq -r '.gateway.identities[0].kind' "$sandbox_json")" = hospital ] || { say "end_to_end: the gateway is no hospital, sealed documents are left out"; return; }
  home_hub=$(jq -r '.hubs[] | select(.number == 1) | .id' "$sandbox_json")
  note_identity=$(identity professional "$PHYSICIAN")
  step=sealed
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto "$(body put_link.xml)" >/dev/null 2>&1
  put_sealed "$own" "Sealed for the gateway"
  expect "a folder sealed for us is put" "$put_said" "0 "
  expect "and comes back from its hub" "$(put_is_there "Sealed for the gateway")" 1
  put_sealed "EHP=$home_hub" "Sealed for the hub"
  expect "a folder sealed for the hub is passed on" "$put_said" "0 "
  expect "and comes back as well" "$(put_is_there "Sealed for the hub")" 1
  put_sealed "$own" "About somebody without consent" 70010108997
  matches "what is sealed for us is judged by what it holds" "$put_said" '^2 365'
  put_sealed "NIHII-PHARMACY=$(jq -r '[.gateway.identities[].nihii] as $ours | [.identities[] | select(.kind == "pharmacy" and (.nihii | IN($ours[]) | not))][0].nihii' "$sandbox_json")" "For neither"
  matches "what the hub can't open it refuses" "$put_said" '^2 415'
}
