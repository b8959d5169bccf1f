#include "adapters/ehealth/service_client.hpp"

#include "adapters/ehealth/contract.hpp"
#include "mappings/hubservices_v2/request_writer.hpp"

namespace sluis::adapters::ehealth {
namespace {

std::string_view action_of(spi::Subject subject) {
  switch (subject) {
    case spi::Subject::Consent: return kConsentAction;
    case spi::Subject::Links: return kLinksAction;
    case spi::Subject::Exclusions: return kExclusionsAction;
  }
  return "";
}

}  // namespace

std::string_view service_of(spi::Subject subject) {
  switch (subject) {
    case spi::Subject::Consent: return "consent";
    case spi::Subject::Links: return "therlink";
    case spi::Subject::Exclusions: return "exclusion";
  }
  return "";
}

std::string topic_of(spi::Subject subject) {
  switch (subject) {
    case spi::Subject::Consent: return "ehealth.consent";
    case spi::Subject::Links: return "ehealth.links";
    case spi::Subject::Exclusions: return "ehealth.exclusions";
  }
  return "";
}

ServiceClient::ServiceClient(spi::Subject subject, std::string url, const AuthoritySettings& settings, const spi::Surroundings& house)
    : subject_(subject), counterpart_{topic_of(subject), std::move(url), settings.identity, settings.trusted_roots},
      lent_{house.wire, house.tokens, house.clock, house.random},
      schema_(house.schema_of ? house.schema_of(service_of(subject)) : nullptr) {}

Result<mappings::hubservices_v2::ReadResponse> ServiceClient::call(const model::Order& order, spi::Deadline deadline) const {
  const auto body = mappings::hubservices_v2::write_request(order);
  const auto action = std::string(action_of(subject_)) + std::string(model::to_text(order.kind));
  const auto reply = network_kit::soap_call(counterpart_, lent_, action, body, schema_, deadline);
  if (!reply) return reply.error();
  if (reply->refusal) return Fault(FaultId::NetworkFault, "refused with " + *reply->refusal, counterpart_.network);
  const auto expected = std::string(model::to_text(order.kind)) + "Response";
  if (reply->answer.payload.name() != expected) return network_kit::refused(counterpart_, "another operation's answer");
  auto read = mappings::hubservices_v2::read_response(reply->answer.payload);
  if (!read) return network_kit::refused(counterpart_, read.error().log_text());
  if (read->request_id != order.header.id) return network_kit::refused(counterpart_, "the answer is about another request");
  return read;
}

}  // namespace sluis::adapters::ehealth
