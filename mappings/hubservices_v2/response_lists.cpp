#include "gateway/core/calendar.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v2/response.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

// A party as a claim: what the rules have kept of it, in the order number, national number.
model::PartyClaim claim_of(const model::Party& party) {
  model::PartyClaim claim;
  if (party.organisation) {
    claim.ids.push_back({"ID-HCPARTY", party.organisation->number, {}});
    claim.name = party.name;
  } else {
    if (party.nihii) claim.ids.push_back({"ID-HCPARTY", party.nihii->text(), {}});
    if (party.ssin) claim.ids.push_back({"INSS", party.ssin->text(), {}});
    if (!party.first_name.empty()) claim.first_names.push_back(party.first_name);
    claim.family_name = party.family_name;
    if (claim.family_name.empty()) claim.name = party.name;
  }
  claim.codes.push_back({"CD-HCPARTY", party.category});
  return claim;
}

}  // namespace

void ResponseWriter::core_party(const model::Party& party) {
  const auto claim = claim_of(party);
  out_.open(c("hcparty"));
  for (const auto& id : claim.ids) kmehr::write_id(out_, c("id"), id);
  code("CD-HCPARTY", "1.1", party.category);
  if (!claim.name.empty()) {
    out_.element(c("name"), claim.name);
  } else {
    names(party.first_name, party.family_name);
  }
  out_.close();
}

ResponseWriter& ResponseWriter::links(const std::vector<model::TherapeuticLink>& links) {
  out_.open(c("therapeuticlinklist"));
  for (const auto& link : links) {
    out_.open(c("therapeuticlink"));
    patient(link.patient, link.patient_first_name, link.patient_family_name);
    core_party(link.party);
    code("CD-THERAPEUTICLINKTYPE", "1.1", link.type);
    if (!link.from_authentic_source) {
      out_.element(c("startdate"), core::to_text(link.start));
      out_.element(c("enddate"), core::to_text(link.ended_early.value_or(link.end)));
    }
    if (!link.comment.empty()) out_.element(c("comment"), link.comment);
    // What comes from an authentic source has no author here (therapeutic-link.md section 2).
    act("declaration", link.declared, !link.from_authentic_source);
    if (link.revoked) act("revocation", *link.revoked, true);
    out_.close();
  }
  out_.close();
  return *this;
}

ResponseWriter& ResponseWriter::exclusions(const std::vector<model::Exclusion>& exclusions) {
  out_.open(c("therapeuticexclusionlist"));
  for (const auto& exclusion : exclusions) {
    out_.open(c("therapeuticexclusion"));
    patient(exclusion.patient, exclusion.patient_first_name, exclusion.patient_family_name);
    // The element is of core here, its children are KMEHR's: another party type than in links.
    const auto claim = claim_of(exclusion.party);
    kmehr::write_party(out_, claim, c("hcparty"));
    act("declaration", exclusion.declared, true);
    if (exclusion.revoked) act("revocation", *exclusion.revoked, true);
    out_.close();
  }
  out_.close();
  return *this;
}

}  // namespace sluis::mappings::hubservices_v2
