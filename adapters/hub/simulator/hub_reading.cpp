#include "adapters/hub/simulator/hub_reading.hpp"

#include <algorithm>

#include "adapters/hub/simulator/hub_names.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::size_t kShortestReason = 10;  // HUB-BTG-1
constexpr std::size_t kLongestReason = 200;

std::string trimmed(Node node) {
  return std::string(core::trim(node.text()));
}

}  // namespace

Fault wrong(std::string where) {
  return Fault(FaultId::SchemaViolation, std::move(where));
}

HubReply refusal(std::string code, std::string text) {
  HubReply reply;
  reply.complete = false;
  reply.errors.push_back({std::move(code), std::move(text)});
  return reply;
}

HubReply nothing() {
  HubReply reply;
  reply.errors.push_back({"202", "No data available for profile or criteria"});
  return reply;
}

std::string text_at(Node parent, std::string_view name) {
  const auto node = parent.child(kCore, name);
  return node ? trimmed(node) : std::string();
}

Result<std::string> patient_at(Node parent) {
  const auto ids = parent.child(kCore, "patient").children(kCore, "id");
  if (ids.empty()) return wrong("patient/id");
  auto inss = inss_of(ids);
  for (const auto& id : ids) {  // templates of the vault name the SSIN so
    if (!inss && id.attribute("S").value_or("") == "ID-PATIENT") inss = trimmed(id);
  }
  if (!inss || inss->empty()) return wrong("patient/id");
  return *inss;
}

std::optional<HubReply> refused_number(const std::string& ssin) {
  if (check_digits_right(ssin)) return std::nullopt;
  return refusal("400", "Subject with this SSIN unknown");
}

std::optional<HubReply> refused_glass(const HubQuestion& question) {
  if (!question.request.child(kCore, "breaktheglass")) return std::nullopt;
  const auto length = core::utf8_length(question.glass);
  if (length >= kShortestReason && length <= kLongestReason) return std::nullopt;
  return refusal("360", "The reason to break the glass must have 10 to 200 characters");
}

std::optional<HubReply> refused_consent(HubParts& parts, const HubQuestion& question, const std::string& ssin) {
  const std::lock_guard lock(parts.registers.mutex);
  const auto consent = parts.registers.consents.find(ssin);
  if (consent != parts.registers.consents.end() && !consent->second.active) return refusal("365", "No consent given");
  for (const auto& [numbers, given] : parts.registers.party_consents) {
    if (!given.active && question.caller.is_one_of(numbers)) return refusal("365", "No consent of the care provider");
  }
  return std::nullopt;
}

std::optional<LocalName> local_name(const std::vector<Node>& ids) {
  for (const auto& id : ids) {
    const auto sl = id.attribute("SL").value_or("");
    if (id.attribute("S").value_or("") == "LOCAL" && !sl.empty() && !trimmed(id).empty()) return LocalName{sl, trimmed(id)};
  }
  return std::nullopt;
}

std::vector<std::string> numbers_of(const std::vector<Node>& ids) {
  std::vector<std::string> all;
  for (const auto& id : ids) all.push_back(trimmed(id));
  return all;
}

std::vector<std::string> codes_of(const std::vector<Node>& cds, std::string_view scheme) {
  std::vector<std::string> all;
  for (const auto& cd : cds) {
    if (scheme.empty() || cd.attribute("S").value_or("") == scheme) all.push_back(trimmed(cd));
  }
  return all;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

bool read_date(Node parent, std::string_view name, std::optional<core::Date>& into) {
  const auto node = parent.child(kCore, name);
  if (!node) return true;
  into = core::parse_date(trimmed(node));
  return into.has_value();
}

void write_patient_id(XmlWriter& xml, const std::string& ssin) {
  xml.open(c("patient"));
  write_scheme(xml, c("id"), "INSS", "1.0", ssin);
  xml.close();
}

void write_author(XmlWriter& xml, const HubParts& parts, const std::vector<std::string>& parties) {
  xml.open(c("author"));
  write_party(xml, parts.party());
  for (const auto& content : parties) xml.open(k("hcparty")).raw(content).close();
  xml.close();
}

void keep_look(HubParts& parts, const HubQuestion& question, const std::string& patient,
               const std::optional<KeptDocument>& document) {
  parts.trail.add({parts.clock.now(), patient, document, question.caller.parties.contents, question.caller.parties.numbers,
                   question.glass});
}

std::optional<std::string> explicit_right(HubParts& parts, const HubCaller& caller, const KeptDocument& document) {
  const std::lock_guard lock(parts.registers.mutex);
  std::optional<std::string> of_role;
  for (const auto& right : parts.registers.rights) {
    if (right.document != document.sl + "|" + document.id) continue;
    if (!right.numbers.empty()) {
      if (caller.is_one_of(right.numbers)) return right.right;
      continue;
    }
    const bool fits = std::find(right.categories.begin(), right.categories.end(), caller.category) != right.categories.end();
    if (fits && of_role != "disallow") of_role = right.right;
  }
  return of_role;
}

bool may_read(HubParts& parts, const HubCaller& caller, const KeptDocument& document) {
  if (caller.is_one_of(document.author_numbers)) return true;
  return explicit_right(parts, caller, document) != "disallow";
}

bool closed_for_pharmacist(const HubParts& parts, const HubCaller& caller, const KeptDocument& document) {
  return parts.identity.vitalink && document.category == "sumehr" && caller.pharmacist();
}

bool is_element(const KeptDocument& document) {
  return document.category == "medicationschemeelement" || document.category == "treatmentsuspension";
}

}  // namespace sluis::sandbox::hub
