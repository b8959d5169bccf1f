#include "gateway/registry/postgres_values.hpp"

#include <libpq-fe.h>

namespace sluis::registry {
namespace {

constexpr unsigned kBytea = 17;
constexpr unsigned kInt8 = 20;
constexpr unsigned kText = 25;

}  // namespace

std::string numbered(std::string_view statement) {
  std::string text;
  bool quoted = false;
  int place = 0;
  for (const char c : statement) {
    if (c == '\'') quoted = !quoted;
    if (c == '?' && !quoted) {
      text += "$" + std::to_string(++place);
    } else {
      text += c;
    }
  }
  return text;
}

std::int64_t lock_of(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return static_cast<std::int64_t>(hash);
}

unsigned type_of(const Value& value) {
  struct Type {
    unsigned operator()(std::monostate) const { return 0; }
    unsigned operator()(std::int64_t) const { return kInt8; }
    unsigned operator()(std::string_view) const { return kText; }
    unsigned operator()(Bytes) const { return kBytea; }
  };
  return std::visit(Type{}, value.held());
}

WireValues::WireValues(std::span<const Value> parameters) : numbers_(parameters.size()) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& held = parameters[i].held();
    std::string_view bytes;
    if (const auto* number = std::get_if<std::int64_t>(&held)) {
      for (int byte = 0; byte < 8; ++byte) numbers_[i][static_cast<std::size_t>(byte)] = static_cast<char>(static_cast<std::uint64_t>(*number) >> (56 - 8 * byte));
      bytes = {numbers_[i].data(), numbers_[i].size()};
    } else if (const auto* text = std::get_if<std::string_view>(&held)) {
      bytes = *text;
    } else if (const auto* blob = std::get_if<Bytes>(&held)) {
      bytes = blob->content;
    }
    const bool nothing = std::holds_alternative<std::monostate>(held);
    values_.push_back(nothing ? nullptr : bytes.data() ? bytes.data() : "");
    lengths_.push_back(static_cast<int>(bytes.size()));
    formats_.push_back(1);
  }
}

std::int64_t PostgresRow::number(int column) const {
  const auto* bytes = reinterpret_cast<const unsigned char*>(PQgetvalue(result_, row_, column));
  const int length = PQgetlength(result_, row_, column);
  if (length == 0) return 0;
  if (length > 8) throw DatabaseError("PostgreSQL: a column is not the whole number that it should be");
  std::uint64_t number = (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (int i = 0; i < length; ++i) number = number << 8 | bytes[i];
  return static_cast<std::int64_t>(number);
}

std::string PostgresRow::text(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

}  // namespace sluis::registry
