# A house that is a hub itself: its own references, what the metahub is told of them and what is remembered of it. A gateway with a
# directory, and one without that watches what the metahub says. Sourced by run.

own_ehp=1990999927  # an organisation of the sandbox with an EHP number and an identity, which none of its hubs is

# hub_house_config NAME SANDBOX_JSON [directory]: the settings of a gateway of its own.
hub_house_config() {
  local folder=$run/metahub/$1 from=$2 identity
  (sandbox_json=$from; write_config) | sed "s|^ports_file = .*|ports_file = $folder/ports.json|; s|^url = sqlite.*|url = sqlite:///$folder/registry.sqlite|; s|^path = .*trail.jsonl|path = $folder/trail.jsonl|; s|^path = .*gateway.log|path = $logs/metahub-$1.log|" |
    if [ "${3:-}" = directory ]; then sed 's|^remember_minutes = 0|remember_minutes = 60\ndelta_seconds = 1|'; else cat; fi
  [ "${3:-}" = directory ] || return 0
  identity=$(jq -r --arg ehp $own_ehp '[.identities[] | select(.ehp == $ehp)][0].p12' "$from")
  printf '\n[identity hub]\nfile = %s\npassword_file = %s\nquality = organisation_ehp\nnumber = %s\n' "$identity" "$run/sandbox.password" $own_ehp
  printf '\n[directory]\nhub_id = %s\ntitle = Our own hub\nidentity = hub\n\n[outbox]\nfirst_delay_ms = 200\nlongest_delay_seconds = 1\n' $own_ehp
}

