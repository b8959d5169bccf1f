#include "adapters/pharmaceutical_dossier/office.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/table.hpp"
#include "gateway/native/cms.hpp"
#include "mappings/saml11/assertion.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using model::SourceState;

std::optional<native::Certificate> certificate_at(const std::string& path, const std::string& key) {
  if (path.empty()) return std::nullopt;
  auto all = native::Certificate::load(path);
  if (!all) throw std::runtime_error(key + ": " + all.error().log_text());
  return all->front();
}

std::unique_ptr<const native::Schema> schema_of(const std::string& file) {
  auto schema = native::Schema::compile({core::installed_mappings() + "/single_message/" + file});
  if (!schema) throw std::runtime_error(schema.error().log_text());
  return std::make_unique<const native::Schema>(std::move(*schema));
}

// The organisation that a token of ours identifies; empty type when it names none.
Requestor requestor_of(spi::Token token, const std::string& identity) {
  Requestor requestor{std::move(token), identity, {}, {}};
  const auto document = native::Document::parse(requestor.token.assertion);
  if (!document) return requestor;
  const auto assertion = mappings::saml11::read_assertion(document->root());
  if (!assertion) return requestor;
  for (const auto& attribute : assertion->attributes) {
    const bool names_us = attribute.name_space == kIdentification && attribute.name.ends_with("-number") &&
                          attribute.name.find("certificateholder") == std::string::npos && !attribute.values.empty();
    if (names_us && !requestor.is_pharmacy()) std::tie(requestor.type, requestor.number) = std::tie(attribute.name, attribute.values.front());
  }
  return requestor;
}

SourceState state_of(smc::CodeMeaning meaning) {
  switch (meaning) {
    case smc::CodeMeaning::Accepted: return SourceState::Complete;
    case smc::CodeMeaning::Empty: return SourceState::Empty;
    case smc::CodeMeaning::Refused: return SourceState::Refused;
    default: return SourceState::Failed;
  }
}

bool is_named_by(const native::Certificate& signer, const std::string& cbe) {
  const auto units = signer.organisational_units();
  return cbe.empty() || std::ranges::find(units, "CBE=" + cbe) != units.end();
}

}  // namespace

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool Requestor::is_pharmacy() const { return type == kPharmacyNumber; }

Office::Office(spi::NetworkSettings settings, const spi::Surroundings& house)
    : settings_(std::move(settings)), house_(house), codes_(smc::StatusCodes::load(core::installed_mappings())),
      message_schema_(schema_of("message.xsd")), protocol_schema_(schema_of("protocol.xsd")) {
  if (settings_.url.empty()) throw std::runtime_error("url: expected the address of the data hub");
  const auto cbe = setting("cbe");
  if (settings_.source_id.empty()) settings_.source_id = "dossier" + (cbe.empty() ? std::string{} : ":" + cbe);
  const auto roots = setting("trusted_roots");
  pcdh_ = {{settings_.source_id, settings_.url, {}, roots}, cbe, setting("application"), certificate_at(setting("etk"), "etk")};
  if (!pcdh_.etk && (house_.sealer == nullptr || cbe.empty()))
    throw std::runtime_error("etk: expected a PEM file with the encryption certificate of the data hub, or its cbe and an identity of ours");
  if (!setting("tip_url").empty()) {
    tip_ = Service{{settings_.source_id, setting("tip_url"), {}, roots}, setting("tip_cbe"), setting("tip_application"), certificate_at(setting("tip_etk"), "tip_etk")};
    if (tip_->cbe.empty()) throw std::runtime_error("tip_cbe: expected the enterprise number of the TIP, which every call names");
  }
  identities_ = core::split(setting("identity"), ',');
  if (identities_.empty()) identities_.emplace_back();
  const auto trusted = !roots.empty() ? roots : setting("etk");
  if (trusted.empty()) return;
  auto certificates = native::Certificate::load(trusted);
  if (!certificates) throw std::runtime_error("trusted_roots: " + certificates.error().log_text());
  roots_ = std::move(*certificates);
}

std::string Office::setting(const std::string& key) const {
  const auto found = settings_.extra.find(key);
  return found == settings_.extra.end() ? std::string{} : found->second;
}

std::string Office::title() const {
  const auto title = setting("title");
  return title.empty() ? settings_.name : title;
}

