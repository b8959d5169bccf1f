#include "mappings/description.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "gateway/native/xml_document.hpp"
#include "mappings/schemas.hpp"
#include "tests/mappings/support_samples.hpp"

using namespace sluis;
using mappings::Descriptions;

namespace {

constexpr auto kXsd = "http://www.w3.org/2001/XMLSchema";
constexpr auto kWsdl = "http://schemas.xmlsoap.org/wsdl/";
constexpr auto kWsdlSoap = "http://schemas.xmlsoap.org/wsdl/soap/";
const std::string kAddress = "https://gateway.example:8443/Any/v1?a&b";  // an ampersand, to see it escaped

const Descriptions& descriptions() {
  static const auto loaded = Descriptions::load((test::kSource / "mappings").string());
  if (!loaded) throw std::runtime_error(loaded.error().log_text());
  return *loaded;
}

native::Document parsed(const std::string& xml) {
  auto document = native::Document::parse(xml);
  BOOST_REQUIRE_MESSAGE(document.has_value(), xml);
  return *std::move(document);
}

// File names that the imports and includes below `node` point at; each must be served under our address.
void collect_references(native::Node node, std::set<std::string>& names) {
  for (const auto& child : node.children()) {
    if (child.is(kXsd, "import") || child.is(kXsd, "include")) {
      const auto target = child.attribute("schemaLocation").value();
      const auto prefix = kAddress + "?xsd=";
      BOOST_TEST(target.starts_with(prefix), target);
      names.insert(target.substr(prefix.size()));
    }
    collect_references(child, names);
  }
}

std::set<std::string> reachable(const std::string& service) {
  std::set<std::string> todo, done;
  collect_references(parsed(descriptions().wsdl(service, kAddress).value()).root(), todo);
  while (!todo.empty()) {
    const auto name = *todo.begin();
    todo.erase(name);
    if (!done.insert(name).second) continue;
    const auto schema = descriptions().served_schema(service, name, kAddress);
    BOOST_REQUIRE_MESSAGE(schema.has_value(), service << ": " << name << " is imported but not served");
    collect_references(parsed(*schema).root(), todo);
  }
  return done;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(description)

BOOST_AUTO_TEST_CASE(every_import_is_served) {
  for (const auto* service : {"consent", "therlink", "exclusion"})
    BOOST_TEST((reachable(service) == std::set<std::string>{"core.xsd", "kmehr_1_17.xsd", "protocol.xsd", "shared.xsd",
                                                            "soa_errors.xsd", "xml_attributes.xsd"}),
               service);
  BOOST_TEST(reachable("intrahub").contains("kmehr_1_26.xsd"));
}

BOOST_AUTO_TEST_CASE(every_operation_has_elements_of_its_service_and_an_action) {
  const std::map<std::string, std::size_t> operations = {
      {"consent", 4}, {"therlink", 5}, {"exclusion", 4}, {"intrahub", 26}};
  for (const auto& [service, count] : operations) {
    const auto document = parsed(descriptions().wsdl(service, kAddress).value());
    const auto root = document.root();
    for (const auto& message : root.children(kWsdl, "message")) {
      const auto name = message.attribute("name").value();
      const auto element = message.child(kWsdl, "part").attribute("element").value();
      BOOST_TEST(element.substr(2) == name);
      const std::string protocol = service == "intrahub" ? "v3" : "v2";
      if (name != "SystemError")
        BOOST_TEST(mappings::service_of("http://www.ehealth.fgov.be/hubservices/protocol/" + protocol, name) == service,
                   name);
    }
    const auto bound = root.child(kWsdl, "binding").children(kWsdl, "operation");
    BOOST_TEST(bound.size() == count);
    for (const auto& operation : bound)
      BOOST_TEST(operation.child(kWsdlSoap, "operation").attribute("soapAction").value() ==
                 root.attribute("targetNamespace").value() + ":" + operation.attribute("name").value());
  }
}

BOOST_AUTO_TEST_CASE(the_address_is_the_one_of_the_door) {
  const auto document = parsed(descriptions().wsdl("consent", kAddress).value());
  const auto port = document.root().child(kWsdl, "service").child(kWsdl, "port");
  BOOST_TEST(port.child(kWsdlSoap, "address").attribute("location").value() == kAddress);
}

BOOST_AUTO_TEST_CASE(nothing_else_is_served) {
  for (const auto* name :
       {"", "consent.wsdl", "../kmehr/shared.xsd", "kmehr/shared.xsd", "/etc/passwd", "kmehr_1_26.xsd", "CORE.XSD"})
    BOOST_TEST(!descriptions().served_schema("consent", name, kAddress).has_value(), name);
  BOOST_TEST(!descriptions().wsdl("pharmacy", kAddress).has_value());
  BOOST_TEST(!descriptions().served_schema("pharmacy", "core.xsd", kAddress).has_value());
  BOOST_TEST(!Descriptions::load("/no/such/folder").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
