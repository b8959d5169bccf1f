#include "mappings/single_message/data_types.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/single_message/message.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "dossier answer: " + std::string(what)); }

model::FolderPatient read_patient(const Element& patient) {
  model::FolderPatient out;
  if (const auto* number = patient.child(kModel, "personId")) out.number = number->value(kId, "id");
  if (auto name = patient.value(kModel, "name"); !name.empty()) out.first_names.push_back(std::move(name));
  out.family_name = patient.value(kModel, "familyName");
  return out;
}

}  // namespace

Result<DataLocations> read_data_locations(native::Node single_message) {
  const auto message = SingleMessage::of(single_message);
  if (!message) return refused("what was sealed is no single message");
  const auto entities = message->entities("DataLocationType");
  if (entities.size() != 1) return refused("expected one DataLocation");
  const auto* patient = entities.front()->child(kModel, "min-Patient");
  if (patient == nullptr) return refused("a DataLocation without patient");
  DataLocations out;
  out.patient = read_patient(*patient);
  if (out.patient.number.empty()) return refused("a DataLocation without patient number");
  for (const auto& node : entities.front()->children) {
    if (!node.is(kModel, "location")) continue;
    DataLocations::Location location;
    location.system = node.value(kModel, "system");
    for (const auto& type : node.children)
      if (type.is(kModel, "careDataType")) location.data_types.emplace_back(core::trim(type.text));
    out.locations.push_back(std::move(location));
  }
  return out;
}

}  // namespace sluis::mappings::single_message
