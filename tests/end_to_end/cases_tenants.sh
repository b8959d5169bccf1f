# Two organisations in one daemon, on the sandbox that is there: a hospital and a pharmacy that have nothing in common. Sourced by run.

# tenant_config NAME IDENTITY-KIND HUB: complete settings of one organisation, in its own folder, with one hub.
tenant_config() {
  local folder=$run/tenants/$1
  mkdir -p "$folder"
  jq -r .registers.secret "$sandbox_json" >"$folder/registers.secret"
  chmod 600 "$folder/registers.secret"
  write_config | sed "/^\[identity /,\$d; /^\[sealing\]/,/^\$/d; s|^ports_file = .*|ports_file = $folder/ports.json|; s|^url = sqlite.*|url = sqlite:///$folder/registry.sqlite|
    s|^path = .*trail.jsonl|path = $folder/trail.jsonl|; s|^path = .*gateway.log|path = $folder/log|; s|^secret_file = .*|secret_file = $folder/registers.secret|"
  jq -r --arg kind "$2" --argjson hub "$3" --arg password "$run/sandbox.password" '.ca as $ca |
    (.gateway.identities[] | select(.kind == $kind) | "[identity own]", "file = \(.p12)", "password_file = \($password)", "quality = \(.kind)", "number = \(.nihii)", ""),
    (.hubs[] | select(.number == $hub) | "[network only]", "kind = hub", "url = \(.url)", "hub_id = \(.id)", "sl = \(.sl)", "title = \(.name)", "trusted_roots = \($ca)", "home = true", "")' "$sandbox_json"
}

# The hospital takes tokens of everybody and tells the federal service of exclusions; the pharmacy has a server certificate that it made
# itself, and trusts the holders of citizens' certificates only.
write_tenants() {
  mkdir -p "$run/tenants/pharmacy"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=pharmacy.example -keyout "$run/tenants/pharmacy/server.key" -out "$run/tenants/pharmacy/server.pem" 2>/dev/null
  { tenant_config hospital hospital "$tenant_hub_a"
    jq -r '"[authority]", "exclusions = ehealth", "exclusions_url = \(.exclusion.url)", "trusted_roots = \(.ca)", "", "[outbox]", "first_delay_ms = 200"' "$sandbox_json"
  } >"$run/tenants/hospital.conf"
  tenant_config pharmacy pharmacy "$tenant_hub_b" | sed "s|^certificate = .*|certificate = $run/tenants/pharmacy/server.pem|; s|^key = .*|key = $run/tenants/pharmacy/server.key|
    s|^number = $HOSPITAL|number = $PHARMACY|; s|^category = orghospital|category = orgpharmacy|; s|^holder_roots = .*|holder_roots = $(jq -r '.holder_ca[] | select(test("citizen"))' "$sandbox_json")|" >"$run/tenants/pharmacy.conf"
  printf '[tenant hospital]\nsettings = hospital.conf\n\n[tenant pharmacy]\nsettings = pharmacy.conf\n' >"$run/tenants/sluis.conf"
}

# tenant_refusal FILE: what sluisd says of such settings.
tenant_refusal() { "$bin/sluisd" --check-config "$1" 2>&1; }

# refused_when NAME SED-OF-THE-PHARMACY PATTERN: a change that lets the two have something in common.
refused_when() {
  sed "$2" "$run/tenants/pharmacy.conf" >"$run/tenants/changed.conf"
  sed 's|pharmacy.conf|changed.conf|' "$run/tenants/sluis.conf" >"$run/tenants/changed_all.conf"
  matches "tenants: $1 is refused" "$(tenant_refusal "$run/tenants/changed_all.conf")" "changed.conf:[0-9]+: $3.*tenants hospital and pharmacy share .*hospital.conf:[0-9]+"
}

tenants_may_not_share() {
  local folder=$run/tenants
  refused_when "one registry" "s|$folder/pharmacy/registry.sqlite|$folder/hospital/registry.sqlite|" '\[registry\] url'
  refused_when "one trail" "s|$folder/pharmacy/trail.jsonl|$folder/hospital/trail.jsonl|" '\[audit\] path'
  refused_when "one log" "s|$folder/pharmacy/log|$folder/hospital/log|" '\[log\] path'
  refused_when "one identity" "s|^file = .*|file = $(jq -r '.gateway.identities[] | select(.kind == "hospital") | .p12' "$sandbox_json")|" '\[identity\] file'
  refused_when "one key in two files" "s|^file = .*|file = $(jq -r '.gateway.identities[] | select(.kind == "hospital") | .pem' "$sandbox_json")|" '\[identity\] file'
  sed -i 's|^plain = .*|plain = 127.0.0.1:18080|' "$folder/hospital.conf"
  refused_when "one server key" "s|^key = .*|key = $(jq -r .gateway.server_key "$sandbox_json")|" '\[listen\] key'
  refused_when "one address" 's|^plain = .*|plain = 127.0.0.1:18080|' '\[listen\] plain'
  sed -i 's|^plain = .*|plain = 127.0.0.1:0|' "$folder/hospital.conf"
  sed '/^path = .*log$/d' "$folder/pharmacy.conf" >"$folder/changed.conf"
  matches "tenants: a shared standard error is refused" "$(tenant_refusal "$folder/changed_all.conf")" '\[log\] path: tenant pharmacy needs a log of its own'
}

