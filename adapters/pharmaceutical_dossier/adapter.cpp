#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/table.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/spi/network.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/saml11/assertion.hpp"
#include "mappings/single_message/data_types.hpp"
#include "adapters/network_kit/soap_call.hpp"

namespace sluis::adapters {
namespace {

namespace dossier = pharmaceutical_dossier;
namespace smc = mappings::single_message;
using model::SourceState;

std::string setting(const spi::NetworkSettings& settings, const std::string& key) {
  const auto found = settings.extra.find(key);
  return found == settings.extra.end() ? std::string{} : found->second;
}

std::string date_of(const std::optional<std::string>& text) {
  const auto date = text ? core::parse_date(*text) : std::nullopt;
  return date ? core::to_text(*date) : std::string{};
}

// As whom we ask: a token of ours, and the attribute and number in it that name us.
struct Requestor {
  spi::Token token;
  std::string type;
  std::string number;
  bool is_pharmacy() const { return type == dossier::kPharmacyNumber; }
};

// The organisation that a token of ours identifies; empty type when it names none.
Requestor requestor_of(spi::Token token) {
  Requestor requestor{std::move(token), {}, {}};
  const auto document = native::Document::parse(requestor.token.assertion);
  if (!document) return requestor;
  const auto assertion = mappings::saml11::read_assertion(document->root());
  if (!assertion) return requestor;
  for (const auto& attribute : assertion->attributes) {
    const bool names_us = attribute.name_space == dossier::kIdentification && attribute.name.ends_with("-number") &&
                          attribute.name.find("certificateholder") == std::string::npos && !attribute.values.empty();
    if (names_us && !requestor.is_pharmacy()) std::tie(requestor.type, requestor.number) = std::tie(attribute.name, attribute.values.front());
  }
  return requestor;
}

bool is_same_organisation(const model::Identity& caller, const std::string& number) {
  return caller.organisation && caller.organisation->number.substr(0, 8) == number.substr(0, 8);
}

smc::Link link_of(const model::Decision& decision) {
  const bool shown = std::any_of(decision.rules.begin(), decision.rules.end(), [](const auto& rule) {
    return rule.rule == "link" && rule.outcome == model::Outcome::Pass;
  });
  return shown ? smc::Link::Known : smc::Link::Unknown;
}

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The data hub of the shared pharmaceutical dossier: which kinds of data it holds of a patient, never the data (gfd.md).
class Dossier final : public spi::Network {
 public:
  Dossier(spi::NetworkSettings settings, const spi::Surroundings& house) : settings_(std::move(settings)), house_(house) {
    if (settings_.url.empty()) throw std::runtime_error("url: expected the address of the data hub");
    const auto etk = setting(settings_, "etk");
    if (etk.empty()) throw std::runtime_error("etk: expected a PEM file with the encryption certificate of the data hub");
    auto recipients = native::Certificate::load(etk);
    if (!recipients) throw std::runtime_error("etk: " + recipients.error().log_text());
    recipients_.push_back(recipients->front());
    load_roots(etk);
    if (settings_.source_id.empty())
      settings_.source_id = "dossier" + (setting(settings_, "cbe").empty() ? std::string{} : ":" + setting(settings_, "cbe"));
    counterpart_ = {settings_.source_id, settings_.url, setting(settings_, "identity"), setting(settings_, "trusted_roots")};
    const auto table = core::Table::load(core::installed_mappings() + "/single_message/categories.table");
    for (const auto& row : table.rows()) categories_[table.cell(row, "data_type")] = table.cell(row, "category");
  }

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override { return kind == model::OrderKind::ListReferences; }

  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override {
    const auto requestor = requestor_for(order.caller, deadline);
    if (!requestor) return requestor.error();
    if (requestor->type.empty()) return not_a_pharmacy();
    const auto& token = requestor->token;
    const auto sealed = seal(order, *requestor);
    if (!sealed) return sealed.error();
    const network_kit::Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
    auto reply = network_kit::soap_call_with(token, counterpart_, lent, smc::kDataTypesAction,
                                        smc::write_data_types_request(*sealed, link_of(decision)), nullptr, deadline);
    if (!reply) return std::move(reply).error();
    if (reply->refusal) return without_list(SourceState::Refused, *reply->refusal, "the source does not authorise us");
    const auto response = smc::read_data_types_response(reply->answer.payload);
    if (!response) return network_kit::refused(counterpart_, response.error().log_text());
    if (!smc::is_success(response->code)) return refusal_of(response->code);
    return open(*response, token);
  }

 private:
  // A pharmacy that is ours asks under its own name. Everybody else asks under the name of our default identity, and the dossier, which
  // answers community pharmacies only, says no. Nobody borrows a pharmacy's name: then nothing is sent.
  Result<Requestor> requestor_for(const model::Identity& caller, spi::Deadline deadline) const {
    auto pharmacy = house_.tokens.token(counterpart_.identity, deadline);
    if (!pharmacy) return std::move(pharmacy).error();
    auto requestor = requestor_of(std::move(*pharmacy));
    if (requestor.is_pharmacy() && is_same_organisation(caller, requestor.number)) return requestor;
    auto own = house_.tokens.token({}, deadline);
    if (!own) return std::move(own).error();
    requestor = requestor_of(std::move(*own));
    if (requestor.is_pharmacy()) requestor.type.clear();
    return requestor;
  }

