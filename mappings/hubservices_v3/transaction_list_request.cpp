#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

std::optional<std::string> text_of(Node parent, std::string_view local) {
  const auto node = parent.child(kCore, local);
  if (!node) return std::nullopt;
  return std::string(core::trim(node.text()));
}

model::SearchScope scope_of(const std::optional<std::string>& search_type) {
  if (search_type == "global") return model::SearchScope::Global;
  if (search_type == "external") return model::SearchScope::External;
  return model::SearchScope::Local;
}

std::string_view text_of(model::SearchScope scope) {
  switch (scope) {
    case model::SearchScope::Local: return "local";
    case model::SearchScope::Global: return "global";
    case model::SearchScope::External: return "external";
  }
  return "local";
}

XmlWriter::Name core_name(std::string_view local) { return {"c", kCore, local}; }

void write_select(XmlWriter& out, const model::ReferenceQuery& query) {
  out.open(core_name("select")).open(core_name("patient"));
  for (const auto& id : query.patient.ids) kmehr::write_id(out, core_name("id"), id);
  out.close();
  if (!query.categories.empty() || query.begin || query.end) {
    out.open(core_name("transaction"));
    for (const auto& category : query.categories) kmehr::write_code(out, core_name("cd"), "CD-TRANSACTION", "1.6", category);
    if (query.begin) out.element(core_name("begindate"), *query.begin);
    if (query.end) out.element(core_name("enddate"), *query.end);
    out.close();
  }
  out.element(core_name("searchtype"), text_of(query.scope)).close();
}

}  // namespace

ListRequest read_list_request(Node body) {
  ListRequest request;
  request.header = read_request_header(body.child(kCore, "request"));
  const auto select = body.child(kCore, "select");
  auto& query = request.query;
  query.patient.ids = kmehr::read_ids(select.child(kCore, "patient"), kCore);
  query.scope = scope_of(text_of(select, "searchtype"));
  query.break_the_glass = request.header.break_the_glass;
  if (const auto filter = select.child(kCore, "transaction")) {
    for (const auto code : filter.children(kCore, "cd"))
      if (code.attribute("S") == "CD-TRANSACTION") query.categories.emplace_back(core::trim(code.text()));
    query.begin = text_of(filter, "begindate");
    query.end = text_of(filter, "enddate");
  }
  return request;
}

std::string write_list_request(const ListRequest& request) {
  XmlWriter out;
  out.open({"p", kProtocol, kListRequest});
  write_request_header(out, request.header);
  write_select(out, request.query);
  out.close();
  return out.take();
}

}  // namespace sluis::mappings::hubservices_v3