a_broken_tenant_stops_the_start() {
  local told status
  sed 's|^sts_certificates = .*|sts_certificates = /nowhere.pem|' "$run/tenants/pharmacy.conf" >"$run/tenants/changed.conf"
  told=$("$bin/sluisd" --config "$run/tenants/changed_all.conf" 2>&1); status=$?
  expect "tenants: one that can't start stops all" "$status" 1
  matches "tenants: and is named" "$told" '^sluisd: tenant pharmacy: .*changed.conf:[0-9]+: \[trust\] sts_certificates: the file /nowhere.pem can.t be read'
  expect "tenants: the other opened nothing" "$(ls "$run/tenants/hospital/ports.json" 2>/dev/null)" ""
}

# tenant_ask GATEWAY TOKEN: HTTP status of a question for references; the answer in tenant.json.
tenant_ask() {
  curl -s -o "$run/out/tenant.json" -w '%{http_code}' -H "$2" -H 'Content-Type: application/json' --data @"$(body references.json)" "$1/api/v1/references"
}
tenant_send() { "$bin/sluis" send --service "$2" --gateway "$1" --sandbox "$sandbox_json" --as auto --json "$(body "$3")" >"$run/out/tenant.json" 2>"$run/out/tenant.err"; echo $?; }
tenant_ids() { jq -r '.correlation_id // empty' "$run/tenants/$1/trail.jsonl" "$run/tenants/$1/log" | sort -u; }

tenants_keep_apart() {
  local physician citizen ids
  physician=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity professional "$PHYSICIAN")" --header)
  citizen=$("$bin/sluis" token --sandbox "$sandbox_json" --as "$(identity citizen "$PATIENT")" --header)
  step=tenant-a
  expect "tenants: a consent at the hospital" "$(tenant_send "$at_hospital" consent put_consent.xml)" 0
  expect "tenants: a link at the hospital" "$(tenant_send "$at_hospital" therlink put_link.xml)" 0
  expect "tenants: an exclusion at the hospital" "$(tenant_send "$at_hospital" exclusion put_exclusion.xml)" 0
  expect "tenants: lifted again" "$(tenant_send "$at_hospital" exclusion revoke_exclusion.xml)" 0
  expect "tenants: a token that the hospital believes" "$(tenant_ask "$at_hospital" "$physician")" 200
  expect "tenants: asks the hub of the hospital" "$(jq -r '[.sources[].name] | join(",")' "$run/out/tenant.json")" "$(jq -r --argjson n "$tenant_hub_a" '.hubs[] | select(.number == $n) | .name' "$sandbox_json")"
  expect "tenants: is not believed by the pharmacy" "$(tenant_ask "$at_pharmacy" "$physician")" 401
  step=tenant-b
  expect "tenants: nor is a signed message" "$(tenant_send "$at_pharmacy" therlink put_link.xml)" 3
  expect "tenants: the patient has no consent at the pharmacy" "$(tenant_send "$at_pharmacy" consent revoke_consent.xml)" 2
  tenant_ask "$at_pharmacy" "$citizen" >"$run/out/tenant.status"
  expect "tenants: nor does the pharmacy let see" "$(jq -r '.decision.decision // .decision // "none"' "$run/out/tenant.json" | head -n 1) $(grep -c "$tenant_hub_a_id" "$run/out/tenant.json")" "deny 0"
  expect "tenants: nor does it believe the desk of the hospital" "$(tenant_send "$at_pharmacy" consent put_consent.xml)" 3
  expect "tenants: what the hospital registered is still there" "$(tenant_ask "$at_hospital" "$physician")" 200
  ids=$(comm -12 <(tenant_ids hospital) <(tenant_ids pharmacy) | wc -l)
  expect "tenants: no call is in the logs or trails of both" "$ids $(tenant_ids hospital | grep -c .) $(tenant_ids pharmacy | grep -c .)" "0 $(tenant_ids hospital | wc -l) $(tenant_ids pharmacy | wc -l)"
  matches "tenants: each has some" "$(tenant_ids hospital | wc -l) $(tenant_ids pharmacy | wc -l)" '^[1-9][0-9]* [1-9][0-9]*$'
  expect "tenants: every line of a log says whose it is" "$(jq -r .tenant "$run/tenants/hospital/log" | sort -u) $(jq -r .tenant "$run/tenants/pharmacy/log" | sort -u)" "hospital pharmacy"
  expect "tenants: so does every figure" "$(curl -s "$at_pharmacy/metrics" | grep '^sluis_' | grep -vc '{tenant="pharmacy"[,}]')" 0
  expect "tenants: none of them of the other" "$(curl -s "$at_hospital/metrics" | grep -c pharmacy)" 0
}

