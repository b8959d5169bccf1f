#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

const model::TransactionName kDocument{"doc-1", "HUBAID", ""};

// A hub that knows one document of Anna, written by Gert.
struct OneDocument final : spi::Documents {
  Result<std::optional<model::DirectoryEntry>> find(const model::TransactionName& document, const model::Ssin& of) override {
    if (document.id != "doc-1" || of.text() != kAnna) return std::optional<model::DirectoryEntry>{};
    model::DirectoryEntry entry;
    entry.name = {"doc-1", "HUBAID", "1999990144"};
    entry.category = "labresult";
    entry.authors = {party(kGert, kGertNihii, "persphysician")};
    return std::optional(entry);
  }
};

struct Rights final : spi::AccessRights {
  std::vector<model::AccessRight> all;
  Result<std::vector<model::AccessRight>> rights_on(const model::TransactionName&, core::Instant) override { return all; }
  Result<spi::Written> put_right(const model::AccessRightRegistration&, const model::Declaration&) override {
    return Fault(FaultId::Internal, "not asked in this test");
  }
  Result<spi::Written> revoke_rights(const model::AccessRightRegistration&, const model::Declaration&) override {
    return Fault(FaultId::Internal, "not asked in this test");
  }
};

model::PartyClaim patient_party(const std::string& number) {
  model::PartyClaim claim;
  claim.ids.push_back({"INSS", number, {}});
  claim.codes.push_back({"CD-HCPARTY", "patient"});
  return claim;
}

model::Order right_order(model::OrderKind kind, const model::Identity& by, std::vector<model::PartyClaim> author, const std::string& right = "disallow") {
  model::Order order;
  order.kind = kind;
  order.caller = by;
  order.header.author.parties = std::move(author);
  model::AccessRightOrder content;
  content.transaction = kDocument;
  if (kind == model::OrderKind::PutAccessRight) {
    content.right = right;
    content.party = party(kSofie, "", "persphysician");
  }
  order.content = content;
  return order;
}

struct RightsBench : Bench {
  OneDocument documents;
  Rights rights;
  decision::Decider decider{{registry, &registers, nullptr, &rights, &documents}, clock, random, std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"};

  // "permit", or the rule that refuses.
  std::string judged(const model::Order& order) const {
    const auto decision = decider.decide(order).value();
    return decision.permitted() ? "permit" : decision.reason()->rule;
  }
  static model::Order by_anna(const std::string& right = "disallow") {
    return right_order(model::OrderKind::PutAccessRight, citizen(kAnna), {software(), patient_party(kAnna)}, right);
  }
};

model::AccessRightOrder& content_of(model::Order& order) { return std::get<model::AccessRightOrder>(order.content); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(access_right_orders, RightsBench)

BOOST_AUTO_TEST_CASE(the_patient_decides_on_his_document) {
  const auto decision = decider.decide(by_anna()).value();
  BOOST_REQUIRE(decision.permitted());
  const auto& wanted = std::get<model::AccessRightRegistration>(decision.registration);
  BOOST_TEST(wanted.transaction.hub == "1999990144");  // as the hub that holds it is called
  BOOST_TEST(!wanted.allow);
  BOOST_TEST(wanted.party->key() == "ssin:" + std::string(kSofie));
  BOOST_TEST(judged(by_anna("allow")) == "permit");
  for (const auto kind : {model::OrderKind::GetAccessRights, model::OrderKind::RevokeAccessRight})
    BOOST_TEST(judged(right_order(kind, citizen(kAnna), {patient_party(kAnna)})) == "permit");
}

BOOST_AUTO_TEST_CASE(the_author_decides_when_he_names_the_patient) {
  const auto own = party(kGert, kGertNihii, "persphysician");
  const auto put = model::OrderKind::PutAccessRight;
  BOOST_TEST(judged(right_order(put, gert(), {own, patient_party(kAnna)})) == "permit");
  BOOST_TEST(judged(right_order(put, gert(), {own})) == "author");
  BOOST_TEST(judged(right_order(put, gert(), {own, patient_party(kKobe)})) == "document");
  const auto other = professional(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(judged(right_order(put, other, {party(kNele, kNeleNihii, "persnurse"), patient_party(kAnna)})) == "author");
  BOOST_TEST(judged(right_order(put, other, {own, patient_party(kAnna)})) == "identity");
}

BOOST_AUTO_TEST_CASE(others_decide_nothing) {
  BOOST_TEST(judged(right_order(model::OrderKind::PutAccessRight, citizen(kMark), {patient_party(kAnna)})) == "identity");
  BOOST_TEST(judged(right_order(model::OrderKind::PutAccessRight, citizen(kKobe), {patient_party(kKobe)}, "allow")) == "document");
}

BOOST_AUTO_TEST_CASE(a_representative_acts_by_name) {
  const auto order = right_order(model::OrderKind::PutAccessRight, citizen(kMark), {patient_party(kMark), patient_party(kAnna)});
  const auto decision = decider.decide(order).value();
  BOOST_REQUIRE(decision.permitted());
  BOOST_TEST(!decision.representation.empty());
  BOOST_REQUIRE(decision.representative);
  BOOST_TEST(decision.representative->text() == kMark);
  BOOST_TEST(order.patient_number() == kAnna);
  const auto stranger = right_order(model::OrderKind::PutAccessRight, citizen(kPetra), {patient_party(kPetra), patient_party(kAnna)});
  BOOST_TEST(judged(stranger) == "identity");
}

BOOST_AUTO_TEST_CASE(a_document_that_nobody_knows_can_be_shielded_not_opened) {
  auto order = by_anna();
  content_of(order).transaction.id = "doc-2";
  BOOST_TEST(judged(order) == "permit");
  content_of(order).right = "allow";
  BOOST_TEST(judged(order) == "document");
  order = right_order(model::OrderKind::RevokeAccessRight, citizen(kAnna), {patient_party(kAnna)});
  content_of(order).transaction.id = "doc-2";
  BOOST_TEST(judged(order) == "permit");
  model::AccessRight of_kobe;
  of_kobe.declared.author.parties = {patient_party(kKobe)};
  rights.all = {of_kobe};
  BOOST_TEST(judged(order) == "document");  // somebody else's right stands on it
  content_of(order).transaction.id = "";
  BOOST_TEST(judged(order) == "document");
}

BOOST_AUTO_TEST_CASE(the_party_has_to_be_somebody) {
  const auto with = [&](model::PartyClaim whom) {
    auto order = by_anna();
    content_of(order).party = std::move(whom);
    return judged(order);
  };
  BOOST_TEST(with(party(kSofie, kSofieNihii, "persphysician")) == "permit");
  BOOST_TEST(with(party("", kSofieNihii, "")) == "permit");
  BOOST_TEST(with(party("", kPharmacy, "orgpharmacy")) == "permit");
  BOOST_TEST(with(party("", "", "persnurse")) == "permit");  // a whole role
  BOOST_TEST(with(party("", "", "")) == "party");
  BOOST_TEST(with(party("12345678901", "", "persphysician")) == "party");
  BOOST_TEST(with(party("", "20999610", "orgpharmacy")) == "party");
  BOOST_TEST(with(party(kGert, kSofieNihii, "persphysician")) == "party");  // numbers of two people
  const auto decision = decider.decide([&] {
                          auto order = by_anna();
                          content_of(order).party = party("", kSofieNihii, "persphysician");
                          return order;
                        }())
                            .value();
  BOOST_TEST(std::get<model::AccessRightRegistration>(decision.registration).party->key() == "ssin:" + std::string(kSofie));
}

BOOST_AUTO_TEST_SUITE_END()
