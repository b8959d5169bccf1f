// Patients and care providers: the hub's own registers, and the world's people behind them.
#include <algorithm>

#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

HubReply with(std::string rest) {
  HubReply reply;
  reply.rest = std::move(rest);
  return reply;
}

// The party with one of these numbers, as the world knows it; "" when it doesn't.
std::string party_of_world(const HubParts& parts, const std::vector<std::string>& numbers) {
  for (const auto& number : numbers) {
    const auto* provider = parts.world.provider_by_nihii(number);
    if (provider == nullptr) provider = parts.world.provider_by_ssin(number);
    const auto* organisation = parts.world.organisation_by_nihii(number);
    if (provider == nullptr && organisation == nullptr) continue;
    const auto party = party_of(parts.world, organisation != nullptr ? number : provider->nihii.front().number);
    XmlWriter xml;
    xml.open(c("hcparty"));
    write_scheme(xml, c("id"), "ID-HCPARTY", "1.0", party.number);
    if (!party.ssin.empty()) write_scheme(xml, c("id"), "INSS", "1.0", party.ssin);
    write_scheme(xml, c("cd"), "CD-HCPARTY", "1.1", party.category);
    if (!party.name.empty()) xml.element(c("name"), party.name);
    if (!party.family.empty()) xml.element(c("firstname"), party.first).element(c("familyname"), party.family);
    xml.element(c("recorddatetime"), core::brussels_date_time(core::start_of_day(parts.world.base)));
    return xml.close().take();
  }
  return {};
}

template <class Rows>
auto row_of(Rows& rows, const std::vector<std::string>& numbers) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return share_one(row.first, numbers); });
}

std::vector<std::string> party_numbers(Node parent) {
  return numbers_of(parent.child(kCore, "hcparty").children(kCore, "id"));
}

}  // namespace

Result<HubReply> put_patient(HubParts& parts, const HubQuestion& question) {
  const auto inss = inss_of(question.subject.children(names::kKmehr, "id"));
  if (!inss) return wrong("patient/id");
  if (question.subject.children(names::kKmehr, "familyname").size() != 1) return wrong("patient/familyname");
  if (auto refused = refused_number(*inss)) return *refused;
  const std::lock_guard lock(parts.registers.mutex);
  return with(parts.registers.patients[*inss] = native::canonical(question.subject));
}

Result<HubReply> get_patient(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  if (auto refused = refused_number(*patient)) return *refused;
  const std::lock_guard lock(parts.registers.mutex);
  if (const auto own = parts.registers.patients.find(*patient); own != parts.registers.patients.end())
    return with(own->second);
  const auto* person = parts.world.person(*patient);
  if (person == nullptr) return refusal("400", "Subject with this SSIN unknown");
  XmlWriter xml;
  xml.open(c("patient"));
  write_person(xml, parts.world, *patient, person);
  return with(xml.close().take());
}

Result<HubReply> put_party(HubParts& parts, const HubQuestion& question) {
  const auto numbers = numbers_of(question.subject.children(kCore, "id"));
  if (numbers.empty() || question.subject.children(kCore, "cd").empty()) return wrong("hcparty");
  if (!question.subject.child(kCore, "recorddatetime")) return wrong("hcparty/recorddatetime");
  const std::lock_guard lock(parts.registers.mutex);
  auto row = row_of(parts.registers.parties, numbers);
  if (row == parts.registers.parties.end()) row = parts.registers.parties.insert(row, {numbers, {}});
  *row = {numbers, native::canonical(question.subject)};
  return with(row->second);
}

Result<HubReply> get_party(HubParts& parts, const HubQuestion& question) {
  const auto numbers = party_numbers(question.subject);
  if (numbers.empty()) return wrong("select/hcparty/id");
  const std::lock_guard lock(parts.registers.mutex);
  if (const auto row = row_of(parts.registers.parties, numbers); row != parts.registers.parties.end())
    return with(row->second);
  const auto known = party_of_world(parts, numbers);
  return known.empty() ? nothing() : with(known);
}

Result<HubReply> put_party_consent(HubParts& parts, const HubQuestion& question) {
  const auto numbers = party_numbers(question.subject);
  if (numbers.empty()) return wrong("consent/hcparty/id");
  if (text_at(question.subject, "signdate").empty()) return refusal("415", "signdate is missing");
  const std::lock_guard lock(parts.registers.mutex);
  auto row = row_of(parts.registers.party_consents, numbers);
  if (row == parts.registers.party_consents.end()) row = parts.registers.party_consents.insert(row, {numbers, {}});
  row->second = {native::canonical(question.subject), {}, true};
  return HubReply{};
}

Result<HubReply> get_party_consent(HubParts& parts, const HubQuestion& question) {
  const auto numbers = party_numbers(question.subject);
  if (numbers.empty()) return wrong("select/hcparty/id");
  const std::lock_guard lock(parts.registers.mutex);
  const auto row = row_of(parts.registers.party_consents, numbers);
  if (row == parts.registers.party_consents.end() || !row->second.active) return nothing();
  return with(row->second.text);
}

Result<HubReply> revoke_party_consent(HubParts& parts, const HubQuestion& question) {
  const auto numbers = party_numbers(question.subject);
  if (numbers.empty()) return wrong("consent/hcparty/id");
  if (text_at(question.subject, "revokedate").empty()) return refusal("415", "revokedate is missing");
  const std::lock_guard lock(parts.registers.mutex);
  const auto row = row_of(parts.registers.party_consents, numbers);
  if (row == parts.registers.party_consents.end() || !row->second.active) return refusal("406", "No consent to revoke");
  row->second.active = false;
  return HubReply{};
}

}  // namespace sluis::sandbox::hub
