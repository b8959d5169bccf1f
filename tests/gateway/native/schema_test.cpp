#include "gateway/native/schema.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/gateway/native/support.hpp"

using namespace sluis;
using namespace sluis::native;
using sluis::native::test::parsed;

namespace {

// A folder of schema files for one test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("sluis-schema-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string add(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

std::string xsd(const std::string& ns, const std::string& content) {
  return "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='" + ns + "' xmlns:o='urn:o' targetNamespace='" + ns +
         "' elementFormDefault='qualified'>" + content + "</xs:schema>";
}

const std::string kPerson = xsd("urn:t", R"(
  <xs:simpleType name='number'><xs:restriction base='xs:string'><xs:pattern value='[0-9]{11}'/></xs:restriction></xs:simpleType>
  <xs:element name='person'><xs:complexType><xs:sequence>
    <xs:element name='number' type='t:number'/>
    <xs:element name='born' type='xs:date' minOccurs='0'/>
    <xs:element name='name' maxOccurs='2'><xs:complexType><xs:simpleContent><xs:extension base='xs:string'>
      <xs:attribute name='L' default='en'><xs:simpleType><xs:restriction base='xs:string'>
        <xs:enumeration value='en'/><xs:enumeration value='nl'/></xs:restriction></xs:simpleType></xs:attribute>
      <xs:attribute name='S' use='required'/>
    </xs:extension></xs:simpleContent></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name='key' type='xs:ID'/></xs:complexType></xs:element>)");

Schema person_schema(const Folder& folder) {
  auto schema = Schema::compile({folder.add("person.xsd", kPerson)});
  if (!schema) BOOST_TEST_REQUIRE(false, schema.error().log_text());
  return *std::move(schema);
}

std::vector<SchemaError> errors_of(const Schema& schema, const std::string& content) {
  static std::vector<Document> kept;  // the nodes in the errors need it
  kept.push_back(parsed("<person xmlns='urn:t'>" + content + "</person>"));
  return schema.validate(kept.back().root());
}

const std::string kGood = "<number>72051999381</number><name S='x'>Gert</name>";

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(a_valid_element_has_no_errors_and_stays_as_it_was) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const auto document = parsed("<person xmlns='urn:t' key='k'>" + kGood + "</person>");
  const auto before = canonical(document.root());
  BOOST_TEST(schema.validate(document.root()).empty());
  BOOST_TEST(schema.validate(document.root()).empty());
  BOOST_TEST(canonical(document.root()) == before);
  BOOST_TEST(!document.root().children()[1].attribute("L").has_value());
}

BOOST_AUTO_TEST_CASE(only_the_given_element_is_judged) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const auto document = parsed("<e><unknown/><p:person xmlns:p='urn:t'><p:number>72051999381</p:number><p:name S='1'>G</p:name>"
                               "</p:person><unknown xmlns='urn:t'/></e>");
  BOOST_TEST(schema.validate(document.root().children()[1]).empty());
  BOOST_TEST(!schema.validate(document.root()).empty());
}

BOOST_AUTO_TEST_CASE(errors_say_where_and_what_is_expected_without_content) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const std::string number = "<number>72051999381</number>";
  struct Case {
    std::string content, path, expected;
  };
  const std::vector<Case> cases = {
      {"<number>secret</number><name S='x'>G</name>", "number", "a value of the pattern '[0-9]{11}'"},
      {number + "<born>secret</born><name S='x'>G</name>", "born", "a valid value of the atomic type 'xs:date'"},
      {number + "<name S='x' L='secret'>G</name>", "name/@L", "one of {'en', 'nl'}"},
      {number + "<name>G</name>", "name", "the attribute S is missing"},
      {number + "<name S='x' secret='1'>G</name>", "name/@secret", "this attribute is not allowed here"},
      {number + "<secret/>", "secret", "this element is not expected here; expected: born, name"},
      {number, "person", "a child element is missing; expected: born, name"},
      {number + "secret<name S='x'>G</name>", "person", "child elements only, no text between them"},
      {number + "<name S='x'><secret/></name>", "name", "text only, no child elements"}};
  for (const auto& [content, path, expected] : cases) {
    const auto errors = errors_of(schema, content);
    BOOST_TEST_REQUIRE(errors.size() == 1U, content << ": " << errors.size() << " errors");
    BOOST_TEST(errors[0].path == path, content << ": " << errors[0].path);
    BOOST_TEST(errors[0].expected == expected, content << ": " << errors[0].expected);
    BOOST_TEST(static_cast<bool>(errors[0].element));
  }
}

