#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/spi/network.hpp"
#include "mappings/hubservices_v3/peer_codes.hpp"
#include "adapters/network_kit/soap_call.hpp"

// The reference list of any network that speaks intrahub v3: hubs and the gateway of Vitalink.
namespace sluis::adapters::network_kit {

// What one such network does otherwise than the others.
struct Dialect {
  // Document types that it calls otherwise in lists: (CD-TRANSACTION, its name).
  std::vector<std::pair<std::string, std::string>> type_names;
  std::string_view default_local_scheme;  // SL of its documents when the settings name none
};

class ListExchange final {
 public:
  // Settings of the network: url, hub_id (EHP number), and optional sl, title, identity, trusted_roots. Fills source_id when it is
  // empty. Throws std::runtime_error naming the key.
  ListExchange(spi::NetworkSettings settings, const spi::Surroundings& house, Dialect dialect);

  const spi::NetworkSettings& settings() const { return settings_; }
  const native::Schema* schema() const { return schema_; }  // that answers are checked by
  // All pages of the source's own list. Faults: of the call; NetworkAnswerRefused when the answer is not ours.
  Result<model::Answer> ask(const model::Order& order, spi::Deadline deadline) const;

 private:
  mappings::hubservices_v3::ListRequest request_of(const model::Order& order) const;
  Result<mappings::hubservices_v3::ListResponse> ask_page(mappings::hubservices_v3::ListRequest& request, int index, spi::Deadline deadline,
                                                std::optional<std::string>& refusal) const;
  model::Answer answer_of(mappings::hubservices_v3::ListResponse response) const;
  std::string setting(const std::string& key) const;

  spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  const Dialect dialect_;
  network_kit::Counterpart counterpart_;
  mappings::hubservices_v3::PeerCodes codes_;
  std::shared_ptr<const native::Schema> compiled_;  // when the house lends none
  const native::Schema* schema_ = nullptr;
};

}  // namespace sluis::adapters::network_kit
