#include "adapters/hub/simulator/hub.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "adapters/metahub/simulator/metahub.hpp"
#include "gateway/native/schema.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

constexpr auto kAnna = "85073099833";
constexpr auto kCore = "http://www.ehealth.fgov.be/hubservices/core/v3";
constexpr auto kKmehr = "http://www.ehealth.fgov.be/standards/kmehr/schema/v1";
constexpr auto kList = "urn:be:fgov:ehealth:intrahub:protocol:v3:GetTransactionList";

std::string request_head(const std::string& more = {}) {
  return "<c:request><c:id S=\"ID-KMEHR\" SV=\"1.0\">71099911.1</c:id><c:author><k:hcparty xmlns:k=\"" +
         std::string(kKmehr) +
         "\"><k:id S=\"ID-HCPARTY\" SV=\"1.0\">71099911</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">orghospital</k:cd>"
         "<k:name>Testziekenhuis</k:name></k:hcparty></c:author><c:date>2026-11-20</c:date><c:time>10:15:00+01:00</"
         "c:time>" +
         more + "</c:request>";
}

std::string list_request(const std::string& patient, const std::string& transaction = {},
                         const std::string& head_more = {}) {
  return "<p:GetTransactionListRequest xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v3\" xmlns:c=\"" +
         std::string(kCore) + "\">" + request_head(head_more) + "<c:select><c:patient><c:id S=\"INSS\" SV=\"1.0\">" +
         patient + "</c:id></c:patient>" + transaction +
         "<c:searchtype>local</c:searchtype></c:select></p:GetTransactionListRequest>";
}

struct WithHubs {
  Stage& s = stage();
  MessageSecurity security = s.security();
  Hub hub{{1, "1999990144", "Hub A", "HUBAID", false}, s.world, security, s.clock, s.random};
  Hub vitalink{{3, "1999990243", "Vault", "vitalinkuri", true}, s.world, security, s.clock, s.random};
  LinkBook book{s.world, {{1, "1999990144", "Hub A"}, {2, "1999990342", "Hub B"}, {3, "1999990243", "Vault"}}, s.clock};
  Metahub metahub{book, security, s.clock, s.random};
  native::Credential hospital = s.credential("hospital", "71099911");

  Answer ask(Simulator& simulator, const char* path, const std::string& action, const std::string& body) {
    Signing how;
    how.token = organisation_token("hospital");
    return simulator.answer(soap_question(path, action, signed_message(hospital, body, how)));
  }
  Answer list(const std::string& body) { return ask(hub, kHubPath, kList, body); }
};

std::vector<native::Node> transactions(const Opened& message) {
  return message.content.child(kCore, "kmehrheader").child(kCore, "folder").children(kCore, "transaction");
}

std::string code(const Opened& message) {
  return message.content.child(kCore, "acknowledge").child(kCore, "error").child(kKmehr, "cd").text();
}

void check_official(const Opened& message) {
  const std::string file = SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd";
  if (!std::filesystem::exists(file)) {
    BOOST_TEST_MESSAGE("no official schema here");
    return;
  }
  static const auto schema = native::Schema::compile({file});
  BOOST_REQUIRE_MESSAGE(schema.has_value(), (schema.has_value() ? std::string() : schema.error().log_text()));
  for (const auto& e : schema->validate(message.content)) BOOST_ERROR(e.path + ": " + e.expected);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub, WithHubs)

