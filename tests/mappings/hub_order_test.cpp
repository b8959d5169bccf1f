#include "mappings/hubservices_v3/hub_order.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"
#include "mappings/hubservices_v3/peer_codes.hpp"
#include "mappings/hubservices_v3/registrations.hpp"
#include "mappings/hubservices_v3/written_content.hpp"

using namespace sluis;
namespace v3 = mappings::hubservices_v3;

namespace {

const std::filesystem::path kSamples = SLUIS_SOURCE_DIR "/../shared/samples/hubs";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

native::Document sample(const std::string& name) { return native::Document::parse(text_of(kSamples / name)).value(); }

bool without_samples() {
  if (std::filesystem::exists(kSamples)) return false;
  BOOST_TEST_MESSAGE("no ../shared/samples: left out");
  return true;
}

const std::vector<native::Schema>& schemas() {
  static const auto all = [] {
    std::vector<native::Schema> out;
    for (const std::string path : {SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd",
                                   SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd"}) {
      if (std::filesystem::exists(path)) out.push_back(native::Schema::compile({path}).value());
    }
    return out;
  }();
  return all;
}

// Ours and the official one; and what is written is canonical as it stands.
void expect_valid(const std::string& xml) {
  const auto document = native::Document::parse(xml);
  BOOST_REQUIRE_MESSAGE(document, xml);
  BOOST_TEST(native::canonical(document->root()) == xml);
  for (const auto& schema : schemas())
    for (const auto& error : schema.validate(document->root())) BOOST_ERROR(error.path << ": " << error.expected);
}

std::string operation_of(native::Node body) {
  const std::string name(body.name());
  return name.substr(0, name.rfind("Re"));
}

// Everything in the folder that carries a hub order, not a list, a right or a trail of their own codecs.
std::vector<std::string> samples(std::string_view ending) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kSamples)) {
    const auto name = file.path().filename().string();
    const bool own = name.find("List") != std::string::npos || name.find("AccessRight") != std::string::npos || name.find("AuditTrail") != std::string::npos;
    if (name.ends_with(ending) && !own) names.push_back(name);
  }
  return names;
}

v3::HubRequest request_of(const std::string& name) {
  const auto document = sample(name);
  return v3::read_hub_request(document.root());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_orders_on_the_wire)

