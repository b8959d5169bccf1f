#include "adapters/vitalink/native_client.hpp"

#include <stdexcept>

#include "gateway/core/installed.hpp"

namespace sluis::adapters::vitalink {
namespace {

namespace native_model = mappings::vitalink;

constexpr int kMostPages = 50;  // a node that never ends is refused

std::string role_of(const std::string& category) { return category.starts_with("pers") ? category.substr(4) : category; }

native_model::NativePerson person_of(const model::Order& order) {
  native_model::NativePerson person;
  if (order.caller.ssin) {
    person = {order.caller.first_name, order.caller.family_name, order.caller.ssin->text(),
              order.caller.nihii ? order.caller.nihii->text() : std::string(), role_of(order.caller.category)};
  } else if (const auto* named = order.header.author.professional()) {
    person = {named->first_names.empty() ? std::string() : named->first_names.front(), named->family_name,
              named->value("INSS").value_or(""), named->value("ID-HCPARTY").value_or(""), role_of(named->category())};
  }
  return person;
}

}  // namespace

NativeClient::NativeClient(const spi::NetworkSettings& settings, const spi::Surroundings& house) : settings_(settings), house_(house) {
  auto compiled = native::Schema::compile({core::installed_mappings() + "/vitalink/native.xsd"});
  if (!compiled) throw std::runtime_error(compiled.error().log_text());
  schema_ = std::make_shared<const native::Schema>(std::move(*compiled));
}

Fault NativeClient::refused(std::string what) const {
  return Fault(FaultId::NetworkAnswerRefused, std::move(what), settings_.source_id);
}

native_model::NativeRequest NativeClient::request_for(const model::Order& order, native_model::NativeCall call) const {
  native_model::NativeRequest request;
  request.call = call;
  request.client_id = core::random_uuid(house_.random);
  if (auto person = person_of(order); !person.ssin.empty() || !person.nihii.empty()) request.person = std::move(person);
  request.organisation = native_model::NativeOrganisation{house_.own.category, house_.own.name, "NIHII", house_.own.number};
  request.subject = order.patient_number();
  request.glass = order.header.break_the_glass;
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) request.glass = query->break_the_glass;
  return request;
}

Result<native_model::NativeResponse> NativeClient::ask(const native_model::NativeRequest& request, spi::Deadline deadline) const {
  const auto roots = settings_.extra.find("trusted_roots");
  const auto reply = house_.wire.post({settings_.url, "text/xml; charset=utf-8", {}, native_model::write_native(request), deadline,
                                       roots == settings_.extra.end() ? std::string() : roots->second, settings_.source_id});
  if (!reply) return reply.error();
  if (reply->status != 200) return Fault(FaultId::NetworkFault, "HTTP status " + std::to_string(reply->status), settings_.source_id);
  const auto document = native::Document::parse(reply->body);
  if (!document) return refused("no XML: " + document.error().log_text());
  if (const auto wrong = schema_->validate(document->root(), 1); !wrong.empty()) return refused("schema: " + wrong.front().path);
  auto response = native_model::read_native_response(document->root());
  if (!response) return refused(response.error().log_text());
  if (response->call != request.call || response->client_id != request.client_id) return refused("the answer is to another message");
  const bool other = !response->subject.empty() && !request.subject.empty() && response->subject != request.subject;
  if (other) return refused("the answer is about another subject");
  return response;
}

Result<NativeClient::WholeNode> NativeClient::whole_node(native_model::NativeRequest request, const std::string& node,
                                                         spi::Deadline deadline) const {
  WholeNode whole;
  const auto uri = "/subject/" + request.subject + "/" + node;
  for (int page = 1; page <= kMostPages; ++page) {
    request.client_id = core::random_uuid(house_.random);
    request.page = native_model::NativePage{uri, page, {}, {}};
    auto response = ask(request, deadline);
    if (!response) return std::move(response).error();
    whole.last = std::move(*response);
    if (whole.last.nodes.empty()) return whole;
    auto& part = whole.last.nodes.front();
    if (part.name != node) return refused("another node");
    whole.node.name = part.name;
    whole.node.version = part.version;
    const auto fresh = part.entries.size();
    whole.node.entries.insert(whole.node.entries.end(), std::make_move_iterator(part.entries.begin()), std::make_move_iterator(part.entries.end()));
    const auto records = static_cast<std::size_t>(part.page.records.value_or(0));
    if (fresh == 0 || whole.node.entries.size() >= records) return whole;
  }
  return refused("a node without end");
}

}  // namespace sluis::adapters::vitalink
