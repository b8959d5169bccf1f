#pragma once

#include <string>
#include <vector>

#include "gateway/model/answer.hpp"
#include "gateway/model/order.hpp"
#include "gateway/routing/sight.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::routing {

// What one source of a fan-out brought.
struct SourceResult {
  model::SourceStatus status;
  std::optional<model::FolderPatient> patient;
  std::vector<model::DirectoryEntry> entries;
  std::vector<model::Access> accesses;
  std::string hub;  // EHP number of the source when it is a hub
};

// A network's outcome as a source result. An answer about another patient, without a patient, or naming a hub that this network
// does not speak for is not believed: state Untrusted, code of NetworkAnswerRefused, no entries.
SourceResult judge(const spi::NetworkSettings& network, const model::Order& order, Result<model::Answer> outcome, long milliseconds);
// The status of a source that could not be used.
model::SourceStatus failed_status(const std::string& source, const std::string& name, const Fault& fault, long milliseconds);
// Of one that was left alone: Excluded, BreakerOpen.
model::SourceStatus not_asked(const spi::NetworkSettings& network, model::SourceState state);

struct Merged {
  model::Answer answer;
  std::vector<model::TransactionName> hidden;  // what the caller may not know of
};

// One answer of all. Equal documents (id and SL) become one that names all its sources, the one that is believed first: where
// descriptions differ, that of the hub that holds the document, else the one recorded last, else of the source whose id comes
// first. What is outside the question is dropped; what any description closes to the caller is hidden, and counted by source for
// trail and metrics. Newest first, then by hub, id and SL. Faults: those of `sight`.
Result<Merged> merge(std::vector<SourceResult> results, const model::Order& order, const model::Decision& decision, const Sight& sight = {});

}  // namespace sluis::routing
