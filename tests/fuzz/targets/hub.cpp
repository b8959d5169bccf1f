#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v3/access_right.hpp"
#include "mappings/hubservices_v3/audit_trail.hpp"
#include "mappings/hubservices_v3/frame.hpp"
#include "mappings/hubservices_v3/hub_order.hpp"
#include "mappings/hubservices_v3/registrations.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/hubservices_v3/written_content.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/link_feed.hpp"
#include "mappings/metahub/patient_links.hpp"
#include "mappings/schemas.hpp"
#include "tests/fuzz/round_trip.hpp"
#include "tests/fuzz/targets.hpp"

// The codecs of hubs and metahub: requests and answers, told apart by their root element.
namespace sluis::fuzz {
namespace {

namespace v3 = mappings::hubservices_v3;
namespace metahub = mappings::metahub;

const native::Schema& hub_schema() { return schemas().of("intrahub"); }

// "PutTransaction" of PutTransactionRequest.
std::string operation_of(native::Node root, std::string_view ending) {
  const auto name = root.name();
  if (root.namespace_uri() != v3::kProtocol || !name.ends_with(ending)) return {};
  return std::string(name.substr(0, name.size() - ending.size()));
}

bool is_bad_answer(const Fault& fault) {
  return fault.id() == FaultId::NetworkAnswerRefused || fault.id() == FaultId::SchemaViolation;
}

}  // namespace

void fuzz_transaction_list(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  if (root.is(v3::kProtocol, v3::kListRequest)) {
    stays_the_same(root, hub_schema(), [](native::Node body) { return v3::write_list_request(v3::read_list_request(body)); });
  }
  const auto read = v3::read_list_response(root, "HUBAID");
  if (!read) return holds(is_bad_answer(read.error()), "another fault than that of a bad answer");
  if (!read->patient) return;  // a list can't be written without
  const auto again = native::Document::parse(v3::write_list_response(*read), {.bytes = 64 * 1024 * 1024});
  holds(again.has_value(), "a list is written as no XML");
}

void fuzz_access_right(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  if (const auto operation = operation_of(root, "AccessRightRequest"); !operation.empty()) {
    stays_the_same(root, hub_schema(), [&](native::Node body) { return v3::write_right_request(operation + "AccessRight", v3::read_right_request(body)); });
  }
  const auto read = v3::read_right_response(root);
  if (!read) return holds(is_bad_answer(read.error()), "another fault than that of a bad answer");
  holds(native::Document::parse(v3::write_right_response("GetAccessRight", *read)).has_value(), "rights are written as no XML");
}

void fuzz_audit_trail(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  if (root.is(v3::kProtocol, v3::kAuditRequest)) {
    stays_the_same(root, hub_schema(), [](native::Node body) { return v3::write_audit_request(v3::read_audit_request(body)); });
  }
  const auto read = v3::read_audit_response(root);
  if (!read) return holds(is_bad_answer(read.error()), "another fault than that of a bad answer");
  holds(native::Document::parse(v3::write_audit_response(*read)).has_value(), "a trail is written as no XML");
}

void fuzz_hub_order(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  (void)mappings::hubservices_v2::check_identifiers(root);
  const auto header = v3::read_request_header(root.child(v3::kCore, "request"));
  (void)v3::read_consent(root);
  (void)v3::read_consent_question(root);
  (void)v3::read_link(root, header.author);
  (void)v3::read_link_question(root, header.author);
  auto request = v3::read_hub_request(root);
  (void)v3::read_written(request.order);
  for (const auto* operation : {"GetTransaction", "PutPatient", "GetHCPartyConsent"}) {
    const auto read = v3::read_hub_response(operation, root);
    if (read) holds(native::Document::parse(v3::write_hub_response(operation, *read)).has_value(), "an answer is written as no XML");
  }
}

// A kmehrmessage: parties, persons, and the folder that is sealed or opened in its place.
void fuzz_kmehr(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  model::HubOrder order;
  v3::read_message(root, order);
  (void)v3::read_person(root);
  (void)mappings::kmehr::read_ids(root);
  for (const auto& party : mappings::kmehr::read_parties(root)) {
    native::XmlWriter out;
    mappings::kmehr::write_party(out, party);
    const auto again = native::Document::parse(out.take());
    holds(again.has_value(), "a party is written as no XML");
    const auto read = mappings::kmehr::read_party(again->root());
    holds(read.category() == party.category() && read.ids.size() == party.ids.size(), "a party is read as another");
  }
  const auto text = native::canonical(root);
  (void)v3::sealed_part(text);
  const auto folders = v3::folders_of(text);
  if (const auto sealed = v3::with_sealed(text, "YWJj")) holds(native::Document::parse(*sealed).has_value(), "a sealed message is no XML");
  if (!folders) return;
  const auto put_back = v3::with_folders(text, *folders);
  if (put_back) holds(native::Document::parse(*put_back, {.bytes = 64 * 1024 * 1024}).has_value(), "an opened message is no XML");
}

void fuzz_metahub(std::string_view input) {
  const auto document = native::Document::parse(input);
  if (!document) return;
  const auto root = document->root();
  if (const auto links = metahub::read_links_response(root, "62071498939")) {
    for (const auto& hub : links->hubs) holds(model::Ehp::parse(hub).has_value(), "a hub whose number is none");
  }
  (void)metahub::read_link_change_response(root, true);
  (void)metahub::read_link_change_response(root, false);
  (void)metahub::read_delta_response(root);
}

}  // namespace sluis::fuzz
