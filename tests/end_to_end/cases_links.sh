# Bulk of links, proofs signed with an eID, parties by name, history and preview of exclusions, as a user sees them. Sourced by run.
# The people are those of the sandbox's own world: Jan and Eva are patients, Lien and Gert physicians, Nele a nurse.

JAN=70010108997 JANS_CARD=599000006697 EVAS_CARD=599000002354 LIEN=68010199720 LIENS_NUMBER=19997836004 NELE=91012399242
GERT=72051999381 GERTS_NUMBER=19997638004

links_and_exclusions() {
  bulk_of_links
  signed_proofs
  hostile_proofs
  parties_by_name
  exclusion_history
  exclusion_preview
}

id_of() { printf '<c:id S="%s" SV="1.0">%s</c:id>' "$1" "$2"; }
patient_of() { # SSIN CARD
  printf '<c:patient>%s%s<c:firstname>First</c:firstname><c:familyname>Family</c:familyname></c:patient>' "$(id_of INSS "$1")" "${2:+$(id_of EID-CARDNO "$2")}"
}
lien() { printf '<c:hcparty>%s%s<c:cd S="CD-HCPARTY" SV="1.1">persphysician</c:cd></c:hcparty>' "$(id_of ID-HCPARTY "$LIENS_NUMBER")" "$(id_of INSS "$LIEN")"; }
link_to() { # PATIENT PARTY TYPE [START]
  printf '<c:therapeuticlink>%s%s<c:cd S="CD-THERAPEUTICLINKTYPE" SV="1.1">%s</c:cd><c:startdate>%s</c:startdate></c:therapeuticlink>' "$1" "$2" "$3" "${4:-$DATE}"
}
proof_of() { printf '<c:proof><c:cd S="CD-PROOFTYPE" SV="1.1">%s</c:cd></c:proof>' "$1"; }
as_lien() { printf '<k:hcparty><k:id S="ID-HCPARTY" SV="1.0">%s</k:id><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd></k:hcparty>' "$LIENS_NUMBER" "$LIEN"; }
as_patient() { printf '<k:hcparty><k:id S="LOCAL" SV="1.0" SL="application_ID">portal</k:id><k:cd S="CD-HCPARTY" SV="1.1">application</k:cd><k:name>Portal</k:name></k:hcparty><c:patient>%s</c:patient>' "$(id_of INSS "$1")"; }

# message NAME AUTHOR CONTENT: a body element in a file; its path in $file.
links_message() {
  file=$run/bodies/links-$1.xml
  cat >"$file" <<EOF
<p:${1}Request xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v2" xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v2" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1"><c:request><c:id S="ID-KMEHR" SV="1.0">$LIENS_NUMBER.$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')</c:id><c:author>$2</c:author><c:date>$DATE</c:date><c:time>$TIME</c:time></c:request>$3</p:${1}Request>
EOF
}

# told SERVICE [FILE]: sends it; codes in $codes ("ok" when acknowledged), the whole result in $run/out/links.json.
links_told() {
  "$bin/sluis" send --service "$1" --gateway "$gateway" --as auto --json "${2:-$file}" >"$run/out/links.json" 2>"$run/out/links.err"
  codes=$(jq -r 'if .result == "acknowledged" then "ok" else [.codes[] | (if .entry then .entry + ":" else "" end) + .code] | join(" ") end' "$run/out/links.json")
}
text_told() { jq -r '[.codes[].text] | join(" | ")' "$run/out/links.json"; }
answer_told() { jq -r .answer "$run/out/links.json"; }

bulk_entry() { printf '<c:therapeuticlinkrequest><c:id S="ID-KMEHR" SV="1.0">%s.%s</c:id>%s%s</c:therapeuticlinkrequest>' "$LIENS_NUMBER" "$1" "$2" "$3"; }

