#include "gateway/operations/registration_support.hpp"

#include <algorithm>

#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

// Why not. Of a bulk: what the rules and what the registry refused, in the order of the entries (rulings R19).
std::vector<model::BusinessError> errors_of(const model::Decision& decision, const model::Answer& answer) {
  if (!decision.permitted()) return decision.errors;
  auto errors = answer.errors;
  for (const auto& entry : decision.answers) {
    if (entry.errors.empty()) continue;
    const auto told = [&](const auto& error) { return error.entry == entry.errors.front().entry; };
    if (std::ranges::none_of(answer.errors, told)) errors.insert(errors.end(), entry.errors.begin(), entry.errors.end());
  }
  std::ranges::stable_sort(errors, {}, &model::BusinessError::entry);
  return errors;
}

class Registration final : public spi::Operation {
 public:
  explicit Registration(const RegistrationOperation& parts)
      : parts_(parts), facts_{spi::Door::Soap, parts.service.service, parts.name,       parts.service.path,
                              hub::kProtocol,  parts.request,         parts.soap_action} {}

  const spi::OperationFacts& facts() const override { return facts_; }

  Result<model::Order> read(const message::Verified& message) const override {
    const auto body = message.payload();
    if (auto clean = hub::check_identifiers(body); !clean) return std::move(clean).error();
    model::Order order;
    order.kind = parts_.kind;
    order.caller = message.identity();
    order.header = hub::read_header(body);
    order.content = parts_.read(body);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice& voice) const override {
    const hub::Responder responder{voice.number, voice.category, voice.name, core::random_hex(voice.random, 16),
                                   voice.now};
    hub::ResponseWriter out(parts_.response, responder, order.header.echo);
    out.acknowledge(errors_of(decision, answer));
    if (parts_.write && decision.permitted()) parts_.write(out, decision, answer);
    return out.finish();
  }

 private:
  RegistrationOperation parts_;
  spi::OperationFacts facts_;
};

}  // namespace

std::unique_ptr<spi::Operation> registration_operation(const RegistrationOperation& parts) {
  return std::make_unique<Registration>(parts);
}

}  // namespace sluis::operations
