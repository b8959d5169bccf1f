#include "tests/mappings/support_v3.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "gateway/native/schema.hpp"

namespace sluis::test {

native::Document parsed(const std::string& xml) {
  auto document = native::Document::parse(xml);
  if (!document) BOOST_FAIL("no XML: " << xml);
  return std::move(*document);
}

void check_v3(const std::string& xml) {
  const std::string official = SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd";
  const auto document = parsed(xml);
  BOOST_TEST(native::canonical(document.root()) == xml);
  std::vector<std::string> schemas{SLUIS_SOURCE_DIR "/mappings/hubservices_v3/protocol.xsd"};
  if (std::filesystem::exists(official)) schemas.push_back(official);
  for (const auto& path : schemas) {
    const auto schema = native::Schema::compile({path});
    BOOST_REQUIRE_MESSAGE(schema, path);
    for (const auto& error : schema->validate(document.root())) BOOST_ERROR(path << ": " << error.path << ": " << error.expected);
  }
}

}  // namespace sluis::test
