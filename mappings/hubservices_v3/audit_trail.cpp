#include "mappings/hubservices_v3/audit_trail.hpp"

#include <charconv>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

XmlWriter::Name core_name(std::string_view local) { return {"c", kCore, local}; }

std::string text_of(Node parent, std::string_view local) {
  const auto node = parent.child(kCore, local);
  return node ? std::string(core::trim(node.text())) : std::string{};
}

std::optional<std::string> optional_text(Node parent, std::string_view local) {
  auto text = text_of(parent, local);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

model::SearchScope scope_of(const std::string& search_type) {
  if (search_type == "global") return model::SearchScope::Global;
  return search_type == "external" ? model::SearchScope::External : model::SearchScope::Local;
}

std::string_view text_of(model::SearchScope scope) {
  if (scope == model::SearchScope::Global) return "global";
  return scope == model::SearchScope::External ? "external" : "local";
}

// The LOCAL identifier of a document, and the hub that the author names first.
std::optional<model::TransactionName> read_document(Node transaction) {
  for (const auto& id : kmehr::read_ids(transaction, kCore)) {
    if (id.scheme != "LOCAL") continue;
    model::TransactionName name{id.value, id.local_scheme, {}};
    for (const auto& party : kmehr::read_parties(transaction.child(kCore, "author")))
      if (party.category() == "hub" && name.hub.empty()) name.hub = party.value("ID-HCPARTY").value_or("");
    return name;
  }
  return std::nullopt;
}

std::string category_of(Node transaction) {
  for (const auto code : transaction.children(kCore, "cd"))
    if (code.attribute("S") == "CD-TRANSACTION") return std::string(core::trim(code.text()));
  return {};
}

model::PartyClaim read_wanted(Node party) {
  model::PartyClaim claim;
  claim.ids = kmehr::read_ids(party, kCore);
  return claim;
}

Fault refused(std::string_view what) { return Fault(FaultId::NetworkAnswerRefused, "GetPatientAuditTrailResponse: " + std::string(what)); }

// xsd:dateTime may come without zone: then it is Belgian time.
std::optional<core::Instant> moment_of(const std::string& text) {
  if (const auto at = core::parse_instant(text)) return at;
  const auto as_utc = core::parse_instant(text + "Z");
  return as_utc ? std::optional(*as_utc - core::brussels_offset(*as_utc)) : std::nullopt;
}

Result<model::Access> read_access(Node node) {
  model::Access access{};
  const auto at = moment_of(text_of(node, "accessdatetime"));
  if (!at) return refused("an access without moment");
  access.at = *at;
  access.break_the_glass = text_of(node, "breaktheglass");
  if (const auto transaction = node.child(kCore, "transaction")) {
    access.document = read_document(transaction);
    access.document_category = category_of(transaction);
  }
  for (const auto party : node.children(kCore, "hcparty")) access.parties.push_back(kmehr::read_party(party));
  for (const auto& party : access.parties) {
    std::string name = party.name;
    for (const auto& first : party.first_names) name += (name.empty() ? "" : " ") + first;
    if (!party.family_name.empty()) name += (name.empty() ? "" : " ") + party.family_name;
    access.who = name;  // the person stands behind his organisation
    access.category = party.category();
    if (!party.is_person() && access.organisation.empty()) access.organisation = party.value("ID-HCPARTY").value_or("");
  }
  return access;
}

std::optional<PageInfo> read_page(Node header) {
  const auto node = header.child(kCore, "paginationinfo");
  if (!node) return std::nullopt;
  PageInfo page;
  const auto size = text_of(node, "pagesize");
  const auto total = text_of(node, "totalrecordcount");
  std::from_chars(size.data(), size.data() + size.size(), page.size);
  std::from_chars(total.data(), total.data() + total.size(), page.total);
  return page;
}

class ResponseWriter final {
 public:
  explicit ResponseWriter(const AuditResponse& response)
      : response_(response), protocol_(free_prefix(response.header.request, "p")), core_(free_prefix(response.header.request, "c")) {}

  std::string write() {
    out_.open({protocol_, kProtocol, kAuditResponse}).open(name("response"));
    write_answer_header(out_, core_, response_.header);
    if (response_.page) {
      out_.open(name("paginationinfo")).element(name("pagesize"), std::to_string(response_.page->size));
      out_.element(name("totalrecordcount"), std::to_string(response_.page->total)).close();
    }
    out_.close();
    write_acknowledge(out_, core_, response_.complete, response_.errors);
    if (!response_.accesses.empty()) {
      out_.open(name("transactionaccesslist"));
      for (const auto& access : response_.accesses) write(access);
      out_.close();
    }
    out_.close();
    return out_.take();
  }

 private:
  XmlWriter::Name name(std::string_view local) const { return {core_, kCore, local}; }

  void write(const model::Access& access) {
    out_.open(name("transactionaccess"));
    if (!response_.patient.empty()) {
      out_.open(name("patient"));
      kmehr::write_id(out_, name("id"), {"INSS", response_.patient, {}});
      out_.close();
    }
    const auto moment = core::brussels_date_time(access.at);
    if (access.document) write_document(access, moment);
    for (const auto& party : access.parties) kmehr::write_party(out_, party, name("hcparty"));
    out_.element(name("accessdatetime"), moment);
    if (!access.break_the_glass.empty()) out_.element(name("breaktheglass"), access.break_the_glass);
    out_.close();
  }

  void write_document(const model::Access& access, const std::string& moment) {
    const auto& document = *access.document;
    out_.open(name("transaction"));
    kmehr::write_id(out_, name("id"), {"LOCAL", document.id, document.local_scheme});
    kmehr::write_code(out_, name("cd"), "CD-TRANSACTION", "1.6", access.document_category.empty() ? "note" : access.document_category);
    out_.element(name("date"), moment.substr(0, 10)).element(name("time"), moment.substr(11, 8)).open(name("author"));
    kmehr::write_party(out_, document.hub.empty() ? response_.header.author : kmehr::make_party(document.hub, "hub", document.hub));
    out_.close().close();
  }

  const AuditResponse& response_;
  std::string protocol_;
  std::string core_;
  XmlWriter out_;
};

}  // namespace