  model::Answer not_a_pharmacy() const {
    return without_list(SourceState::Refused, "PCDH_ERROR_RULES_NOT_A_PHARMACIST", "only community pharmacies may ask");
  }

  // Whom a sealed answer's signer must chain to: the network's roots; without them the certificate that we seal for.
  void load_roots(const std::string& etk) {
    const auto path = setting(settings_, "trusted_roots");
    auto roots = native::Certificate::load(path.empty() ? etk : path);
    if (!roots) throw std::runtime_error("trusted_roots: " + roots.error().log_text());
    roots_ = std::move(*roots);
  }

  Result<std::string> seal(const model::Order& order, const Requestor& requestor) const {
    const auto& query = std::get<model::ReferenceQuery>(order.content);
    const auto clear = smc::write_parameters({order.patient_number(), requestor.type, requestor.number, date_of(query.begin), date_of(query.end)});
    const auto sealed = native::seal(core::as_bytes(clear), requestor.token.holder, recipients_, house_.clock.now());
    if (!sealed) return sealed.error();
    return core::to_base64(*sealed);
  }

  Result<model::Answer> open(const smc::SealedResponse& response, const spi::Token& token) const {
    const auto sealed = core::from_base64(response.sealed);
    if (!sealed) return network_kit::refused(counterpart_, "the sealed message is no base64");
    const auto opened = native::unseal(*sealed, token.holder, roots_, house_.clock.now());
    if (!opened) return network_kit::refused(counterpart_, opened.error().log_text());
    if (!(opened->sender.key() == recipients_.front().key()) && !same_subject(opened->sender))
      return network_kit::refused(counterpart_, "the sealed message is signed by somebody else");
    const auto document = native::Document::parse(core::as_text(opened->clear));
    if (!document) return network_kit::refused(counterpart_, "what was sealed is no XML");
    const auto locations = smc::read_data_locations(document->root());
    if (!locations) return network_kit::refused(counterpart_, locations.error().log_text());
    return answer_of(*locations);
  }

  bool same_subject(const native::Certificate& sender) const { return sender.subject() == recipients_.front().subject(); }

  // One reference a kind of data: that something is there, not what.
  model::Answer answer_of(const smc::DataLocations& locations) const {
    auto answer = without_list(SourceState::Empty, {}, {});
    answer.patient = locations.patient;
    for (const auto& location : locations.locations)
      for (const auto& type : location.data_types) answer.entries.push_back(entry_of(location.system, lower(type)));
    if (!answer.entries.empty()) answer.sources.front().state = SourceState::Complete;
    return answer;
  }

  model::DirectoryEntry entry_of(const std::string& system, const std::string& type) const {
    model::DirectoryEntry entry;
    entry.name = {lower(system) + "/" + type, std::string(dossier::kLocalScheme), {}};
    entry.hub_name = title();
    const auto found = categories_.find(type);
    entry.category = found == categories_.end() ? categories_.at("*") : found->second;
    auto party = mappings::kmehr::make_party({}, "orgpublichealth", title());
    party.ids = {{"ID-CBE", setting(settings_, "cbe"), {}}};
    if (setting(settings_, "cbe").empty()) party.ids.clear();
    entry.authors.push_back(std::move(party));
    entry.sources = {settings_.source_id};
    return entry;
  }

  std::string title() const {
    const auto title = setting(settings_, "title");
    return title.empty() ? settings_.name : title;
  }

  model::Answer without_list(SourceState state, std::string code, std::string text) const {
    model::Answer answer;
    answer.sources.push_back({settings_.source_id, title(), state, std::move(code), std::move(text), 0, 0, 0});
    return answer;
  }

  Result<model::Answer> refusal_of(const std::string& code) const {
    if (code == dossier::kUnknownPatient) return without_list(SourceState::Empty, {}, {});
    for (const auto& refusal : dossier::kRefusals)
      if (code == refusal.code) return without_list(SourceState::Refused, code, std::string(refusal.text));
    const bool odd = code.size() > 60 || code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos;
    return without_list(SourceState::Failed, odd ? "?" : code, "the dossier failed with a code of its own");
  }

  spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  network_kit::Counterpart counterpart_;
  std::vector<native::Certificate> recipients_;
  std::vector<native::Certificate> roots_;
  std::map<std::string, std::string> categories_;
};

class DossierFactory final : public spi::NetworkFactory {
 public:
  std::string_view kind() const override { return "pharmaceutical_dossier"; }
  std::unique_ptr<spi::Network> make(const spi::NetworkSettings& settings, const spi::Surroundings& house) const override {
    return std::make_unique<Dossier>(settings, house);
  }
};

}  // namespace

std::unique_ptr<spi::NetworkFactory> make_pharmaceutical_dossier() { return std::make_unique<DossierFactory>(); }

}  // namespace sluis::adapters
