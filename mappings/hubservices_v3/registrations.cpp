#include "mappings/hubservices_v3/registrations.hpp"

#include <algorithm>
#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v3/frame.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kConsentType = "CD-CONSENTTYPE";
constexpr std::string_view kLinkType = "CD-THERAPEUTICLINKTYPE";

struct TypeParty {
  std::string_view begins;
  std::string_view category;
};
constexpr std::array kTypeParties{TypeParty{"gp", "persphysician"},       TypeParty{"specialist", "persphysician"}, TypeParty{"gmd", "persphysician"},
                                  TypeParty{"nurse", "persnurse"},        TypeParty{"pharmac", "orgpharmacy"},      TypeParty{"hospital", "orghospital"}};

XmlWriter::Name c(std::string_view local) { return {"c", kCore, local}; }

std::optional<std::string> text_of(Node parent, std::string_view local) {
  const auto node = parent.child(kCore, local);
  if (!node) return std::nullopt;
  return std::string(core::trim(node.text()));
}

// With another scheme than the expected one it is "SCHEME:value", so that a local code never passes for a standard one.
std::vector<std::string> codes_of(Node parent, std::string_view scheme) {
  std::vector<std::string> values;
  for (const auto code : parent.children(kCore, "cd")) {
    const auto written = code.attribute("S").value_or("");
    const std::string value(core::trim(code.text()));
    values.push_back(written == scheme ? value : written + ":" + value);
  }
  return values;
}

model::PatientClaim patient_of(Node parent) {
  model::PatientClaim claim;
  claim.ids = kmehr::read_ids(parent.child(kCore, "patient"), kCore);
  return claim;
}

bool shares_number(const model::PartyClaim& a, const model::PartyClaim& b) {
  return std::ranges::any_of(a.ids, [&](const auto& id) {
    return std::ranges::any_of(b.ids, [&](const auto& other) { return id.scheme == other.scheme && id.value == other.value; });
  });
}

model::PartyClaim party_of(Node hcparty, const model::AuthorClaim& author, std::string_view type) {
  model::PartyClaim claim;
  claim.ids = kmehr::read_ids(hcparty, kCore);
  for (const auto& party : author.parties) {
    if (party.is_software() || !shares_number(claim, party)) continue;
    claim.codes.push_back({"CD-HCPARTY", party.category()});
    return claim;
  }
  for (const auto& row : kTypeParties) {
    if (!type.starts_with(row.begins)) continue;
    claim.codes.push_back({"CD-HCPARTY", std::string(row.category)});
    return claim;
  }
  const auto* professional = author.professional();
  if (professional != nullptr) claim.codes.push_back({"CD-HCPARTY", professional->category()});
  return claim;
}

std::vector<model::ProofClaim> proofs_of(const model::PatientClaim& patient) {
  if (patient.value("EID-CARDNO")) return {{"eidreading", std::nullopt}};
  if (patient.value("ISI-CARDNO")) return {{"isireading", std::nullopt}};
  return {};
}

void write_patient(XmlWriter& out, const model::Ssin& number) {
  out.open(c("patient"));
  kmehr::write_id(out, c("id"), {"INSS", std::string(number.text()), {}});
  out.close();
}

void write_party(XmlWriter& out, const model::Party& party) {
  out.open(c("hcparty"));
  if (party.organisation) kmehr::write_id(out, c("id"), {"ID-HCPARTY", party.organisation->number, {}});
  if (party.nihii) kmehr::write_id(out, c("id"), {"ID-HCPARTY", std::string(party.nihii->text()), {}});
  if (party.ssin) kmehr::write_id(out, c("id"), {"INSS", std::string(party.ssin->text()), {}});
  out.close();
}

}  // namespace

model::ConsentOrder read_consent(Node body) {
  const auto consent = body.child(kCore, "consent");
  model::ConsentOrder order;
  order.patient = patient_of(consent);
  order.types = codes_of(consent, kConsentType);
  order.sign_date = text_of(consent, "signdate");
  order.revoke_date = text_of(consent, "revokedate");
  if (const auto author = consent.child(kCore, "author")) order.author = model::AuthorClaim{kmehr::read_parties(author), {}, {}};
  return order;
}

model::ConsentOrder read_consent_question(Node body) {
  const auto select = body.child(kCore, "select");
  model::ConsentOrder order;
  order.patient = patient_of(select);
  if (const auto consent = select.child(kCore, "consent")) order.types = codes_of(consent, kConsentType);
  return order;
}

std::string write_consent(const model::Consent& consent) {
  XmlWriter out;
  out.open(c("consent"));
  write_patient(out, consent.patient);
  kmehr::write_code(out, c("cd"), kConsentType, "1.0", consent.type);
  out.element(c("signdate"), core::to_text(consent.sign_date));
  if (consent.revoke_date) out.element(c("revokedate"), core::to_text(*consent.revoke_date));
  if (!consent.author.parties.empty()) {
    out.open(c("author"));
    for (const auto& party : consent.author.parties) kmehr::write_party(out, party);
    out.close();
  }
  out.close();
  return out.take();
}

model::LinkOrder read_link(Node body, const model::AuthorClaim& author) {
  const auto link = body.child(kCore, "therapeuticlink");
  model::LinkOrder order;
  order.patient = patient_of(link);
  const auto types = codes_of(link, kLinkType);
  if (!types.empty()) order.type = types.front();
  order.parties.push_back(party_of(link.child(kCore, "hcparty"), author, order.type));
  order.start = text_of(link, "startdate");
  order.end = text_of(link, "enddate");
  order.comment = text_of(link, "comment").value_or("");
  order.proofs = proofs_of(order.patient);
  order.nameless_patient = true;
  return order;
}

model::LinkQuery read_link_question(Node body, const model::AuthorClaim& author) {
  const auto select = body.child(kCore, "select");
  model::LinkQuery query;
  for (const auto patient : select.children(kCore, "patient")) query.patients.push_back({kmehr::read_ids(patient, kCore), {}, {}});
  query.types = codes_of(select, kLinkType);
  for (const auto party : select.children(kCore, "hcparty"))
    query.parties.push_back(party_of(party, author, query.types.empty() ? std::string_view{} : std::string_view(query.types.front())));
  query.begin = text_of(select, "begindate");
  query.end = text_of(select, "enddate");
  return query;
}

std::string write_links(const std::vector<model::TherapeuticLink>& links) {
  XmlWriter out;
  out.open(c("therapeuticlinklist"));
  for (const auto& link : links) {
    out.open(c("therapeuticlink"));
    write_patient(out, link.patient);
    write_party(out, link.party);
    kmehr::write_code(out, c("cd"), kLinkType, "1.0", link.type);
    if (!link.from_authentic_source) {
      out.element(c("startdate"), core::to_text(link.start));
      out.element(c("enddate"), core::to_text(link.ended_early.value_or(link.end)));
    }
    if (!link.comment.empty()) out.element(c("comment"), link.comment);
    out.close();
  }
  out.close();
  return out.take();
}

void place_citizen(model::AuthorClaim& author, const model::PatientClaim& concerned) {
  const auto found = std::ranges::find_if(author.parties, [](const auto& party) { return party.category() == "patient"; });
  if (found == author.parties.end()) return;
  model::PatientClaim claim{found->ids, found->first_names, found->family_name};
  author.parties.erase(found);
  const bool himself = claim.value("INSS") == concerned.value("INSS");
  (himself ? author.patient : author.person) = std::move(claim);
}

}  // namespace sluis::mappings::hubservices_v3
