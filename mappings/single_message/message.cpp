#include "mappings/single_message/message.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

void collect_cnk(const Element& element, std::vector<std::string>& out) {
  if (element.is(kId, "cnk")) out.emplace_back(core::trim(element.text));
  for (const auto& child : element.children) collect_cnk(child, out);
}

const Element* below(const Element& element, std::string_view ns, std::initializer_list<std::string_view> path) {
  const auto* at = &element;
  for (const auto name : path) {
    at = at->child(ns, name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

template <class E, class Found>
void each_product(E& event, Found found) {
  for (auto& group : event.children) {
    if (!group.is(kMessage, "dispensedForSamePrescription") && !group.is(kMessage, "dispensedWithoutPrescription")) continue;
    for (auto& product : group.children)
      if (product.is(kMessage, "product")) found(product);
  }
}

std::string person_number(const Element& person) {
  const auto* id = person.child(kModel, "personId");
  return id == nullptr ? std::string{} : id->value(kId, "id");
}

bool has_folder(const Element& root) {
  const auto* content = root.child(kMessage, "unsigned");
  if (content == nullptr) content = below(root, kMessage, {"signed", "message"});
  return content != nullptr && content->child(kMessage, "eventFolder") != nullptr;
}

}  // namespace

Product read_product(const Element& product) {
  Product out;
  if (const auto* description = product.child(kModel, "description")) {
    if (const auto* code = description->child(kModel, "productCode")) out.cnk = code->value(kId, "cnk");
    if (const auto* magistral = description->child(kModel, "magistralPreparation")) collect_cnk(*magistral, out.magistral);
  }
  out.local_reference = product.value(kModel, "localReference");
  out.dispensation = product.value(kModel, "dispensationGUID");
  if (const auto* motivation = product.child(kModel, "motivation")) {
    out.motivation_type = motivation->value(kModel, "type");
    out.has_motivation = !out.motivation_type.empty();
  }
  return out;
}

Result<SingleMessage> SingleMessage::parse(std::string_view xml) {
  const auto document = native::Document::parse(xml);
  if (!document) return document.error();
  auto message = of(document->root());
  if (!message) return Fault(FaultId::SchemaViolation, "no single message with an event folder");
  return std::move(*message);
}

std::optional<SingleMessage> SingleMessage::of(native::Node single_message) {
  if (!single_message.is(kMessage, "single-message")) return std::nullopt;
  auto root = read_element(single_message);
  if (!has_folder(root)) return std::nullopt;
  return SingleMessage(std::move(root));
}

const Element& SingleMessage::content() const {
  const auto* content = root_.child(kMessage, "unsigned");
  return content == nullptr ? *below(root_, kMessage, {"signed", "message"}) : *content;
}
Element& SingleMessage::content() { return const_cast<Element&>(std::as_const(*this).content()); }

const Element* SingleMessage::header() const { return content().child(kMessage, "header"); }
Element* SingleMessage::header() { return content().child(kMessage, "header"); }

std::vector<Element*> SingleMessage::events() {
  std::vector<Element*> out;
  auto* events = content().child(kMessage, "eventFolder")->child(kMessage, "events");
  if (events == nullptr) return out;
  for (auto& event : events->children)
    if (event.is(kMessage, "event")) out.push_back(&event);
  return out;
}

std::vector<const Element*> SingleMessage::events() const {
  std::vector<const Element*> out;
  for (auto* event : const_cast<SingleMessage*>(this)->events()) out.push_back(event);
  return out;
}

std::vector<const Element*> SingleMessage::entities(std::string_view type) const {
  std::vector<const Element*> out;
  const auto* space = below(content(), kMessage, {"eventFolder", "entitySpace"});
  if (space == nullptr) return out;
  for (const auto& entity : space->children)
    if (entity.is(kMessage, "entity") && entity.type == type) out.push_back(&entity);
  return out;
}

std::vector<Element*> products_of(Element& event) {
  std::vector<Element*> out;
  each_product(event, [&](Element& product) { out.push_back(&product); });
  return out;
}

std::vector<const Element*> products_of(const Element& event) {
  std::vector<const Element*> out;
  each_product(event, [&](const Element& product) { out.push_back(&product); });
  return out;
}

std::vector<std::string> patients_of(const Element& event) {
  std::vector<std::string> out;
  for (const auto& child : event.children) {
    if (child.is(kMessage, "subjectId")) out.emplace_back(core::trim(child.text));
    if (child.is(kModel, "min-Patient")) out.push_back(person_number(child));
    if (!child.is(kModel, "max-Patient")) continue;
    const auto* identification = child.child(kModel, "identification");
    out.push_back(identification == nullptr ? std::string{} : person_number(*identification));
  }
  return out;
}

std::string pharmacy_of(const Element& event) {
  const auto* pharmacy = event.child(kMessage, "pharmacyId");
  return pharmacy == nullptr ? std::string{} : pharmacy->value(kId, "nihiiPharmacyNumber");
}

Element sender_pharmacy(const std::string& number) {
  auto sender = text_element(kMessage, "sender", {});
  auto& id = sender.add(text_element(kModel, "refPharmacy", {})).add(typed_element(kModel, "pharmacyId", kId, "NihiiIdType"));
  id.add(text_element(kId, "nihiiPharmacyNumber", number));
  return sender;
}

Element new_header(const std::string& created, const std::string& id, Element sender) {
  auto header = text_element(kMessage, "header", {});
  header.add(text_element(kMessage, "version", std::string(kVersion)));
  header.add(text_element(kMessage, "messageCreateDate", created));
  header.add(text_element(kMessage, "messageID", id));
  header.add(std::move(sender));
  return header;
}

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const auto c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

}  // namespace sluis::mappings::single_message
