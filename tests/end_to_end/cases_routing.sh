# Honest answers of a fan-out over real HTTP: eight hubs of which two slow, one down, one whose certificate is of somebody else, one
# that tells of the same documents as the first, one endless. A gateway of its own, on the sandbox that is there. Sourced by run.

# fan_network NAME NUMBER OWN-ID [URL]: a [network] for the simulated hub NUMBER, known to this gateway by another id.
fan_network() {
  jq -r --arg name "$1" --argjson number "$2" --arg id "$3" --arg url "${4:-}" '.ca as $ca | .hubs[] | select(.number == $number) |
    "[network \($name)]", "kind = hub", "url = \(if $url == "" then .url else $url end)", "hub_id = \($id)", "also_holds = \(.id)", "sl = \(.sl)",
    "title = \($name)", "trusted_roots = \($ca)", "time_limit_ms = 60000", (if $name == "well" then "home = true" else empty end), ""' "$sandbox_json"
}

fan_config() {
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $run/fan/ports.json|; s|^path = .*trail.jsonl|path = $run/fan/trail.jsonl|; s|^path = .*gateway.log|path = $logs/fan.log|"
  printf '[routing]\nbreaker_failures = 100\n\n'
  fan_network well "${fan_hubs[0]}" 1999990540
  fan_network again "${fan_hubs[0]}" 1999990639
  fan_network also "${fan_hubs[0]}" 1999990738
  fan_network slow "${fan_hubs[1]}" 1999990837
  fan_network slower "${fan_hubs[1]}" 1999990936
  fan_network down "${fan_hubs[0]}" 1999991035 "https://127.0.0.1:9/IntraHub/v3"
  fan_network forged "${fan_hubs[2]}" 1999991134
  fan_network endless "${fan_hubs[3]}" 1999991233
}

# fan_script JSON: what is wrong with the simulated hubs from now on.
fan_script() {
  curl -sf -X POST -H 'Content-Type: application/json' --data "$1" "$(jq -r '.control.url' "$sandbox_json")" >"$run/out/control.json" || say "end_to_end: the scenario was refused: $1"
}

# fan_ask [QUESTION-MEMBERS [DEADLINE]]: answer in fan.json; prints the HTTP status and the seconds it took.
fan_ask() {
  jq -n --arg p "$PATIENT" --arg s "$PHYSICIAN" --arg n "$PHYSICIAN_NIHII" --argjson more "${1:-{\}}" \
    '{patient: {ssin: $p}, scope: "global"} + $more' >"$run/bodies/fan.json"
  local deadline=()
  [ -z "${2:-}" ] || deadline=(-H "Sluis-Deadline-Milliseconds: $2")
  curl -s -o "$run/out/fan.json" -w '%{http_code} %{time_total}' -H "Authorization: $fan_token" -H 'Content-Type: application/json' "${deadline[@]}" \
    --data @"$run/bodies/fan.json" "$fan_gateway/api/v1/references"
}
fan_told() { jq -r "$1" "$run/out/fan.json" 2>/dev/null; }
fan_names() { fan_told '[.entries[] | "\(.sl) \(.id)"] | sort | join(",")'; }

