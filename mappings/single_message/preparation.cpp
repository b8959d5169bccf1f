#include "mappings/single_message/preparation.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/model/identifiers.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {
namespace {

constexpr std::string_view kCare = "PharmaceuticalCareEventType";
constexpr std::string_view kArchive = "ArchivePrescriptionEventType";
constexpr std::string_view kArchiveComment = "ArchivePrescriptionCommentEventType";
constexpr std::string_view kBvac = "BvacEventType";
constexpr std::string_view kScheme = "MedicationSchemeEntriesRequest";
constexpr std::string_view kContinued = "ContinuedPharmaceuticalCareDossierEvent";

constexpr std::array kSendable{kCare, kArchive, kArchiveComment, kBvac, kScheme, kContinued};

using Wrong = std::optional<Refusal>;

Refusal payload(std::string text) { return {"TIP_ERROR_INVALID_PAYLOAD", std::move(text)}; }
Refusal guid(std::string text) { return {"TIP_401", std::move(text)}; }

bool is_archive(std::string_view type) { return type == kArchive || type == kArchiveComment; }

Wrong check_header(const SingleMessage& message) {
  if (message.is_signed()) return payload("a signed message can't be completed: send it unsigned");
  const auto* header = message.header();
  if (header != nullptr && header->has_text()) return payload("the header must be empty: the gateway fills it in");
  return {};
}

// Session and pharmacy, of the kinds of events that name them.
Wrong check_session(const Element& event, const Given& given) {
  if (event.type == kCare) {
    if (event.value(kMessage, "sessionDateTime").empty()) return payload("the session has no date and time");
    if (event.value(kMessage, "sessionDateTime").find('T') == std::string::npos) return payload("the session's date and time is none");
  }
  if (event.type != kCare && event.type != kContinued) return {};
  const auto pharmacy = pharmacy_of(event);
  if (pharmacy.empty()) return Refusal{"COMMON_ERROR_NOT_OF_TYPE_NIHII", "the pharmacy is not named by a NIHII number"};
  if (pharmacy.substr(0, 8) != given.pharmacy.substr(0, 8)) return Refusal{"COMMON_ERROR_INVALID_PHARMACY", "the pharmacy is not the one of the session"};
  return {};
}

Wrong check_all(const SingleMessage& message, const Given& given) {
  const auto patient = patient_of_message(message);
  if (const auto* wrong = std::get_if<Refusal>(&patient)) return *wrong;
  const auto& number = std::get<std::string>(patient);
  if (!number.empty() && number != given.patient) return Refusal{"COMMON_ERROR_MULTIPLE_PATIENT", "the message is about another patient than the order"};
  if (auto wrong = check_header(message)) return wrong;
  return check_session(*message.events().front(), given);
}

// The session's guid stands first in an event.
void set_session(Element& event, const std::string& session) {
  event.remove(kMessage, "id");
  event.children.insert(event.children.begin(), text_element(kMessage, "id", session));
}

void set_guid(Element& product, const std::string& guid) {
  product.remove(kModel, "dispensationGUID");
  const auto at = std::ranges::find_if(product.children, [](const Element& e) { return e.is(kModel, "motivation"); });
  product.children.insert(at, text_element(kModel, "dispensationGUID", guid));
}

void set_header(SingleMessage& message, const Given& given, Prepared& out) {
  out.message_id = core::random_uuid(given.random);
  auto& content = message.content();
  content.remove(kMessage, "header");
  content.children.insert(content.children.begin(),
                          new_header(core::brussels_date_time(given.now), out.message_id, sender_pharmacy(given.pharmacy.substr(0, 8))));
}

// Products that may not be shared leave the message; a prescription without products leaves with them.
void apply_filter(Element& event, const ProductFilter& filter, Prepared& out) {
  for (auto& group : event.children) {
    std::erase_if(group.children, [&](const Element& child) {
      if (!child.is(kMessage, "product")) return false;
      const auto product = read_product(child);
      if (filter.shares(product)) return false;
      out.filtered.push_back(product.cnk.empty() ? product.local_reference : product.cnk);
      return true;
    });
  }
  std::erase_if(event.children, [](const Element& group) {
    const bool holds_products = group.is(kMessage, "dispensedForSamePrescription") || group.is(kMessage, "dispensedWithoutPrescription");
    return holds_products && group.child(kMessage, "product") == nullptr;
  });
}

void note(const Product& product, const std::string& guid, Prepared& out) {
  auto number = product.cnk;
  for (const auto& part : product.magistral) number += (number.empty() ? "" : ",") + part;
  out.registered.push_back({product.local_reference, guid, number});
}

Wrong register_care(Element& event, const Given& given, Prepared& out) {
  if (!event.value(kMessage, "id").empty()) return guid("the session's guid must be empty: the gateway makes it");
  for (const auto* product : products_of(std::as_const(event)))
    if (!read_product(*product).dispensation.empty()) return guid("the guid of a dispensation must be empty: the gateway makes it");
  const bool had_products = !products_of(event).empty();
  apply_filter(event, given.filter, out);
  if (had_products && products_of(event).empty())
    return Refusal{"COMMON_ERROR_PRODUCTFILTER_NO_DISPENSATIONS", "no product is left that may be shared"};
  for (auto* product : products_of(event)) {
    const auto made = core::random_uuid(given.random);
    note(read_product(*product), made, out);
    set_guid(*product, made);
  }
  return {};
}

// A prescription is archived under the guids of its dispensation when it has one, else under new ones.
Wrong register_archive(Element& event, const Given& given, Prepared& out) {
  for (const auto name : {"sguid", "dguid"}) {
    auto* element = event.child(kMessage, name);
    if (element == nullptr) element = &event.add(text_element(kMessage, name, {}));
    const auto filled = event.value(kMessage, name);
    if (!filled.empty() && !is_guid(filled)) return guid("the guid of an archived prescription is none");
    if (filled.empty()) element->text = core::random_uuid(given.random);
  }
  out.session = event.value(kMessage, "sguid");
  out.registered.push_back({event.value(kMessage, "rid"), event.value(kMessage, "dguid"), {}});
  return {};
}

Wrong register_scheme(Element& event, const Given& given, Prepared& out) {
  for (auto& entry : event.children) {
    if (!entry.is(kMessage, "dataEntry")) continue;
    if (!entry.value(kMessage, "dguid").empty()) return guid("the guid of an entry must be empty: the gateway makes it");
    entry.remove(kMessage, "dguid");
    const auto made = core::random_uuid(given.random);
    entry.children.insert(entry.children.begin(), text_element(kMessage, "dguid", made));
    out.registered.push_back({entry.value(kMessage, "reference"), made, {}});
  }
  return {};
}

Wrong register_continued(Element& event, const Given& given, Prepared& out) {
  if (!event.value(kMessage, "id").empty() || !event.value(kMessage, "dguid").empty()) return guid("guids must be empty: the gateway makes them");
  event.remove(kMessage, "dguid");
  const auto made = core::random_uuid(given.random);
  const auto at = std::ranges::find_if(event.children, [](const Element& e) { return e.is(kMessage, "ContentDateTime"); });
  event.children.insert(at, text_element(kMessage, "dguid", made));
  out.registered.push_back({{}, made, {}});
  return {};
}

Wrong complete(Element& event, const Given& given, Prepared& out) {
  if (event.type == kCare) return register_care(event, given, out);
  if (is_archive(event.type)) return register_archive(event, given, out);
  if (event.type == kScheme) return register_scheme(event, given, out);
  if (event.type == kContinued) return register_continued(event, given, out);
  // The session of an insurer's document may be one that was registered before.
  out.session = event.value(kMessage, "id");
  if (!out.session.empty() && !is_guid(out.session)) return guid("the session's guid is none");
  return {};
}

Wrong check_change(const Element& event) {
  if (event.type != kCare) return Refusal{"COMMON_ERROR_UNSUPPORTED_TYPE", "only pharmaceutical care can be updated or revoked"};
  if (!is_guid(event.value(kMessage, "id"))) return guid("the session's guid is missing or none");
  const auto products = products_of(event);
  if (products.empty()) return payload("no dispensation is named");
  for (const auto* element : products) {
    const auto product = read_product(*element);
    if (!is_guid(product.dispensation)) return guid("the guid of a dispensation is missing or none");
    if (!product.has_motivation) return payload("a dispensation has no motivation");
  }
  return {};
}

}  // namespace

