#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;

namespace {

const model::TransactionName kReport{"doc-1", "HUBAID", ""};

// A hub that knows one document of Anna, written by Gert in a practice.
struct OneDocument final : spi::Documents {
  std::string category = "labresult";
  bool down = false;
  Result<std::optional<model::DirectoryEntry>> find(const model::TransactionName& document, const model::Ssin& of) override {
    if (down) return Fault(FaultId::NetworkTimedOut, "late", "hub:1999990144");
    if (document.id != "doc-1" || of.text() != kAnna) return std::optional<model::DirectoryEntry>{};
    model::DirectoryEntry entry;
    entry.name = {"doc-1", "HUBAID", "1999990144"};
    entry.category = category;
    entry.authors = {party(kGert, kGertNihii, "persphysician")};
    return std::optional(entry);
  }
};

model::PartyClaim with_reader(model::PartyClaim claim, const std::string& actor) {
  claim.ids.push_back({"ID-ENCRYPTION-ACTOR", actor, {}});
  claim.codes.push_back({"CD-ENCRYPTION-ACTOR", "NIHII"});
  return claim;
}

struct HubBench : Bench {
  OneDocument documents;
  decision::Decider decider{{registry, &registers, nullptr, nullptr, &documents}, clock, random, std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"};

  HubBench() { give_consent(kAnna); }
  void give_link() { link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01"); }

  // "permit", the codes that the rules name, or the rule that refuses.
  std::string judged(const model::Order& order) const {
    const auto decision = decider.decide(order);
    if (!decision) return "fault";
    if (decision->permitted()) return "permit";
    std::string codes;
    for (const auto& error : decision->errors) codes += (codes.empty() ? "" : " ") + error.code;
    return codes.empty() ? decision->reason()->rule : codes;
  }

  static model::Order asks(OrderKind kind) {
    auto made = order(kind, gert());
    made.header.author.parties = {with_reader(party(kGert, kGertNihii, "persphysician"), "19997638"), software()};
    model::HubOrder content;
    content.patient = patient(kAnna);
    content.documents = {kReport};
    made.content = content;
    return made;
  }
  static model::Order puts(OrderKind kind = OrderKind::PutTransaction, const std::string& category = "contactreport") {
    auto made = asks(kind);
    auto& content = std::get<model::HubOrder>(made.content);
    content.categories = {category};
    content.opened = true;
    content.written = model::WrittenContent{};
    content.written->folders = content.written->transactions = 1;
    content.written->patients = {patient(kAnna)};
    return made;
  }
};

model::HubOrder& content_of(model::Order& order) { return std::get<model::HubOrder>(order.content); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub_orders, HubBench)

BOOST_AUTO_TEST_CASE(a_document_is_read_by_who_may_read_its_kind) {
  BOOST_TEST(judged(asks(OrderKind::GetTransaction)) == "permit");  // he wrote it: no link needed (R28)
  documents.category = "sumehr";
  auto by_kim = asks(OrderKind::GetTransaction);
  by_kim.caller = professional(kKim, kKimNihii, "persphysiotherapist");
  by_kim.header.author.parties = {with_reader(party(kKim, kKimNihii, "persphysiotherapist"), "59997567")};
  BOOST_TEST(judged(by_kim) == "link");
  link(kAnna, person_party(kKim, "persphysiotherapist"), "consultation", "2026-11-01", "2028-02-01");
  BOOST_TEST(judged(by_kim) == "permit");
  documents.category = "vaccination";
  BOOST_TEST(judged(by_kim) == "matrix");
}

BOOST_AUTO_TEST_CASE(without_consent_nobody_reads_or_writes) {
  withdraw(kAnna, "2026-11-10T09:00:00Z");
  give_link();
  BOOST_TEST(judged(asks(OrderKind::GetTransaction)) == "consent");
  BOOST_TEST(judged(puts()) == "consent");
}

BOOST_AUTO_TEST_CASE(an_unknown_document_is_not_found_and_a_hub_that_is_down_is_no_unknown_document) {
  give_link();
  auto order = asks(OrderKind::GetTransaction);
  content_of(order).documents.front().id = "doc-2";
  BOOST_TEST(judged(order) == "document");
  documents.down = true;
  BOOST_TEST(judged(order) == "fault");
}

BOOST_AUTO_TEST_CASE(whoever_breaks_the_glass_says_why_and_is_a_physician) {
  auto order = asks(OrderKind::GetTransaction);
  order.header.break_the_glass = "short";
  BOOST_TEST(judged(order) == "HUB-BTG-1");
  order.header.break_the_glass = std::string(201, 'x');
  BOOST_TEST(judged(order) == "HUB-BTG-1");
  documents.category = "sumehr";
  auto nele = asks(OrderKind::GetTransaction);
  nele.caller = professional(kNele, kNeleNihii, "persnurse");
  nele.header.author.parties = {with_reader(party(kNele, kNeleNihii, "persnurse"), "49997131")};
  nele.header.break_the_glass = "unconscious in the emergency room";
  BOOST_TEST(judged(nele) == "break_the_glass");
  auto sofie = asks(OrderKind::GetTransaction);
  sofie.caller = professional(kSofie, kSofieNihii, "persphysician");
  sofie.header.author.parties = {with_reader(party(kSofie, kSofieNihii, "persphysician"), "19997737")};
  sofie.header.break_the_glass = "unconscious in the emergency room";
  BOOST_TEST(judged(sofie) == "permit");
}

BOOST_AUTO_TEST_CASE(writing_needs_the_right_to_write_and_no_link) {
  BOOST_TEST(judged(puts()) == "permit");
  BOOST_TEST(judged(puts(OrderKind::DeclareTransaction)) == "permit");
  auto nele = puts(OrderKind::PutTransaction, "labresult");
  nele.caller = professional(kNele, kNeleNihii, "persnurse");
  nele.header.author.parties = {party(kNele, kNeleNihii, "persnurse")};
  BOOST_TEST(judged(nele) == "matrix");
  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(judged(puts()) == "exclusion");
}

BOOST_AUTO_TEST_CASE(only_the_author_revokes) {
  BOOST_TEST(judged(asks(OrderKind::RevokeTransaction)) == "permit");
  auto sofie = asks(OrderKind::RevokeTransaction);
  sofie.caller = professional(kSofie, kSofieNihii, "persphysician");
  sofie.header.author.parties = {party(kSofie, kSofieNihii, "persphysician")};
  BOOST_TEST(judged(sofie) == "HUB-REV-1");
  content_of(sofie).documents.front().id = "gone";  // its hub tells, with its own number
  BOOST_TEST(judged(sofie) == "permit");
}

BOOST_AUTO_TEST_CASE(what_a_message_breaks_by_itself_is_named) {
  struct Case {
    const char* code;
    OrderKind kind;
    void (*change)(model::Order&);
  };
  const std::vector<Case> cases{
      {"HUB-ID-1", OrderKind::GetTransaction, [](auto& o) { content_of(o).patient->ids.front().value = "85073099834"; }},
      {"HUB-ID-2", OrderKind::GetTransaction, [](auto& o) { o.header.author.parties.front().ids.front().value = "19997639004"; }},
      {"HUB-ID-3", OrderKind::GetTransaction, [](auto& o) { content_of(o).hub = "1999990200"; }},
      {"HUB-AUT-1", OrderKind::GetTransaction, [](auto& o) { o.caller = professional(kSofie, kSofieNihii, "persphysician"); }},
      {"HUB-TRN-1", OrderKind::GetTransaction, [](auto& o) { content_of(o).documents = {{"", "", ""}}; }},
      {"HUB-TRN-1", OrderKind::RevokeTransaction, [](auto& o) { content_of(o).documents.front().local_scheme.clear(); }},
      {"HUB-SEAL-2", OrderKind::GetTransactionSet, [](auto& o) { o.header.author.parties = {party(kGert, kGertNihii, "persphysician")}; }},
      {"HUB-SEAL-2", OrderKind::GetTransaction,
       [](auto& o) { o.header.author.parties = {with_reader(party(kGert, kGertNihii, "persphysician"), "19997737")}; }},
      {"HUB-SEL-1", OrderKind::RequestPublication,
       [](auto& o) {
         content_of(o).begin = "2026-03-01";
         content_of(o).end = "2026-01-01";
       }}};
  for (const auto& one : cases) {
    auto order = asks(one.kind);
    one.change(order);
    BOOST_TEST_CONTEXT(one.code) BOOST_TEST(judged(order) == one.code);
  }
}

BOOST_AUTO_TEST_CASE(a_message_to_be_stored_is_one_sealed_document_or_a_whole_set) {
  auto clear = puts();
  content_of(clear).opened = false;
  BOOST_TEST(judged(clear) == "HUB-SEAL-1");
  auto two = puts();
  content_of(two).written->transactions = 2;
  BOOST_TEST(judged(two) == "HUB-PUT-1");
  auto set = puts(OrderKind::PutTransactionSet, "medicationscheme");
  auto& written = *content_of(set).written;
  written.transactions = 5;
  written.is_scheme = true;
  BOOST_TEST(judged(set) == "permit");  // the first one
  written.builds_on_stored = true;
  BOOST_TEST(judged(set) == "HUB-SET-1");
  written.has_version = true;
  written.subjects = {kKobe};
  BOOST_TEST(judged(set) == "HUB-SET-2");
  written.subjects = {kAnna};
  written.scheme_elements = 101;
  BOOST_TEST(judged(set) == "HUB-SET-3");
  written.scheme_elements = 100;
  BOOST_TEST(judged(set) == "permit");
}

BOOST_AUTO_TEST_CASE(what_is_sealed_for_the_hub_is_judged_by_who_sends_it) {
  auto sealed = puts();
  content_of(sealed) = {};
  content_of(sealed).sealed = true;
  BOOST_TEST(judged(sealed) == "permit");
  sealed.caller = professional(kSofie, kSofieNihii, "persphysician");
  BOOST_TEST(judged(sealed) == "HUB-AUT-1");
}

BOOST_AUTO_TEST_CASE(every_asked_kind_and_patient_has_to_be_readable) {
  give_link();
  auto order = asks(OrderKind::GetLatestUpdate);
  content_of(order).documents.clear();
  content_of(order).categories = {"sumehr", "medicationscheme"};
  BOOST_TEST(judged(order) == "permit");
  content_of(order).further_patients = {patient(kKobe)};
  BOOST_TEST(judged(order) == "consent");
}

BOOST_AUTO_TEST_CASE(a_care_provider_changes_his_own_file) {
  auto order = asks(OrderKind::PutHcPartyConsent);
  content_of(order) = {};
  content_of(order).party = party(kGert, kGertNihii, "persphysician");
  BOOST_TEST(judged(order) == "permit");
  content_of(order).party = party(kSofie, kSofieNihii, "persphysician");
  BOOST_TEST(judged(order) == "HUB-AUT-1");
  order.kind = OrderKind::GetHcPartyConsent;
  BOOST_TEST(judged(order) == "permit");
}

BOOST_AUTO_TEST_SUITE_END()
