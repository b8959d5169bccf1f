# The gateway as the shipped unit runs it: a user of its own without capabilities, and nothing but its own folder. Sourced by run.

as_nobody_else() { setpriv --reuid "$own_user" --regid "$own_user" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "$@"; }

# readable_config: the settings with every file that they name copied to where this user may read it, and state of its own.
readable_config() {
  local file copy
  write_config | sed "/^\[network /,\$d; s|^ports_file = .*|ports_file = $own/state/ports.json|; s|^url = sqlite.*|url = sqlite:///$own/state/registry.sqlite|; s|^path = .*trail.jsonl|path = $own/state/trail.jsonl|; s|^path = .*gateway.log|path = $own/state/sluis.log|; s|^\[listen\]|as_root = refuse\n\n[listen]|" >"$own/etc/sluis.conf"
  grep -oE '(^|[ =])/[^, ]+' "$own/etc/sluis.conf" | tr -d ' =' | sort -u | while read -r file; do
    [ -f "$file" ] && [[ $file != $own/* ]] || continue
    copy=$own/etc/$(printf '%s' "$file" | tr / _)
    cp "$file" "$copy"
    sed -i "s|$file|$copy|g" "$own/etc/sluis.conf"
  done
  chown -R "root:$own_user" "$own/etc"
  chmod 750 "$own/etc"
  chmod 640 "$own/etc"/*
}

# The programs where this user can reach them.
own_programs() {
  own_bin=$bin
  as_nobody_else "$bin/sluisd" --version >/dev/null 2>&1 && return
  own_bin=$own/bin
  mkdir -p "$own/bin" "$own/share"
  cp "$bin/sluisd" "$own/bin/"
  cp -r "$bin/../share/sluis" "$own/share/"
}

# What the process has open outside its own folder, besides sockets, pipes and the like.
open_elsewhere() {
  local entry target
  for entry in "/proc/$1/fd"/*; do
    target=$(readlink "$entry") || continue
    case $target in
      "$own"/* | /dev/null | /dev/urandom) ;;
      /*) printf '%s ' "$target" ;;
    esac
  done
}

# With strace (long form): every path that was opened and is neither its own, nor a program, library, schema or table, nor what
# resolving names, certificates and times needs.
opened_elsewhere() {
  grep -ohE '(open|openat|openat2)\([^"]*"[^"]+"[^)]*\) = [0-9]+' "$1" | grep -oE '"[^"]+"' | tr -d '"' | tr -s / | sort -u |
    grep -vE "^($own/|$(cd "$own_bin/.." && pwd)/|/usr/lib|/lib|/etc/(ld\.so\.|ssl/|nsswitch|hosts|host\.conf|resolv\.conf|gai\.conf|localtime)|/usr/share/zoneinfo|/proc/(self|cpuinfo|meminfo|sys)|/sys/(devices|fs)|/dev/(null|urandom))"
}

privilege() {
  if [ "$(id -u)" != 0 ] || ! command -v setpriv >/dev/null; then
    say "end_to_end: least privilege is left out: it takes root to become another user"
    return
  fi
  local own own_user=64123 own_bin own_pid options=() program=() status
  own=$(mktemp -d)
  mkdir -p "$own/etc" "$own/state"
  chown "root:$own_user" "$own"
  chmod 750 "$own"
  chown "$own_user:$own_user" "$own/state"
  chmod 700 "$own/state"
  own_programs
  readable_config
  [ -n "$at" ] && options=(--clock "$(date -u -d "@$(sandbox_seconds)" +%FT%TZ)")
  [ -n "${trace_files:-}" ] && program=(strace -f -qq -e "trace=${trace_calls:-file}" -o "$own/state/strace")

  "$own_bin/sluisd" --config "$own/etc/sluis.conf" >"$run/out/root" 2>&1; status=$?
  matches "privilege: a start as root is refused where the settings say so" "$status $(cat "$run/out/root")" "^1 sluisd: .*as_root: started as root"
  step=privilege
  matches "privilege: elsewhere the log has a warning" "$(grep -h runs_as_root "$logs/gateway.log")" '"level":"warning"'

  # In a subshell, so that the umask is its own: nothing that it makes is anybody else's business.
  (umask 077; exec setpriv --reuid "$own_user" --regid "$own_user" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
    "${program[@]}" "$own_bin/sluisd" --config "$own/etc/sluis.conf" "${options[@]}") >"$own/state/out" 2>&1 &
  own_pid=$!
  wait_for_file "$own/state/ports.json" $own_pid "$own/state/out" "the gateway as a user of its own"
  [ -n "${trace_files:-}" ] && own_pid=$(pgrep -P "$own_pid" -x sluisd)
  expect "privilege: it is that user" "$(awk '/^(Uid|Gid):/ { print $2, $3, $4, $5 }' "/proc/$own_pid/status" | sort -u)" "$own_user $own_user $own_user $own_user"
  expect "privilege: it has no capability and can get none" "$(awk '/^Cap(Inh|Prm|Eff|Bnd|Amb):/ { print $2 } /^NoNewPrivs:/ { print $2 }' "/proc/$own_pid/status" | sort -u | tr '\n' ' ')" "0000000000000000 1 "
  "$bin/sluis" send --service consent --gateway "http://127.0.0.1:$(jq -r .plain "$own/state/ports.json")" --sandbox "$sandbox_json" --as auto --json \
    "$(body put_consent.xml)" >"$run/out/own.json" 2>"$run/out/own.err"; status=$?
  expect "privilege: and it serves" "$status" 0
  expect "privilege: nothing is open but what is its own" "$(open_elsewhere "$own_pid")" ""
  expect "privilege: what it makes is for nobody else" "$(find "$own/state" -type f -perm /077 | grep -v '/out$')" ""
  expect "privilege: keys of others are closed to it" "$(as_nobody_else cat "$run/sandbox.password" 2>/dev/null | wc -c)" 0
  expect "privilege: it has nothing to warn of" "$(grep -hcE 'runs_as_root|readable_by_others' "$own/state/sluis.log")" 0
  kill -TERM "$own_pid"
  wait $! 2>/dev/null; status=$?
  expect "privilege: and it ends well" "$status" 0
  [ -n "${trace_files:-}" ] && expect "privilege: it opened no file of others" "$(opened_elsewhere "$own/state/strace")" ""

  chmod o+r "$own/etc"/*.p12
  matches "privilege: a key that others can read is told" "$("$own_bin/sluisd" --check-config "$own/etc/sluis.conf" 2>&1)" "warning: .*\.p12 can be read or written by others"
  [ -n "${trace_files:-}" ] && cp "$own/state/strace" "$logs/privilege.strace"
  rm -rf "$own"
}
