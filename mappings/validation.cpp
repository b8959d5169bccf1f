#include "mappings/validation.hpp"

#include <array>
#include <cstdio>
#include <utility>

namespace sluis::mappings {
namespace {

using native::Document;
using native::Node;

constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kCoreV2 = "http://www.ehealth.fgov.be/hubservices/core/v2";

// Roots that are no body element of a service but have a schema here.
struct KnownRoot {
  std::string_view name_space;
  std::string_view local;  // "" for every name
  std::string_view service;
};
constexpr std::array kKnownRoots = {
    KnownRoot{kSoap, "", "soap"},
    KnownRoot{"http://docs.oasis-open.org/ws-sx/ws-trust/200512", "", "wstrust"},
    KnownRoot{"urn:oasis:names:tc:SAML:1.0:assertion", "Assertion", "soap"},
    KnownRoot{"urn:be:fgov:ehealth:errors:soa:v1", "", "soap"},
    KnownRoot{kCoreV2, "therapeuticlink", "therlink"},
};

std::string_view told_by(Node element) {
  if (const auto service = service_of(element.namespace_uri(), element.name()); !service.empty()) return service;
  for (const auto& known : kKnownRoots)
    if (known.name_space == element.namespace_uri() && (known.local.empty() || known.local == element.name()))
      return known.service;
  return {};
}

Finding not_parsed(const Fault& fault) {
  Finding finding{1, 1, {}, {}};
  const auto& log = fault.log_text();
  int read = 0;
  if (std::sscanf(log.c_str(), "line %d, column %d: %n", &finding.line, &finding.column, &read) == 2 && read > 0)
    finding.expected = "well-formed XML: " + log.substr(static_cast<std::size_t>(read));
  else
    finding.expected = std::string(fault.entry().hint) + " (" + log + ")";
  return finding;
}

// One run over one text.
class Check final {
 public:
  Check(const Document& document, std::string_view text, const Schemas& schemas, std::string_view service)
      : document_(document), text_(text), schemas_(schemas), service_(service) {}

  std::vector<Finding> run() {
    const auto root = document_.root();
    if (root.is(kSoap, "Envelope")) {
      envelope(root);
    } else {
      element(root);
    }
    return std::move(findings_);
  }

 private:
  void envelope(Node root) {
    against("soap", root);
    if (document_.has_duplicate_ids() && findings_.empty())
      add(root, root.name(), "identifiers that are all different");
    for (const auto& child : root.child(kSoap, "Body").children()) {
      if (child.is(kSoap, "Fault")) continue;
      const bool done_with_envelope = schemas_.find(told_by(child)) == &schemas_.of("soap");
      if (!done_with_envelope || !service_.empty()) element(child);
    }
  }

  void element(Node node) {
    const auto told = told_by(node);
    if (!service_.empty() && told != service_)
      return add(node, node.name(), "a body element of the service " + std::string(service_));
    if (told.empty())
      return add(node, node.name(), "an element of consent, therlink, exclusion, intrahub, or a SOAP envelope");
    against(told, node);
  }

  void against(std::string_view service, Node node) {
    for (const auto& error : schemas_.of(service).validate(node))
      add(error.element ? error.element : node, error.path, error.expected);
  }

  void add(Node node, std::string_view path, std::string expected) {
    const auto position = document_.position(node, text_);
    findings_.push_back({position.line, position.column, std::string(path), std::move(expected)});
  }

  const Document& document_;
  std::string_view text_;
  const Schemas& schemas_;
  std::string_view service_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> validate_message(std::string_view text, const Schemas& schemas, std::string_view service) {
  const auto document = Document::parse(text);
  if (!document) return {not_parsed(document.error())};
  return Check(*document, text, schemas, service).run();
}

}  // namespace sluis::mappings
