#include "mappings/metahub/link_feed.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/patient_links.hpp"

namespace sluis::mappings::metahub {
namespace {

using native::Node;
using native::XmlWriter;

XmlWriter::Name c(std::string_view local) { return {"c", kCore, local}; }
XmlWriter::Name p(std::string_view local) { return {"p", kProtocol, local}; }

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "metahub: " + std::string(what)); }

Node first(Node parent, std::string_view local) {
  if (!parent) return {};
  for (const auto child : parent.children())
    if (child.name() == local) return child;
  return {};
}

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string{}; }

bool is_harmless(std::string_view code) { return code == "200" || code == "202" || code == "VALID"; }

void write_request(XmlWriter& out, const model::RequestHeader& header) {
  out.open(c("request"));
  kmehr::write_id(out, c("id"), {"ID-KMEHR", header.id, {}});
  out.open(c("author"));
  for (const auto& party : header.author.parties) kmehr::write_party(out, party);
  out.close().element(c("date"), header.date).element(c("time"), header.time).close();
}

Result<Acknowledged> read_acknowledge(Node body) {
  const auto acknowledge = first(body, "acknowledge");
  const auto complete = text_of(first(acknowledge, "iscomplete"));
  if (complete != "true" && complete != "1" && complete != "false" && complete != "0") return refused("no acknowledge with iscomplete");
  Acknowledged read;
  read.request_id = text_of(first(first(first(body, "response"), "request"), "id"));
  read.complete = complete == "true" || complete == "1";
  for (const auto error : acknowledge.children()) {
    if (error.name() != "error") continue;
    if (auto code = text_of(first(error, "cd")); !is_harmless(code)) read.codes.push_back(std::move(code));
  }
  return read;
}

}  // namespace

std::string write_link_change(const LinkChange& change) {
  XmlWriter out;
  out.open(p(change.put ? "PutPatientLinkRequest" : "RevokePatientLinkRequest"));
  write_request(out, change.header);
  out.open(p("patientlink")).open(p("patient"));
  kmehr::write_id(out, c("id"), {"INSS", change.patient, {}});
  out.close().open(p("hcparty"));
  const XmlWriter::Name id{"k", kmehr::kNamespace, "id"};
  kmehr::write_id(out, id, {"ID-HCPARTY", change.hub, {}});
  out.open({"k", kmehr::kNamespace, "cd"}).attribute("S", "CD-HCPARTY").attribute("SV", "1.1").text("hub").close();
  out.element({"k", kmehr::kNamespace, "name"}, change.hub_name);
  return out.close().close().close().take();
}

Result<Acknowledged> read_link_change_response(Node body, bool put) {
  if (!body.is(kProtocol, put ? "PutPatientLinkResponse" : "RevokePatientLinkResponse")) return refused("another body element");
  return read_acknowledge(body);
}

std::string write_delta_request(const model::RequestHeader& header, std::string_view position) {
  XmlWriter out;
  out.open(p("GetMetaHubDeltaRequest"));
  write_request(out, header);
  out.open(p("select"));
  if (!position.empty()) out.element(p("position"), position);
  return out.close().close().take();
}

Result<DeltaResponse> read_delta_response(Node body) {
  if (!body.is(kProtocol, "GetMetaHubDeltaResponse")) return refused("another body element");
  auto acknowledged = read_acknowledge(body);
  if (!acknowledged) return std::move(acknowledged).error();
  DeltaResponse response{std::move(*acknowledged), text_of(first(body, "position")), false, {}};
  if (!response.acknowledged.complete || !response.acknowledged.codes.empty()) return response;
  const auto gap = text_of(first(body, "gap"));
  if (response.position.empty() || (gap != "true" && gap != "false")) return refused("a delta without position or gap");
  response.gap = gap == "true";
  const auto list = first(body, "patientlinklist");
  for (const auto link : list ? list.children() : std::vector<Node>{}) {
    const auto patient = first(link, "patient");
    const auto ids = patient ? patient.children() : std::vector<Node>{};
    const auto inss = std::ranges::find_if(ids, [](const Node& id) { return id.attribute("S") == "INSS"; });
    if (inss == ids.end()) return refused("a change without patient");
    response.patients.push_back(text_of(*inss));
  }
  return response;
}

}  // namespace sluis::mappings::metahub