bulk_of_links() {
  local before
  before=$(wc -l <"$run/trail.jsonl")
  links_message PutTherapeuticLinkBulk "$(as_lien)" \
    "$(bulk_entry 1 "$(link_to "$(patient_of "$JAN" "$JANS_CARD")" "$(lien)" gpconsultation)" "$(proof_of eidreading)")$(
      bulk_entry 2 "$(link_to "$(patient_of "$EVA" "")" "$(lien)" gpconsultation 2026-01-01)" "$(proof_of eidreading)")$(
      bulk_entry 3 "$(link_to "$(patient_of "$JAN" "$JANS_CARD")" "$(lien)" gpconsultation)" "$(proof_of eidreading)")$(
      bulk_entry 4 "$(link_to "$(patient_of "$EVA" "$EVAS_CARD")" "$(lien)" gpconsultation)" "$(proof_of eidreading)")"
  links_told therlink
  expect "a bulk says for each entry what is wrong" "$codes" "2:TL.INPUT.32 2:TL.INPUT.61 3:TL.ACCESS.10"
  matches "the entry stands in the error" "$(answer_told)" '<k:id [^>]*S="LOCAL" SL="entry" SV="1.0">2</k:id><k:cd [^>]*>TL.INPUT.32'
  expect "a record for every entry" "$(tail -n +$((before + 1)) "$run/trail.jsonl" | jq -rs 'map(.outcome) | join(" ")')" "permitted refused refused permitted"
  expect "each of its own patient" "$(tail -n +$((before + 1)) "$run/trail.jsonl" | jq -rs 'map(.patient_ssin) | join(" ")')" "$JAN $EVA $JAN $EVA"
  links_message GetTherapeuticLink "$(as_lien)" "<c:select><c:patient>$(id_of INSS "$EVA")</c:patient></c:select>"
  links_told therlink
  expect "the good entries are stored" "$codes" ok
  links_message PutTherapeuticLinkBulk "$(as_lien | sed "s/$LIEN/$GERT/; s/$LIENS_NUMBER/$GERTS_NUMBER/")" \
    "$(bulk_entry 1 "$(link_to "$(patient_of "$JAN" "$JANS_CARD")" "$(lien)" nonsense)" "")"
  "$bin/sluis" send --service therlink --gateway "$gateway" --as "$(identity professional "$LIEN")" --json "$file" >"$run/out/links.json"
  expect "the author of a bulk is judged first and alone" "$(jq -r '[.codes[] | .code + (.entry // "")] | join(" ")' "$run/out/links.json")" TL.ACCESS.15
}

# sign_link PATIENT CARD TYPE [sluis proof options]: Lien's message about the patient, in $file, and signed in bodies/signed.xml.
sign_link() {
  local patient=$1 card=$2 type=$3; shift 3
  links_message PutTherapeuticLink "$(as_lien)" "$(link_to "$(patient_of "$patient" "$card")" "$(lien)" "$type")"
  "$bin/sluis" proof "$@" "$file" >"$run/bodies/signed.xml" 2>"$run/out/proof.err"
}

signed_proofs() {
  sign_link "$PATIENT" "$CARD" specialistconsultation
  links_told therlink "$run/bodies/signed.xml"
  expect "what the patient signed with his eID proves a link" "$codes" ok
  sign_link "$PATIENT" "$CARD" specialistconsultation --as "$(jq -r --arg s "$JAN" '.signatures[] | select(.ssin == $s).p12' "$sandbox_json")"
  links_told therlink "$run/bodies/signed.xml"
  expect "signed by somebody else" "$codes" TL.INPUT.77
  sign_link "$PATIENT" "$CARD" specialistconsultation --as "$(identity citizen "$PATIENT")"
  links_told therlink "$run/bodies/signed.xml"
  expect "signed with the key for authentication" "$codes" TL.INPUT.80
  sign_link "$PATIENT" "$CARD" specialistconsultation
  sed "s|<c:familyname>Family</c:familyname>|<c:familyname>Other</c:familyname>|" "$run/bodies/signed.xml" >"$run/bodies/other.xml"
  links_told therlink "$run/bodies/other.xml"
  expect "the signed patient has another name" "$codes" TL.INPUT.82
  sed "s|>$LIENS_NUMBER</c:id>$(id_of INSS "$LIEN")|>$GERTS_NUMBER</c:id>$(id_of INSS "$GERT")|" "$run/bodies/signed.xml" >"$run/bodies/other.xml"
  sed -i 's|specialistconsultation|specialistreferral|' "$run/bodies/other.xml"
  links_told therlink "$run/bodies/other.xml"
  expect "the signed party is another physician" "$codes" TL.INPUT.83
  sed 's|encoding="CMS">MII|encoding="CMS">MIJ|' "$run/bodies/signed.xml" >"$run/bodies/other.xml"
  links_told therlink "$run/bodies/other.xml"
  expect "a broken signature" "$codes" TL.INPUT.76
}

