# Sealed messages with the command line, through the ETK depot of the sandbox. Sourced by run.

# seal_case NAME WANTED-STATUS COMMAND...
seal_case() {
  local name=$1 wanted=$2 status
  shift 2
  "$bin/sluis" "$@" --sandbox "$sandbox_json" >"$run/out/seal.txt" 2>"$run/out/seal.err"; status=$?
  expect "$name" "$status" "$wanted"
}

sealing() {
  local own pharmacy own_for pharmacy_for
  own=$(jq -r '.gateway.identities[0].p12' "$sandbox_json")
  own_for="NIHII-HOSPITAL=$(jq -r '.gateway.identities[0].nihii' "$sandbox_json")"
  pharmacy=$(jq -r '[.identities[] | select(.kind == "pharmacy")][0].p12 // ""' "$sandbox_json")
  pharmacy_for="NIHII-PHARMACY=$(jq -r '[.identities[] | select(.kind == "pharmacy")][0].nihii // ""' "$sandbox_json")"
  [ "$(jq -r '.gateway.identities[0].kind' "$sandbox_json")" = hospital ] && [ -n "$pharmacy" ] || { say "end_to_end: no hospital and pharmacy, sealing is left out"; return; }
  printf '<folder>\r\n\0\377</folder>' >"$run/clear.bin"
  seal_case "a file is sealed for two" 0 seal --for "$pharmacy_for" --for "$own_for" --as "$own" "$run/clear.bin" "$run/sealed.der"
  seal_case "the one opens it" 0 unseal --as "$pharmacy" "$run/sealed.der" "$run/opened.bin"
  cmp -s "$run/clear.bin" "$run/opened.bin" && result "it is what was sealed" true || result "it is what was sealed" false
  matches "who sealed is told" "$(cat "$run/out/seal.err")" "signed by .*$own_for"
  seal_case "the other opens it" 0 unseal --as "$own" "$run/sealed.der" "$run/opened.bin"
  seal_case "a third can't" 2 unseal --as "$(jq -r '[.identities[] | select(.kind == "professional")][0].p12' "$sandbox_json")" "$run/sealed.der" "$run/opened.bin"
  matches "and is told why" "$(cat "$run/out/seal.err")" 'SLU-5007.*decryption'
  seal_case "an earlier key still opens" 0 unseal --as "$(jq -r '[.identities[] | select(.kind == "professional")][0].pem' "$sandbox_json")" --old-key "$(jq -r '[.identities[] | select(.kind == "pharmacy")][0].pem' "$sandbox_json")" "$run/sealed.der" "$run/opened.bin"
  head -c -1 "$run/sealed.der" >"$run/short.der"
  seal_case "a cut message is refused" 2 unseal --as "$pharmacy" "$run/short.der" "$run/opened.bin"
  seal_case "an unknown recipient is refused" 2 seal --for EHP=1999999999 --as "$own" "$run/clear.bin" "$run/none.der"
  matches "by its number" "$(cat "$run/out/seal.err")" SLU-5008
  seal_case "a hub of the sandbox has a token" 0 seal --for "EHP=$(jq -r '.hubs[0].id' "$sandbox_json")" --as "$own" "$run/clear.bin" "$run/hub.der"
  seal_case "nobody to seal for is wrong usage" 1 seal --as "$own" "$run/clear.bin" "$run/none.der"
  curl -sf -d '{"etk_depot":{"fail":"wrong_signature"}}' "$(jq -r .control.url "$sandbox_json")" >/dev/null
  seal_case "a token of nobody's chain is refused" 2 seal --for "$pharmacy_for" --as "$own" "$run/clear.bin" "$run/none.der"
  curl -sf -d '{"etk_depot":{}}' "$(jq -r .control.url "$sandbox_json")" >/dev/null
  openssl cms -cmsout -noout -print -inform DER -in "$run/sealed.der" >"$run/out/cms.txt" 2>/dev/null
  matches "openssl reads the outer layer" "$(cat "$run/out/cms.txt")" 'pkcs7-signedData'
}
