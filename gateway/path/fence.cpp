#include "gateway/path/fence.hpp"

#include "gateway/spi/settled.hpp"

namespace sluis::path {
namespace {

// What sources tell about a patient: these are asked outside, and that takes time.
bool fetches(model::OrderKind kind) {
  using enum model::OrderKind;
  switch (kind) {
    case ListReferences:
    case GetTransaction:
    case GetTransactionSet:
    case GetLatestUpdate:
    case GetPatient:
    case ReadDossierStatus:
    case CheckDossier:
    case ReadMedicationHistory:
    case ReadAuditTrail: return true;
    default: return false;
  }
}

template <class Record>
std::size_t acts_of(const std::vector<Record>& records) {
  std::size_t acts = 0;
  for (const auto& record : records) acts += static_cast<std::size_t>(record.version);
  return acts;
}

std::vector<std::string> patients_of(const model::Order& order) {
  std::vector<std::string> numbers{order.patient_number()};
  if (const auto* hub = std::get_if<model::HubOrder>(&order.content)) {
    if (hub->patient) numbers.push_back(hub->patient->value("INSS").value_or(""));
    for (const auto& patient : hub->further_patients) numbers.push_back(patient.value("INSS").value_or(""));
  }
  return numbers;
}

}  // namespace

Result<Fence::Mark> Fence::mark(const model::Order& order) const {
  if (!fetches(order.kind)) return Mark{};
  std::size_t acts = 0;
  for (const auto& number : patients_of(order)) {
    const auto patient = model::Ssin::parse(number);
    if (!patient) continue;
    const auto file = records_.file_of(*patient);
    if (!file) return file.error();
    acts += acts_of(file->consents) + acts_of(file->links) + acts_of(file->exclusions);
  }
  const auto* hub = std::get_if<model::HubOrder>(&order.content);
  if (hub == nullptr) return Mark{acts};
  for (const auto& document : hub->documents) {
    const auto rights = rights_.rights_on(document, spi::kEverything);
    if (!rights) return rights.error();
    acts += acts_of(*rights);
  }
  return Mark{acts};
}

}  // namespace sluis::path
