#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "gateway/core/clock.hpp"

namespace sluis::registry {

// What a database refused or could not do. The text names statement and reason, never a value of a row.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Bytes {
  std::string_view content;
};

// A parameter of a statement: a text, a whole number, bytes, or nothing. It looks at the caller's text, which must outlive the
// statement.
class Value final {
 public:
  using Variant = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;

  Value(std::nullopt_t) {}
  template <std::integral Number>
  Value(Number number) : held_(static_cast<std::int64_t>(number)) {}
  Value(core::Instant at) : held_(std::int64_t{at.time_since_epoch().count()}) {}  // microseconds since 1970
  Value(std::string_view text) : held_(text) {}
  Value(const std::string& text) : held_(std::string_view(text)) {}
  Value(const char* text) : held_(std::string_view(text)) {}
  Value(Bytes bytes) : held_(bytes) {}

  const Variant& held() const { return held_; }

 private:
  Variant held_;
};

// A row that a statement gave; columns count from 0. Valid until the next one.
class Row {
 public:
  virtual ~Row() = default;
  virtual std::int64_t number(int column) const = 0;
  virtual std::string text(int column) const = 0;  // also of bytes
  core::Instant moment(int column) const { return core::Instant{std::chrono::microseconds{number(column)}}; }
  bool flag(int column) const { return number(column) != 0; }
};

enum class Dialect { Sqlite, Postgres };

// One connection to a database, used by one thread at a time. Statements are written with `?` for parameters and in the words that
// SQLite and PostgreSQL share; everything throws DatabaseError.
class Session {
 public:
  using Each = std::function<void(const Row&)>;

  virtual ~Session() = default;

  // Gives how many rows were added, changed or removed.
  long run(std::string_view statement, std::initializer_list<Value> parameters = {}) {
    return execute(statement, {parameters.begin(), parameters.size()}, {});
  }
  // `each` is called for every row and must not use the session.
  void each(std::string_view statement, std::initializer_list<Value> parameters, const Each& each) {
    execute(statement, {parameters.begin(), parameters.size()}, each);
  }
  // What `make` makes of every row.
  template <class Make>
  auto all(std::string_view statement, std::initializer_list<Value> parameters, Make make) {
    std::vector<std::invoke_result_t<Make, const Row&>> found;
    each(statement, parameters, [&](const Row& row) { found.push_back(make(row)); });
    return found;
  }
  // What `make` makes of the first row; nothing when there is none.
  template <class Make>
  auto first(std::string_view statement, std::initializer_list<Value> parameters, Make make) {
    std::optional<std::invoke_result_t<Make, const Row&>> found;
    each(statement, parameters, [&](const Row& row) {
      if (!found) found = make(row);
    });
    return found;
  }
  std::int64_t number(std::string_view statement, std::initializer_list<Value> parameters = {}) {
    return first(statement, parameters, [](const Row& row) { return row.number(0); }).value_or(0);
  }

  virtual Dialect dialect() const = 0;
  // Our tables and whatever else lies beside them.
  virtual std::vector<std::string> tables() = 0;
  // Begins a transaction that will write; it ends with COMMIT or ROLLBACK.
  virtual void begin() = 0;
  // Until the transaction ends nobody else, on whatever node, holds this key: what was read under it stays true until the commit.
  // Taken in every write for its patient (Database::write); SQLite lets in one writer at a time anyway.
  virtual void hold(std::string_view key) = 0;
  // What has to follow a SELECT so that rows which another transaction works on are passed over, not waited for.
  virtual std::string_view skip_locked() const = 0;

 private:
  virtual long execute(std::string_view statement, std::span<const Value> parameters, const Each& each) = 0;
};

}  // namespace sluis::registry
