#include "gateway/registry/postgres_session.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "gateway/registry/postgres_values.hpp"

namespace sluis::registry {
namespace {

using Kind = PostgresError::Kind;

// The beginning of a statement is enough to know it by.
std::string_view name_of(std::string_view statement) { return statement.substr(0, std::min<std::size_t>(statement.find('('), 60)); }

// SQLSTATE: connection gone, shutting down, or a server that became a standby.
bool means_lost(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P") || state == "25006";
}

}  // namespace

void PostgresSession::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }
void PostgresSession::Clear::operator()(pg_result* result) const { PQclear(result); }

PostgresSession::PostgresSession(const PostgresSettings& settings) {
  const auto seconds = std::to_string(settings.connect_timeout.count());
  const auto unanswered = std::to_string(std::chrono::milliseconds(settings.statement_timeout).count());
  // What stands later overrides: the url may choose another target, never another encoding.
  std::vector<const char*> keys{"target_session_attrs", "connect_timeout", "fallback_application_name", "tcp_user_timeout", "dbname", "client_encoding"};
  std::vector<const char*> values{"read-write", seconds.c_str(), "sluisd", unanswered.c_str(), settings.url.c_str(), "UTF8"};
  if (!settings.password.empty()) {
    keys.push_back("password");
    values.push_back(settings.password.c_str());
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  connection_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!connection_ || PQstatus(connection_.get()) != CONNECTION_OK) lost("connecting");
  PQsetNoticeReceiver(connection_.get(), hear, this);
  if (PQsetnonblocking(connection_.get(), 1) != 0) lost("connecting");
  const auto limit = std::to_string(std::chrono::milliseconds(settings.statement_timeout).count());
  const auto idle = std::to_string(std::chrono::milliseconds(settings.statement_timeout).count() * 2);
  answer_by(std::chrono::steady_clock::now() + settings.statement_timeout);
  simple("SET statement_timeout = " + limit + "; SET idle_in_transaction_session_timeout = " + idle +
         "; SET client_min_messages = warning; SET default_transaction_isolation = 'read committed'; "
         "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' "
         "ELSE 'on' END, false)");
}

PostgresSession::~PostgresSession() = default;

// The server's warnings: a commit that one comes with was not made as it should have been.
void PostgresSession::hear(void* session, const pg_result* notice) {
  const char* text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
  static_cast<PostgresSession*>(session)->warning_ = text ? text : "a warning";
}

bool PostgresSession::stands() const {
  if (PQstatus(connection_.get()) != CONNECTION_OK) return false;
  pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
  return ::poll(&socket, 1, 0) == 0;  // nothing is awaited: whatever came is an end
}

void PostgresSession::lost(std::string_view what) const {
  std::string reason = connection_ ? PQerrorMessage(connection_.get()) : "out of memory";
  std::ranges::replace(reason, '\n', ' ');
  while (reason.ends_with(' ')) reason.pop_back();
  throw PostgresError(Kind::Lost, "PostgreSQL: " + reason + " (" + std::string(what) + ")");
}

// The primary message and no more: DETAIL would show the values of a row.
void PostgresSession::refused(const pg_result* result, std::string_view what) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string code = state ? state : "";
  const auto kind = code == "40001" || code == "40P01" ? Kind::Conflict : code.empty() || means_lost(code) ? Kind::Lost : Kind::Refused;
  throw PostgresError(kind, "PostgreSQL: " + std::string(message ? message : "no answer") + " [" + code + "] (" + std::string(name_of(what)) + ")");
}

void PostgresSession::wait_for_socket(short events, std::string_view what) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
    if (left <= 0) throw PostgresError(Kind::Late, "PostgreSQL: no answer in time (" + std::string(name_of(what)) + ")");
    pollfd socket{PQsocket(connection_.get()), events, 0};
    const int ready = ::poll(&socket, 1, static_cast<int>(std::min<long>(left, 60'000)));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) lost(std::strerror(errno));
  }
}

PostgresSession::Result PostgresSession::answer(bool sent, std::string_view what) {
  if (!sent) lost(what);
  auto* connection = connection_.get();
  for (int left = PQflush(connection); left != 0; left = PQflush(connection)) {
    if (left < 0) lost(what);
    wait_for_socket(POLLIN | POLLOUT, what);
    if (PQconsumeInput(connection) == 0) lost(what);
  }
  Result last;
  for (;;) {
    while (PQisBusy(connection) != 0) {
      wait_for_socket(POLLIN, what);
      if (PQconsumeInput(connection) == 0) lost(what);
    }
    Result next(PQgetResult(connection));
    if (!next) break;
    const bool failed_before = last && PQresultStatus(last.get()) == PGRES_FATAL_ERROR;
    if (!failed_before) last = std::move(next);
  }
  if (!last) lost(what);
  const auto status = PQresultStatus(last.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    if (PQstatus(connection) != CONNECTION_OK) lost(what);
    refused(last.get(), what);
  }
  return last;
}

PostgresSession::Result PostgresSession::simple(const std::string& statements) {
  return answer(PQsendQuery(connection_.get(), statements.c_str()) == 1, statements);
}

std::vector<std::string> PostgresSession::tables() {
  return all("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", {}, [](const Row& row) { return row.text(0); });
}

void PostgresSession::begin() { begin_holding({}); }

void PostgresSession::begin_holding(std::string_view key) {
  held_.clear();
  if (key.empty()) {
    simple("BEGIN");
    return;
  }
  simple("BEGIN; SELECT pg_advisory_xact_lock(" + std::to_string(lock_of(key)) + ")");
  held_.emplace(key);
}

void PostgresSession::hold(std::string_view key) {
  if (key.empty() || held_.contains(key)) return;
  simple("SELECT pg_advisory_xact_lock(" + std::to_string(lock_of(key)) + ")");
  held_.emplace(key);
}

void PostgresSession::commit() {
  warning_.clear();
  const auto result = simple("COMMIT");
  // "ROLLBACK": the transaction had failed. A warning: the server stopped waiting for its standby; only it has the commit.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw PostgresError(Kind::Refused, "PostgreSQL: the transaction was rolled back");
  if (!warning_.empty()) throw PostgresError(Kind::Late, "PostgreSQL: " + warning_);
}

void PostgresSession::roll_back() { simple("ROLLBACK"); }

const std::string& PostgresSession::prepared(std::string_view text, std::span<const Value> parameters) {
  std::string key(text);
  if (const auto known = statements_.find(key); known != statements_.end()) return known->second;
  const auto name = "s" + std::to_string(statements_.size());
  std::vector<Oid> types;
  for (const auto& value : parameters) types.push_back(type_of(value));
  answer(PQsendPrepare(connection_.get(), name.c_str(), numbered(text).c_str(), static_cast<int>(types.size()), types.data()) == 1, text);
  return statements_.emplace(std::move(key), name).first->second;
}

long PostgresSession::execute(std::string_view text, std::span<const Value> parameters, const Each& each) {
  Result result;
  if (parameters.empty() && !each) {
    result = simple(std::string(text));
  } else {
    const auto& name = prepared(text, parameters);
    const WireValues wire(parameters);
    result = answer(PQsendQueryPrepared(connection_.get(), name.c_str(), wire.size(), wire.values(), wire.lengths(), wire.formats(), 1) == 1, text);
  }
  const int rows = each ? PQntuples(result.get()) : 0;
  for (int i = 0; i < rows; ++i) each(PostgresRow(result.get(), i));
  return std::atol(PQcmdTuples(result.get()));
}

}  // namespace sluis::registry
