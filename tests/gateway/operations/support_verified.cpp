#include "tests/gateway/operations/support_verified.hpp"

#include "gateway/core/calendar.hpp"

namespace sluis::security {

// Stands in for the gate: the one class that may make a Verified. This program does not link the real one.
class Gate final {
 public:
  static message::Verified hand_over(message::Raw raw, model::Identity identity, std::unique_ptr<native::Document> document) {
    const auto payload = document ? document->root() : native::Node{};
    return {std::move(raw), std::move(identity), std::move(document), payload};
  }
};

}  // namespace sluis::security

namespace sluis::test {
namespace {

const core::Instant kNow = *core::parse_instant("2026-11-20T09:15:00Z");

message::Raw raw_of(const std::string& body) {
  message::Raw raw;
  raw.body = body;
  raw.correlation_id = "0af7651916cd43dd8448eb211c80319c";
  raw.received = kNow;
  return raw;
}

}  // namespace

message::Verified verified_soap(const std::string& body_element, const model::Identity& identity) {
  auto document = std::make_unique<native::Document>(native::Document::parse(body_element).value());
  return security::Gate::hand_over(raw_of(body_element), identity, std::move(document));
}

message::Verified verified_json(const std::string& body, const model::Identity& identity) {
  return security::Gate::hand_over(raw_of(body), identity, nullptr);
}

model::Identity physician() {
  model::Identity identity;
  identity.category = "persphysician";
  identity.ssin = model::Ssin::parse("75052298760");
  identity.nihii = model::Nihii::parse("19998133004");
  identity.first_name = "Ada";
  identity.family_name = "Fictief";
  return identity;
}

model::Identity hospital() {
  model::Identity identity;
  identity.category = "orghospital";
  identity.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "71099911"};
  return identity;
}

model::Identity citizen() {
  model::Identity identity;
  identity.category = "patient";
  identity.ssin = model::Ssin::parse("62071498939");
  return identity;
}

spi::Voice Speaker::voice() { return {kNow, random_, "71099911", "orghospital", "Ziekenhuis"}; }

}  // namespace sluis::test
