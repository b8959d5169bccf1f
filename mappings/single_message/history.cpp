#include "mappings/single_message/history.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

// The id of a key is text: base64 of its bytes, or the bytes themselves.
std::string key_of(const std::string& written) {
  const auto bytes = core::from_base64(written);
  return bytes && !bytes->empty() ? std::string(core::as_text(*bytes)) : written;
}

std::string bytes_of(const std::string& base64) {
  const auto bytes = core::from_base64(base64);
  return bytes ? std::string(core::as_text(*bytes)) : std::string{};
}

void collect(Element& element, std::vector<SealedPart>& out) {
  const bool product = element.is(kModel, "encryptedContent");
  if (product || element.local == "encryptedData")
    out.push_back({&element, key_of(element.value(kModel, "encryptionKeyId")), bytes_of(element.value(kModel, product ? "product" : "data"))});
  else
    for (auto& child : element.children) collect(child, out);
}

void hide(Element& element) {
  element.remove(kModel, "pharmacyId");
  element.remove(kMessage, "pharmacyId");
  for (auto& child : element.children) hide(child);
}

template <class Found>
void each(const Element& element, std::string_view local, Found found) {
  if (element.local == local) found(element);
  for (const auto& child : element.children) each(child, local, found);
}

Delivered read_entity(const Element& entity) {
  Delivered out;
  if (const auto* id = entity.child(kModel, "entityId")) out.dispensation = id->value(kId, "id");
  out.session = entity.value(kModel, "sessionID");
  out.delivered = entity.value(kModel, "deliveryDate");
  out.quality = entity.value(kModel, "tipQualityIndicator");
  const auto* product = entity.child(kModel, "product");
  out.sealed = product == nullptr;
  if (product == nullptr) return out;
  out.cnk = read_product(*product).cnk;
  out.prescribed = product->attribute("prescribed");
  if (const auto* description = product->child(kModel, "description")) {
    out.magistral = description->child(kModel, "magistralPreparation") != nullptr;
    out.name = description->value(kModel, "unregisteredProduct");
  }
  const auto* dispensation = product->child(kModel, "dispensation");
  if (dispensation == nullptr) return out;
  out.units = dispensation->value(kModel, "numberOfUnits");
  each(*dispensation, "posology", [&](const Element& posology) { out.posology = posology.value(kModel, "text"); });
  return out;
}

}  // namespace

std::vector<SealedPart> sealed_parts(SingleMessage& message) {
  std::vector<SealedPart> out;
  for (auto* event : message.events()) collect(*event, out);
  return out;
}

bool open_part(SealedPart& part, std::string_view clear) {
  if (part.holder->local == "encryptedData") {
    *part.holder = text_element(kMessage, "businessData", core::to_base64(clear));
    return true;
  }
  const auto document = native::Document::parse(clear);
  if (!document) return false;
  auto product = read_element(document->root());
  // The root of a sealed part has no fixed name: what counts is what stands in it.
  if (product.child(kModel, "description") == nullptr) return false;
  product.ns = kModel;
  product.local = "product";
  product.type.clear();
  if (product.attribute("prescribed").empty()) return false;
  *part.holder = std::move(product);
  return true;
}

void hide_pharmacies(SingleMessage& message) {
  for (auto* event : message.events()) hide(*event);
}

std::vector<std::string> patients_in(const SingleMessage& message) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& number) {
    if (!number.empty() && std::ranges::find(out, number) == out.end()) out.push_back(number);
  };
  each(message.content(), "personId", [&](const Element& id) { add(id.value(kId, "id")); });
  each(message.content(), "subjectId", [&](const Element& id) { add(std::string(core::trim(id.text))); });
  return out;
}

std::vector<Delivered> delivered_in(const SingleMessage& message) {
  std::vector<Delivered> out;
  for (const auto* event : message.events())
    for (const auto& entity : event->children)
      if (entity.is(kModel, "medicationHistoryEntity")) out.push_back(read_entity(entity));
  return out;
}

std::vector<StatusMessage> statuses_in(const SingleMessage& message) {
  std::vector<StatusMessage> out;
  for (const auto* entity : message.entities("StatusMessageType")) {
    StatusMessage status;
    if (const auto* about = entity->child(kModel, "subjectReference")) {
      status.message = about->value(kModel, "MessageGUID");
      status.session = about->value(kModel, "SessionGUID");
      status.dispensation = about->value(kModel, "DispensationGUID");
    }
    if (const auto* said = entity->child(kModel, "messageInformation")) {
      status.at = said->value(kModel, "DateTime");
      status.type = said->value(kModel, "MessageType");
      status.code = said->value(kModel, "MessageSubType");
    }
    out.push_back(std::move(status));
  }
  return out;
}

std::string pharmacy_in(const SingleMessage& message) {
  const auto pharmacies = message.entities("ReferencePharmacyType");
  if (pharmacies.empty()) return {};
  const auto* id = pharmacies.front()->child(kModel, "pharmacyId");
  return id == nullptr ? std::string{} : id->value(kId, "nihiiPharmacyNumber");
}

}  // namespace sluis::mappings::single_message