# start_hub_house NAME SANDBOX_JSON [directory]: sets house (its address) and house_pid.
start_hub_house() {
  local folder=$run/metahub/$1 options
  mkdir -p "$folder"
  rm -f "$folder/ports.json"
  hub_house_config "$@" >"$folder/gateway.conf"
  options=(--config "$folder/gateway.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/metahub-$1.out" 2>&1 &
  house_pid=$!
  wait_for_file "$folder/ports.json" $house_pid "$logs/metahub-$1.out" "the gateway $1"
  house=http://127.0.0.1:$(jq -r .plain "$folder/ports.json")
}

# What stands before the content of both messages. own_header SSIN NIHII
own_header() {
  printf '<request><id S="ID-KMEHR" SV="1.0">%s.%s</id><author><k:hcparty><k:id S="ID-HCPARTY" SV="1.0">%s</k:id><k:id S="INSS" SV="1.0">%s</k:id><k:cd S="CD-HCPARTY" SV="1.1">persphysician</k:cd></k:hcparty></author><date>%s</date><time>%s</time></request>' \
    "$2" "$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')" "$2" "$1" "$DATE" "$TIME"
}

# own_message OPERATION SSIN NIHII CONTENT
own_message() {
  printf '<p:%sRequest xmlns="http://www.ehealth.fgov.be/hubservices/core/v3" xmlns:p="http://www.ehealth.fgov.be/hubservices/protocol/v3" xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1">%s%s</p:%sRequest>' \
    "$1" "$(own_header "$2" "$3")" "$4" "$1" >"$run/bodies/own_reference.xml"
  "$bin/sluis" send --service intrahub --gateway "$own_house" --as "$(identity professional "$2")" --json "$run/bodies/own_reference.xml" >"$run/out/own.json" 2>"$run/out/own.err"
  printf '%s %s' $? "$(jq -r '[.codes[].code] | join(" ")' "$run/out/own.json" 2>/dev/null)"
}

declare_own() {
  own_message DeclareTransaction "$PHYSICIAN" "$PHYSICIAN_NIHII" "<kmehrheader><folder><patient><id S=\"INSS\" SV=\"1.0\">$PATIENT</id></patient><transaction><id S=\"ID-KMEHR\" SV=\"1.0\">1</id><id S=\"LOCAL\" SV=\"1.0\" SL=\"OWNID\">$1</id><cd S=\"CD-TRANSACTION\" SV=\"1.6\">labresult</cd><date>$DATE</date><time>08:00:00+01:00</time><author><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">$PHYSICIAN_NIHII</k:id><k:id S=\"INSS\" SV=\"1.0\">$PHYSICIAN</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd><k:firstname>$PHYSICIAN_FIRST</k:firstname><k:familyname>$PHYSICIAN_FAMILY</k:familyname></k:hcparty></author><iscomplete>true</iscomplete><isvalidated>true</isvalidated><recorddatetime>${DATE}T08:00:05+01:00</recorddatetime></transaction></folder></kmehrheader>"
}

# revoke_own ID [SSIN NIHII]
revoke_own() {
  own_message RevokeTransaction "${2:-$PHYSICIAN}" "${3:-$PHYSICIAN_NIHII}" "<select><patient><id S=\"INSS\" SV=\"1.0\">$PATIENT</id></patient><transaction><id S=\"LOCAL\" SV=\"1.0\" SL=\"OWNID\">$1</id></transaction></select>"
}

# asked_at GATEWAY JQ: from the references of the patient, asked everywhere.
asked_at() {
  step=metahub
  "$bin/sluis" references --gateway "$1" --as "$(identity professional "$PHYSICIAN")" --json "$(body references.json)" >"$run/out/own_references.json" 2>"$run/out/own_references.err"
  jq -r "$2" "$run/out/own_references.json" 2>/dev/null
}
own_entries() { asked_at "$own_house" "[.entries[] | select(.hub == \"$own_ehp\") | .id] | sort | join(\" \")"; }
# yes or no: whether the metahub names us, as a gateway sees it that has no directory and remembers nothing.
metahub_names_us() { asked_at "$watcher" "if any(.sources[]; .source == \"hub:$own_ehp\") then \"yes\" else \"no\" end"; }
metahub_text() { asked_at "$own_house" '[.sources[] | select(.source == "metahub") | .text // ""][0]'; }

# own_items STATE: how many items of what the metahub was or is owed.
own_items() { "$bin/sluis" outbox --config "$run/metahub/own/gateway.conf" --state "$1" | jq -r 'select(.topic == "metahub") | .id' | wc -l; }
own_settled() {
  local tries=0
  while [ "$(own_items waiting)" != 0 ] && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.2; done
  printf 'waiting %s done %s refused %s' "$(own_items waiting)" "$(own_items done)" "$(own_items refused)"
}

# until_asked_anew: asks until the metahub's answer is not a remembered one; ten seconds at most.
until_asked_anew() {
  local tries=0 text
  while text=$(metahub_text) && [ -n "$text" ] && [ $tries -lt 20 ]; do tries=$((tries + 1)); sleep 0.5; done
  printf '%s' "$text"
}

# May the physician see the patient's documents: consent and link at a gateway.
let_see() {
  step=metahub
  "$bin/sluis" send --service consent --gateway "$1" --as auto "$(body put_consent.xml)" >/dev/null 2>"$run/out/own.err" || result "metahub: a consent" false "$(cat "$run/out/own.err")"
  "$bin/sluis" send --service therlink --gateway "$1" --as auto "$(body put_link.xml)" >/dev/null 2>"$run/out/own.err" || result "metahub: a link" false "$(cat "$run/out/own.err")"
}

# A metahub that begins anew is behind the position that was kept: whatever was remembered can't be relied on.
metahub_gap() {
  local again_pid again=$run/metahub/sandbox/sandbox.json options=(--dir "$run/metahub/sandbox" --keys "$root/build/demo/keys")
  [ -n "$world" ] && options+=(--world "$world")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluis-sandbox" "${options[@]}" >"$logs/metahub-sandbox.log" 2>&1 &
  again_pid=$!
  wait_for_file "$again" $again_pid "$logs/metahub-sandbox.log" "a second sandbox"
  (
    sandbox_json=$again
    export SLUIS_SANDBOX=$again
    start_hub_house own "$again" directory
    own_house=$house
    printf '%s\n' "$(metahub_text)" "$(metahub_text)" "$(curl -s "$own_house/metrics" | grep '^sluis_metahub_feed_gaps_total')" >"$run/out/gap.txt"
    kill -TERM $house_pid
    wait $house_pid
  )
  kill -TERM $again_pid
  wait $again_pid
  expect "metahub: after a gap nothing remembered is used" "$(sed -n 1p "$run/out/gap.txt")" ""
  matches "metahub: and what was asked then is remembered" "$(sed -n 2p "$run/out/gap.txt")" '^remembered since '
  expect "metahub: a gap is counted" "$(sed -n 3p "$run/out/gap.txt")" "sluis_metahub_feed_gaps_total 1"
  matches "metahub: and logged" "$(cat "$logs/metahub-own.log")" metahub_feed_gap
}

metahub() {
  local house house_pid own_house own_pid watcher watcher_pid other other_nihii status
  start_hub_house watcher "$sandbox_json"
  watcher=$house watcher_pid=$house_pid
  start_hub_house own "$sandbox_json" directory
  own_house=$house own_pid=$house_pid
  let_see "$watcher"
  let_see "$own_house"
  expect "metahub: nobody tells it of us yet" "$(metahub_names_us)" no
  expect "metahub: a first reference is declared" "$(declare_own own-1)" "0 "
  expect "metahub: it is told" "$(own_settled)" "waiting 0 done 1 refused 0"
  expect "metahub: it names us" "$(metahub_names_us)" yes
  expect "metahub: a second reference is declared" "$(declare_own own-2)" "0 "
  expect "metahub: nothing new to tell" "$(own_settled)" "waiting 0 done 1 refused 0"
  expect "metahub: both are in the list" "$(own_entries)" "own-1 own-2"
  matches "metahub: its answer is remembered" "$(metahub_text)" '^remembered since [0-9-]+T'

  read -r other other_nihii <<<"$(jq -r --arg p "$PHYSICIAN" '[.identities[] | select(.kind == "professional" and .category == "persphysician" and .ssin != $p)][0] | "\(.ssin) \(.nihii)"' "$sandbox_json")"
  matches "metahub: a reference of somebody else stays" "$(revoke_own own-1 "$other" "$other_nihii")" '^2 464'
  expect "metahub: one is revoked" "$(revoke_own own-1)" "0 "
  expect "metahub: what is gone is gone" "$(revoke_own own-1)" "2 406"
  expect "metahub: one is left, nothing to tell" "$(own_settled)" "waiting 0 done 1 refused 0"
  expect "metahub: the other is in the list" "$(own_entries)" own-2
  expect "metahub: the last is revoked" "$(revoke_own own-2)" "0 "
  expect "metahub: it is told that too" "$(own_settled)" "waiting 0 done 2 refused 0"
  expect "metahub: it doesn't name us any more" "$(metahub_names_us)" no
  expect "metahub: its feed makes us forget and ask anew" "$(until_asked_anew)" ""
  matches "metahub: which is remembered again" "$(metahub_text)" '^remembered since '
  kill -TERM "$own_pid" "$watcher_pid"
  wait "$own_pid"; status=$?
  wait "$watcher_pid"
  expect "metahub: SIGTERM ends it with 0" $status 0
  metahub_gap
}
