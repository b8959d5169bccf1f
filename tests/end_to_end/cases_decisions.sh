# Decisions explained, at other times, and judged again. Sourced by run.

# ask [OPTIONS...]: the physician about laboratory results of the patient; answer in $out, exit status in $status.
ask() {
  out=$run/out/decision.json
  "$bin/sluis" check --gateway "$gateway" --as "$(identity professional "$PHYSICIAN")" --role persphysician --caller "$PHYSICIAN" --nihii "$PHYSICIAN_NIHII" \
    --patient "$PATIENT" --category labresult --source "hub:$HUB" "$@" >"$out" 2>"$out.err"
  status=$?
}
told() { jq -r "$1" "$out" 2>/dev/null; }

# rerun_of NAME WANTED-STATUS [OPTIONS...]: the first decision of $out again; answer in $run/out/rerun.json.
rerun_of() {
  local name=$1 wanted=$2; shift 2
  "$bin/sluis" rerun "$decision" --gateway "$gateway" "$@" >"$run/out/rerun.json" 2>"$run/out/rerun.err"
  expect "$name" "$?" "$wanted"
}
again() { jq -r "$1" "$run/out/rerun.json" 2>/dev/null; }

decisions() {
  local out status decision physician tables=$run/tables step=decisions
  physician=$(identity professional "$PHYSICIAN")
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto --json "$(body put_link.xml)" >/dev/null 2>&1
  permit_explained
  other_times
  judged_again
}

permit_explained() {
  ask
  expect "a permit ends with 0" "$status" 0
  expect "the rules stand in their order" "$(told '[.decisions[0].rules[].rule] | join(" ")')" "identity deliberation consent exclusion link access_right matrix"
  expect "the deliberation is cited by its number" "$(told '.decisions[0].rules[1].evidence[0].id')" 14/016
  expect "that nobody is excluded is no evidence" "$(told '.decisions[0].rules[3].evidence | length')" 0
  matches "the answer holds until its evidence ends" "$(told '.decisions[0].valid_until')" '^20[0-9-]*T2[23]:00:00'
  expect "each rule speaks four languages" "$(told '[.decisions[0].rules[].text | keys | join(" ")] | unique | join(",")')" "de en fr nl"
  matches "a decision is numbered within its call" "$(told '.decisions[0].id')" '^[0-9a-f-]{36}\.1$'
  ask --category horoscope
  expect "a deny ends with 2" "$status" 2
  expect "every rule that fails would have to change" "$(told '.decisions[0].would_change | join(" ")')" "deliberation matrix"
  ask --source fax:1
  expect "an exchange that no deliberation covers" "$(told '.decisions[0].would_change | join(" ")')" deliberation
}

other_times() {
  ask --at 2019-01-01T00:00:00Z
  expect "long ago nothing was registered" "$(told '.decisions[0].would_change | join(" ")')" "consent link"
  matches "and it is known when that changed" "$(told '.decisions[0].valid_until')" '^2026-11-2'
  ask --as-known-at 2020-01-01T00:00:00Z
  expect "before there was anything" "$status $(told '[.decisions[0].rules[] | select(.outcome == "fail") | .rule] | join(" ")')" "2 consent link"
  ask --as-known-at 2090-01-01T00:00:00Z
  expect "what will be known is what is known" "$status" 0
  ask --at yesterday
  expect "a moment that is none is wrong usage" "$status" 1
}

judged_again() {
  ask
  decision=$(told '.decisions[0].id')
  rm -rf "$tables"; cp -r "$root/mappings/policy" "$tables"
  rerun_of "judged again under the same tables" 0 --as "$physician" --policy "$tables"
  expect "nothing differs" "$(again '"\(.stored.decision) \(.rerun.decision) \(.differences | length) \(.registers)"')" "permit permit 0 now"
  sed -i 's/^labresult | RW/labresult | -/' "$tables/access_matrix.table"
  rerun_of "judged again under another table" 0 --as "$physician" --policy "$tables"
  expect "the verdict differs, and the rule" "$(again '[.differences[] | select(.what != "evidence") | (.rule // "") + " " + .stored + " " + .rerun] | join(", ")')" " permit deny, matrix pass fail"
  sed -i 's/^labresult | -/labresult | maybe/' "$tables/access_matrix.table"
  rerun_of "a table that can't be read is a fault" 3 --as "$physician" --policy "$tables"
  matches "it is named with its line" "$(cat "$run/out/rerun.json")" 'access_matrix.table:[0-9]+'
  rerun_of "somebody else's decision" 2 --as "$(identity citizen "$PATIENT")"
  expect "is refused as if there were none" "$(again '.decision + " " + .rules[0].rule')" "deny identity"
}
