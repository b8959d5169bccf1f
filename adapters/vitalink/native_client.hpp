#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/model/order.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/network.hpp"
#include "mappings/vitalink/native_message.hpp"

namespace sluis::adapters::vitalink {

// Calls of the native data-entry model (vitalink.md section 3): plain XML over HTTPS to the connector, which believes whoever reaches it.
class NativeClient final {
 public:
  // Settings: url, and optional trusted_roots. Throws std::runtime_error when our own schema can't be compiled.
  NativeClient(const spi::NetworkSettings& settings, const spi::Surroundings& house);

  // Who asks, as the order's caller and message say; subject and reason to break the glass included.
  mappings::vitalink::NativeRequest request_for(const model::Order& order, mappings::vitalink::NativeCall call) const;

  // Faults: those of the wire; NetworkFault for another HTTP status than 200; NetworkAnswerRefused for an answer of another form, to
  // another message, or about another subject.
  Result<mappings::vitalink::NativeResponse> ask(const mappings::vitalink::NativeRequest& request, spi::Deadline deadline) const;
  // Every entry of one node, all pages; the node without entries when there is none.
  struct WholeNode {
    mappings::vitalink::NativeResponse last;  // status and errors
    mappings::vitalink::NativeNode node;
  };
  Result<WholeNode> whole_node(mappings::vitalink::NativeRequest request, const std::string& node, spi::Deadline deadline) const;

 private:
  Fault refused(std::string what) const;

  const spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  std::shared_ptr<const native::Schema> schema_;
};

}  // namespace sluis::adapters::vitalink