BOOST_AUTO_TEST_CASE(it_lists_what_it_holds_newest_first) {
  const auto message = opened(list(list_request(kAnna)));
  check_official(message);
  const auto all = transactions(message);
  BOOST_TEST(all.size() == 4U);
  std::string previous = "9999";
  for (const auto& t : all) {
    BOOST_TEST(t.child(kCore, "author").child(kKmehr, "hcparty").child(kKmehr, "cd").text() == "hub");
    BOOST_TEST((t.child(kCore, "recorddatetime").text() <= previous));
    previous = t.child(kCore, "recorddatetime").text();
  }
  BOOST_TEST(native::canonical(message.content).find("SL=\"PatientAccess\" SV=\"1.0\">no<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(it_echoes_the_request) {
  const auto message = opened(list(list_request(kAnna, "", "<c:maxrows>2</c:maxrows>")));
  check_official(message);
  const auto echo = message.content.child(kCore, "response").child(kCore, "request");
  const auto sent = native::Document::parse(list_request(kAnna, "", "<c:maxrows>2</c:maxrows>"));
  BOOST_TEST(native::canonical(echo) == native::canonical(sent->root().child(kCore, "request")));
  BOOST_TEST(transactions(message).size() == 2U);
}

BOOST_AUTO_TEST_CASE(it_filters_by_type_and_period) {
  const auto typed = [](const std::string& more) {
    return "<c:transaction><c:cd S=\"CD-TRANSACTION\" SV=\"1.6\">labresult</c:cd>" + more + "</c:transaction>";
  };
  BOOST_TEST(transactions(opened(list(list_request(kAnna, typed(""))))).size() == 2U);
  const auto none = opened(list(list_request(kAnna, typed("<c:begindate>2026-11-20</c:begindate>"))));
  check_official(none);
  BOOST_TEST(transactions(none).empty());
  BOOST_TEST(code(none) == "202");
  BOOST_TEST(none.content.child(kCore, "acknowledge").child(kCore, "iscomplete").text() == "true");
  const auto inverted = opened(
      list(list_request(kAnna, typed("<c:begindate>2026-11-20</c:begindate><c:enddate>2026-01-01</c:enddate>"))));
  check_official(inverted);
  BOOST_TEST(inverted.content.child(kCore, "acknowledge").child(kCore, "iscomplete").text() == "false");
}

BOOST_AUTO_TEST_CASE(it_gives_pages) {
  const auto message =
      opened(list(list_request(kAnna, "", "<c:paginationinfo><c:index>3</c:index></c:paginationinfo>")));
  check_official(message);
  BOOST_TEST(transactions(message).size() == 1U);
  const auto pages = message.content.child(kCore, "response").child(kCore, "paginationinfo");
  BOOST_TEST(pages.child(kCore, "totalrecordcount").text() == "4");
}

BOOST_AUTO_TEST_CASE(the_vault_says_that_the_scheme_is_a_set) {
  const auto message = opened(ask(vitalink, kHubPath, kList, list_request(kAnna)));
  check_official(message);
  const auto text = native::canonical(message.content);
  BOOST_TEST(text.find("SL=\"vitalinkuri\" SV=\"1.0\">/subject/85073099833/medication-scheme<") != std::string::npos);
  BOOST_TEST(text.find("S=\"CD-HUBSERVICE\" SV=\"1.0\">GetTransactionSet<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_number_is_an_error_and_an_unknown_patient_has_nothing) {
  BOOST_TEST(code(opened(list(list_request("85073099834")))) == "400");
  BOOST_TEST(code(opened(list(list_request("70010108997")))) == "202");
}

BOOST_AUTO_TEST_CASE(only_a_recognised_organisation_is_served) {
  Sts sts(s.world, s.pki(), security, s.clock, s.random);
  const auto citizen = s.credential("citizen", kAnna);
  Signing how;
  how.token = token_or_code(sts, citizen, citizen, {{{"urn:be:fgov:person:ssin", kAnna}}, "", Wish{}.key_type});
  BOOST_TEST(soa_code(hub.answer(soap_question(kHubPath, kList, signed_message(citizen, list_request(kAnna), how)))) ==
             "SOA-01002");
  how.token = organisation_token("hospital");  // stolen: signed by another key
  BOOST_TEST(soa_code(hub.answer(soap_question(kHubPath, kList, signed_message(citizen, list_request(kAnna), how)))) ==
             "SOA-01001");
  BOOST_TEST(soa_code(hub.answer(soap_question(kHubPath, kList, signed_message(hospital, list_request(kAnna))))) ==
             "SOA-01001");
}

BOOST_AUTO_TEST_CASE(other_operations_and_wrong_forms_are_faults) {
  auto other = list_request(kAnna);
  for (auto at = other.find("TransactionList"); at != std::string::npos; at = other.find("TransactionList"))
    other.replace(at, 15, "Nothing");
  BOOST_TEST(soa_code(list(other)) == "SOA-03005");
  BOOST_TEST(soa_code(ask(hub, kHubPath, "urn:other", list_request(kAnna))) == "SOA-03005");
  auto headless = list_request(kAnna);
  const auto at = headless.find("<c:author>");
  headless.erase(at, headless.find("</c:author>") + 11 - at);
  BOOST_TEST(soa_code(list(headless)) == "SOA-03006");
}

BOOST_AUTO_TEST_CASE(the_metahub_names_hubs_only) {
  const auto request = [](const std::string& patient) {
    auto head = request_head();
    return "<p:GetPatientLinksRequest xmlns:p=\"urn:be:fgov:ehealth:metahub:protocol:v2\" "
           "xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\">" +
           head + "<p:select><p:patient><c:id S=\"INSS\" SV=\"1.0\">" + patient +
           "</c:id></p:patient></p:select></p:GetPatientLinksRequest>";
  };
  const auto action = "urn:be:fgov:ehealth:metahub:protocol:v2:GetPatientLinks";
  constexpr auto kProtocol = "urn:be:fgov:ehealth:metahub:protocol:v2";
  const auto links = [&](const std::string& patient) {
    const auto message = opened(ask(metahub, kMetahubPath, action, request(patient)));
    std::vector<std::string> hubs;
    for (const auto& link : message.content.child(kProtocol, "patientlinklist").children(kProtocol, "patientlink")) {
      hubs.push_back(link.child(kProtocol, "hcparty").child(kKmehr, "id").text());
    }
    return hubs;
  };
  BOOST_TEST((links(kAnna) == std::vector<std::string>{"1999990144", "1999990342", "1999990243"}));
  BOOST_TEST((links("90441599772") == std::vector<std::string>{"1999990342"}));
  BOOST_TEST(links("70010108997").empty());
  const auto wrong = ask(metahub, kMetahubPath, action, request("85073099834"));
  BOOST_TEST(wrong.body.find("MH2.INPUT.19") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