# with_blob FILE: the last signed message with the CMS in FILE (DER) in place of its own.
with_blob() {
  sed "s|encoding=\"CMS\">[^<]*<|encoding=\"CMS\">$(base64 -w0 "$1")<|" "$run/bodies/signed.xml" >"$run/bodies/other.xml"
  links_told therlink "$run/bodies/other.xml"
}

# What other tools can make: by the patient's own card, and yet no proof.
hostile_proofs() {
  local card other issuer cms=$run/out/blob.der content=$run/out/content.xml
  command -v openssl >/dev/null || { say "end_to_end: no openssl, proofs by other tools are left out"; return; }
  card=$(jq -r --arg s "$PATIENT" '.signatures[] | select(.ssin == $s).pem' "$sandbox_json")
  other=$(jq -r --arg s "$JAN" '.signatures[] | select(.ssin == $s).pem' "$sandbox_json")
  sign_link "$PATIENT" "$CARD" specialistconsultation
  sed 's|.*\(<c:therapeuticlink>.*</c:therapeuticlink>\).*|\1|; s|<c:therapeuticlink>|<c:therapeuticlink xmlns:c="http://www.ehealth.fgov.be/hubservices/core/v2">|' "$file" | tr -d '\n' >"$content"
  cms_of() { openssl cms -sign -in "$content" -binary -nodetach -outform DER -out "$cms" -signer "$card" "$@" 2>"$run/out/openssl.err"; }
  issuer=$(jq -r '.holder_ca[-1]' "$sandbox_json")
  cms_of -certfile "$issuer" -md sha384
  with_blob "$cms"
  expect "a proof that another tool made" "$codes" TL.ACCESS.10
  cms_of -md sha1
  with_blob "$cms"
  expect "a proof with SHA-1" "$codes" TL.INPUT.76
  cms_of -signer "$other" -md sha256
  with_blob "$cms"
  expect "a proof with two signers" "$codes" TL.INPUT.76
  cms_of -noattr -md sha256
  with_blob "$cms"
  expect "a proof without signed attributes" "$codes" TL.INPUT.76
  cms_of -nocerts -md sha256
  with_blob "$cms"
  expect "a proof without certificate" "$codes" TL.INPUT.76
  openssl cms -sign -in "$content" -binary -outform DER -out "$cms" -signer "$card" 2>"$run/out/openssl.err"
  with_blob "$cms"
  expect "a proof without content" "$codes" TL.INPUT.76
  # A self-made card begins today, by the machine's clock: where that lies ahead of the sandbox's, its period is refused first.
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$run/out/self.pem" -out "$run/out/self.crt" -days 900 \
    -subj "/C=BE/CN=Anna/serialNumber=$PATIENT" -addext keyUsage=critical,nonRepudiation 2>"$run/out/openssl.err"
  card=$run/out/both.pem; cat "$run/out/self.pem" "$run/out/self.crt" >"$card"
  cms_of -md sha256
  with_blob "$cms"
  matches "a card that the patient made himself" "$codes" 'TL\.INPUT\.(81|78)'
  printf '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' >"$content"
  card=$(jq -r --arg s "$PATIENT" '.signatures[] | select(.ssin == $s).pem' "$sandbox_json")
  cms_of -md sha256 -certfile "$issuer"
  with_blob "$cms"
  expect "a proof that smuggles an entity" "$codes" TL.INPUT.76
}

