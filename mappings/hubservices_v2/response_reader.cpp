#include "mappings/hubservices_v2/response_reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "mappings/hubservices_v2/claims.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

// What the other side wrote and can't be; caught in read_response.
class Unreadable final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

core::Date date_in(native::Node parent, std::string_view local) {
  const auto date = core::parse_date(child_text(parent, local).value_or(""));
  if (!date) throw Unreadable(std::string(local));
  return *date;
}

model::Ssin patient_number(const model::PatientClaim& claim) {
  auto number = model::Ssin::parse(claim.value("INSS").value_or(""));
  if (!number) throw Unreadable("patient/id");
  return std::move(*number);
}

struct NamedPatient {
  model::Ssin number;
  std::string first_name, family_name;
};

NamedPatient patient_of(native::Node record) {
  const auto claim = read_patient(record.child(kCore, "patient"));
  return {patient_number(claim), claim.first_names.empty() ? "" : claim.first_names.front(), claim.family_name};
}

std::optional<model::OrganisationNumber> organisation_number(const std::string& text) {
  if (const auto nihii = model::Nihii::parse(text)) return model::OrganisationNumber{model::OrganisationScheme::Nihii, nihii->base()};
  if (model::Cbe::parse(text)) return model::OrganisationNumber{model::OrganisationScheme::Cbe, text};
  if (model::Ehp::parse(text)) return model::OrganisationNumber{model::OrganisationScheme::Ehp, text};
  return std::nullopt;
}

model::Party party_of(const model::PartyClaim& claim) {
  model::Party party;
  party.category = claim.category();
  party.name = claim.name;
  party.first_name = claim.first_names.empty() ? "" : claim.first_names.front();
  party.family_name = claim.family_name;
  const auto number = claim.value("ID-HCPARTY");
  if (claim.is_person() || claim.value("INSS")) {
    party.ssin = model::Ssin::parse(claim.value("INSS").value_or(""));
    party.nihii = model::Nihii::parse(number.value_or(""));
  } else if (number) {
    party.organisation = organisation_number(*number);
  }
  if (party.key().empty()) throw Unreadable("hcparty/id");
  return party;
}

model::Declaration declaration_in(native::Node context) {
  const auto at = core::parse_instant(child_text(context, "recorddatetime").value_or(""));
  if (!at) throw Unreadable("operationcontext/recorddatetime");
  model::Declaration by;
  by.at = *at;
  if (const auto author = context.child(kCore, "author")) {
    by.request_id = child_text(author, "id").value_or("");
    by.author = read_author(author.child(kCore, "author"));
    by.request_date = child_text(author, "date").value_or("");
    by.request_time = child_text(author, "time").value_or("");
  }
  const auto proofs = read_proofs(context);
  if (!proofs.empty()) by.proof_type = proofs.front().type;
  return by;
}

// Declaration and last revocation of a listed record; without any the record holds since its first day.
template <class Record>
void add_acts(native::Node entry, Record& record, core::Instant otherwise) {
  record.declared.at = otherwise;
  for (const auto context : entry.children(kCore, "operationcontext")) {
    auto act = declaration_in(context);
    const bool revokes = child_text(context, "operation") == "revocation";
    revokes ? void(record.revoked = std::move(act)) : void(record.declared = std::move(act));
  }
  if (record.revoked) record.version = 2;
}

model::Consent consent_in(native::Node node, std::optional<ConsentStatus> status) {
  const auto patient = patient_of(node);
  const auto types = code_values(node, "CD-CONSENTTYPE");
  model::Consent consent{{}, 1, patient.number, patient.first_name, patient.family_name, types.empty() ? "" : types.front(),
                         date_in(node, "signdate"), {}, {}, {}, {}};
  consent.declared.at = core::start_of_day(consent.sign_date);
  if (const auto author = node.child(kCore, "author")) consent.author = consent.declared.author = read_author(author);
  if (child_text(node, "revokedate")) consent.revoke_date = date_in(node, "revokedate");
  if (status == ConsentStatus::Revoked) {
    if (!consent.revoke_date) throw Unreadable("revokedate");
    consent.revoked = model::Declaration{};
    consent.revoked->at = core::start_of_day(*consent.revoke_date);
    consent.version = 2;
  }
  return consent;
}

// A revoked link is over at once: an end still to come can't be told from the declared one. A link without dates is one of an
// authentic source: it is not asked here.
std::optional<model::TherapeuticLink> link_in(native::Node entry) {
  if (!child_text(entry, "startdate") || !child_text(entry, "enddate")) return std::nullopt;
  const auto patient = patient_of(entry);
  model::TherapeuticLink link{{}, 1, patient.number, patient.first_name, patient.family_name,
                              party_of(read_core_party(entry.child(kCore, "hcparty"))),
                              code_value(entry.child(kCore, "cd"), "CD-THERAPEUTICLINKTYPE"), date_in(entry, "startdate"),
                              date_in(entry, "enddate"), child_text(entry, "comment").value_or(""), {}, {}, {}, false, {}};
  add_acts(entry, link, core::start_of_day(link.start));
  return link;
}

model::Exclusion exclusion_in(native::Node entry) {
  const auto patient = patient_of(entry);
  model::Exclusion exclusion{{}, 1, patient.number, patient.first_name, patient.family_name,
                             party_of(kmehr::read_party(entry.child(kCore, "hcparty"))), {}, {}};
  add_acts(entry, exclusion, core::Instant{});
  return exclusion;
}

std::optional<ConsentStatus> status_in(native::Node consent) {
  const auto text = child_text(consent, "status");
  if (!text) return std::nullopt;
  if (*text == "REVOKED") return ConsentStatus::Revoked;
  return *text == "DECEASED" ? ConsentStatus::Deceased : ConsentStatus::Given;
}

std::vector<model::BusinessError> errors_in(native::Node acknowledge) {
  std::vector<model::BusinessError> errors;
  for (const auto error : acknowledge.children(kCore, "error")) {
    const auto text = error.child(kmehr::kNamespace, "description");
    for (const auto code : error.children(kmehr::kNamespace, "cd")) errors.push_back({code.text(), text ? text.text() : "", 0});
  }
  return errors;
}

}  // namespace

Result<ReadResponse> read_response(native::Node body) {
  try {
    ReadResponse read;
    read.request_id = child_text(body.child(kCore, "response").child(kCore, "request"), "id").value_or("");
    const auto acknowledge = body.child(kCore, "acknowledge");
    const auto complete = child_text(acknowledge, "iscomplete");
    read.complete = complete == "true" || complete == "1";
    read.errors = errors_in(acknowledge);
    if (const auto consent = body.child(kCore, "consent")) {
      read.status = status_in(consent);
      if (child_text(consent, "signdate")) read.consent = consent_in(consent, read.status);
    }
    for (const auto entry : body.child(kCore, "therapeuticlinklist").children(kCore, "therapeuticlink")) {
      if (auto link = link_in(entry)) read.links.push_back(std::move(*link));
    }
    for (const auto entry : body.child(kCore, "therapeuticexclusionlist").children(kCore, "therapeuticexclusion")) {
      read.exclusions.push_back(exclusion_in(entry));
    }
    if (const auto value = child_text(body, "value")) read.value = *value == "true" || *value == "1";
    return read;
  } catch (const Unreadable& wrong) {
    return Fault(FaultId::NetworkAnswerRefused, std::string("an answer of a registration has no valid ") + wrong.what());
  }
}

}  // namespace sluis::mappings::hubservices_v2
