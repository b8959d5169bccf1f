#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/registry/session.hpp"

struct pg_result;

// Values as PostgreSQL's protocol carries them, in binary: numbers as int8, big end first.
namespace sluis::registry {

// The statement with $1, $2 ... in the places of '?', except inside quotes.
std::string numbered(std::string_view statement);
// The number of an advisory lock: the same on every node (FNV-1a, 64 bits). Two keys of one number only wait for each other.
std::int64_t lock_of(std::string_view key);
// Object identifier of the parameter's type (catalog pg_type): int8, text, bytea; 0 for nothing.
unsigned type_of(const Value& value);

// The parameters of one statement, in the form that libpq takes. Looks at the caller's texts.
class WireValues final {
 public:
  explicit WireValues(std::span<const Value> parameters);
  WireValues(const WireValues&) = delete;
  WireValues& operator=(const WireValues&) = delete;

  int size() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// A row of a result in binary form.
class PostgresRow final : public Row {
 public:
  PostgresRow(const pg_result* result, int row) : result_(result), row_(row) {}
  std::int64_t number(int column) const override;  // 0 when it is null
  std::string text(int column) const override;     // "" when it is null

 private:
  const pg_result* result_;
  int row_;
};

}  // namespace sluis::registry
