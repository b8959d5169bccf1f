#include "adapters/hub/simulator/hub.hpp"

#include <algorithm>

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "adapters/hub/simulator/world_documents.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {

using native::XmlWriter;

Hub::Hub(HubIdentity identity, const World& world, MessageSecurity& security, const core::Clock& clock,
         core::Random& random)
    : name_("hub" + std::to_string(identity.number)),
      parts_{std::move(identity), world, clock, random, DocumentStore(clock)},
      security_(security) {
  hub::seed_documents(parts_.identity, world, parts_.documents);
}

Answer Hub::fault() const {
  return soap_fault("SOA-02001", parts_.random, "scenario: fault");
}

Answer Hub::answer(const Question& question) {
  if (question.path != kHubPath) return soap_fault("SOA-03005", parts_.random, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), parts_.random);
}

Result<std::string> Hub::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  if (!token->recognised_organisation())
    return Fault(FaultId::NotAuthorised, "no recognised organisation in the token");
  const auto name = message->content.name();
  const auto* operation =
      message->content.namespace_uri() == hub::kProtocol ? hub::operation_named(name.substr(0, name.rfind("Request"))) : nullptr;
  if (operation == nullptr || !name.ends_with("Request")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(hub::kActions) + std::string(operation->name)))
    return Fault(FaultId::ActionDisagrees);
  const auto children = message->content.children();
  if (children.size() != 2 || !children[0].is(hub::kCore, "request") || !children[1].is(hub::kCore, operation->subject))
    return hub::wrong("body");
  const auto form = operation->pages ? check_request(children[0], hub::kCore, {"maxrows", "breaktheglass", "paginationinfo"})
                                     : check_request(children[0], hub::kCore, {"maxrows", "breaktheglass"});
  if (!form) return form.error();
  const HubQuestion asked{std::string(operation->name), children[0], children[1], caller_of(children[0]),
                          hub::text_at(children[0], "breaktheglass"), false};
  const auto reply = operation->run(parts_, asked);
  if (!reply) return reply.error();
  return written(operation->name, children[0], *reply);
}

std::string Hub::written(std::string_view operation, native::Node request, const HubReply& reply) const {
  const auto element = std::string(operation) + "Response";
  XmlWriter xml;
  xml.open(hub::p(element));
  open_response(xml, hub::kCore, parts_.party(), request, parts_.clock.now(), parts_.random);
  if (reply.pages) {
    xml.open(hub::c("paginationinfo")).element(hub::c("pagesize"), std::to_string(reply.pages->size));
    xml.element(hub::c("totalrecordcount"), std::to_string(reply.pages->total)).close();
  }
  xml.close();
  write_acknowledge(xml, hub::kCore, reply.complete, reply.errors);
  if (!reply.rest.empty()) {
    xml.raw(reply.rest);
  } else if (operation == "GetLatestUpdate") {
    xml.open(hub::c("latestupdatelist")).close();  // mandatory, however empty
  }
  return xml.close().take();
}

}  // namespace sluis::sandbox
