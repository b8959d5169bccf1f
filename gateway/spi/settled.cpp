#include "gateway/spi/settled.hpp"

#include <algorithm>

namespace sluis::spi {
namespace {

template <class Record>
void settle(std::vector<Record>& records, core::Instant now) {
  for (auto& record : records) {
    record.declared.at = std::min(record.declared.at, now);
    if (record.revoked) record.revoked->at = std::min(record.revoked->at, now);
  }
}

}  // namespace

PatientFile settled(PatientFile file, core::Instant now) {
  settle(file.consents, now);
  settle(file.links, now);
  settle(file.exclusions, now);
  return file;
}

std::vector<model::AccessRight> settled(std::vector<model::AccessRight> rights, core::Instant now) {
  settle(rights, now);
  return rights;
}

}  // namespace sluis::spi