std::variant<std::string, Refusal> patient_of_message(const SingleMessage& message) {
  const auto events = message.events();
  if (events.empty()) return Refusal{"TIP_ERROR_SERVICEROUTER_EVENT_NOT_FOUND", "the message holds no event"};
  if (events.size() > 1) return payload("the message holds several events");
  const auto& event = *events.front();
  if (std::ranges::find(kSendable, event.type) == kSendable.end() || event.type_ns != kMessage)
    return Refusal{"COMMON_ERROR_UNSUPPORTED_TYPE", "this kind of event can't be sent"};
  const auto patients = patients_of(event);
  if (patients.empty()) {
    if (is_archive(event.type) || event.type == kBvac) return std::string{};
    return Refusal{"COMMON_ERROR_PATIENT_MISSING", "the message names no patient"};
  }
  if (patients.size() > 1) return Refusal{"COMMON_ERROR_MULTIPLE_PATIENT", "the message names several patients"};
  if (patients.front().size() != 11) return Refusal{"COMMON_ERROR_NOT_OF_TYPE_NISS", "the patient is not named by a national number"};
  if (!model::Ssin::parse(patients.front())) return Refusal{"COMMON_ERROR_INVALID_NISS", "the patient's number has wrong check digits"};
  return patients.front();
}

std::variant<Prepared, Refusal> prepare_registration(SingleMessage message, const Given& given) {
  if (auto wrong = check_all(message, given)) return *wrong;
  auto& event = *message.events().front();
  Prepared out;
  out.event_type = event.type;
  out.may_wait = event.type == kCare || is_archive(event.type);
  if (auto wrong = complete(event, given, out)) return *wrong;
  if (out.session.empty()) out.session = core::random_uuid(given.random);
  set_session(event, out.session);
  set_header(message, given, out);
  out.message = message.text();
  return out;
}

std::variant<Prepared, Refusal> prepare_change(SingleMessage message, const Given& given) {
  if (auto wrong = check_all(message, given)) return *wrong;
  auto& event = *message.events().front();
  if (auto wrong = check_change(event)) return *wrong;
  Prepared out;
  out.event_type = event.type;
  out.may_wait = true;
  out.session = event.value(kMessage, "id");
  for (const auto* element : products_of(std::as_const(event))) {
    const auto product = read_product(*element);
    note(product, product.dispensation, out);
  }
  set_header(message, given, out);
  out.message = message.text();
  return out;
}

bool filter_again(SingleMessage& message, const ProductFilter& filter) {
  if (message.events().empty()) return false;  // what was stored is read like anything else
  auto& event = *message.events().front();
  if (products_of(event).empty()) return true;
  Prepared left_out;
  apply_filter(event, filter, left_out);
  return !products_of(event).empty();
}

}  // namespace sluis::mappings::single_message