tenants_by_the_command_line() {
  local told status
  "$bin/sluis" audit verify --config "$run/tenants/hospital.conf" --json >"$run/out/tenant.json"; status=$?
  expect "tenants: the trail of the hospital verifies" "$status $(jq '.records > 0' "$run/out/tenant.json")" "0 true"
  "$bin/sluis" audit verify --config "$run/tenants/pharmacy.conf" --json >"$run/out/tenant.json"; status=$?
  expect "tenants: and that of the pharmacy" "$status $(jq '.records > 0' "$run/out/tenant.json")" "0 true"
  matches "tenants: the hospital's outbox" "$("$bin/sluis" outbox --config "$run/tenants/hospital.conf" --state waiting; "$bin/sluis" outbox --config "$run/tenants/hospital.conf" --state done)" '"topic":"ehealth.exclusions"'
  expect "tenants: is not the pharmacy's" "$("$bin/sluis" outbox --config "$run/tenants/pharmacy.conf" --state waiting; "$bin/sluis" outbox --config "$run/tenants/pharmacy.conf" --state done)" ""
  told=$("$bin/sluis" outbox --config "$run/tenants/sluis.conf" 2>&1); status=$?
  matches "tenants: the file of all is none of one" "$status $told" '^[13] .*the settings of several organisations; name the file of one: .*hospital.conf, .*pharmacy.conf'
}

# whose NAME: the certificate that is shown for this name through HAProxy, and whether its owner answers.
whose() {
  openssl s_client -unix "$front/s" -servername "$1" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint 2>/dev/null
  curl -sk --noproxy '*' --unix-socket "$front/s" "https://$1/healthz"
}
shown_by() { openssl x509 -noout -fingerprint -in "$1"; echo '{"status":"alive"}'; }

# The file that is shipped, with the addresses of this run.
tenants_behind_one_address() {
  local balancer tries=0 front
  front=$(mktemp -d)  # the path of a socket must be short
  sed "s|bind :443|bind unix@$front/s|; s|10.0.0.11:8443|127.0.0.1:$(jq -r .tls "$run/tenants/hospital/ports.json")|
    s|10.0.0.11:8444|127.0.0.1:$(jq -r .tls "$run/tenants/pharmacy/ports.json")|" packaging/haproxy/tenants.cfg >"$run/tenants/haproxy.cfg"
  haproxy -db -f "$run/tenants/haproxy.cfg" >"$logs/tenants-haproxy.log" 2>&1 &
  balancer=$!
  until [ -n "$(whose hospital.example)" ] || [ $tries -ge 100 ] || ! kill -0 $balancer 2>/dev/null; do tries=$((tries + 1)); sleep 0.2; done
  expect "tenants: one address, the hospital by its name" "$(whose hospital.example)" "$(shown_by "$(jq -r .gateway.server_certificate "$sandbox_json")")"
  expect "tenants: and the pharmacy by its own" "$(whose pharmacy.example)" "$(shown_by "$run/tenants/pharmacy/server.pem")"
  curl -sk --noproxy '*' --unix-socket "$front/s" https://nobody.example/healthz >"$run/out/nobody" 2>&1
  expect "tenants: no connection for another name" "$([ $? != 0 ] && echo refused) $(cat "$run/out/nobody")" "refused "
  kill -TERM $balancer 2>/dev/null; wait $balancer
  rm -rf "$front"
}

tenants() {
  local tenants_pid at_hospital at_pharmacy status step=tenants tenant_hub_a tenant_hub_b tenant_hub_a_id
  mapfile -t hubs_of_tenants < <(jq -r '.hubs[] | select(.kind == "hub") | .number' "$sandbox_json")
  tenant_hub_a=${hubs_of_tenants[0]} tenant_hub_b=${hubs_of_tenants[1]}
  tenant_hub_a_id=$(jq -r --argjson n "$tenant_hub_a" '.hubs[] | select(.number == $n) | .id' "$sandbox_json")
  write_tenants
  expect "tenants: good settings" "$(tenant_refusal "$run/tenants/sluis.conf")" "tenant hospital: good
tenant pharmacy: good
$run/tenants/sluis.conf: good"
  tenants_may_not_share
  a_broken_tenant_stops_the_start
  local options=(--config "$run/tenants/sluis.conf")
  [ -n "$at" ] && options+=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  "$bin/sluisd" "${options[@]}" >"$logs/tenants.out" 2>&1 &
  tenants_pid=$!
  wait_for_file "$run/tenants/hospital/ports.json" $tenants_pid "$logs/tenants.out" "the gateway of two tenants"
  wait_for_file "$run/tenants/pharmacy/ports.json" $tenants_pid "$logs/tenants.out" "the gateway of two tenants"
  at_hospital=http://127.0.0.1:$(jq -r .plain "$run/tenants/hospital/ports.json")
  at_pharmacy=http://127.0.0.1:$(jq -r .plain "$run/tenants/pharmacy/ports.json")
  tenants_keep_apart
  tenants_by_the_command_line
  tenants_behind_one_address
  kill -TERM $tenants_pid
  wait $tenants_pid; status=$?
  expect "tenants: SIGTERM ends both with 0" "$status $(grep -c '"event":"stopped"' "$run/tenants/hospital/log") $(grep -c '"event":"stopped"' "$run/tenants/pharmacy/log")" "0 1 1"
}
