# The samples of ../shared through a running gateway of their own, when that folder is there: file, expected, got. Sourced by run.

samples=$root/../shared/samples

the_samples() {
  [ -d "$samples" ] || { say "end_to_end: no ../shared/samples, the samples are left out"; return; }
  local world_of_dead=$run/dead.world.json plain_world=$run/plain.world.json
  samples_list=$run/samples_table.txt
  printf '%-62s | %-42s | %s\n' "file" "expected" "got" >"$samples_list"
  jq --arg patient 85073099833 '(.persons[] | select(.ssin == $patient)).death = "2026-11-19"' "$(jq -r .world "$sandbox_json")" >"$world_of_dead"
  # Without the global medical file that the sandbox knows of: it is a therapeutic link too.
  jq --arg patient 85073099833 '.gmd |= map(select(.patient != $patient))' "$(jq -r .world "$sandbox_json")" >"$plain_world"
  on_side_stage here "" "" send_listed here
  on_side_stage dead "$world_of_dead" "$run/here" send_listed dead
  on_side_stage fresh "$plain_world" "" send_listed fresh
  security_samples "$samples/security"
  mkdir -p "$root/build"
  cp "$samples_list" "$root/build/samples_table.txt"
  say "What became of each sample: build/samples_table.txt"
}

# on_side_stage NAME WORLD EARLIER COMMAND…: runs the command with a gateway (and, with a world, a sandbox) that knows nothing of the
# story; with the folder of an earlier stage it goes on with what was registered there.
on_side_stage() {
  local name=$1 own_world=$2 outer_gateway=$gateway_pid outer_sandbox=$sandbox_pid outer_run=$run outer_logs=$logs
  local run=$run/$name logs=$logs/$name world=$own_world config gateway gateway_tls port tls_port
  local sandbox_json=$sandbox_json gateway_pid="" sandbox_pid=$sandbox_pid eid_roots=""
  local card=$samples/security/certs/patient-signature-sample.pem
  [ -r "$card" ] && eid_roots=$card
  local eid_early=604800  # the card of the samples was issued two days after the moment of the samples
  mkdir -p "$run/out" "$run/bodies" "$logs"
  [ -n "$3" ] && cp "$3"/registry.sqlite* "$run"/
  shift 3
  [ -n "$world" ] && start_sandbox
  start_gateway
  local own_gateway=$gateway_pid own_sandbox=$sandbox_pid
  gateway_pid="$own_gateway $outer_gateway" sandbox_pid="$own_sandbox $outer_sandbox"
  "$@"
  kill -TERM "$own_gateway"; wait "$own_gateway"
  expect "the gateway for samples $name ends with 0" $? 0
  [ "$own_sandbox" = "$outer_sandbox" ] || { kill -TERM "$own_sandbox"; wait "$own_sandbox"; }
  cp "$logs"/* "$outer_logs"/ 2>/dev/null
  SLUIS_SANDBOX=$outer_run/sandbox/sandbox.json
}

# Every file of the three folders: those of the table in its order, then the others by name.
send_listed() {
  local stage=$1 file name before wanted sent=" "
  while IFS='|' read -r name before wanted; do
    name=$(xargs <<<"$name") before=$(xargs <<<"$before") wanted=$(xargs <<<"${wanted:-}")
    [[ -z $name || $name == \#* ]] && continue
    sent="$sent$name "
    case $before in
      "$stage"*) before=${before#"$stage"} ;;
      fresh*|dead*) continue ;;
      *) [ "$stage" = here ] || continue ;;
    esac
    local earlier
    for earlier in $before; do send_sample "$(file_of "$earlier")"; done
    judge_sample "$(file_of "$name")" "$wanted"
  done <"$root/tests/end_to_end/samples.table"
  [ "$stage" = here ] || return 0
  for file in "$samples"/{consent,therapeutic-link,therapeutic-exclusion}/{*.request.xml,invalid/*.xml}; do
    name=${file#"$samples"/}; name=${name%.request.xml}; name=${name%.business.xml}
    [[ $sent == *" $name "* ]] || judge_sample "$file" ""
  done
}

file_of() {
  local kind
  for kind in request business schema; do [ -e "$samples/$1.$kind.xml" ] && printf '%s' "$samples/$1.$kind.xml"; done
}

service_of() {
  case $1 in */consent/*) printf consent ;; */therapeutic-link/*) printf therlink ;; *) printf exclusion ;; esac
}

# send_sample FILE [IDENTITY]: codes in $codes, exit status in $sent_status.
send_sample() {
  "$bin/sluis" send --service "$(service_of "$1")" --gateway "$gateway" --as "${2:-auto}" --json "$1" >"$run/out/sample.json" 2>"$run/out/sample.err"
  sent_status=$?
  codes=$(jq -r '[.codes[].code] | join(" ")' "$run/out/sample.json" 2>/dev/null)
  official_schema "$1"
}

# What we answered must be valid by the official schema.
official_schema() {
  local xsd=$root/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-2_3.xsd
  jq -r 'select((.answer // "") != "") | .answer' "$run/out/sample.json" >"$run/out/answer.xml" 2>/dev/null
  [ -s "$run/out/answer.xml" ] && [ -r "$xsd" ] || return 0
  xmllint --nonet --noout --schema "$xsd" "$run/out/answer.xml" >"$run/out/xmllint.txt" 2>&1 ||
    result "the answer to $(basename "$1") is valid" false "$(head -n 2 "$run/out/xmllint.txt" | tr '\n' ' ')"
}

# codes_in FILE: the business codes that a text names, one a line.
codes_in() { grep -oE '(TL|MH2|CO|EX)\.[A-Z]+\.[0-9.]*[0-9]' "$1"; }
# told_by ANSWER: the status or value in it, for the table.
told_by() { grep -oE '<([a-z0-9]+:)?(status|value)( [^>]*)?>[A-Za-z]+' "$1" | sed -E 's/<([a-z0-9]+:)?([a-z]+)[^>]*>/, \2 /' | tr -d '\n'; }

# What the comment of a file says, else the answer that stands beside it: "acknowledged…", "refused CODE / CODE" or "fault SOA-03006".
expectation_of() {
  local file=$1 wanted=$2 answer named
  answer=${file%.request.xml}.response.xml
  named=$(grep -o '<!--.*-->' "$file" >"$run/out/comment.txt"; codes_in "$run/out/comment.txt" | paste -sd' ' | sed 's| | / |g')
  if [[ $file == *.schema.xml ]]; then
    printf 'fault SOA-03006'
  elif [ -n "$named$wanted" ]; then
    printf 'refused %s' "${named:-$wanted}"
  elif [ -e "$answer" ] && grep -q 'iscomplete[^>]*>true' "$answer"; then
    printf 'acknowledged%s' "$(told_by "$answer")"
  else
    printf 'refused %s' "$(codes_in "$answer" | paste -sd' ')"
  fi
}

got_now() {
  case $sent_status in
    0) printf 'acknowledged%s' "$(told_by "$run/out/answer.xml")" ;;
    2) printf 'refused %s' "$codes" ;;
    *) printf 'fault %s' "$codes" ;;
  esac
}

# Whether one of the expected codes came, or the very same outcome.
as_expected() {
  [ "$1" = "$2" ] && return 0
  [[ $1 == refused* && $2 == refused* ]] || return 1
  local code
  for code in ${1#refused }; do [[ " ${2#refused } " == *" $code "* ]] && return 0; done
  return 1
}

judge_sample() {
  local name=${1#"$samples"/} expected got identity=auto
  expected=$(expectation_of "$1" "$2")
  case $1 in
    */author-not-session.business.xml) identity=$(first_identity '.ssin == "72051999381"') ;;
    *.schema.xml) "$bin/sluis" validate --service "$(service_of "$1")" "$1" >"$run/out/validate.txt"; expect "sluis validate $name" $? 2 ;;
  esac
  send_sample "$1" "$identity"
  # Without a readable author nobody can be chosen to sign; who signs doesn't matter for a body that breaks the schema.
  [[ $1 == *.schema.xml && $codes != SOA-03006 ]] && send_sample "$1" "$(first_identity '.category == "persphysician"')"
  got=$(got_now)
  printf '%-62s | %-42s | %s\n' "$name" "$expected" "$got" >>"$samples_list"
  as_expected "$expected" "$got" && result "sample $name" true || result "sample $name" false "expected '$expected', got '$got'"
}

first_identity() { jq -r "[.identities[] | select(.kind == \"professional\" and $1)][0].p12" "$sandbox_json"; }

security_samples() {
  local file status
  for file in "$1"/*.xml; do
    "$bin/sluis" verify --sts-cert "$1/certs/sts-sample.pem" --at 2026-11-20T09:15:30Z "$file" >"$run/out/verify.txt" 2>&1; status=$?
    expect "sluis verify $(basename "$file")" "$status" 0
  done
  for file in "$1"/invalid/*.xml; do
    "$bin/sluis" verify --sts-cert "$1/certs/sts-sample.pem" --at 2026-11-20T09:15:30Z "$file" >"$run/out/verify.txt" 2>&1; status=$?
    expect "sluis verify invalid/$(basename "$file")" "$status" 2
  done
}
