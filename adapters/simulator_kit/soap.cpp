#include "adapters/simulator_kit/soap.hpp"

#include <array>

#include "adapters/simulator_kit/names.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::XmlWriter;

constexpr auto kContentType = "text/xml; charset=utf-8";

struct SoaText {
  std::string_view code, text;
  bool ours;  // the provider's failure: faultcode Server, may be tried again
};

constexpr std::array kTexts = {
    SoaText{"SOA-00001", "Service error", true},
    SoaText{"SOA-01001", "Service call not authenticated", false},
    SoaText{"SOA-01002", "Service call not authorized", false},
    SoaText{"SOA-02001", "Service not available", true},
    SoaText{"SOA-02002", "Service temporarily not available", true},
    SoaText{"SOA-03001", "Malformed message", false},
    SoaText{"SOA-03002", "Message must be SOAP", false},
    SoaText{"SOA-03003", "Message must contain SOAP body", false},
    SoaText{"SOA-03004", "WS-I compliance failure", false},
    SoaText{"SOA-03005", "WSDL compliance failure", false},
    SoaText{"SOA-03006", "XSD compliance failure", false},
    SoaText{"SOA-03007", "Message content validation failure", false},
};

const SoaText& text_of(std::string_view code) {
  for (const auto& text : kTexts) {
    if (text.code == code) return text;
  }
  return kTexts.front();
}

XmlWriter::Name soap(std::string_view local) {
  return {"soapenv", names::kSoap, local};
}
XmlWriter::Name plain(std::string_view local) {
  return {"", "", local};
}

std::string enveloped(std::string_view body_xml) {
  XmlWriter xml;
  xml.open(soap("Envelope")).open(soap("Body")).raw(body_xml).close().close();
  return xml.take();
}

}  // namespace

Result<SoapMessage> read_soap(const Question& question) {
  if (question.method != "POST") return Fault(FaultId::WrongMethod, question.method);
  if (!question.content_type.starts_with("text/xml")) return Fault(FaultId::WrongContentType);
  auto document = native::Document::parse(question.body);
  if (!document) return std::move(document).error();
  const auto root = document->root();
  if (!root.is(names::kSoap, "Envelope")) return Fault(FaultId::NotSoap, "no Envelope");
  const auto bodies = root.children(names::kSoap, "Body");
  const auto headers = root.children(names::kSoap, "Header");
  if (bodies.empty()) return Fault(FaultId::NoBody);
  if (bodies.size() > 1 || headers.size() > 1) return Fault(FaultId::SeveralBodies);
  if (root.children().size() != bodies.size() + headers.size())
    return Fault(FaultId::NotSoap, "foreign child of Envelope");
  if (document->has_duplicate_ids()) return Fault(FaultId::DuplicateId);
  const auto contents = bodies.front().children();
  if (contents.size() != 1) return Fault(contents.empty() ? FaultId::NoBody : FaultId::SeveralBodies);
  return SoapMessage{std::move(*document), headers.empty() ? native::Node() : headers.front(), bodies.front(),
                     contents.front()};
}

Answer soap_answer(std::string_view body_xml) {
  return {200, kContentType, enveloped(body_xml), ""};
}

Answer soap_fault(std::string_view soa_code, core::Random& random, std::string_view why_for_log) {
  const auto& text = text_of(soa_code);
  XmlWriter xml;
  xml.open(soap("Fault"));
  xml.element(plain("faultcode"), text.ours ? "soapenv:Server" : "soapenv:Client");
  xml.element(plain("faultstring"), text.code);
  xml.open(plain("detail")).open({"soa", names::kErrors, "SystemError"}).attribute("Id", core::random_uuid(random));
  xml.element(plain("Origin"), text.ours ? "Provider" : "Consumer");
  xml.element(plain("Code"), text.code);
  xml.open(plain("Message"))
      .attribute({"xml", "http://www.w3.org/XML/1998/namespace", "lang"}, "en")
      .text(text.text)
      .close();
  xml.element(plain("Retry"), text.ours ? "true" : "false");
  xml.element({"soa", names::kErrors, "Environment"}, "Simulation");
  xml.close().close().close();
  return {500, kContentType, enveloped(xml.str()), std::string(why_for_log)};
}

Answer soap_fault(const Fault& fault, core::Random& random) {
  return soap_fault(fault.entry().soa_code, random, std::string(fault.entry().name) + " " + fault.log_text());
}

}  // namespace sluis::sandbox
