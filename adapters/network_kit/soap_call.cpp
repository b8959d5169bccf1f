#include "adapters/network_kit/soap_call.hpp"

#include "mappings/wss/envelope.hpp"

namespace sluis::adapters::network_kit {
namespace {

constexpr int kOk = 200;
constexpr int kServerError = 500;  // SOAP 1.1 sends its faults with it

spi::WireRequest request_to(const Counterpart& counterpart, std::string_view soap_action, std::string envelope, spi::Deadline deadline) {
  spi::WireRequest request;
  request.url = counterpart.url;
  request.content_type = "text/xml; charset=utf-8";
  request.headers.emplace_back("SOAPAction", "\"" + std::string(soap_action) + "\"");
  request.body = std::move(envelope);
  request.deadline = deadline;
  request.trusted_roots = counterpart.trusted_roots;
  request.network = counterpart.network;
  return request;
}

Result<Reply> fault_or_refusal(mappings::wss::SoapAnswer answer, const Counterpart& counterpart) {
  const auto code = answer.fault->code;
  if (!code.starts_with("SOA-01")) return Fault(FaultId::NetworkFault, "SOAP fault " + code.substr(0, 40), counterpart.network);
  return Reply{std::move(answer), code.substr(0, 40)};
}

Result<Reply> read(const spi::WireReply& reply, const Counterpart& counterpart, const native::Schema* schema) {
  if (reply.status != kOk && reply.status != kServerError)
    return Fault(FaultId::NetworkFault, "HTTP status " + std::to_string(reply.status), counterpart.network);
  auto answer = mappings::wss::read_soap_answer(reply.body);
  if (!answer) {
    if (reply.status == kServerError) return Fault(FaultId::NetworkFault, "HTTP status 500 without SOAP fault", counterpart.network);
    return refused(counterpart, answer.error().log_text());
  }
  if (answer->fault) return fault_or_refusal(std::move(*answer), counterpart);
  if (reply.status != kOk) return Fault(FaultId::NetworkFault, "HTTP status 500 without SOAP fault", counterpart.network);
  if (schema != nullptr) {
    const auto errors = schema->validate(answer->payload, 1);
    if (!errors.empty()) return refused(counterpart, "schema: " + errors.front().path + ": " + errors.front().expected);
  }
  return Reply{std::move(*answer), std::nullopt};
}

}  // namespace

Fault refused(const Counterpart& counterpart, std::string what) {
  return Fault(FaultId::NetworkAnswerRefused, std::move(what), counterpart.network);
}

Result<Reply> soap_call_with(const spi::Token& token, const Counterpart& counterpart, const Lent& lent, std::string_view soap_action,
                        std::string_view body, const native::Schema* schema, spi::Deadline deadline) {
  auto envelope = mappings::wss::token_envelope(body, token.assertion, token.assertion_id, token.holder.key, {lent.clock.now(), lent.random});
  if (!envelope) return std::move(envelope).error();
  const auto reply = lent.wire.post(request_to(counterpart, soap_action, std::move(*envelope), deadline));
  if (!reply) return reply.error();
  return read(*reply, counterpart, schema);
}

Result<Reply> soap_call(const Counterpart& counterpart, const Lent& lent, std::string_view soap_action, std::string_view body,
                   const native::Schema* schema, spi::Deadline deadline) {
  const auto token = lent.tokens.token(counterpart.identity, deadline);
  if (!token) return token.error();
  return soap_call_with(*token, counterpart, lent, soap_action, body, schema, deadline);
}

}  // namespace sluis::adapters::network_kit
