#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

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
model::RequestHeader header_for(const message::Verified& message, const model::PatientClaim& patient) {
  auto header = header_of(message.identity(), std::nullopt, message.correlation_id());
  auto& author = header.author;
  if (!author.patient || author.patient->value("INSS") == patient.value("INSS")) return header;
  author.person = std::move(author.patient);
  author.patient.reset();
  return header;
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

// Whom an exclusion would keep out, before it is stored: asked by who may store it.
class ExclusionPreview final : public spi::Operation {
 public:
  explicit ExclusionPreview(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "PreviewExclusion", "/api/v1/exclusions/preview", {}, {}, {}};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({"patient", "party"});
    model::ExclusionOrder wanted;
    wanted.patient = read_patient(*json);
    wanted.party = read_party(json->object("party"));
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::PreviewExclusion;
    order.caller = message.identity();
    order.header = header_for(message, wanted.patient);
    order.content = std::move(wanted);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const spi::Voice&) const override {
    core::JsonWriter out;
    out.begin_object().key("decision");
    write_decision(out, decision, reasons_);
    out.key("preview");
    if (answer.preview) {
      write_preview(out, *answer.preview);
    } else {
      out.null();
    }
    out.end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_exclusion_preview() {
  return std::make_unique<ExclusionPreview>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
