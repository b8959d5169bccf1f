#include "tests/gateway/operations/support_hub.hpp"

#include <filesystem>

#include "mappings/hubservices_v2/request.hpp"
#include "mappings/schemas.hpp"
#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::vector<std::unique_ptr<spi::Operation>> all_operations();
}

namespace sluis::test {
namespace {

const std::string kMappings = std::string(SLUIS_SOURCE_DIR) + "/mappings";
const std::string kOfficial = std::string(SLUIS_SOURCE_DIR) + "/../shared/schemas";

std::string first_error(const mappings::Schemas& schemas, native::Node body) {
  const auto service = mappings::service_of(body.namespace_uri(), body.name());
  const auto errors = schemas.of(service).validate(body);
  return errors.empty() ? std::string{} : errors.front().path + ": " + errors.front().expected;
}

model::OrganisationNumber number_of(const std::string& text) {
  return {model::Nihii::parse(text) ? model::OrganisationScheme::Nihii : model::OrganisationScheme::Cbe, text};
}

}  // namespace

HubBench::HubBench()
    : decider({registry, &registers}, clock, random, kMappings + "/policy"),
      network(registry, model::BusinessErrors::load(kMappings + "/policy"), &registers),
      operations(operations::all_operations()) {
  fill(registers);
}

const spi::Operation* HubBench::find(const std::string& request) const {
  for (const auto& operation : operations) {
    if (operation->facts().request == request && operation->facts().name_space == mappings::hubservices_v2::kProtocol) {
      return operation.get();
    }
  }
  return nullptr;
}

std::string HubBench::answer(const std::string& body) {
  const auto document = native::Document::parse(body).value();
  return answer(body, identity_of(mappings::hubservices_v2::read_header(document.root()).author));
}

std::string HubBench::answer(const std::string& body, const model::Identity& caller) {
  const auto message = verified_soap(body, caller);
  const auto* operation = find(std::string(message.payload().name()));
  if (operation == nullptr) return "no operation";
  const auto order = operation->read(message);
  if (!order) return order.error().number();
  const auto decision = decider.decide(*order);
  if (!decision) return decision.error().number();
  model::Answer answer;
  if (decision->permitted()) {
    auto result = network.exchange(*order, *decision, std::chrono::steady_clock::now() + std::chrono::minutes(1));
    if (!result) return result.error().number();
    answer = std::move(*result);
  }
  return operation->write(*order, *decision, answer, {clock.now(), random, "0809394427", "orgpublichealth", "Sluis"});
}

model::Declaration HubBench::declared(const std::string& at, const std::string& by) const {
  model::Declaration declaration;
  declaration.at = instant(at);
  declaration.request_id = "19997638004.1";
  declaration.request_date = "2026-03-02";
  declaration.request_time = "10:00:00";
  model::PartyClaim author;
  author.ids.push_back({"INSS", by, {}});
  author.codes.push_back({"CD-HCPARTY", "persphysician"});
  declaration.author.parties.push_back(author);
  return declaration;
}

void HubBench::give_consent(const std::string& patient) {
  const auto by = declared("2026-03-02T09:00:00Z");
  registry.files[patient].consents = {model::Consent{
      "consent-1", 1, ssin(patient), "Anna", "Testpersoon", "retrospective", date("2026-03-02"), {}, by.author, by, {}}};
}

void HubBench::link(const std::string& patient, const std::string& party, const std::string& category,
                    const std::string& type) {
  model::Party concerned;
  concerned.category = category;
  concerned.ssin = ssin(party);
  registry.files[patient].links.push_back({"link-1",
                                           1,
                                           ssin(patient),
                                           "Anna",
                                           "Testpersoon",
                                           concerned,
                                           type,
                                           date("2026-11-20"),
                                           date("2028-02-20"),
                                           "",
                                           declared("2026-11-20T08:00:00Z"),
                                           {},
                                           {},
                                           false,
                                           {}});
}

void HubBench::exclude(const std::string& patient, const model::Party& party) {
  registry.files[patient].exclusions.push_back(
      {"exclusion-1", 1, ssin(patient), "Anna", "Testpersoon", party, declared("2026-11-01T09:00:00Z"), {}});
}

model::Identity identity_of(const model::AuthorClaim& author) {
  model::Identity identity;
  const auto* citizen = author.patient ? &*author.patient : author.person ? &*author.person : nullptr;
  if (citizen) {
    identity.category = "patient";
    identity.ssin = model::Ssin::parse(citizen->value("INSS").value_or(""));
  } else if (const auto* organisation = author.organisation()) {
    identity.category = organisation->category();
    identity.organisation = number_of(organisation->value("ID-HCPARTY").value_or(""));
  } else if (const auto* person = author.professional()) {
    identity.category = person->category();
    identity.categories = {identity.category};
    identity.ssin = model::Ssin::parse(person->value("INSS").value_or(""));
    identity.nihii = model::Nihii::parse(person->value("ID-HCPARTY").value_or(""));
  }
  return identity;
}

std::string codes_in(const std::string& response) {
  const auto document = native::Document::parse(response);
  if (!document) return response;
  const auto acknowledge = document->root().child(mappings::hubservices_v2::kCore, "acknowledge");
  std::string codes;
  for (const auto error : acknowledge.children(mappings::hubservices_v2::kCore, "error")) {
    if (!codes.empty()) codes += ' ';
    codes += error.first_child().text();
  }
  const bool complete = acknowledge.child(mappings::hubservices_v2::kCore, "iscomplete").text() == "true";
  if (complete != codes.empty()) return "iscomplete disagrees with the errors";
  return complete ? "ok" : codes;
}

std::string trouble_with(const std::string& response) {
  static const auto ours = mappings::Schemas::load(kMappings).value();
  const auto document = native::Document::parse(response);
  if (!document) return document.error().log_text();
  if (native::canonical(document->root()) != response) return "not canonical";
  if (auto error = first_error(ours, document->root()); !error.empty()) return "ours: " + error;
  if (!std::filesystem::exists(kOfficial)) return {};
  static const auto official = mappings::Schemas::load(kMappings, kOfficial).value();
  auto error = first_error(official, document->root());
  return error.empty() ? error : "official: " + error;
}

}  // namespace sluis::test
