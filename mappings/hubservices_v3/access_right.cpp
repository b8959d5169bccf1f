#include "mappings/hubservices_v3/access_right.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kGet = "GetAccessRight";

std::string text_of(Node parent, std::string_view local) {
  const auto node = parent.child(kCore, local);
  return node ? std::string(core::trim(node.text())) : std::string{};
}

model::TransactionName read_transaction(Node transaction) {
  for (const auto& id : kmehr::read_ids(transaction, kCore)) {
    if (id.scheme == "LOCAL") return {id.value, id.local_scheme, {}};
  }
  return {};
}

// PartyOrRole: children in core.
model::PartyClaim read_holder(Node party) {
  model::PartyClaim claim;
  claim.ids = kmehr::read_ids(party, kCore);
  for (const auto code : party.children(kCore, "cd")) claim.codes.push_back({code.attribute("S").value_or(""), std::string(core::trim(code.text()))});
  return claim;
}

class Writer final {
 public:
  explicit Writer(std::string core_prefix) : core_(std::move(core_prefix)) {}

  XmlWriter::Name name(std::string_view local) const { return {core_, kCore, local}; }

  void transaction(const model::TransactionName& transaction) {
    out.open(name("transaction"));
    kmehr::write_id(out, name("id"), {"LOCAL", transaction.id, transaction.local_scheme});
    out.close();
  }

  void holder(const model::PartyClaim& party) {
    out.open(name("hcparty"));
    for (const auto& id : party.ids) kmehr::write_id(out, name("id"), id);
    for (const auto& code : party.codes) kmehr::write_code(out, name("cd"), code.scheme, code.scheme == "CD-HCPARTY" ? "1.1" : "1.0", code.value);
    out.close();
  }

  void right(const RightEntry& entry) {
    out.open(name("accessright"));
    transaction(entry.transaction);
    holder(entry.party);
    kmehr::write_code(out, name("cd"), "CD-ACCESSRIGHT", "1.0", entry.right);
    out.close();
  }

  XmlWriter out;

 private:
  std::string core_;
};

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "AccessRightResponse: " + std::string(what)); }

Result<std::vector<RightEntry>> read_rights(Node list) {
  std::vector<RightEntry> rights;
  for (const auto node : list.children(kCore, "accessright")) {
    RightEntry entry{read_transaction(node.child(kCore, "transaction")), read_holder(node.child(kCore, "hcparty")), text_of(node, "cd")};
    if (entry.transaction.id.empty() || (entry.right != "allow" && entry.right != "disallow")) return refused("a right without document or value");
    rights.push_back(std::move(entry));
  }
  return rights;
}

}  // namespace

RightRequest read_right_request(Node body) {
  RightRequest request;
  request.header = read_request_header(body.child(kCore, "request"));
  const auto select = body.child(kCore, "select");
  const auto content = select ? select : body.child(kCore, "accessright");
  request.order.transaction = read_transaction(content.child(kCore, "transaction"));
  if (const auto party = content.child(kCore, "hcparty")) request.order.party = read_holder(party);
  request.order.right = text_of(content, "cd");
  return request;
}

std::string write_right_request(std::string_view operation, const RightRequest& request) {
  const std::string element = std::string(operation) + "Request";
  Writer w("c");
  w.out.open({"p", kProtocol, element});
  write_request_header(w.out, request.header);
  w.out.open(w.name(operation == kGet ? "select" : "accessright"));
  w.transaction(request.order.transaction);
  if (request.order.party) w.holder(*request.order.party);
  if (!request.order.right.empty()) kmehr::write_code(w.out, w.name("cd"), "CD-ACCESSRIGHT", "1.0", request.order.right);
  w.out.close().close();
  return w.out.take();
}

Result<RightResponse> read_right_response(Node body) {
  if (body.namespace_uri() != kProtocol || !body.name().ends_with("AccessRightResponse")) return refused("another body element");
  const auto header = body.child(kCore, "response");
  const auto acknowledge = body.child(kCore, "acknowledge");
  if (!header || !acknowledge) return refused("no response or no acknowledge");
  RightResponse response;
  const auto parties = kmehr::read_parties(header.child(kCore, "author"));
  if (parties.empty()) return refused("no author");
  response.header = {text_of(header, "id"), parties.front(), text_of(header, "date"), text_of(header, "time"),
                     native::canonical(header.child(kCore, "request"))};
  const auto complete = text_of(acknowledge, "iscomplete");
  response.complete = complete == "true" || complete == "1";
  response.errors = read_errors(acknowledge);
  if (const auto list = body.child(kCore, "accessrightlist")) {
    auto rights = read_rights(list);
    if (!rights) return std::move(rights).error();
    response.rights = std::move(*rights);
  }
  return response;
}

std::string write_right_response(std::string_view operation, const RightResponse& response) {
  const std::string element = std::string(operation) + "Response";
  const auto protocol = free_prefix(response.header.request, "p");
  const auto core_prefix = free_prefix(response.header.request, "c");
  Writer w(core_prefix);
  w.out.open({protocol, kProtocol, element});
  w.out.open(w.name("response"));
  write_answer_header(w.out, core_prefix, response.header);
  w.out.close();
  write_acknowledge(w.out, core_prefix, response.complete, response.errors);
  if (operation == kGet && response.complete) {
    w.out.open(w.name("accessrightlist"));
    for (const auto& right : response.rights) w.right(right);
    w.out.close();
  }
  w.out.close();
  return w.out.take();
}

}  // namespace sluis::mappings::hubservices_v3