routing() {
  local fan_pid fan_gateway fan_token fan_hubs whole first rest answer step=routing
  mapfile -t fan_hubs < <(jq -r '.hubs[] | select(.kind == "hub") | .number' "$sandbox_json")
  [ "${#fan_hubs[@]}" -ge 4 ] || { say "end_to_end: the sandbox has no four hubs, the fan-out is left out"; return; }
  mkdir -p "$run/fan"
  fan_config >"$run/fan/gateway.conf"
  "$bin/sluis" send --service consent --gateway "$gateway" --as auto --json "$(body put_consent.xml)" >/dev/null 2>&1
  "$bin/sluis" send --service therlink --gateway "$gateway" --as auto --json "$(body put_link.xml)" >/dev/null 2>&1
  local options=(--config "$run/fan/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/fan.out" 2>&1 &
  fan_pid=$!
  wait_for_file "$run/fan/ports.json" $fan_pid "$logs/fan.out" sluisd
  fan_gateway=http://127.0.0.1:$(jq -r .plain "$run/fan/ports.json")
  fan_token=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
  fan_token=${fan_token#Authorization: }
  eight_hubs
  odd_deadlines
  pages_of_references
  fan_script "{\"hub${fan_hubs[1]}\": {}, \"hub${fan_hubs[2]}\": {}, \"hub${fan_hubs[3]}\": {}}"
  kill -TERM $fan_pid
  wait $fan_pid
  expect "the gateway of the fan-out stops in order" $? 0
}

eight_hubs() {
  fan_ask '{}' 60000 >/dev/null
  whole=$(fan_names)
  expect "all but the one that is down answer when nothing is wrong" "$(fan_told '[.sources[] | select(.status != "complete") | .name] | join(" ")')" down
  matches "equal documents name all their holders" "$(fan_told '[.entries[] | select(.sources | length == 3) | .hubs | length] | unique | join(" ")')" '^[34]$'
  fan_script "{\"hub${fan_hubs[1]}\": {\"late_ms\": 20000}, \"hub${fan_hubs[2]}\": {\"fail\": \"wrong_certificate\"}, \"hub${fan_hubs[3]}\": {\"fail\": \"endless\", \"bytes_per_second\": 1000}}"
  answer=$(fan_ask '{}' 3000)
  matches "the answer comes before the deadline and 50 ms" "$(awk '{print ($1 == 200 && $2 < 3.05) ? "yes" : "no " $2}' <<<"$answer")" '^yes$'
  expect "each of eight hubs has its status" "$(fan_told '[.sources[] | "\(.name) \(.status)"] | sort | join(", ")')" \
    "again complete, also complete, down down, endless late, forged untrusted, slow late, slower late, well complete"
  expect "such an answer is not complete" "$(fan_told .complete)" false
  expect "no source tells how much it withholds" "$(fan_told '[.sources[] | has("withheld")] | any')" false
  first=$(fan_names)
  expect "of a refused connection the reason is told" "$(fan_told '.sources[] | select(.name == "down") | .code')" SLU-5001
  local token
  token=$(fan_told .resume)
  matches "what is missing can be fetched later" "$token" '^[A-Za-z0-9_-]{40,}$'
  fan_script "{\"hub${fan_hubs[1]}\": {}, \"hub${fan_hubs[2]}\": {}, \"hub${fan_hubs[3]}\": {}}"
  fan_ask "$(jq -cn --arg t "$token" '{resume: $t}')" 60000 >/dev/null
  expect "only what was missing is asked" "$(fan_told '[.sources[].name] | sort | join(" ")')" "down endless slow slower"
  rest=$(fan_names)
  expect "nothing comes twice" "$(printf '%s\n%s\n' "$first" "$rest" | tr ',' '\n' | grep . | sort | uniq -d | head -n 1)" ""
  expect "nothing is missing but what wasn't believed" "$(printf '%s\n%s\n' "$first" "$rest" | tr ',' '\n' | grep . | sort -u | wc -l)" \
    "$(fan_ask '{}' 60000 >/dev/null; fan_told '[.entries[] | select(.sources | any(. != "hub:1999991134"))] | length')"
  answer=$(fan_ask "$(jq -cn --arg t "$token" '{resume: $t, from: "2020-01-01"}')")
  expect "a token is of its question" "${answer%% *} $(fan_told .fault.number)" "400 SLU-3005"
  answer=$(fan_ask '{"resume":"made-up"}')
  expect "a token is not made up" "${answer%% *} $(fan_told .fault.number)" "400 SLU-3005"
  expect "all is told at last" "$(fan_ask '{}' 60000 >/dev/null; fan_names)" "$whole"
}

odd_deadlines() {
  local wrong
  for wrong in 0 -1 120001 1.5 soon "1, 2" 99999999999999999999; do
    answer=$(fan_ask '{}' "$wrong")
    expect "a deadline of '$wrong' is refused" "${answer%% *} $(fan_told .fault.number)" "400 SLU-3004"
  done
  matches "and it is told which header is wrong" "$(fan_told .fault.detail)" 'Sluis-Deadline-Milliseconds.*1 to 120000'
}

pages_of_references() {
  local page="" pages="" sizes=""
  fan_ask '{}' 60000 >/dev/null
  whole=$(fan_told '[.entries[] | "\(.sl) \(.id)"] | join(",")')
  while :; do
    fan_ask "$(jq -cn --arg p "$page" '{page_size: 2} + (if $p == "" then {} else {page: $p} end)')" 60000 >/dev/null
    pages=$pages${pages:+,}$(fan_told '[.entries[] | "\(.sl) \(.id)"] | join(",")')
    sizes="$sizes $(fan_told '.entries | length')"
    page=$(fan_told '.next_page // ""')
    [ -n "$page" ] && [ "${#sizes}" -lt 200 ] || break
  done
  expect "pages hold every entry once and in order" "$pages" "$whole"
  "$bin/sluis" references --gateway "$fan_gateway" --as "$(identity professional "$PHYSICIAN")" --json "$run/bodies/fan.json" --page-size 1 >"$run/out/fan.json" 2>/dev/null
  expect "the command line turns pages as well" "$(fan_told '.entries | length')" 1
}
