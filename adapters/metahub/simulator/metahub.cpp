#include "adapters/metahub/simulator/metahub.hpp"

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:metahub:protocol:v2";
constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v2";
constexpr std::string_view kAction = "urn:be:fgov:ehealth:metahub:protocol:v2:GetPatientLinks";
constexpr auto kOwnEhp = "1999990441";
constexpr std::size_t kLongestRequestId = 50;

XmlWriter::Name p(std::string_view local) {
  return {"p", kProtocol, local};
}
XmlWriter::Name c(std::string_view local) {
  return {"c", kCore, local};
}
XmlWriter::Name k(std::string_view local) {
  return {"k", names::kKmehr, local};
}

Fault wrong(std::string where) {
  return Fault(FaultId::SchemaViolation, std::move(where));
}

void write_id(XmlWriter& xml, const XmlWriter::Name& name, std::string_view scheme, std::string_view value) {
  xml.open(name).attribute("S", scheme).attribute("SV", "1.0").text(value).close();
}

void write_link(XmlWriter& xml, const std::string& patient, const KnownHub& hub, core::Instant since) {
  xml.open(p("patientlink")).open(p("patient"));
  write_id(xml, c("id"), "INSS", patient);
  xml.close().open(p("hcparty"));
  write_id(xml, k("id"), "ID-HCPARTY", hub.ehp);
  xml.open(k("cd")).attribute("S", "CD-HCPARTY").attribute("SV", "1.1").text("hub").close();
  xml.element(k("name"), hub.name).close();
  xml.element(p("startdate"), core::to_text(core::brussels_date(since))).close();
}

}  // namespace

Answer Metahub::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Metahub::answer(const Question& question) {
  if (question.path != kMetahubPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Metahub::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  if (!token->recognised_organisation())
    return Fault(FaultId::NotAuthorised, "no recognised organisation in the token");
  if (!message->content.is(kProtocol, "GetPatientLinksRequest")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, kAction)) return Fault(FaultId::ActionDisagrees);
  const auto parts = message->content.children();
  if (parts.size() != 2 || !parts[0].is(kCore, "request") || parts[1].name() != "select") return wrong("body");
  if (const auto ok = check_request(parts[0], kCore, {"maxrows"}); !ok) return ok.error();
  if (core::trim(parts[0].child(kCore, "id").text()).size() > kLongestRequestId) return wrong("request/id is too long");
  const auto patients = parts[1].children();
  if (patients.size() != 1 || patients.front().name() != "patient") return wrong("select/patient");
  const auto inss = inss_of(patients.front().children(kCore, "id"));
  if (!inss) return wrong("select/patient/id");
  return links(parts[0], *inss);
}

std::string Metahub::links(Node request, const std::string& patient) const {
  const bool right = check_digits_right(patient);
  XmlWriter xml;
  xml.open(p("GetPatientLinksResponse"));
  open_response(xml, kCore, {kOwnEhp, "", "orgpublichealth", "Sandbox metahub", "", ""}, request, clock_.now(),
                random_);
  xml.close();
  const std::vector<KmehrError> wrong_number = {{"MH2.INPUT.19", "Invalid patient identifier"}};
  write_acknowledge(xml, kCore, right, right ? std::vector<KmehrError>() : wrong_number);
  if (right) {
    xml.open(p("patientlinklist"));
    for (const auto& hub : hubs_) {
      std::optional<core::Instant> oldest;  // a hub declares a patient with the first document
      for (const auto& d : world_.documents) {
        if (d.patient != patient || d.hub != hub.number) continue;
        const auto moment = document_moment(world_, d);
        if (!oldest || moment < *oldest) oldest = moment;
      }
      if (oldest) write_link(xml, patient, hub, *oldest);
    }
    xml.close();
  }
  return xml.close().take();
}

}  // namespace sluis::sandbox