AuditRequest read_audit_request(Node body) {
  AuditRequest request;
  request.header = read_request_header(body.child(kCore, "request"));
  const auto select = body.child(kCore, "select");
  auto& query = request.query;
  if (const auto patient = select.child(kCore, "patient")) query.patient.ids = kmehr::read_ids(patient, kCore);
  if (const auto transaction = select.child(kCore, "transaction")) query.document = read_document(transaction);
  if (const auto party = select.child(kCore, "hcparty")) query.party = read_wanted(party);
  query.begin = optional_text(select, "begindate");
  query.end = optional_text(select, "enddate");
  query.scope = scope_of(text_of(select, "searchtype"));
  query.break_the_glass_only = static_cast<bool>(select.child(kCore, "breaktheglass"));
  return request;
}

std::string write_audit_request(const AuditRequest& request) {
  XmlWriter out;
  const auto& query = request.query;
  out.open({"p", kProtocol, kAuditRequest});
  write_request_header(out, request.header);
  out.open(core_name("select"));
  if (!query.patient.ids.empty()) {
    out.open(core_name("patient"));
    for (const auto& id : query.patient.ids) kmehr::write_id(out, core_name("id"), id);
    out.close();
  }
  if (query.document) {
    out.open(core_name("transaction"));
    kmehr::write_id(out, core_name("id"), {"LOCAL", query.document->id, query.document->local_scheme});
    out.close();
  }
  if (query.party && !query.party->ids.empty()) {
    out.open(core_name("hcparty"));
    for (const auto& id : query.party->ids) kmehr::write_id(out, core_name("id"), id);
    out.close();
  }
  if (query.begin) out.element(core_name("begindate"), *query.begin);
  if (query.end) out.element(core_name("enddate"), *query.end);
  out.element(core_name("searchtype"), text_of(query.scope));
  if (query.break_the_glass_only) out.element(core_name("breaktheglass"), "true");
  out.close().close();
  return out.take();
}

Result<AuditResponse> read_audit_response(Node body) {
  if (!body.is(kProtocol, kAuditResponse)) return refused("another body element");
  const auto header = body.child(kCore, "response");
  const auto acknowledge = body.child(kCore, "acknowledge");
  if (!header || !acknowledge) return refused("no response or no acknowledge");
  AuditResponse response;
  response.request_id = text_of(header.child(kCore, "request"), "id");
  for (const auto& id : kmehr::read_ids(header.child(kCore, "request"))) response.request_id = id.value;
  const auto complete = text_of(acknowledge, "iscomplete");
  response.complete = complete == "true" || complete == "1";
  response.errors = read_errors(acknowledge);
  response.page = read_page(header);
  const auto list = body.child(kCore, "transactionaccesslist");
  for (const auto node : list ? list.children(kCore, "transactionaccess") : std::vector<Node>{}) {
    auto access = read_access(node);
    if (!access) return std::move(access).error();
    for (const auto& id : kmehr::read_ids(node.child(kCore, "patient"), kCore)) {
      if (id.scheme != "INSS") continue;
      if (!response.patient.empty() && response.patient != id.value) return refused("accesses of several patients");
      response.patient = id.value;
    }
    response.accesses.push_back(std::move(*access));
  }
  return response;
}

std::string write_audit_response(const AuditResponse& response) { return ResponseWriter(response).write(); }

}  // namespace sluis::mappings::hubservices_v3
