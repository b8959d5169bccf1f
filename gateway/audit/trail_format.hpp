#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/model/answer.hpp"
#include "gateway/model/audit_event.hpp"

namespace sluis::audit {

// A record is one line: {"seq":N,"previous":"<hash of the record before>", ...members..., "hash":"<hash>"}. Its hash is SHA-256
// over every byte of the line before `,"hash":`, so over its number and the hash before it as well: a chain.
inline constexpr std::string_view kNoHash = "0000000000000000000000000000000000000000000000000000000000000000";

// The members of a record without the surrounding chain, as JSON text `"time":…,"kind":…`.
std::string genesis_members(core::Instant at, std::string_view trail_id);
std::string recovered_members(core::Instant at, std::string_view moved_to, std::int64_t bytes, std::string_view torn_hash);
// `salt`: 128 random bits in hexadecimal, see shown_record.hpp.
std::string event_members(const model::AuditEvent& event, std::string_view salt);

struct ChainedLine {
  std::string text;  // with its line end
  std::string hash;
};
ChainedLine chain(std::int64_t seq, std::string_view previous, std::string_view members);

// The hash that the line ends with when it is whole, follows `previous` as number `seq`, and its bytes have that hash.
// Else nullopt, and `why` says what is wrong. The line is without its end.
std::optional<std::string> check(std::string_view line, std::int64_t seq, std::string_view previous, std::string& why);

// The hash that the line ends with, when its bytes have that hash. Else nullopt, and `why` says what is wrong.
std::optional<std::string> own_hash(std::string_view line, std::string& why);

// Whether the bytes behind the last line end can be the beginning of record `seq`: a write that a crash cut short.
bool is_beginning(std::string_view torn, std::int64_t seq, std::string_view previous);

// The text members of a record of this program; lists are joined by a blank. Empty when the line isn't in its form.
using Members = std::map<std::string, std::string, std::less<>>;
Members members_of(std::string_view line);
// One order as "who looked or tried to look".
std::optional<model::Access> access_of(const Members& members);

}  // namespace sluis::audit
