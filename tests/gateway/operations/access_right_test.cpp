#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"
#include "mappings/hubservices_v3/access_right.hpp"
#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::unique_ptr<spi::Operation> make_put_access_right();
std::unique_ptr<spi::Operation> make_get_access_right();
std::unique_ptr<spi::Operation> make_revoke_access_right();
}

using namespace sluis;
using namespace sluis::test;
namespace v3 = mappings::hubservices_v3;

namespace {

std::string request(const std::string& operation, const std::string& more = {}) {
  const std::string wrapper = operation == "Get" ? "select" : "accessright";
  return "<p:" + operation +
         "AccessRightRequest xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v3\" xmlns=\"http://www.ehealth.fgov.be/hubservices/core/v3\" "
         "xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><request><id S=\"ID-KMEHR\" SV=\"1.0\">62071498939.1</id><author><k:hcparty>"
         "<k:id S=\"INSS\" SV=\"1.0\">62071498939</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">patient</k:cd></k:hcparty></author><date>2026-11-20</date>"
         "<time>10:15:00+01:00</time></request><" +
         wrapper + "><transaction><id S=\"LOCAL\" SV=\"1.0\" SL=\"HUBAID\">doc-1</id></transaction>" + more + "</" + wrapper + "></p:" + operation +
         "AccessRightRequest>";
}

std::unique_ptr<spi::Operation> operation_of(const std::string& name) {
  if (name == "Put") return operations::make_put_access_right();
  return name == "Get" ? operations::make_get_access_right() : operations::make_revoke_access_right();
}

model::Decision permit() {
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  return decision;
}

model::Decision deny(const std::string& rule) {
  model::Decision decision;
  decision.rules = {{"identity", model::Outcome::Pass, "", {}}, {rule, model::Outcome::Fail, "", {}}};
  return decision;
}

// What a client reads from our answer, which is valid by both schemas.
v3::RightResponse answered(const std::string& name, const std::string& xml, const model::Decision& decision, const model::Answer& answer) {
  const auto operation = operation_of(name);
  const auto order = operation->read(verified_soap(xml, citizen()));
  BOOST_REQUIRE(order);
  Speaker speaker;
  const auto text = operation->write(*order, decision, answer, speaker.voice());
  const auto document = native::Document::parse(text);
  BOOST_REQUIRE(document);
  BOOST_TEST(native::canonical(document->root()) == text);
  for (const std::string path : {SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd",
                                 SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd"}) {
    if (!std::filesystem::exists(path)) continue;
    const auto schema = native::Schema::compile({path});
    BOOST_REQUIRE(schema);
    for (const auto& error : schema->validate(document->root())) BOOST_ERROR(path << ": " << error.path << ": " << error.expected);
  }
  return v3::read_right_response(document->root()).value();
}

model::AccessRight right(bool allow) {
  model::AccessRight one;
  one.transaction = {"doc-1", "HUBAID", "1999990144"};
  one.party.category = "persphysician";
  one.party.ssin = model::Ssin::parse("75052298760");
  one.party.nihii = model::Nihii::parse("19998133004");
  one.allow = allow;
  return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(access_right_operations)

BOOST_AUTO_TEST_CASE(the_facts_are_those_of_the_description) {
  for (const std::string name : {"Put", "Get", "Revoke"}) {
    const auto operation = operation_of(name);
    const auto& facts = operation->facts();
    BOOST_TEST(facts.path == "/IntraHub/v3");
    BOOST_TEST(facts.service == "intrahub");
    BOOST_TEST(facts.request == name + "AccessRightRequest");
    BOOST_TEST(facts.soap_action == "urn:be:fgov:ehealth:intrahub:protocol:v3:" + name + "AccessRight");
  }
}

BOOST_AUTO_TEST_CASE(an_order_says_what_the_message_says) {
  const auto put = operation_of("Put")->read(verified_soap(
      request("Put", "<hcparty><id S=\"INSS\" SV=\"1.0\">75052298760</id></hcparty><cd S=\"CD-ACCESSRIGHT\" SV=\"1.0\">disallow</cd>"), citizen()));
  BOOST_REQUIRE(put);
  BOOST_TEST((put->kind == model::OrderKind::PutAccessRight));
  const auto& order = std::get<model::AccessRightOrder>(put->content);
  BOOST_TEST(order.transaction.id == "doc-1");
  BOOST_TEST(order.transaction.local_scheme == "HUBAID");
  BOOST_TEST(order.right == "disallow");
  BOOST_TEST(put->patient_number() == "62071498939");
  const auto get = operation_of("Get")->read(verified_soap(request("Get"), citizen()));
  BOOST_REQUIRE(get);
  BOOST_TEST((get->kind == model::OrderKind::GetAccessRights));
  const auto commented = operation_of("Put")->read(
      verified_soap(request("Put", "<hcparty><id S=\"INSS\" SV=\"1.0\">750522<!-- -->98760</id></hcparty><cd S=\"CD-ACCESSRIGHT\" SV=\"1.0\">allow</cd>"), citizen()));
  BOOST_REQUIRE(!commented);
  BOOST_TEST((commented.error().id() == FaultId::CommentRefused));
}

BOOST_AUTO_TEST_CASE(standing_rights_are_listed) {
  model::Answer answer;
  answer.rights = {right(false), right(true), right(true)};
  answer.rights[1].party.ssin.reset();
  answer.rights[1].party.nihii.reset();  // a role
  answer.rights[2].revoked = model::Declaration{};
  const auto response = answered("Get", request("Get"), permit(), answer);
  BOOST_TEST(response.complete);
  BOOST_REQUIRE(response.rights.size() == 2u);
  BOOST_TEST(response.rights[0].party.value("INSS").value() == "75052298760");
  BOOST_TEST(response.rights[0].party.value("ID-HCPARTY").value() == "19998133004");
  BOOST_TEST(response.rights[0].right == "disallow");
  BOOST_TEST(response.rights[1].party.ids.empty());
  BOOST_TEST(response.rights[1].party.category() == "persphysician");
  BOOST_TEST(answered("Get", request("Get"), permit(), {}).rights.empty());
}

BOOST_AUTO_TEST_CASE(refusals_have_codes) {
  const auto code = [](const std::string& name, const model::Decision& decision, const model::Answer& answer = {}) {
    const auto response = answered(name, request(name, name == "Put" ? "<hcparty/><cd S=\"CD-ACCESSRIGHT\" SV=\"1.0\">allow</cd>" : ""), decision, answer);
    BOOST_TEST(response.complete == response.errors.empty());
    return response.errors.empty() ? std::string("ok") : response.errors.front().code;
  };
  BOOST_TEST(code("Put", deny("author")) == "ACCESS.AUTHOR");
  BOOST_TEST(code("Get", deny("author")) == "ACCESS.AUTHOR");
  BOOST_TEST(code("Put", deny("document")) == "406");
  BOOST_TEST(code("Put", deny("party")) == "ACCESS.PARTY");
  BOOST_TEST(code("Put", deny("identity")) == "HUB-AUT-1");
  BOOST_TEST(code("Revoke", permit()) == "464");
  model::Answer revoked;
  revoked.record_id = "record-1";
  BOOST_TEST(code("Revoke", permit(), revoked) == "ok");
  BOOST_TEST(code("Put", permit(), revoked) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
