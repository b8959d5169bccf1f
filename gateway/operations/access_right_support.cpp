#include "gateway/operations/access_right_support.hpp"

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v3/access_right.hpp"
#include "mappings/hubservices_v3/reason_codes.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

// The party as a client wrote it: numbers before the category.
model::PartyClaim claim_of(const model::Party& party) {
  model::PartyClaim claim;
  if (party.nihii) {
    claim.ids.push_back({"ID-HCPARTY", party.nihii->text(), {}});
  } else if (party.organisation) {
    const auto scheme = party.organisation->scheme;
    claim.ids.push_back({scheme == model::OrganisationScheme::Cbe   ? "ID-CBE"
                         : scheme == model::OrganisationScheme::Ehp ? "ID-EHP"
                                                                    : "ID-HCPARTY",
                         party.organisation->number,
                         {}});
  }
  if (party.ssin) claim.ids.push_back({"INSS", party.ssin->text(), {}});
  if (!party.category.empty()) claim.codes.push_back({"CD-HCPARTY", party.category});
  return claim;
}

class AccessRights final : public spi::Operation {
 public:
  AccessRights(const AccessRightOperation& parts, v3::ReasonCodes codes)
      : parts_(parts),
        facts_{spi::Door::Soap, "intrahub", parts.name, "/IntraHub/v3", v3::kProtocol, parts.request, parts.soap_action},
        codes_(std::move(codes)) {}

  const spi::OperationFacts& facts() const override { return facts_; }

  Result<model::Order> read(const message::Verified& message) const override {
    const auto body = message.payload();
    if (auto clean = mappings::hubservices_v2::check_identifiers(body); !clean) return std::move(clean).error();
    auto request = v3::read_right_request(body);
    model::Order order;
    order.kind = parts_.kind;
    order.caller = message.identity();
    order.header = std::move(request.header);
    order.content = std::move(request.order);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice& voice) const override {
    v3::RightResponse response;
    const auto moment = core::brussels_date_time(voice.now);
    response.header = {voice.number + "." + core::random_hex(voice.random, 8),
                       mappings::kmehr::make_party(voice.number, voice.category, voice.name), moment.substr(0, 10), moment.substr(11),
                       order.header.echo};
    if (!decision.permitted()) {
      add_refusal(decision, response);
    } else {
      for (const auto& error : answer.errors) response.errors.push_back({error.code, error.text, {}});
      if (parts_.kind == model::OrderKind::GetAccessRights) add_rights(answer, response);
      const bool nothing = parts_.kind == model::OrderKind::RevokeAccessRight && answer.record_id.empty() && answer.errors.empty();
      if (nothing) response.errors.push_back({codes_.of("nothing_stands").code, codes_.of("nothing_stands").text, {}});
    }
    response.complete = response.errors.empty();
    return v3::write_right_response(parts_.name, response);
  }

 private:
  void add_refusal(const model::Decision& decision, v3::RightResponse& response) const {
    const auto* failed = decision.reason();
    const auto& reason = codes_.of(failed == nullptr ? "default" : failed->rule);
    response.errors.push_back({reason.code, reason.text, {}});
  }

  static void add_rights(const model::Answer& answer, v3::RightResponse& response) {
    for (const auto& right : answer.rights) {
      if (!right.revoked) response.rights.push_back({right.transaction, claim_of(right.party), right.allow ? "allow" : "disallow"});
    }
  }

  AccessRightOperation parts_;
  spi::OperationFacts facts_;
  v3::ReasonCodes codes_;
};

}  // namespace

std::unique_ptr<spi::Operation> access_right_operation(const AccessRightOperation& parts) {
  return std::make_unique<AccessRights>(parts, v3::ReasonCodes::load(core::installed_mappings() + "/hubservices_v3/reason_codes.table"));
}

}  // namespace sluis::operations