# by_name PARTY: a patient declares a link with somebody.
by_name() {
  links_message PutTherapeuticLink "$(as_patient "$EVA")" "$(link_to "<c:patient>$(id_of INSS "$EVA")</c:patient>" "$1" patientmanagement)"
  links_told therlink
}
party_named() { # CATEGORY NAMES
  printf '<c:hcparty><c:id S="LOCAL" SV="1.0" SL="application_ID">1</c:id><c:cd S="CD-HCPARTY" SV="1.1">%s</c:cd>%s</c:hcparty>' "$1" "$2"
}
names_of() { printf '<c:firstname>%s</c:firstname><c:familyname>%s</c:familyname>' "$1" "$2"; }

parties_by_name() {
  by_name "$(party_named persnurse "$(names_of NELE 'verpl&#233;ger')")"
  expect "a party named without accents and case" "$codes" ok
  links_message GetTherapeuticLink "$(as_patient "$EVA")" "<c:select><c:patient>$(id_of INSS "$EVA")</c:patient><c:cd S=\"CD-THERAPEUTICLINKTYPE\" SV=\"1.0\">patientmanagement</c:cd></c:select>"
  links_told therlink
  matches "is kept by his numbers" "$(answer_told)" ">$NELE</"
  by_name "$(party_named persnurse "$(names_of Nele Niemand)")"
  expect "a name that nobody has" "$codes" TL.INPUT.47
  by_name "$(party_named persphysician "$(names_of Nele Verpleger)")"
  expect "a name of another category" "$codes" TL.INPUT.47
  by_name "<c:hcparty>$(id_of INSS "$NELE")<c:cd S=\"CD-HCPARTY\" SV=\"1.1\">persnurse</c:cd>$(names_of Gert Huisarts)</c:hcparty>"
  expect "a number and a name that disagree" "$codes" TL.INPUT.47
  matches "it says what disagrees" "$(text_told)" "another name for this number"
  by_name "<c:hcparty>$(id_of ID-HCPARTY "$GERTS_NUMBER")$(id_of INSS "$NELE")<c:cd S=\"CD-HCPARTY\" SV=\"1.1\">persnurse</c:cd></c:hcparty>"
  expect "numbers of two people" "$codes" TL.INPUT.42
  by_name "<c:hcparty>$(id_of ID-HCPARTY "$PHARMACY")$(id_of INSS "$NELE")<c:cd S=\"CD-HCPARTY\" SV=\"1.1\">orgpharmacy</c:cd></c:hcparty>"
  expect "a pharmacy with somebody who doesn't hold it" "$codes" TL.INPUT.46
  local twins=$run/twins.world.json
  jq --arg lien "$LIEN" '(.providers[] | select(.ssin == $lien)) |= (.first = "Gert" | .family = "HUISARTS")' "$(jq -r .world "$sandbox_json")" >"$twins"
  on_side_stage twins "$twins" "" two_of_a_name
}

two_of_a_name() {
  by_name "$(party_named persphysician "$(names_of Gert Huisarts)")"
  expect "a name that two have is never guessed" "$codes" TL.INPUT.47
  matches "the hits are listed" "$(text_told)" "Gert Huisarts \(persphysician, NIHII $GERTS_NUMBER\); Gert HUISARTS \(persphysician, NIHII $LIENS_NUMBER\)"
  matches "without national numbers" "$(text_told)" '^[^|]*$'
  expect "no national number is told" "$(text_told | grep -c -e "$GERT" -e "$LIEN")" 0
}

links_excluded() { # VERB PARTY-CONTENT [PERIOD]
  local content="<c:patient>$(id_of INSS "$JAN")</c:patient><c:hcparty>$2</c:hcparty>"
  case $1 in
    Put | Revoke) content="<c:therapeuticexclusion>$content</c:therapeuticexclusion>" ;;
    *) content="<c:select>$content${3:-}</c:select>" ;;
  esac
  links_message "$1TherapeuticExclusion$([ "$1" = Get ] && [ -n "${3+x}" ] && echo History)" "$(as_patient "$JAN")" "$content"
  links_told exclusion
}
lien_excluded='<k:id S="INSS" SV="1.0">68010199720</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd>'

