# kill -9 at random moments under load, short form; the long one is `crash --kills 200` (docs/reliability.md). Sourced by run.

crashes() {
  local status
  "$bin/crash" --kills 5 --authority --keys "$root/build/demo/keys" --bin "$bin" >"$run/out/crash.txt" 2>&1; status=$?
  cp "$run/out/crash.txt" "$logs/crash.txt"
  expect "crash: nothing lost, doubled or unrecorded, and everything owed is delivered once" "$status" 0
  [ "$status" = 0 ] || say "end_to_end: crash said: $(tail -n 12 "$run/out/crash.txt")"
  matches "crash: it was killed under load" "$(cat "$run/out/crash.txt")" "5 kills \(seed [0-9]+\), [1-9][0-9]* acknowledged"
  matches "crash: what was owed is delivered" "$(cat "$run/out/crash.txt")" "delivered [1-9][0-9]* items, once each"
}
