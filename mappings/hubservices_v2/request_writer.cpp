#include "mappings/hubservices_v2/request_writer.hpp"

#include <stdexcept>

#include "gateway/native/xml_writer.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

using model::OrderKind;
using Name = native::XmlWriter::Name;

Name c(std::string_view local) { return {"c", kCore, local}; }

std::string_view version_of(std::string_view code_scheme) {
  const bool second = code_scheme == "CD-HCPARTY" || code_scheme == "CD-THERAPEUTICLINKTYPE" || code_scheme == "CD-PROOFTYPE";
  return second ? "1.1" : "1.0";
}

class RequestWriter final {
 public:
  std::string write(const model::Order& order) {
    const auto element = std::string(model::to_text(order.kind)) + "Request";
    out_.open({"p", kProtocol, element});
    header(order.header);
    content(order);
    out_.close();
    return out_.take();
  }

 private:
  void content(const model::Order& order) {
    switch (order.kind) {
      case OrderKind::PutConsent:
      case OrderKind::RevokeConsent: return consent(of<model::ConsentOrder>(order));
      case OrderKind::GetConsent:
      case OrderKind::ConsentStatus: return consent_question(of<model::ConsentOrder>(order));
      case OrderKind::PutLink:
      case OrderKind::RevokeLink: return link(of<model::LinkOrder>(order));
      case OrderKind::PutLinks: return links(of<model::LinkBatch>(order));
      case OrderKind::GetLinks:
      case OrderKind::HasLink: return link_question(of<model::LinkQuery>(order));
      case OrderKind::PutExclusion:
      case OrderKind::RevokeExclusion: return exclusion(of<model::ExclusionOrder>(order));
      case OrderKind::GetExclusions:
      case OrderKind::GetExclusionHistory: return exclusion_question(of<model::ExclusionOrder>(order));
      default: throw std::invalid_argument("no request of the registrations for " + std::string(model::to_text(order.kind)));
    }
  }

  template <class Content>
  static const Content& of(const model::Order& order) {
    if (const auto* content = std::get_if<Content>(&order.content)) return *content;
    throw std::invalid_argument("the content of " + std::string(model::to_text(order.kind)) + " is that of another order");
  }

  void header(const model::RequestHeader& header) {
    out_.open(c("request"));
    kmehr::write_id(out_, c("id"), {"ID-KMEHR", header.id, {}});
    author(header.author);
    out_.element(c("date"), header.date).element(c("time"), header.time);
    if (header.max_rows) out_.element(c("maxrows"), *header.max_rows);
    out_.close();
  }

  void author(const model::AuthorClaim& claim) {
    out_.open(c("author"));
    for (const auto& party : claim.parties) kmehr_party(party, kmehr::name("hcparty"));
    if (claim.patient) patient(*claim.patient);
    if (claim.person) person(*claim.person);
    out_.close();
  }

  void ids(const std::vector<model::IdClaim>& all, const Name& element) {
    for (const auto& id : all) kmehr::write_id(out_, element, id);
  }

  void codes(const std::vector<model::CodeClaim>& all, const Name& element) {
    for (const auto& code : all) kmehr::write_code(out_, element, code.scheme, version_of(code.scheme), code.value);
  }

  void code(std::string_view scheme, std::string_view value) {  // with another scheme it reads "SCHEME:value"
    const auto colon = value.find(':');
    if (colon != std::string_view::npos) {
      scheme = value.substr(0, colon);
      value.remove_prefix(colon + 1);
    }
    kmehr::write_code(out_, c("cd"), scheme, version_of(scheme), value);
  }

  template <class Claim>
  void person_names(const Claim& claim, const Name& first_name, const Name& family_name) {
    for (const auto& first : claim.first_names) out_.element(first_name, first);
    if (!claim.first_names.empty() || !claim.family_name.empty()) out_.element(family_name, claim.family_name);
  }

  void kmehr_party(const model::PartyClaim& party, const Name& element) {
    out_.open(element);
    ids(party.ids, kmehr::name("id"));
    codes(party.codes, kmehr::name("cd"));
    if (!party.name.empty()) out_.element(kmehr::name("name"), party.name);
    person_names(party, kmehr::name("firstname"), kmehr::name("familyname"));
    out_.close();
  }

