# What a gateway does when something runs out, and that it needs no hand afterwards. Sourced by run, after cases_backup.sh.

own_status() { curl -s -o /dev/null -w '%{http_code}' "$own$1"; }
# own_decides: permit, deny, or the number of the fault.
own_decides() {
  jq -n --arg s "$PHYSICIAN" --arg n "$PHYSICIAN_NIHII" --arg p "$PATIENT" '{questions: [{caller: {ssin: $s, nihii: $n, category: "persphysician"},
    patient: {ssin: $p}, source: "hub:1999990144", category: "labresult", action: "read"}]}' >"$run/bodies/own.json"
  "$bin/sluis" check --gateway "$own" --sandbox "$sandbox_json" --json "$run/bodies/own.json" >"$run/out/own-check.json" 2>"$run/out/own-check.err"
  jq -r '.decisions[0].decision // empty' "$run/out/own-check.json" 2>/dev/null | grep . || cat "$run/out/own-check.json" "$run/out/own-check.err" | grep -oE 'SLU-[0-9]+' | head -n 1
}
# Until the gateway says that it is ready (200) or not (503); two minutes at most.
own_becomes() {
  local tries=0
  while [ "$(own_status /readyz)" != "$1" ] && [ $tries -lt 600 ]; do tries=$((tries + 1)); sleep 0.2; done
  own_status /readyz
}

# full_disk NAME FILL FREE: commands that take the room away and give it back.
full_disk() {
  local was
  expect "$1: a registration before" "$(own_send put_consent.xml)" "0 "
  was=$(wc -l <"$own_folder/trail.jsonl")
  $2
  expect "$1: a registration is refused with a technical fault" "$(own_send revoke_consent.xml | cut -d' ' -f1)" 3
  matches "$1: one that says why" "$(cat "$run/out/own.json" "$run/out/own.err")" "SLU-6001|SLU-6002|SOA-02001"
  matches "$1: nobody is shown anything that can't be recorded" "$(own_decides)" "^SLU-"
  expect "$1: the service description goes on" "$(own_status '/Consent/v1?wsdl')" 200
  expect "$1: the process is alive" "$(own_status /healthz)" 200
  expect "$1: readiness tells" "$(own_becomes 503)" 503
  expect "$1: and so do the figures" "$(own_status /metrics)" 200
  $3
  expect "$1: it is ready again by itself" "$(own_becomes 200)" 200
  expect "$1: what was refused was not stored" "$(own_send revoke_consent.xml)" "0 "
  matches "$1: decisions go on" "$(own_decides)" "^(permit|deny)$"
  "$bin/sluis" audit verify --config "$own_folder/gateway.conf" >"$run/out/verify.txt"
  expect "$1: the trail is whole" $? 0
  expect "$1: and longer" "$([ "$(wc -l <"$own_folder/trail.jsonl")" -gt "$was" ] && echo yes)" yes
}

limit_files() { prlimit --pid "$own_pid" --fsize=1: || result "file size limit: it can be set" false; }
free_files() { prlimit --pid "$own_pid" --fsize=unlimited:; }
fill_disk() { dd if=/dev/zero of="$own_folder/filler" bs=4k status=none 2>/dev/null; dd if=/dev/zero of="$own_folder/filler2" bs=1 status=none 2>/dev/null; }
free_disk() { rm -f "$own_folder/filler" "$own_folder/filler2"; }

registry_gone() {
  expect "registry gone: a registration before" "$(own_send put_consent.xml)" "0 "
  mv "$own_folder/registry.sqlite" "$own_folder/elsewhere"
  expect "registry gone: a registration is refused with a technical fault" "$(own_send revoke_consent.xml | cut -d' ' -f1)" 3
  matches "registry gone: without evidence no access" "$(own_decides)" "^SLU-"
  expect "registry gone: no empty one is made in its place" "$([ -e "$own_folder/registry.sqlite" ] && echo made)" ""
  expect "registry gone: readiness tells" "$(own_becomes 503)" 503
  mv "$own_folder/elsewhere" "$own_folder/registry.sqlite"
  expect "registry gone: ready when it is back" "$(own_becomes 200)" 200
  expect "registry gone: what was refused was not stored" "$(own_send revoke_consent.xml)" "0 "
}

# Clients that hold every descriptor: others wait or are refused, and it is over when they go.
out_of_descriptors() {
  local open n before
  open=$(ls "/proc/$own_pid/fd" | wc -l)
  before=$(prlimit --pid "$own_pid" --nofile --output SOFT --noheadings | tr -d ' ')
  prlimit --pid "$own_pid" --nofile=$((open + 3)): || result "descriptors: they can be limited" false
  for n in 1 2 3 4 5 6 7 8; do curl -s -m 60 -o /dev/null "$own/healthz" --next -s -m 60 -o /dev/null "$own/metrics" & done
  exec 7<>/dev/tcp/127.0.0.1/"${own##*:}" 8<>/dev/tcp/127.0.0.1/"${own##*:}" 9<>/dev/tcp/127.0.0.1/"${own##*:}"
  own_send put_consent.xml >/dev/null  # may be answered or not: nothing may break
  exec 7>&- 8>&- 9>&-
  expect "descriptors: the process is alive" "$(kill -0 "$own_pid" && echo alive)" alive
  prlimit --pid "$own_pid" --nofile="$before":
  expect "descriptors: ready afterwards" "$(own_becomes 200)" 200
  matches "descriptors: and registers" "$(own_send put_consent.xml)" "^0 $|MH2.ACCESS.8"
}

resources() {
  local own own_pid own_folder=$run/scarce
  step=scarce
  start_own "$own_folder"
  full_disk "file size limit" limit_files free_files
  registry_gone
  out_of_descriptors
  "$bin/sluis" audit verify --config "$own_folder/gateway.conf" >"$run/out/verify.txt"
  expect "resources: the trail is whole in the end" $? 0
  stop_own
  expect "resources: SIGTERM ends it with 0" $? 0
  own_folder=$run/small
  mkdir -p "$own_folder"
  if mount -t tmpfs -o size=3m sluis-test "$own_folder" 2>/dev/null; then
    start_own "$own_folder"
    full_disk "full disk" fill_disk free_disk
    stop_own
    umount "$own_folder"
  else
    say "end_to_end: no small file system can be mounted here; a full disk is tested as a limit on file sizes alone"
  fi
}
