# PostgreSQL 15 for tests: a cluster of one's own in a folder of one's own. Sourced, not run.
#
#   url=$(start_postgres FOLDER)          makes the cluster, starts it, prints its URL (database and user "sluis", no password)
#   url=$(start_standby FOLDER PRIMARY)   the same as a streaming standby of the cluster in the folder PRIMARY
#   promote_postgres FOLDER               makes the standby a primary
#   halt_postgres FOLDER [MODE]           stops it and keeps the data; MODE: fast, immediate (as a crash)
#   resume_postgres FOLDER                starts it again, on the same port
#   stop_postgres FOLDER                  stops it and removes the folder
#   sql FOLDER STATEMENT                  runs a statement as owner of the database, prints bare rows
#
# FOLDER is made when it is absent. PostgreSQL refuses to run as root: then it runs as the user postgres.

SLUIS_PG_BIN=${SLUIS_PG_BIN:-/usr/lib/postgresql/15/bin}

as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups env -u PGHOST -u PGPORT -u PGUSER LC_ALL=C "$@")
  else
    env LC_ALL=C "$@"
  fi
}

postgres_is_there() {
  [ -x "$SLUIS_PG_BIN/initdb" ] && return 0
  echo "PostgreSQL 15 is not installed ($SLUIS_PG_BIN/initdb is missing): apt-get install postgresql-15" >&2
  return 1
}

postgres_folder() {
  mkdir -p "$1" || return 1
  chmod 711 "$1"
  if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$1" || return 1; fi
}

postgres_url() { printf 'postgresql://sluis@127.0.0.1:%s/sluis\n' "$(cat "$1/port")"; }

# On a port that nobody else has: tried until one is free.
postgres_on_free_port() {
  for try in 1 2 3 4 5 6 7 8 9 10 11 12; do
    printf '%s\n' $((15000 + (RANDOM * 32768 + RANDOM) % 17000)) >"$1/port"
    resume_postgres "$1" 2>"$1/start.err" && return 0
  done
  cat "$1/start.err" "$1/log" >&2
  return 1
}

resume_postgres() {
  as_postgres "$SLUIS_PG_BIN/pg_ctl" -D "$1/data" -w -t 120 -l "$1/log" \
    -o "-c port=$(cat "$1/port") -c listen_addresses=127.0.0.1 -c unix_socket_directories=$1 -c fsync=on -c shared_buffers=32MB -c hot_standby=on -c log_error_verbosity=terse" \
    start >/dev/null </dev/null
}

start_postgres() {
  postgres_is_there && postgres_folder "$1" || return 1
  as_postgres "$SLUIS_PG_BIN/initdb" -D "$1/data" -U sluis -A trust -E UTF8 --locale=C >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log" >&2; return 1; }
  postgres_on_free_port "$1" || return 1
  as_postgres "$SLUIS_PG_BIN/createdb" -h "$1" -p "$(cat "$1/port")" -U sluis sluis >&2 || return 1
  postgres_url "$1"
}

start_standby() {
  postgres_is_there && postgres_folder "$1" || return 1
  as_postgres "$SLUIS_PG_BIN/pg_basebackup" -h "$2" -p "$(cat "$2/port")" -U sluis -D "$1/data" -R -X stream -c fast >&2 || return 1
  postgres_on_free_port "$1" || return 1
  postgres_url "$1"
}

promote_postgres() { as_postgres "$SLUIS_PG_BIN/pg_ctl" -D "$1/data" -w -t 120 promote >/dev/null; }
halt_postgres() { as_postgres "$SLUIS_PG_BIN/pg_ctl" -D "$1/data" -w -t 120 -m "${2:-fast}" stop >/dev/null; }

stop_postgres() {
  [ ! -f "$1/data/postmaster.pid" ] || halt_postgres "$1" immediate
  rm -rf "$1"
}

sql() { as_postgres "$SLUIS_PG_BIN/psql" -X -q -A -t -h "$1" -p "$(cat "$1/port")" -U sluis -d sluis -v ON_ERROR_STOP=1 -c "$2"; }
