#include "mappings/single_message/data_types.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings::single_message {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kParameters = "http://services.gfddpp.be";
constexpr std::string_view kMessage = "http://www.apb.be/standards/smoa/schema/v1";
constexpr std::string_view kModel = "http://www.apb.be/standards/smoa/schema/model/v1";
constexpr std::string_view kId = "http://www.apb.be/standards/smoa/schema/id/v1";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";

XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "dossier answer: " + std::string(what)); }

std::string text_of(Node parent, std::string_view ns, std::string_view local) {
  const auto node = parent ? parent.child(ns, local) : Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}

// xsi:type is a qualified name; the prefix is the writer's choice.
bool is_of_type(Node node, std::string_view type) {
  const auto written = std::string(core::trim(node.attribute("type", kXsi).value_or("")));
  return std::string_view(written).substr(written.find(':') + 1) == type;
}

model::FolderPatient read_patient(Node patient) {
  model::FolderPatient out;
  out.number = text_of(patient.child(kModel, "personId"), kId, "id");
  if (auto name = text_of(patient, kModel, "name"); !name.empty()) out.first_names.push_back(std::move(name));
  out.family_name = text_of(patient, kModel, "familyName");
  return out;
}

}  // namespace

std::string write_parameters(const DataTypesParameters& parameters) {
  XmlWriter out;
  out.open({"g", kParameters, "getDataRequestParameters"});
  out.open(plain("patient")).element(plain("patientId"), parameters.patient).element(plain("patientIdType"), "INSS").close();
  out.open(plain("requestor")).element(plain("requestorType"), parameters.requestor_type);
  out.element(plain("requestorId"), parameters.requestor_id).close();
  out.element(plain("dataType"), "dataTypes").open(plain("dataSpecificParametersGetDataTypes"));
  if (!parameters.start_date.empty()) out.element(plain("startDate"), parameters.start_date);
  if (!parameters.end_date.empty()) out.element(plain("endDate"), parameters.end_date);
  out.close().close();
  return out.take();
}

std::string write_data_types_request(std::string_view sealed, Link link) {
  XmlWriter out;
  out.open({"g", kProtocol, "GetDataTypesRequest"}).element(plain("RequestParametersSealed"), sealed);
  out.open(plain("AuthorizationParameters")).open(plain("PatientConsent")).element(plain("PatientConsentFlag"), "false").close();
  if (link == Link::Known)
    out.open(plain("TherapeuticalRelationShip")).element(plain("TherapeuticalRelationShipFlag"), "true").close();
  out.close().close();
  return out.take();
}

bool is_success(std::string_view code) { return code == "PCDH_SUCCESS" || code == "TIP_200" || code == "200"; }

Result<SealedResponse> read_data_types_response(Node body) {
  if (!body.is(kProtocol, "GetDataTypesResponse")) return refused("another body element");
  SealedResponse response{text_of(body.child("", "Status"), "", "Code"), text_of(body, "", "SingleMessageSealed")};
  if (response.code.empty()) return refused("no status code");
  if (is_success(response.code) && response.sealed.empty()) return refused("success without sealed message");
  return response;
}

Result<DataLocations> read_data_locations(Node single_message) {
  if (!single_message.is(kMessage, "single-message")) return refused("what was sealed is no single message");
  auto content = single_message.child(kMessage, "unsigned");
  if (!content) {
    const auto signed_part = single_message.child(kMessage, "signed");
    content = signed_part ? signed_part.child(kMessage, "message") : Node{};
  }
  const auto folder = content ? content.child(kMessage, "eventFolder") : Node{};
  const auto space = folder ? folder.child(kMessage, "entitySpace") : Node{};
  std::vector<Node> entities;
  if (space)
    for (const auto entity : space.children(kMessage, "entity"))
      if (is_of_type(entity, "DataLocationType")) entities.push_back(entity);
  if (entities.size() != 1) return refused("expected one DataLocation");
  const auto patient = entities.front().child(kModel, "min-Patient");
  if (!patient) return refused("a DataLocation without patient");
  DataLocations out;
  out.patient = read_patient(patient);
  if (out.patient.number.empty()) return refused("a DataLocation without patient number");
  for (const auto node : entities.front().children(kModel, "location")) {
    DataLocations::Location location;
    location.system = text_of(node, kModel, "system");
    for (const auto type : node.children(kModel, "careDataType")) location.data_types.emplace_back(core::trim(type.text()));
    out.locations.push_back(std::move(location));
  }
  return out;
}

}  // namespace sluis::mappings::single_message
