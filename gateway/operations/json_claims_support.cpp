#include "gateway/operations/json_support.hpp"

namespace sluis::operations {
namespace {

std::string_view scheme_of(model::OrganisationScheme scheme) {
  switch (scheme) {
    case model::OrganisationScheme::Nihii: return "ID-HCPARTY";
    case model::OrganisationScheme::Cbe: return "ID-CBE";
    case model::OrganisationScheme::Ehp: return "ID-EHP";
  }
  return "ID-HCPARTY";
}

model::PartyClaim organisation_of(const model::Identity& identity) {
  model::PartyClaim party;
  party.ids.push_back({std::string(scheme_of(identity.organisation->scheme)), identity.organisation->number, {}});
  party.codes.push_back({"CD-HCPARTY", identity.category});
  return party;
}

model::PartyClaim person_of(const model::Identity& identity) {
  model::PartyClaim party;
  if (identity.nihii) party.ids.push_back({"ID-HCPARTY", identity.nihii->text(), {}});
  if (identity.ssin) party.ids.push_back({"INSS", identity.ssin->text(), {}});
  party.codes.push_back({"CD-HCPARTY", identity.category});
  party.first_names.push_back(identity.first_name);
  party.family_name = identity.family_name;
  return party;
}

model::PartyClaim person_of(const model::CallerClaim& caller) {
  model::PartyClaim party;
  if (!caller.nihii.empty()) party.ids.push_back({"ID-HCPARTY", caller.nihii, {}});
  if (!caller.ssin.empty()) party.ids.push_back({"INSS", caller.ssin, {}});
  party.codes.push_back({"CD-HCPARTY", caller.category});
  return party;
}

}  // namespace

model::CallerClaim read_caller(const JsonObject& caller) {
  caller.only({"ssin", "nihii", "category", "organisation"});
  return {caller.text_or_empty("ssin"), caller.text_or_empty("nihii"), caller.text("category"), caller.text_or_empty("organisation")};
}

model::RequestHeader header_of(const model::Identity& identity, const std::optional<model::CallerClaim>& caller,
                               const std::string& correlation_id) {
  model::RequestHeader header;
  header.id = correlation_id;
  if (identity.is_citizen()) {
    model::PatientClaim self;
    if (identity.ssin) self.ids.push_back({"INSS", identity.ssin->text(), {}});
    self.first_names.push_back(identity.first_name);
    self.family_name = identity.family_name;
    header.author.patient = std::move(self);
    return header;
  }
  if (identity.is_organisation()) header.author.parties.push_back(organisation_of(identity));
  if (caller) header.author.parties.push_back(person_of(*caller));
  else if (!identity.is_organisation()) header.author.parties.push_back(person_of(identity));
  return header;
}

void write_text_or_null(core::JsonWriter& out, std::string_view name, const std::string& text) {
  out.key(name);
  if (text.empty()) out.null();
  else out.value(text);
}

void write_sources(core::JsonWriter& out, const std::vector<model::SourceStatus>& sources) {
  out.key("sources").begin_array();
  for (const auto& source : sources) {
    out.begin_object().member("source", source.source).member("name", source.name);
    out.member("state", model::to_text(source.state)).member("status", model::status_text(source.state));
    write_text_or_null(out, "code", source.code);
    write_text_or_null(out, "text", source.text);
    out.member("entries", source.entries);  // how many it withholds is told of no single source
    out.member("milliseconds", static_cast<std::int64_t>(source.milliseconds)).end_object();
  }
  out.end_array();
}

}  // namespace sluis::operations
