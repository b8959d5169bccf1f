#include "mappings/wss/answer.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::mappings::wss {
namespace {

Fault refused(std::string what) { return Fault(FaultId::NetworkAnswerRefused, std::move(what)); }

std::string trimmed(native::Node node) { return node ? std::string(core::trim(node.text())) : std::string{}; }

// SOAP 1.1 leaves the children of Fault unqualified, the platform those of SystemError; some stacks qualify them all the same.
native::Node named(native::Node parent, std::string_view local) {
  for (const auto child : parent.children()) {
    if (child.name() == local) return child;
  }
  return {};
}

SoapFault read_fault(native::Node fault) {
  SoapFault read;
  const auto qualified = trimmed(named(fault, "faultcode"));
  read.fault_code = qualified.substr(qualified.find(':') + 1);
  read.code = read.message = trimmed(named(fault, "faultstring"));
  const auto detail = named(fault, "detail");
  const auto error = detail ? detail.first_child() : native::Node{};
  if (!error || error.namespace_uri() != kErrorsSoa) return read;
  if (const auto code = named(error, "Code")) read.code = trimmed(code);
  if (const auto message = named(error, "Message")) read.message = trimmed(message);
  read.id = error.attribute("Id").value_or("");
  return read;
}

}  // namespace

Result<SoapAnswer> read_soap_answer(std::string_view text) {
  auto document = native::Document::parse(text);
  if (!document) return refused("answer is no XML: " + document.error().log_text());
  const auto root = document->root();
  if (!root.is(kSoap, "Envelope")) return refused("answer is no SOAP 1.1 envelope");
  const auto bodies = root.children(kSoap, "Body");
  if (bodies.size() != 1) return refused("answer has no Body, or several");
  const auto content = bodies.front().children();
  if (content.size() != 1) return refused("Body of the answer does not hold exactly one element");
  SoapAnswer answer{std::move(*document), content.front(), {}};
  if (answer.payload.is(kSoap, "Fault")) {
    answer.fault = read_fault(answer.payload);
    answer.payload = {};
  }
  return answer;
}

}  // namespace sluis::mappings::wss