BOOST_AUTO_TEST_CASE(every_request_of_the_samples_is_written_as_it_was_read) {
  if (without_samples()) return;
  for (const auto& name : samples(".request.xml")) {
    BOOST_TEST_CONTEXT(name) {
      const auto document = sample(name);
      const auto operation = operation_of(document.root());
      const auto request = v3::read_hub_request(document.root());
      const auto written = v3::write_hub_request(operation, request.header, request.order.body);
      expect_valid(written);
      const auto again = v3::read_hub_request(native::Document::parse(written).value().root());
      BOOST_TEST(again.order.body == request.order.body);
      BOOST_TEST(again.header.id == request.header.id);
      BOOST_TEST(again.header.author.parties.size() == request.header.author.parties.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(every_response_of_the_samples_is_written_as_it_was_read) {
  if (without_samples()) return;
  for (const auto& name : samples(".response.xml")) {
    BOOST_TEST_CONTEXT(name) {
      const auto document = sample(name);
      const auto operation = operation_of(document.root());
      const auto response = v3::read_hub_response(operation, document.root());
      BOOST_REQUIRE(response);
      const auto written = v3::write_hub_response(operation, *response);
      expect_valid(written);
      const auto again = v3::read_hub_response(operation, native::Document::parse(written).value().root()).value();
      BOOST_TEST(again.content == response->content);
      BOOST_TEST(again.complete == response->complete);
      BOOST_TEST(again.errors.size() == response->errors.size());
      BOOST_TEST(again.header.request == response->header.request);
    }
  }
}

BOOST_AUTO_TEST_CASE(facts_that_are_judged_are_read) {
  if (without_samples()) return;
  const auto get = request_of("04-GetTransaction.external-hub.request.xml").order;
  BOOST_TEST(get.patient->value("INSS").value() == "62071498939");
  BOOST_TEST(get.hub == "1999990243");
  BOOST_REQUIRE(get.documents.size() == 1u);
  BOOST_TEST((get.documents.front() == model::TransactionName{"b-77", "HUBBID", "1999990243"}));
  const auto declared = request_of("01-DeclareTransaction.request.xml").order;
  BOOST_TEST(declared.categories == std::vector<std::string>{"labresult"});
  BOOST_TEST(declared.written->authors.size() == 1u);
  const auto latest = request_of("08-GetLatestUpdate.request.xml").order;
  BOOST_TEST(latest.categories == (std::vector<std::string>{"medicationscheme", "sumehr"}));
  BOOST_TEST(request_of("13-RequestPublication.request.xml").order.categories.front() == "sumehr");
  BOOST_TEST(request_of("09-PutPatient.request.xml").order.patient->value("INSS").value() == "62071498939");
}

BOOST_AUTO_TEST_CASE(a_message_to_be_stored_tells_what_it_holds) {
  if (without_samples()) return;
  const auto sealed = request_of("02-PutTransaction.sealed.request.xml").order;
  BOOST_TEST(sealed.sealed);
  BOOST_TEST(!sealed.written);
  BOOST_TEST(!sealed.patient);
  BOOST_TEST(sealed.hub == "1999990144");
  const auto clear = request_of("02-PutTransaction.cleartext-before-sealing.request.xml").order;
  BOOST_TEST(!clear.sealed);
  BOOST_TEST(clear.written->folders == 1);
  BOOST_TEST(clear.written->transactions == 1);
  BOOST_TEST(clear.categories.front() == "contactreport");
  const auto set = request_of("10-PutTransactionSet.cleartext-before-sealing.request.xml").order;
  BOOST_TEST(set.written->is_scheme);
  BOOST_TEST(set.written->has_version);
  BOOST_TEST(set.written->builds_on_stored);
  BOOST_TEST(set.written->scheme_elements >= 2);
  BOOST_TEST(set.hub == "1999990243");
}

BOOST_AUTO_TEST_CASE(a_folder_is_taken_out_and_put_back_around_its_seal) {
  if (without_samples()) return;
  const auto clear = request_of("02-PutTransaction.cleartext-before-sealing.request.xml").order.body;
  const auto folders = v3::folders_of(clear).value();
  const auto sealed = v3::with_sealed(clear, "DER").value();
  BOOST_TEST(v3::sealed_part(sealed).value() == "DER");
  BOOST_TEST(sealed.find("<k:folder") == std::string::npos);
  BOOST_TEST(v3::folders_of(v3::with_folders(sealed, folders).value()).value() == folders);
  BOOST_TEST(v3::folders_of(v3::with_folders(sealed, "<?xml version=\"1.0\"?>" + clear).value()).value() == folders);
  auto header = request_of("02-PutTransaction.sealed.request.xml").header;
  expect_valid(v3::write_hub_request("PutTransaction", header, sealed));
  BOOST_TEST(!v3::with_folders(sealed, "no XML at all"));
  BOOST_TEST(!v3::with_folders(sealed, "<other/>"));
  BOOST_TEST(!v3::sealed_part(clear));
}

BOOST_AUTO_TEST_CASE(latest_updates_carry_their_list_also_beside_errors) {
  v3::HubResponse response;
  if (without_samples()) return;
  response.header = v3::read_hub_response("GetLatestUpdate", sample("08-GetLatestUpdate.never-created.response.xml").root()).value().header;
  response.complete = false;
  response.errors.push_back({"HUB-AUT-1", "not who he says", {}});
  const auto written = v3::write_hub_response("GetLatestUpdate", response);
  expect_valid(written);
  BOOST_TEST(written.find("latestupdatelist") != std::string::npos);
  BOOST_TEST(written.find("S=\"LOCAL\" SL=\"SLUIS-ERROR\" SV=\"1.1\">HUB-AUT-1<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_document_is_asked_for_by_its_local_identifier) {
  if (without_samples()) return;
  const auto header = request_of("04-GetTransaction.local.request.xml").header;
  const auto written = v3::write_hub_request("GetTransaction", header, v3::write_document_select("62071498939", {"a&b", "HUBAID", "1999990144"}));
  expect_valid(written);
  const auto order = v3::read_hub_request(native::Document::parse(written).value().root()).order;
  BOOST_TEST((order.documents.front() == model::TransactionName{"a&b", "HUBAID", "1999990144"}));
}

BOOST_AUTO_TEST_CASE(codes_of_hubs_become_errors_unless_they_say_that_all_is_well) {
  const auto codes = v3::PeerCodes::load(SLUIS_SOURCE_DIR "/mappings/hubservices_v3/peer_codes.table");
  BOOST_TEST(codes.errors_of(true, {{"200", "", {}}, {"VALID", "", {}}}).empty());
  BOOST_TEST(codes.errors_of(true, {{"464", "names the patient", {}}}).front().code == "464");
  BOOST_TEST(codes.errors_of(true, {{"464", "names the patient", {}}}).front().text.find("patient") == std::string::npos);
  BOOST_TEST(codes.errors_of(false, {}).front().code == "500");
  BOOST_TEST(codes.errors_of(false, {{"489", "", {}}, {"400", "", {}}}).size() == 2u);
}

BOOST_AUTO_TEST_CASE(consents_and_links_are_read_in_the_words_of_the_hubs) {
  if (without_samples()) return;
  const auto consent = v3::read_consent(sample("12-PutPatientConsent.request.xml").root());
  BOOST_TEST(consent.sign_date.value() == "2026-03-02");
  BOOST_TEST(consent.types.front() == "retrospective");
  const auto put = sample("11-PutTherapeuticLink.request.xml");
  const auto author = v3::read_request_header(put.root().child(v3::kCore, "request")).author;
  const auto link = v3::read_link(put.root(), author);
  BOOST_TEST(link.type == "gpconsultation");
  BOOST_TEST(link.parties.front().category() == "persphysician");
  BOOST_TEST(link.proofs.front().type == "eidreading");
  const auto query = v3::read_link_question(sample("11-GetTherapeuticLink.request.xml").root(), author);
  BOOST_TEST(query.patients.size() == 1u);
  BOOST_TEST(query.parties.front().value("ID-HCPARTY").value() == "19998133004");
}

BOOST_AUTO_TEST_SUITE_END()