exclusion_history() {
  links_excluded Put "$lien_excluded"
  expect "Jan excludes Lien" "$codes" ok
  links_message HasTherapeuticLink "$(as_patient "$JAN")" "<c:select><c:patient>$(id_of INSS "$JAN")</c:patient>$(lien)</c:select>"
  links_told therlink
  matches "their link sleeps" "$codes $(answer_told)" '^ok .*:value[^>]*>false</'
  links_message PutTherapeuticLink "$(as_lien)" "$(link_to "$(patient_of "$JAN" "$JANS_CARD")" "$(lien)" specialistconsultation)$(proof_of eidreading)"
  links_told therlink
  expect "Lien can't declare another" "$codes" TL.ACCESS.08
  links_message RevokeTherapeuticLink "$(as_lien)" "$(link_to "$(patient_of "$JAN" "$JANS_CARD")" "$(lien)" gpconsultation)$(proof_of eidreading)"
  links_told therlink
  expect "but end her own" "$codes" ok
  links_excluded Revoke "$lien_excluded"
  expect "Jan lifts it" "$codes" ok
  links_excluded Get "$lien_excluded"
  expect "nothing stands" "$(answer_told | grep -cE ':therapeuticexclusion[ >]')" 0
  links_excluded Get "$lien_excluded" ""
  expect "the history is acknowledged" "$codes" ok
  expect "the history tells both acts" "$(answer_told | grep -oE ':operation>[a-z]+' | sed 's/.*>//' | paste -sd' ')" "declaration revocation"
  links_excluded Get "$lien_excluded" "<c:begindate>2020-01-01</c:begindate><c:enddate>2020-12-31</c:enddate>"
  expect "nothing happened in that year" "$(answer_told | grep -c ':operation>')" 0
  links_excluded Get "$lien_excluded" "<c:begindate>2026-12-31</c:begindate><c:enddate>2026-01-01</c:enddate>"
  expect "a period turned round" "$codes" EX.INPUT.65
}

# preview AS PATIENT PARTY: exit status in $status, the answer in $run/out/preview.json.
links_preview() {
  printf '{"patient":{"ssin":"%s"},"party":%s}' "$2" "$3" >"$run/bodies/preview.json"
  "$bin/sluis" exclusion preview --gateway "$gateway" --as "$1" --json "$run/bodies/preview.json" >"$run/out/preview.json" 2>"$run/out/preview.err"
  status=$?
}

exclusion_preview() {
  local eva
  eva=$(identity citizen "$EVA")
  links_preview "$eva" "$EVA" "{\"nihii\":\"$LIENS_NUMBER\",\"category\":\"persphysician\"}"
  expect "a preview by number" "$status" 0
  expect "tells name, numbers and links" "$(jq -r '.preview | .party.name + " " + .party.ssin + " " + .numbers[0].nihii + " " + .numbers[0].category + " " + (.links | map(.type) | join(",")) + " " + (.already_excluded | tostring)' "$run/out/preview.json")" \
    "Lien Praktijk $LIEN $LIENS_NUMBER persphysician gpconsultation false"
  links_preview "$eva" "$EVA" '{"first":"nele","family":"VERPLEGER","category":"persnurse"}'
  expect "a preview by name" "$(jq -r '.preview.party.ssin + " " + (.preview.links | length | tostring)' "$run/out/preview.json")" "$NELE 1"
  expect "nothing was excluded by looking" "$(jq -r .preview.already_excluded "$run/out/preview.json")" false
  links_preview "$eva" "$JAN" "{\"nihii\":\"$LIENS_NUMBER\",\"category\":\"persphysician\"}"
  expect "a preview for somebody else" "$status $(jq -r '[.decision.errors[].code] | join(" ")' "$run/out/preview.json")" "2 EX.ACCESS.07"
  links_preview "$(identity professional "$LIEN")" "$EVA" "{\"nihii\":\"$LIENS_NUMBER\",\"category\":\"persphysician\"}"
  expect "a preview by a professional" "$status $(jq -r '[.decision.errors[].code] | join(" ")' "$run/out/preview.json")" "2 EX.ACCESS.05"
  links_preview "$eva" "$EVA" '{"ssin":"72051999381","category":"orghospital"}'
  expect "a preview of who can't be excluded" "$status $(jq -r '[.decision.errors[].code] | join(" ")' "$run/out/preview.json")" "2 EX.INPUT.44"
}
