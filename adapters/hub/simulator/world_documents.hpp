#pragma once

#include "adapters/hub/simulator/hub_identity.hpp"
#include "adapters/simulator_kit/document_store.hpp"
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox::hub {

// Puts what the world's documents say stands at this hub into its store. A scheme gets two elements.
void seed_documents(const HubIdentity& identity, const World& world, DocumentStore& store);

}  // namespace sluis::sandbox::hub
