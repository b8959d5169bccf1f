#pragma once

#include <string>
#include <vector>

#include "gateway/model/answer.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::routing {

// What one source of a fan-out brought.
struct SourceResult {
  model::SourceStatus status;
  std::optional<model::FolderPatient> patient;
  std::vector<model::DirectoryEntry> entries;
};

// A network's outcome as a source result. An answer about another patient, without a patient, or naming a hub that this network
// does not speak for is not believed: state Failed, code of NetworkAnswerRefused, no entries.
SourceResult judge(const spi::NetworkSettings& network, const model::Order& order, Result<model::Answer> outcome, long milliseconds);
// The status of a source that could not be used.
model::SourceStatus failed_status(const std::string& source, const std::string& name, const Fault& fault, long milliseconds);

// One answer of all: entries outside the question are dropped, those that the decision hides are counted as withheld by their
// source, equal ones (id and SL) become one that names all its sources; newest first, then by hub and id.
model::Answer merge(std::vector<SourceResult> results, const model::Order& order, const model::Decision& decision);

}  // namespace sluis::routing
