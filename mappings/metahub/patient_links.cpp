#include "mappings/metahub/patient_links.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/model/identifiers.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::metahub {
namespace {

using native::Node;
using native::XmlWriter;

XmlWriter::Name core_name(std::string_view local) { return {"c", kCore, local}; }
XmlWriter::Name own_name(std::string_view local) { return {"p", kProtocol, local}; }

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "GetPatientLinksResponse: " + std::string(what)); }

std::vector<Node> named(Node parent, std::string_view local) {
  auto all = parent.children();
  std::erase_if(all, [&](const Node& child) { return child.name() != local; });
  return all;
}

Node first(Node parent, std::string_view local) {
  const auto all = parent ? named(parent, local) : std::vector<Node>{};
  return all.empty() ? Node{} : all.front();
}

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string{}; }

// Value of the `id` child with this scheme.
std::string number_of(Node parent, std::string_view scheme) {
  if (!parent) return {};
  for (const auto id : named(parent, "id"))
    if (id.attribute("S") == scheme) return text_of(id);
  return {};
}

bool is_harmless(std::string_view code) { return code == "200" || code == "202" || code == "VALID"; }

Status read_links(Node list, std::string_view patient, LinksResponse& response) {
  for (const auto link : named(list, "patientlink")) {
    if (number_of(first(link, "patient"), "INSS") != patient) return refused("a link of another patient");
    const auto hub = number_of(first(link, "hcparty"), "ID-HCPARTY");
    if (!model::Ehp::parse(hub)) return refused("a hub without EHP number");
    if (std::find(response.hubs.begin(), response.hubs.end(), hub) == response.hubs.end()) response.hubs.push_back(hub);
  }
  return Done{};
}

}  // namespace

std::string write_links_request(const LinksRequest& request) {
  XmlWriter out;
  out.open(own_name("GetPatientLinksRequest")).open(core_name("request"));
  kmehr::write_id(out, core_name("id"), {"ID-KMEHR", request.header.id, {}});
  out.open(core_name("author"));
  for (const auto& party : request.header.author.parties) kmehr::write_party(out, party);
  out.close();
  out.element(core_name("date"), request.header.date).element(core_name("time"), request.header.time).close();
  out.open(own_name("select")).open(own_name("patient"));
  kmehr::write_id(out, core_name("id"), {"INSS", request.patient, {}});
  out.close().close().close();
  return out.take();
}

Result<LinksResponse> read_links_response(Node body, std::string_view patient) {
  if (!body.is(kProtocol, "GetPatientLinksResponse")) return refused("another body element");
  const auto acknowledge = first(body, "acknowledge");
  if (!acknowledge) return refused("no acknowledge");
  LinksResponse response;
  response.request_id = text_of(first(first(first(body, "response"), "request"), "id"));
  const auto complete = text_of(first(acknowledge, "iscomplete"));
  if (complete != "true" && complete != "1" && complete != "false" && complete != "0") return refused("acknowledge without iscomplete");
  response.complete = complete == "true" || complete == "1";
  for (const auto error : named(acknowledge, "error"))
    if (auto code = text_of(first(error, "cd")); !is_harmless(code)) response.codes.push_back(std::move(code));
  const auto list = first(body, "patientlinklist");
  if (!list && response.complete && response.codes.empty()) return refused("no patientlinklist");
  if (list) {
    if (auto read = read_links(list, patient, response); !read) return std::move(read).error();
  }
  return response;
}

}  // namespace sluis::mappings::metahub
