#include "mappings/hubservices_v3/access_right.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"

using namespace sluis;
namespace v3 = mappings::hubservices_v3;

namespace {

const std::filesystem::path kSamples = SLUIS_SOURCE_DIR "/../shared/samples/hubs";

native::Document sample(const std::string& name) {
  std::ifstream in(kSamples / name);
  std::stringstream text;
  text << in.rdbuf();
  return native::Document::parse(text.str()).value();
}

bool without_samples() {
  if (std::filesystem::exists(kSamples)) return false;
  BOOST_TEST_MESSAGE("no ../shared/samples: left out");
  return true;
}

void expect_valid(const std::string& xml) {
  const auto document = native::Document::parse(xml);
  BOOST_REQUIRE(document);
  BOOST_TEST(native::canonical(document->root()) == xml);
  for (const std::string path : {SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd",
                                 SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd"}) {
    if (!std::filesystem::exists(path)) continue;
    const auto schema = native::Schema::compile({path});
    BOOST_REQUIRE(schema);
    for (const auto& error : schema->validate(document->root())) BOOST_ERROR(path << ": " << error.path << ": " << error.expected);
  }
}

v3::RightResponse example() {
  v3::RightResponse response;
  response.header.id = "71099911.1";
  response.header.author.ids.push_back({"ID-HCPARTY", "71099911", {}});
  response.header.author.codes.push_back({"CD-HCPARTY", "orghospital"});
  response.header.date = "2026-11-20";
  response.header.time = "10:15:00+01:00";
  response.header.request =
      "<c:request xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v3\"><c:id S=\"ID-KMEHR\" SV=\"1.0\">19998133004.1</c:id><c:author>"
      "<k:hcparty xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><k:id S=\"INSS\" SV=\"1.0\">62071498939</k:id>"
      "<k:cd S=\"CD-HCPARTY\" SV=\"1.1\">patient</k:cd></k:hcparty></c:author><c:date>2026-11-20</c:date><c:time>10:15:00</c:time></c:request>";
  return response;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(access_rights_on_the_wire)

BOOST_AUTO_TEST_CASE(requests_are_read) {
  if (without_samples()) return;
  const auto put = v3::read_right_request(sample("07-PutAccessRight.request.xml").root());
  BOOST_TEST(put.header.id == "19998133004.1021");
  BOOST_TEST(put.order.transaction.id == "c0ffee00-0001-4000-8000-00000000a001");
  BOOST_TEST(put.order.transaction.local_scheme == "HUBAID");
  BOOST_REQUIRE(put.order.party);
  BOOST_TEST(put.order.party->value("INSS").value() == "81090999019");
  BOOST_TEST(put.order.right == "disallow");
  const auto role = v3::read_right_request(sample("07-PutAccessRight.role.request.xml").root());
  BOOST_TEST(role.order.party->category() == "persnurse");
  BOOST_TEST(role.order.party->ids.empty());
  BOOST_TEST(role.order.right == "allow");
  const auto get = v3::read_right_request(sample("07-GetAccessRight.request.xml").root());
  BOOST_TEST(!get.order.party);
  BOOST_TEST(get.order.right == "");
  const auto revoke = v3::read_right_request(sample("07-RevokeAccessRight.request.xml").root());
  BOOST_TEST(revoke.order.party.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
  if (without_samples()) return;
  for (const std::string name : {"Put", "Get", "Revoke"}) {
    const auto request = v3::read_right_request(sample("07-" + name + "AccessRight.request.xml").root());
    const auto text = v3::write_right_request(name + "AccessRight", request);
    expect_valid(text);
    const auto again = v3::read_right_request(native::Document::parse(text).value().root());
    BOOST_TEST(v3::write_right_request(name + "AccessRight", again) == text);
    BOOST_TEST((again.order.transaction == request.order.transaction));
    BOOST_TEST(again.order.right == request.order.right);
  }
}

BOOST_AUTO_TEST_CASE(answers_are_valid_and_read_back) {
  auto response = example();
  expect_valid(v3::write_right_response("PutAccessRight", response));
  expect_valid(v3::write_right_response("GetAccessRight", response));
  v3::RightEntry right;
  right.transaction = {"doc-1", "HUBAID", ""};
  right.party.ids.push_back({"INSS", "81090999019", {}});
  right.party.codes.push_back({"CD-HCPARTY", "persphysician"});
  right.right = "disallow";
  response.rights = {right, right};
  response.rights[1].right = "allow";
  const auto text = v3::write_right_response("GetAccessRight", response);
  expect_valid(text);
  const auto read = v3::read_right_response(native::Document::parse(text).value().root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->complete);
  BOOST_REQUIRE(read->rights.size() == 2u);
  BOOST_TEST(read->rights[0].party.value("INSS").value() == "81090999019");
  BOOST_TEST(read->rights[0].right == "disallow");
  BOOST_TEST(read->rights[1].right == "allow");
  BOOST_TEST(read->rights[1].transaction.id == "doc-1");
}

BOOST_AUTO_TEST_CASE(a_refusal_lists_no_rights) {
  auto response = example();
  response.complete = false;
  response.errors.push_back({"ACCESS.AUTHOR", "Only the patient and the authors of the document decide on its rights", {}});
  const auto text = v3::write_right_response("GetAccessRight", response);
  expect_valid(text);
  BOOST_TEST(text.find("accessrightlist") == std::string::npos);
  const auto read = v3::read_right_response(native::Document::parse(text).value().root());
  BOOST_REQUIRE(read);
  BOOST_TEST(!read->complete);
  BOOST_REQUIRE(read->errors.size() == 1u);
  BOOST_TEST(read->errors.front().code == "ACCESS.AUTHOR");
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_kind_is_refused) {
  const auto read = [](const std::string& xml) { return v3::read_right_response(native::Document::parse(xml).value().root()).has_value(); };
  BOOST_TEST(!read("<GetAccessRightResponse/>"));
  BOOST_TEST(!read("<p:GetAccessRightResponse xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v3\"/>"));
  auto response = example();
  v3::RightEntry right;
  right.transaction = {"doc-1", "HUBAID", ""};
  right.right = "maybe";
  response.rights = {right};
  BOOST_TEST(!read(v3::write_right_response("GetAccessRight", response)));
}

BOOST_AUTO_TEST_SUITE_END()
