#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"
#include "mappings/vitalink/native_message.hpp"

using namespace sluis;
using namespace sluis::mappings::vitalink;

namespace {

const native::Schema& schema() {
  static const auto compiled = native::Schema::compile({SLUIS_SOURCE_DIR "/mappings/vitalink/native.xsd"});
  BOOST_REQUIRE(compiled.has_value());
  return *compiled;
}

native::Document valid(const std::string& text) {
  auto document = native::Document::parse(text);
  BOOST_REQUIRE(document.has_value());
  for (const auto& wrong : schema().validate(document->root())) BOOST_ERROR(wrong.path + ": " + wrong.expected);
  return std::move(*document);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vitalink_native)

BOOST_AUTO_TEST_CASE(requests_survive_both_ways) {
  NativeRequest request;
  request.client_id = "c";
  request.person = NativePerson{"An", "Test", "85073099833", "19997638004", "physician"};
  request.organisation = NativeOrganisation{"orghospital", "Huis", "NIHII", "71099911"};
  request.subject = "85073099833";
  request.page = NativePage{"/subject/85073099833/sumehr", 2, {}, {}};
  request.glass = "bewusteloos op spoed";
  request.with_business_data = true;
  for (const auto call : {NativeCall::Fetch, NativeCall::Store, NativeCall::Remove, NativeCall::Timestamps}) {
    request.call = call;
    if (call == NativeCall::Store)
      request.entries = {{"/subject/85073099833/sumehr/new", "r", 3, {{"languageCode", "nl-BE"}}, "<kmehrmessage/>"}};
    request.uri = "/subject/85073099833/sumehr/1/1";
    request.subjects = {"85073099833"};
    if (call == NativeCall::Remove) request.subject.clear();
    const auto text = write_native(request);
    const auto document = valid(text);
    const auto read = read_native_request(document.root());
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(write_native(*read) == text);
  }
}

BOOST_AUTO_TEST_CASE(responses_survive_both_ways) {
  NativeResponse response;
  response.client_id = "c";
  response.server_id = "s";
  response.code = "200";
  response.message = "OK";
  response.subject = "85073099833";
  response.last_updated = "2026-11-20T10:00:00+01:00";
  response.version = 7;
  response.nodes = {{"sumehr", 3, {"/subject/85073099833/sumehr", 1, 10, 1}, {{"/subject/85073099833/sumehr/1/1", "", 3, {{"a", "b"}}, "x"}}}};
  const auto text = write_native(response);
  const auto document = valid(text);
  const auto read = read_native_response(document.root());
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(write_native(*read) == text);
}

BOOST_AUTO_TEST_CASE(what_is_none_of_them_is_refused) {
  for (const auto* text : {"<Other/>", "<FetchDataEntriesRequest/>", "<FetchDataEntriesResponse/>",
                           "<RemoveDataEntryRequest xmlns=\"urn:x\"><dataEntryURI>u</dataEntryURI></RemoveDataEntryRequest>"}) {
    const auto document = native::Document::parse(text);
    BOOST_TEST(!read_native_request(document->root()).has_value());
    BOOST_TEST(!read_native_response(document->root()).has_value());
  }
}

BOOST_AUTO_TEST_CASE(the_samples_are_understood) {
  const std::string folder = SLUIS_SOURCE_DIR "/../shared/samples/vitalink/";
  for (const auto* name : {"native-StoreDataEntries.request.xml", "native-FetchDataEntries.request.xml",
                           "native-StoreDataEntries.response.xml", "native-FetchDataEntries.response.xml",
                           "native-Store.conflict.response.xml"}) {
    if (!std::filesystem::exists(folder + name)) {
      BOOST_TEST_MESSAGE("no samples here");
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(folder + name).rdbuf();
    const auto document = valid(text.str());
    const bool request = std::string(name).find("request") != std::string::npos;
    BOOST_TEST((request ? read_native_request(document.root()).has_value() : read_native_response(document.root()).has_value()));
  }
}

BOOST_AUTO_TEST_SUITE_END()
