# The hostile corpus against the build and the configuration of this run, and against the gateway that runs. Sourced by run.

# selftest ARGUMENTS...: its status; what it printed is in hostile.json.
selftest() {
  "$bin/sluis" selftest "$@" --json >"$run/out/hostile.json" 2>"$run/out/hostile.err"
  printf '%s' $?
}
of_selftest() { jq -r "$1" "$run/out/hostile.json" 2>/dev/null; }

hostile() {
  local plain=http://127.0.0.1:$(jq -r .plain "$run/ports.json") config=$run/gateway.conf

  expect "selftest: exit of this configuration" "$(selftest --config "$config")" 0
  expect "selftest: nothing accepted" "$(of_selftest .accepted)" 0
  expect "selftest: all by their rule" "$(of_selftest .by_another_rule)" 0
  expect "selftest: enough attacks" "$(of_selftest '.attacks >= 150')" true
  expect "selftest: the control group is accepted" "$(of_selftest '.control_group_accepted == .control_group and .control_group >= 10')" true
  matches "selftest: what the configuration weakens" "$(of_selftest '.remarks | join("; ")')" "json_token_needs_certificate"
  sed 's|^\[trust\]|[trust]\naccept_key_value = true|' "$config" >"$run/weaker.conf"
  mkdir -p "$run/small"
  cp -r "$root"/fixtures/hostile/{certificates,control,confirmation,attacks.schema} "$run/small"
  grep -E '^(file|control/[a-z_]*\.(xml|token)|confirmation/)' "$root/fixtures/hostile/attacks.table" >"$run/small/attacks.table"
  expect "selftest: a weaker configuration" "$(selftest --config "$run/weaker.conf" --corpus "$run/small")" 0
  matches "selftest: it is told" "$(of_selftest '.remarks | join("; ")')" "trust.accept_key_value = true.*bare_key.xml is not judged"
  # A corpus with an attack that isn't one: it is told, and the status says so.
  mkdir -p "$run/corpus/control"
  cp -r "$root/fixtures/hostile/certificates" "$root/fixtures/hostile/attacks.schema" "$run/corpus"
  cp "$root/fixtures/hostile/control/consent.xml" "$run/corpus/control"
  { grep '^file ' "$root/fixtures/hostile/attacks.table"; echo "control/consent.xml | planted | soap | /Consent/v1 | - | self | - | - | - | 2026-11-20T09:15:00Z | form | SLU-1006"; } >"$run/corpus/attacks.table"
  expect "selftest: an attack that gets through" "$(selftest --corpus "$run/corpus")" 2
  expect "selftest: is counted" "$(of_selftest '"\(.attacks) attacks, \(.accepted) accepted"')" "1 attacks, 1 accepted"
  matches "selftest: and named" "$("$bin/sluis" selftest --corpus "$run/corpus" | tail -n 4)" "NOT AS IT SHOULD BE: control/consent.xml.*1 attacks, 1 accepted"

  sed -i 's|^sts_certificates = .*|sts_certificates = absent.pem|' "$run/weaker.conf"
  expect "selftest: a wrong configuration" "$(selftest --config "$run/weaker.conf")" 3
  matches "selftest: in one clear line" "$(grep -c . "$run/out/hostile.err") $(cat "$run/out/hostile.err")" "^1 sluis selftest: .*weaker.conf:[0-9]+: .*sts_certificates"
  expect "selftest: nobody there" "$(selftest --gateway http://127.0.0.1:1)" 3
  matches "selftest: one clear line" "$(grep -c . "$run/out/hostile.err") $(cat "$run/out/hostile.err")" "^1 sluis selftest: can't connect to 127.0.0.1:1"

  expect "selftest: the gateway that runs" "$(selftest --gateway "$plain")" 0
  expect "selftest: it answered nothing" "$(of_selftest '"\(.accepted) \(.control_group_refused == .control_group) \(.attacks >= 150)"')" "0 true true"
  expect "selftest: and is well" "$(curl -s -o /dev/null -w '%{http_code}' "$plain/readyz")" 200
  step=hostile
  expect "selftest: a normal call works" "$("$bin/sluis" send --service consent --gateway "$plain" --sandbox "$sandbox_json" --as auto --json "$(body put_consent.xml)" >"$run/out/after.json"; jq -r '.http_status' "$run/out/after.json")" 200
}