BOOST_AUTO_TEST_CASE(a_value_that_imitates_the_wording_does_not_leak) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const std::string imitation = "' is not accepted by the pattern 'secret";
  for (const auto& value : {imitation, std::string("Expected is ( secret )"), imitation + std::string(70'000, 's')}) {
    const auto errors = errors_of(schema, "<number>" + value + "</number><name S='x'>G</name>");
    BOOST_TEST_REQUIRE(errors.size() == 1U);
    BOOST_TEST(errors[0].expected.find("sec") == std::string::npos, errors[0].expected);
    BOOST_TEST(errors[0].expected.find("sss") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(positions_and_paths_point_into_the_source) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const std::string xml = "<e>\n <person xmlns='urn:t'>\n  <number>1</number>\n  <name S='x'>G</name><x/></person></e>";
  const auto document = parsed(xml);
  const auto errors = schema.validate(document.root().first_child());
  BOOST_TEST_REQUIRE(errors.size() == 2U);
  BOOST_TEST(document.position(errors[0].element, xml).line == 3);
  BOOST_TEST(document.position(errors[0].element, xml).column == 3);
  BOOST_TEST(errors[1].path == "x");
  BOOST_TEST(document.position(errors[1].element, xml).line == 4);
  BOOST_TEST(document.position(errors[1].element, xml).column == 23);
}

BOOST_AUTO_TEST_CASE(the_number_of_errors_is_limited) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const auto document = parsed("<person xmlns='urn:t' a='1' b='2' c='3' d='4'>" + kGood + "</person>");
  BOOST_TEST(schema.validate(document.root()).size() == 4U);
  BOOST_TEST(schema.validate(document.root(), 2).size() == 2U);
}

BOOST_AUTO_TEST_CASE(identifiers_stay_unknown_to_the_tree) {
  const Folder folder;
  const auto schema = Schema::compile({folder.add("ids.xsd", xsd("urn:t", R"(
    <xs:element name='all'><xs:complexType><xs:sequence><xs:element name='one' maxOccurs='9'><xs:complexType>
    <xs:attribute name='key' type='xs:ID'/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>)"))});
  BOOST_TEST_REQUIRE(schema.has_value());
  const auto document = parsed("<all xmlns='urn:t'><one key='a'/><one key='b'/></all>");
  for (int i = 0; i < 3; ++i) BOOST_TEST(schema->validate(document.root()).empty());
}

BOOST_AUTO_TEST_CASE(a_message_cannot_bring_its_own_schema) {
  const Folder folder;
  const auto schema = person_schema(folder);
  const auto other = folder.add("other.xsd", xsd("urn:other", "<xs:element name='free'/>"));
  const auto document = parsed("<free xmlns='urn:other' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                               "xsi:schemaLocation='urn:other " + other + "'/>");
  BOOST_TEST(!schema.validate(document.root()).empty());
}

BOOST_AUTO_TEST_CASE(several_files_make_one_schema) {
  const Folder folder;
  const auto other = folder.add("other.xsd", xsd("urn:o", "<xs:element name='o' type='xs:int'/>"));
  const auto uses = folder.add("uses.xsd", xsd("urn:u", "<xs:import namespace='urn:o' schemaLocation='other.xsd'/><xs:element "
                                                        "name='u'><xs:complexType><xs:sequence><xs:element ref='o:o'/>"
                                                        "</xs:sequence></xs:complexType></xs:element>"));
  const auto schema = Schema::compile({folder.add("person.xsd", kPerson), uses, other});
  BOOST_TEST_REQUIRE(schema.has_value());
  BOOST_TEST(schema->validate(parsed("<u xmlns='urn:u'><o xmlns='urn:o'>1</o></u>").root()).empty());
  BOOST_TEST(!schema->validate(parsed("<u xmlns='urn:u'><o xmlns='urn:o'>x</o></u>").root()).empty());
  BOOST_TEST(schema->validate(parsed("<person xmlns='urn:t'>" + kGood + "</person>").root()).empty());
  BOOST_TEST(schema->validate(parsed("<o xmlns='urn:o'>7</o>").root()).empty());
}

BOOST_AUTO_TEST_CASE(a_bad_schema_is_refused_with_file_and_reason) {
  const Folder folder;
  const auto refusal = [](const std::vector<std::string>& files) {
    const auto schema = Schema::compile(files);
    BOOST_TEST_REQUIRE(!schema.has_value());
    BOOST_TEST((schema.error().id() == FaultId::SettingsRefused));
    return schema.error().log_text();
  };
  BOOST_TEST(!refusal({}).empty());
  BOOST_TEST(refusal({"/nonexistent/x.xsd"}).find("/nonexistent/x.xsd") != std::string::npos);
  BOOST_TEST(refusal({folder.add("broken.xsd", "<xs:schema")}).find("broken.xsd") != std::string::npos);
  const auto unknown = refusal({folder.add("type.xsd", xsd("urn:t", "\n<xs:element name='a' type='t:missing'/>"))});
  BOOST_TEST(unknown.find("type.xsd:2: ") != std::string::npos, unknown);
  const auto import = "<xs:import namespace='urn:o' schemaLocation='missing.xsd'/><xs:element name='a'/>";
  BOOST_TEST(refusal({folder.add("import.xsd", xsd("urn:t", import))}).find("missing.xsd") != std::string::npos);
  const auto remote = "<xs:import namespace='urn:o' schemaLocation='http://127.0.0.1:9/x.xsd'/><xs:element name='a'/>";
  refusal({folder.add("remote.xsd", xsd("urn:t", remote))});
  const auto person = folder.add("person.xsd", kPerson);
  refusal({person, folder.add("twin.xsd", kPerson)});
  refusal({person, folder.add("text.xsd", "<a/>")});
}

BOOST_AUTO_TEST_CASE(one_schema_serves_many_threads) {
  const Folder folder;
  const auto schema = person_schema(folder);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const auto document = Document::parse("<person xmlns='urn:t'>" + kGood + (i % 2 == 0 ? "" : "<x/>") + "</person>");
        if (document && schema.validate(document->root()).empty() == (i % 2 == 0)) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  BOOST_TEST(right == 800);
}

BOOST_AUTO_TEST_SUITE_END()