Result<std::optional<Requestor>> Office::pharmacy(const std::string& number, spi::Deadline deadline) const {
  for (const auto& identity : identities_) {
    auto token = house_.tokens.token(identity, deadline);
    if (!token) return std::move(token).error();
    auto requestor = requestor_of(std::move(*token), identity);
    if (requestor.is_pharmacy() && requestor.number.substr(0, 8) == number.substr(0, 8)) return std::optional(std::move(requestor));
  }
  return std::optional<Requestor>{};
}

Result<Requestor> Office::own(spi::Deadline deadline) const {
  auto token = house_.tokens.token({}, deadline);
  if (!token) return std::move(token).error();
  return requestor_of(std::move(*token), {});
}

Result<std::string> Office::seal(std::string_view clear, const Service& service, const Requestor& requestor, spi::Deadline deadline) const {
  if (service.etk) {
    const auto sealed = native::seal(core::as_bytes(clear), requestor.token.holder, std::vector{*service.etk}, house_.clock.now());
    if (!sealed) return sealed.error();
    return core::to_base64(*sealed);
  }
  const auto sealed = house_.sealer->seal(clear, {{"CBE", service.cbe, service.application}}, nullptr, requestor.identity, deadline);
  if (!sealed) return sealed.error();
  return core::to_base64(std::string_view(*sealed));
}

Result<std::string> Office::open_with_certificate(const std::string& sealed, const Service& service, const Requestor& requestor) const {
  const auto opened = native::unseal(core::as_bytes(sealed), requestor.token.holder, roots_, house_.clock.now());
  if (!opened) return refused(opened.error().log_text());
  const bool theirs = opened->sender.key() == service.etk->key() || opened->sender.subject() == service.etk->subject();
  if (!theirs) return refused("the sealed message is signed by somebody else");
  return std::string(core::as_text(opened->clear));
}

Result<std::string> Office::open(const std::string& base64, const Service& service, const Requestor& requestor) const {
  const auto bytes = core::from_base64(base64);
  if (!bytes || bytes->empty()) return refused("the sealed message is no base64");
  const std::string sealed(core::as_text(*bytes));
  if (service.etk) return open_with_certificate(sealed, service, requestor);
  auto opened = house_.sealer->open(sealed);
  if (!opened) return refused("the sealed message can't be opened: " + opened.error().log_text());
  if (!is_named_by(opened->signer, service.cbe)) return refused("the sealed message is signed by somebody else");
  return std::move(opened->content);
}

Result<Office::Outcome> Office::call(const Service& service, const Requestor& requestor, const smc::Call& call, spi::Deadline deadline) const {
  const network_kit::Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
  const auto reply = network_kit::soap_call_with(requestor.token, service.counterpart, lent, smc::action_of(call.operation), smc::write_call(call),
                                                 nullptr, deadline);
  if (!reply) return reply.error();
  if (reply->refusal) return Outcome{reply->refusal, {}};
  const auto errors = protocol_schema_->validate(reply->answer.payload, 1);
  if (!errors.empty()) return refused("schema: " + errors.front().path + ": " + errors.front().expected);
  auto response = smc::read_response(reply->answer.payload, call.operation);
  if (!response) return refused(response.error().log_text());
  return Outcome{std::nullopt, std::move(*response)};
}

model::Answer Office::told(SourceState state, std::string code, std::string text) const {
  model::Answer answer;
  answer.sources.push_back({settings_.source_id, title(), state, std::move(code), std::move(text), 0, 0, 0});
  return answer;
}

model::Answer Office::told(const smc::StatusCode& code) const {
  auto answer = told(state_of(code.meaning), code.code, code.text);
  answer.dossier.emplace();
  answer.dossier->code = code.code;
  answer.dossier->text = code.text;
  if (answer.sources.front().state == SourceState::Refused) answer.errors.push_back({code.code, code.text});
  return answer;
}

model::Answer Office::told(const smc::Refusal& refusal) const {
  auto answer = told(SourceState::Refused, refusal.code, refusal.text);
  answer.errors.push_back({refusal.code, refusal.text});
  answer.dossier.emplace();
  answer.dossier->code = refusal.code;
  answer.dossier->text = refusal.text;
  return answer;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
