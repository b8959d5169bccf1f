#include "adapters/metahub/metahub_call.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "adapters/network_kit/author.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::adapters::metahub {

MetahubCall::MetahubCall(const spi::NetworkSettings& settings, const spi::Surroundings& house, const std::string& identity)
    : time_limit_(settings.time_limit), house_(house), counterpart_{"metahub", settings.url, identity, setting(settings, "trusted_roots")} {}

Result<mappings::wss::SoapAnswer> MetahubCall::send(std::string_view action, std::string_view body, spi::Deadline deadline) const {
  const network_kit::Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
  const auto until = std::min(deadline, std::chrono::steady_clock::now() + time_limit_);
  auto reply = network_kit::soap_call(counterpart_, lent, action, body, nullptr, until);
  if (!reply) return std::move(reply).error();
  if (reply->refusal) return refusal("refused with " + *reply->refusal);
  return std::move(reply->answer);
}

model::RequestHeader MetahubCall::header() const {
  model::RequestHeader header;
  header.id = network_kit::fresh_request_id(house_.own, house_.random);
  const auto moment = core::brussels_date_time(house_.clock.now());
  header.date = moment.substr(0, 10);
  header.time = moment.substr(11);
  return header;
}

std::string setting(const spi::NetworkSettings& settings, const std::string& key, const std::string& fallback) {
  const auto found = settings.extra.find(key);
  return found == settings.extra.end() ? fallback : found->second;
}

long number_setting(const spi::NetworkSettings& settings, const std::string& key, long fallback) {
  const auto text = setting(settings, key);
  if (text.empty()) return fallback;
  long value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0)
    throw std::runtime_error(key + ": expected a number from 0");
  return value;
}

}  // namespace sluis::adapters::metahub