  void core_party(const model::PartyClaim& party) {
    out_.open(c("hcparty"));
    ids(party.ids, c("id"));
    codes(party.codes, c("cd"));
    if (!party.name.empty()) out_.element(c("name"), party.name);
    person_names(party, c("firstname"), c("familyname"));
    out_.close();
  }

  void patient(const model::PatientClaim& claim) {
    out_.open(c("patient"));
    ids(claim.ids, c("id"));
    const bool one_name = claim.first_names.empty() && !claim.family_name.empty();
    one_name ? void(out_.element(c("name"), claim.family_name)) : person_names(claim, c("firstname"), c("familyname"));
    out_.close();
  }

  void person(const model::PatientClaim& claim) {
    out_.open(c("person"));
    ids(claim.ids, kmehr::name("id"));
    person_names(claim, kmehr::name("firstname"), kmehr::name("familyname"));
    out_.close();
  }

  void period(std::string_view from, const std::optional<std::string>& begin, std::string_view to, const std::optional<std::string>& end) {
    if (begin) out_.element(c(from), *begin);
    if (end) out_.element(c(to), *end);
  }

  void consent(const model::ConsentOrder& order) {
    out_.open(c("consent"));
    patient(order.patient);
    for (const auto& type : order.types) code("CD-CONSENTTYPE", type);
    period("signdate", order.sign_date, "revokedate", order.revoke_date);
    if (order.author) author(*order.author);
    out_.close();
  }

  void consent_question(const model::ConsentOrder& order) {
    out_.open(c("select"));
    patient(order.patient);
    if (!order.types.empty()) {
      out_.open(c("consent"));
      for (const auto& type : order.types) code("CD-CONSENTTYPE", type);
      out_.close();
    }
    out_.close();
  }

  void link(const model::LinkOrder& order) {
    out_.open(c("therapeuticlink"));
    patient(order.patient);
    for (const auto& party : order.parties) core_party(party);
    code("CD-THERAPEUTICLINKTYPE", order.type);
    period("startdate", order.start, "enddate", order.end);
    if (!order.comment.empty()) out_.element(c("comment"), order.comment);
    out_.close();
    proofs(order.proofs);
  }

  void links(const model::LinkBatch& batch) {
    for (const auto& entry : batch.entries) {
      out_.open(c("therapeuticlinkrequest"));
      kmehr::write_id(out_, c("id"), {"ID-KMEHR", entry.id, {}});
      link(entry.order);
      out_.close();
    }
  }

  void link_question(const model::LinkQuery& query) {
    out_.open(c("select"));
    for (const auto& one : query.patients) patient(one);
    for (const auto& party : query.parties) core_party(party);
    for (const auto& type : query.types) code("CD-THERAPEUTICLINKTYPE", type);
    period("begindate", query.begin, "enddate", query.end);
    if (query.status != "active") out_.element(c("therapeuticlinkstatus"), query.status);
    out_.close();
    proofs(query.proofs);
  }

  void proofs(const std::vector<model::ProofClaim>& all) {
    for (const auto& proof : all) {
      out_.open(c("proof"));
      code("CD-PROOFTYPE", proof.type);
      if (proof.binary) {
        out_.open(c("binaryproof"));
        kmehr::write_code(out_, kmehr::name("cd"), "CD-ENCRYPTION-METHOD", "1.0", "CMS");
        out_.open(kmehr::name("Base64EncryptedValue")).attribute("encoding", "CMS").text(*proof.binary).close();
        out_.close();
      }
      out_.close();
    }
  }

  void exclusion(const model::ExclusionOrder& order) {
    out_.open(c("therapeuticexclusion"));
    patient(order.patient);
    if (order.party) kmehr_party(*order.party, c("hcparty"));
    out_.close();
  }

  void exclusion_question(const model::ExclusionOrder& order) {
    out_.open(c("select"));
    patient(order.patient);
    if (order.party) kmehr_party(*order.party, c("hcparty"));
    period("begindate", order.begin, "enddate", order.end);
    out_.close();
  }

  native::XmlWriter out_;
};

}  // namespace

std::string write_request(const model::Order& order) { return RequestWriter().write(order); }

}  // namespace sluis::mappings::hubservices_v2
