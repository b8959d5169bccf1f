#include "gateway/operations/access_right_support.hpp"

#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v3/access_right.hpp"

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
    response.header = hub_answer_header(order, voice);
    if (!decision.permitted()) {
      response.errors = hub_refusal(decision, codes_);
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
  return std::make_unique<AccessRights>(parts, hub_reason_codes());
}

}  // namespace sluis::operations
