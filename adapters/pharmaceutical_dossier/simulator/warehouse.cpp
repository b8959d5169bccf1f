#include "adapters/pharmaceutical_dossier/simulator/warehouse.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "adapters/pharmaceutical_dossier/simulator/dossier_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "adapters/simulator_kit/sealing.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::sandbox {
namespace {

// A guid that belongs to a document of the world for ever.
std::string guid_of(const std::string& text) {
  const auto hex = native::sha256_hex(text);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

std::string product_of(const StoredDocument& document) {
  std::string root = "<model:product";
  for (const auto& [prefix, ns] : {std::pair("model", kSmcModel), std::pair("id", kSmcId), std::pair("xsi", kSmcXsi)})
    root += std::string(" xmlns:") + prefix + "=\"" + std::string(ns) + "\"";
  const auto number = std::to_string(6900000 + std::stoul(native::sha256_hex(document.id).substr(0, 4), nullptr, 16));
  return root + R"( prescribed="true" onSubstanceName="false"><model:description><model:productCode xsi:type="id:CnkIdType"><id:cnk>)" + number +
         "</id:cnk></model:productCode></model:description><model:dispensation><model:numberOfUnits>1</model:numberOfUnits></model:dispensation></model:product>";
}

Dispensation of_world(const World& world, const StoredDocument& document) {
  Dispensation d;
  d.guid = guid_of("dispensation " + document.id);
  d.session = guid_of("session " + document.id);
  d.patient = document.patient;
  d.pharmacy = document.author_nihii.substr(0, 8);
  d.at = document_moment(world, document);
  d.delivered = core::brussels_date_time(d.at);
  d.product = product_of(document);
  return d;
}

}  // namespace

Warehouse::Warehouse(const World& world, const Pki& pki, KeyDepot& keys, const core::Clock& clock, core::Random& random)
    : world_(world), tip_(KeyRing(pki).service("tip")), keys_(keys), clock_(clock), random_(random) {
  for (const auto& document : world_.documents)
    if (document.hub == kDossier && document.category != "medicationscheme") all_.push_back(of_world(world_, document));
}

void Warehouse::forget_old() {
  const auto oldest = core::start_of_day(core::add_months(core::brussels_date(clock_.now()), -12));
  std::erase_if(all_, [&](const auto& d) { return d.at < oldest; });
}

void Warehouse::seal(Dispensation& d) {
  const auto key = keys_.make({{std::string(names::kIdentification), std::string(kPharmacyNumber), {}}}, {}, random_);
  const auto sealed = sandbox::seal(d.product, tip_.authentication, SealReaders{{}, {{key.id, key.value}}}, clock_.now());
  if (!sealed) throw std::runtime_error("a product can't be sealed: " + sealed.error().log_text());
  d.sealed = *sealed;
  d.key = key.id;
  d.product.clear();
}

std::string Warehouse::add(Dispensation dispensation) {
  const std::lock_guard lock(mutex_);
  forget_old();
  if (std::ranges::any_of(all_, [&](const auto& d) { return d.guid == dispensation.guid; })) return "PCDH_ERROR_DISPENSATION_GUID_DUPLICATE";
  all_.push_back(std::move(dispensation));
  return {};
}

std::string Warehouse::check(const Dispensation& wanted, Dispensation*& found) {
  const auto at = std::ranges::find_if(all_, [&](const auto& d) { return d.guid == wanted.guid; });
  if (at == all_.end()) return "PCDH_ERROR_DISPENSATION_GUID_UNKNOWN";
  if (at->pharmacy != wanted.pharmacy) return "PCDH_ERROR_DISPENSATION_OWNER";
  if (at->patient != wanted.patient || at->session != wanted.session) return "PCDH_ERROR_DISPENSATION_PARAMETERS_NOT_MATCH_REVOKE";
  found = &*at;
  return {};
}

std::string Warehouse::update(const Dispensation& dispensation) {
  const std::lock_guard lock(mutex_);
  forget_old();
  Dispensation* found = nullptr;
  if (auto code = check(dispensation, found); !code.empty()) return code;
  const auto version = found->version + 1;
  *found = dispensation;
  found->version = version;
  return {};
}

std::string Warehouse::remove(const Dispensation& dispensation) {
  const std::lock_guard lock(mutex_);
  forget_old();
  Dispensation* found = nullptr;
  if (auto code = check(dispensation, found); !code.empty()) return code;
  std::erase_if(all_, [&](const auto& d) { return d.guid == dispensation.guid; });
  return {};
}

std::vector<Dispensation> Warehouse::of(const std::string& patient) {
  const std::lock_guard lock(mutex_);
  forget_old();
  std::vector<Dispensation> out;
  for (auto& d : all_) {
    if (d.patient != patient) continue;
    if (d.sealed.empty()) seal(d);
    out.push_back(d);
  }
  std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.at > b.at; });
  return out;
}

std::optional<Dispensation> Warehouse::find(const std::string& guid) {
  const std::lock_guard lock(mutex_);
  forget_old();
  const auto at = std::ranges::find_if(all_, [&](const auto& d) { return d.guid == guid; });
  return at == all_.end() ? std::nullopt : std::optional(*at);
}

void Warehouse::consent(const std::string& patient, bool given) {
  const std::lock_guard lock(mutex_);
  if (given) without_consent_.erase(patient);
  else without_consent_.insert(patient);
}

bool Warehouse::consent_missing(const std::string& patient) const {
  const std::lock_guard lock(mutex_);
  return without_consent_.contains(patient);
}

void Warehouse::tell(DossierStatus status) {
  const std::lock_guard lock(mutex_);
  status.at = clock_.now();
  statuses_.push_back(std::move(status));
}

std::vector<DossierStatus> Warehouse::statuses(const std::string& pharmacy, const std::string& session, const std::string& guid) const {
  const std::lock_guard lock(mutex_);
  std::vector<DossierStatus> out;
  for (const auto& s : statuses_)
    if (s.pharmacy == pharmacy && (session.empty() || s.session == session) && (guid.empty() || s.guid == guid)) out.push_back(s);
  return out;
}

}  // namespace sluis::sandbox
