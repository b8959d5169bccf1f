#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

// {"ssin"|"nihii"|"name"|"first"+"family", "category"}; what identifies nobody is refused by the rules, not here.
model::PartyClaim read_party(const JsonObject& party) {
  party.only({"ssin", "nihii", "category", "name", "first", "family"});
  model::PartyClaim claim;
  if (auto nihii = party.optional_text("nihii")) claim.ids.push_back({"ID-HCPARTY", std::move(*nihii), {}});
  if (auto ssin = party.optional_text("ssin")) claim.ids.push_back({"INSS", std::move(*ssin), {}});
  claim.codes.push_back({"CD-HCPARTY", party.text("category")});
  claim.name = party.text_or_empty("name");
  if (auto first = party.optional_text("first")) claim.first_names.push_back(std::move(*first));
  claim.family_name = party.text_or_empty("family");
  return claim;
}

// Who asks about another patient does so as his representative.
void speak_for(model::RequestHeader& header, const model::PatientClaim& patient) {
  auto& author = header.author;
  if (!author.patient || author.patient->value("INSS") == patient.value("INSS")) return;
  author.person = std::move(author.patient);
  author.patient.reset();
}

void write_party(core::JsonWriter& out, const model::Party& party) {
  out.key("party").begin_object().member("category", party.category);
  write_text_or_null(out, "ssin", party.ssin ? party.ssin->text() : std::string{});
  write_text_or_null(out, "nihii", party.nihii ? party.nihii->text() : party.organisation ? party.organisation->number : "");
  auto name = party.name;
  if (!party.family_name.empty()) name = party.first_name + (party.first_name.empty() ? "" : " ") + party.family_name;
  write_text_or_null(out, "name", name);
  out.end_object();
}

void write_preview(core::JsonWriter& out, const model::ExclusionPreview& preview) {
  out.begin_object();
  write_party(out, preview.party);
  out.key("numbers").begin_array();
  for (const auto& [number, category] : preview.numbers)
    out.begin_object().member("nihii", number.text()).member("category", category).end_object();
  out.end_array().key("links").begin_array();
  for (const auto& link : preview.links) {
    out.begin_object().member("id", link.id).member("type", link.type).member("category", link.party.category);
    out.member("start", core::to_text(link.start));
    write_text_or_null(out, "end", link.from_authentic_source ? std::string{} : core::to_text(link.ended_early.value_or(link.end)));
    out.end_object();
  }
  out.end_array().member("already_excluded", preview.already_excluded).end_object();
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader& header) {
  asked.only({"patient", "party"});
  model::ExclusionOrder wanted;
  wanted.patient = read_patient(asked);
  wanted.party = read_party(asked.object("party"));
  speak_for(header, wanted.patient);
  return wanted;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("preview");
  if (answer.preview) {
    write_preview(out, *answer.preview);
  } else {
    out.null();
  }
  out.end_object();
  return out.text();
}

}  // namespace

// Whom an exclusion would keep out, before it is stored: asked by who may store it.
std::unique_ptr<spi::Operation> make_exclusion_preview() {
  return json_operation({.kind = model::OrderKind::PreviewExclusion, .name = "PreviewExclusion", .path = "/api/v1/exclusions/preview", .read = read, .write = write});
}

}  // namespace sluis::operations
