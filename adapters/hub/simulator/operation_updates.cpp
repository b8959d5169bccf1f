// GetLatestUpdate and RequestPublication.
#include <algorithm>

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

struct Newest {
  core::Instant created, updated;
  std::optional<int> version;  // of a set
};

std::optional<Newest> newest(const HubParts& parts, const std::string& patient, const std::string& category) {
  if (category == kSetCategory) {
    for (const auto& node : parts.documents.nodes(patient)) {
      const bool set = !parts.identity.vitalink || node.base.ends_with(std::string("/") + kSchemeNode);
      if (set && node.version > 0) return Newest{node.created, node.updated, node.version};
    }
    return std::nullopt;
  }
  std::optional<Newest> found;
  for (const auto& document : parts.documents.current(patient)) {
    if (document.category != category) continue;
    if (!found) found = Newest{document.created, document.recorded, std::nullopt};
    found->updated = std::max(found->updated, document.recorded);
    found->created = std::min(found->created, document.created);
  }
  return found;
}

void write_update(XmlWriter& xml, const std::string& patient, const std::string& category, const Newest& found) {
  xml.open(c("latestupdate"));
  write_patient_id(xml, patient);
  write_scheme(xml, c("cd"), "CD-TRANSACTION", "1.6", category);
  if (found.version) xml.element(c("version"), std::to_string(*found.version));
  xml.element(c("createdatetime"), core::brussels_date_time(found.created));
  xml.element(c("updatedatetime"), core::brussels_date_time(found.updated)).close();
}

// HUB-UPD-1: nothing ever stored is 406, only nothing of this type 400; a composite stands in front of both.
void add_missing(const HubParts& parts, const std::string& patient, HubReply& reply) {
  if (reply.errors.empty()) reply.errors.push_back({"489", "At least one criterion failed"});
  reply.complete = false;
  if (!check_digits_right(patient)) {
    reply.errors.push_back({"400", "Subject with this SSIN unknown"});
  } else if (parts.documents.ever_wrote(patient)) {
    reply.errors.push_back({"400", "Nothing of this type was ever stored for the subject"});
  } else {
    reply.errors.push_back({"406", "No node found matching the URI"});
  }
}

}  // namespace

Result<HubReply> latest_update(HubParts& parts, const HubQuestion& question) {
  const auto criteria = question.subject.children(kCore, "criteria");
  if (criteria.empty()) return wrong("select/criteria");
  HubReply reply;
  XmlWriter xml;
  xml.open(c("latestupdatelist"));
  for (const auto& criterion : criteria) {
    const auto patient = patient_at(criterion);
    if (!patient) return patient.error();
    const auto categories = codes_of(criterion.children(kCore, "cd"), "CD-TRANSACTION");
    if (categories.empty()) return wrong("select/criteria/cd");
    for (const auto& category : categories) {
      const auto found = newest(parts, *patient, category);
      found ? write_update(xml, *patient, category, *found) : add_missing(parts, *patient, reply);
    }
    keep_look(parts, question, *patient, std::nullopt);
  }
  reply.rest = xml.close().take();
  return reply;
}

Result<HubReply> request_publication(HubParts& parts, const HubQuestion& question) {
  const auto patient = patient_at(question.subject);
  if (!patient) return patient.error();
  if (!question.subject.child(kCore, "transaction")) return wrong("select/transaction");
  if (auto refused = refused_number(*patient)) return *refused;
  const std::lock_guard lock(parts.registers.mutex);
  parts.registers.publications.push_back(*patient);
  return HubReply{};
}

}  // namespace sluis::sandbox::hub
