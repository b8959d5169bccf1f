#include "gateway/core/json_writer.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/operations/operation_list.hpp"
#include "gateway/path/operation_table.hpp"
#include "mappings/schemas.hpp"
#include "mappings/wss/envelope.hpp"
#include "tests/fuzz/support_people.hpp"
#include "tests/fuzz/targets.hpp"

// What a known caller can send: any payload, properly signed, through the gate and into the operation that it is for.
namespace sluis::fuzz {
namespace {

const path::OperationTable& operations() {
  static const path::OperationTable table(operations::all_operations(), schemas());
  return table;
}

std::string path_of(std::string_view service) {
  if (service == "consent") return "/Consent/v1";
  if (service == "therlink") return "/TherLink/v1";
  if (service == "exclusion") return "/TherapeuticExclusion/v1";
  return "/IntraHub/v3";
}

model::Decision refusal() {
  model::Decision decision;
  decision.id = "fuzz-1";
  decision.rules.push_back({"consent", model::Outcome::Fail, "no_consent", {}});
  return decision;
}

std::optional<std::string> refused_by(const message::Verified& message) {
  const auto found = operations().find(message);
  if (!found) return std::nullopt;
  const auto order = (*found)->read(message);
  if (!order) return std::nullopt;
  StillRandom random;
  return (*found)->write(*order, refusal(), model::Answer{}, {now(), random, "71099911", "orghospital", "Ziekenhuis"});
}

}  // namespace

const mappings::Schemas& schemas() {
  static const auto loaded = mappings::Schemas::load(SLUIS_SOURCE_DIR "/mappings").value();
  return loaded;
}

void fuzz_soap_operations(std::string_view input) {
  const auto payload = mappings::wss::canonical_element(input);
  if (!payload) return;
  const auto document = native::Document::parse(*payload);
  if (!document) return;
  const auto service = mappings::service_of(document->root().namespace_uri(), document->root().name());
  auto verdict = gate().judge(request(path_of(service), "text/xml", envelope(*payload)));
  if (!verdict.accepted()) return;
  holds(native::canonical(verdict.message->payload()) == *payload, "what was signed is not what was read");
  const auto answer = refused_by(*verdict.message);
  if (!answer) return;
  const auto written = native::Document::parse(*answer, {.bytes = 64 * 1024 * 1024});
  holds(written.has_value(), "a refusal is no XML");
  const auto errors = schemas().of(service).validate(written->root());
  holds(errors.empty(), errors.empty() ? "" : "a refusal breaks the schema at " + errors.front().path + ": " + errors.front().expected);
}

// The resource on the first line, the question behind it.
void fuzz_json_door(std::string_view input) {
  const auto end = input.find('\n');
  if (end == std::string_view::npos || !input.starts_with("/api/")) return;
  auto raw = request(std::string(input.substr(0, end)), "application/json", input.substr(end + 1));
  raw.client_certificate = hospital().certificate;
  auto verdict = gate().judge(std::move(raw));
  if (!verdict.accepted()) return;
  holds(verdict.identity.organisation && verdict.identity.organisation->number == "71099911", "a question of somebody else");
  const auto answer = refused_by(*verdict.message);
  if (answer && answer->starts_with("{")) holds(operations::JsonObject::parse(*answer).has_value(), "a refusal is no JSON: " + *answer);
}

}  // namespace sluis::fuzz
