#include "gateway/audit/trail_format.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::audit {
namespace {

constexpr std::string_view kHashMember = R"(,"hash":")";
constexpr std::string_view kEnd = R"("})";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kTail = kHashMember.size() + kHashDigits + kEnd.size();

std::string chain_prefix(std::int64_t seq, std::string_view previous) {
  return R"({"seq":)" + std::to_string(seq) + R"(,"previous":")" + std::string(previous) + R"(",)";
}

core::JsonWriter started(core::Instant at, std::string_view kind) {
  core::JsonWriter out;
  out.begin_object().member("time", core::to_text(at)).member("kind", kind);
  return out;
}

std::string without_braces(core::JsonWriter& out) {
  out.end_object();
  return out.text().substr(1, out.text().size() - 2);
}

void write_list(core::JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).begin_array();
  for (const auto& text : texts) out.value(text);
  out.end_array();
}

}  // namespace

std::string genesis_members(core::Instant at, std::string_view trail_id) {
  auto out = started(at, "genesis");
  out.member("trail", trail_id).member("form", 1);
  return without_braces(out);
}

std::string recovered_members(core::Instant at, std::string_view moved_to, std::int64_t bytes, std::string_view torn_hash) {
  auto out = started(at, "recovered");
  out.member("moved_to", moved_to).member("bytes", bytes).member("torn_sha256", torn_hash);
  return without_braces(out);
}

std::string event_members(const model::AuditEvent& event, std::string_view salt) {
  auto out = started(event.at, "order");
  out.member("salt", salt);
  out.member("correlation_id", event.correlation_id).member("request_id", event.request_id);
  out.member("operation", event.operation).member("caller_ssin", event.caller_ssin).member("caller_nihii", event.caller_nihii);
  out.member("caller_category", event.caller_category).member("caller_organisation", event.caller_organisation);
  out.member("caller_name", event.caller_name).member("end_user_ssin", event.end_user_ssin);
  out.member("end_user_nihii", event.end_user_nihii).member("end_user_category", event.end_user_category);
  out.member("end_user_name", event.end_user_name);
  out.member("patient_ssin", event.patient_ssin).member("outcome", event.outcome).member("rule", event.rule);
  write_list(out, "codes", event.codes);
  out.member("break_the_glass", event.break_the_glass).member("representation", event.representation);
  out.member("representative_ssin", event.representative_ssin);
  write_list(out, "sources", event.sources);
  out.member("record_id", event.record_id).member("document_id", event.document_id);
  out.member("document_scheme", event.document_scheme).member("document_hub", event.document_hub);
  out.member("document_category", event.document_category).member("search_type", event.search_type);
  out.member("software", event.software);
  return without_braces(out);
}

ChainedLine chain(std::int64_t seq, std::string_view previous, std::string_view members) {
  ChainedLine line;
  line.text = chain_prefix(seq, previous).append(members);
  line.hash = native::sha256_hex(line.text);
  line.text.append(kHashMember).append(line.hash).append(kEnd).append("\n");
  return line;
}

std::optional<std::string> own_hash(std::string_view line, std::string& why) {
  const auto refused = [&](const char* what) {
    why = what;
    return std::nullopt;
  };
  if (line.size() < kTail) return refused("it is too short to be a record");
  const auto content = line.substr(0, line.size() - kTail);
  const auto tail = line.substr(content.size());
  if (!tail.starts_with(kHashMember) || !tail.ends_with(kEnd)) return refused("it doesn't end with a hash");
  const std::string hash(tail.substr(kHashMember.size(), kHashDigits));
  if (native::sha256_hex(content) != hash) return refused("its content doesn't have the hash that it carries");
  return hash;
}

std::optional<std::string> check(std::string_view line, std::int64_t seq, std::string_view previous, std::string& why) {
  auto hash = own_hash(line, why);
  if (!hash || line.starts_with(chain_prefix(seq, previous))) return hash;
  const bool numbered = line.starts_with(R"({"seq":)" + std::to_string(seq) + ",");
  why = numbered ? "it doesn't follow the record before it" : "it has another number: a record was removed, inserted or moved";
  return std::nullopt;
}

bool is_beginning(std::string_view torn, std::int64_t seq, std::string_view previous) {
  const auto prefix = chain_prefix(seq, previous);
  const auto common = std::min(prefix.size(), torn.size());
  if (torn.substr(0, common) != std::string_view(prefix).substr(0, common)) return false;
  const auto hash = torn.find(kHashMember);
  return hash == std::string_view::npos || torn.size() <= hash + kTail;
}

}  // namespace sluis::audit
