#include "gateway/daemon/horizon.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/native/certificate_details.hpp"

namespace sluis::daemon {
namespace {

constexpr long kNothingTold = 1'000'000;
constexpr long kEnded = -1;

std::string label_of(const std::string& name) {
  std::string label;
  for (const char c : core::masked(name)) {
    if (c == '\\' || c == '"') label += '\\';
    label += c == '\n' ? ' ' : c;
  }
  return "item=\"" + label + "\"";
}

long life_of(const TrustItem& item) {
  return item.not_before ? static_cast<long>(std::chrono::floor<std::chrono::days>(*item.not_after - *item.not_before).count()) : kNothingTold;
}

}  // namespace

Horizon::Horizon(HorizonParts parts, const std::string& mappings)
    : parts_(std::move(parts)), policy_(mappings + "/policy"), every_(parts_.settings.only("trust").integer("horizon_check_seconds")),
      warnings_(parts_.metrics.counter("sluis_trust_warnings_total", "Thresholds that the end of something trusted has crossed")),
      failing_(parts_.metrics.counter("sluis_trust_ended", "Items in use that have ended or are not valid yet", {}, core::Metrics::Kind::Gauge)) {
  constexpr std::chrono::hours kDay{24};
  if (every_.count() < 1 || every_ > kDay) throw parts_.settings.only("trust").error("horizon_check_seconds", "expected a number from 1 to 86400");
}

Horizon::~Horizon() { stop(); }

std::vector<TrustItem> Horizon::items() const {
  const auto keys = parts_.keys();
  std::vector<TrustItem> items;
  {
    const std::lock_guard lock(cache_mutex_);
    if (cached_for_ != keys) {
      cached_ = trust_items(parts_.settings, *keys, policy_);
      cached_for_ = keys;
    }
    items = cached_;
  }
  add_live(items);
  add_met(items);
  note_standing(items, *keys);
  sort_by_end(items);
  return items;
}

// Lists of files are as they were read last: those of the book take the place of those of the settings.
void Horizon::add_live(std::vector<TrustItem>& items) const {
  const auto now = parts_.clock.now();
  const auto add = [&](TrustItem item) {
    policy_.describe(item);
    items.push_back(std::move(item));
  };
  if (parts_.tokens != nullptr) {
    for (const auto& held : parts_.tokens->held()) {
      TrustItem item;
      item.name = "identity " + held.identity + " (token)";
      item.use = item.kind = "token";
      item.subject = "token of identity " + held.identity;
      item.not_before = held.since;
      item.not_after = held.expires;
      item.source = held.service;
      add(std::move(item));
    }
  }
  if (parts_.revocation == nullptr) return;
  const auto& book = parts_.revocation->book();
  std::erase_if(items, [](const auto& item) { return item.use == "revocation_list"; });
  for (const auto& held : book.lists()) {
    const bool fetched = held.source.starts_with("http");
    auto item = item_of(held.list, fetched ? "revocation.crl_urls " + held.source : "revocation.crls " + held.source,
                        fetched ? "fetched_list" : "revocation_list", held.source);
    item.remote = fetched;
    item.not_after = security::fresh_until(held.list.this_update(), held.list.next_update(), book.rules().list_oldest);
    add(std::move(item));
  }
  const auto answers = book.answers(now);
  if (answers.good + answers.revoked + answers.unknown + answers.late + answers.missing == 0) return;
  TrustItem item;
  item.name = "revocation (OCSP answers)";
  item.use = "ocsp_answers";
  item.kind = "OCSP answers";
  item.subject = std::to_string(answers.good) + " good, " + std::to_string(answers.revoked) + " revoked, " + std::to_string(answers.unknown) +
                 " unknown, " + std::to_string(answers.late) + " not fresh, " + std::to_string(answers.missing) + " missing";
  item.not_after = answers.first_end;
  item.source = book.rules().responder.empty() ? "named in certificates" : book.rules().responder;
  item.remote = true;
  add(std::move(item));
}

// Others' certificates, as they were shown last.
void Horizon::add_met(std::vector<TrustItem>& items) const {
  const auto add = [&](TrustItem item) {
    item.remote = true;
    policy_.describe(item);
    items.push_back(std::move(item));
  };
  if (parts_.wire != nullptr) {
    for (const auto& seen : parts_.wire->seen())
      add(item_of(seen.certificate, "network " + seen.network + " (server " + seen.authority + ")", "remote_server", "https://" + seen.authority));
  }
  if (parts_.revocation == nullptr) return;
  std::map<std::string, int> numbers;
  for (const auto& met : parts_.revocation->book().met()) {
    const bool signer = met.use == spi::CertificateUse::Signer;
    const std::string name = signer ? "remote signer" : "sealing.etk_depot";
    add(item_of(met.certificate, name + "#" + std::to_string(++numbers[name]), signer ? "remote_signer" : "fetched_encryption_certificate",
                signer ? "signed what was sealed for us" : parts_.settings.only("sealing").text("etk_depot")));
  }
}

// What is known of revocation: of a certificate its state, of an authority whether anything tells of those it gave out.
void Horizon::note_standing(std::vector<TrustItem>& items, const KeySet& keys) const {
  if (parts_.revocation == nullptr) return;
  const auto& book = parts_.revocation->book();
  const auto now = parts_.clock.now();
  const auto note = [&](const std::vector<native::Certificate>& certificates, std::string_view use, bool itself) {
    for (const auto& certificate : certificates) {
      const auto print = certificate.fingerprint();
      for (auto& item : items) {
        if (item.use != use || item.fingerprint != print) continue;
        if (itself) item.revocation = book.rules().any_source ? std::string(to_text(book.proof_of(certificate, now).state)) : "not checked";
        else if (item.revocation != "by eid_crls") item.revocation = book.rules().any_source && book.tells_about(certificate) ? "checked" : "not checked";
      }
    }
  };
  note(keys.sts_certificates, "sts_certificate", true);
  note(keys.holder_roots, "holder_roots", false);
  note(keys.proofs.roots, "eid_roots", false);
  note(keys.sealing.signer_roots, "signer_roots", false);
  if (keys.tls) note(keys.tls->client_roots, "client_roots", false);
  for (const auto& met : book.met())
    note({met.certificate}, met.use == spi::CertificateUse::Signer ? "remote_signer" : "fetched_encryption_certificate", true);
}

std::string Horizon::json() const { return trust_json(items(), parts_.clock.now()); }

// One line for the nearest threshold that it has crossed; after a start with a week left that is the one of a week, not three lines.
void Horizon::warn(const TrustItem& item, core::Instant now) {
  const auto days = *days_left(item, now);
  const bool ended = now > *item.not_after;
  long crossed = kNothingTold;
  bool error = ended;
  for (const auto& threshold : policy_.thresholds()) {
    if (days > threshold.days || life_of(item) <= threshold.days) continue;
    crossed = threshold.days;
    error = ended || threshold.error;
  }
  if (ended) crossed = kEnded;
  // Without its number: that changes when something before it in the list comes or goes.
  auto& told = told_.try_emplace(item.name.substr(0, item.name.find('#')) + " " + item.fingerprint, kNothingTold).first->second;
  if (crossed >= told) return;
  told = crossed;
  warnings_.add();
  parts_.log.write(error ? core::LogLevel::Error : core::LogLevel::Warning, ended ? "trust_ended" : "trust_ends",
                   {{"item", item.name}, {"days_left", static_cast<std::int64_t>(days)}, {"threshold", static_cast<std::int64_t>(ended ? 0 : crossed)},
                    {"not_after", core::to_text(*item.not_after)}, {"subject", item.subject}, {"breaks", item.breaks}, {"source", item.source}});
}

void Horizon::look() {
  const std::lock_guard lock(look_mutex_);
  const auto now = parts_.clock.now();
  std::map<std::string, long> nearest;  // an item a figure; those that others give out as they like are one
  std::int64_t failing = 0;
  for (const auto& item : items()) {
    if (would_fail(item, now)) ++failing;
    if (!item.not_after) continue;
    const bool many = item.use == "fetched_encryption_certificate" || item.use == "remote_signer";
    const auto name = many ? item.name.substr(0, item.name.find('#')) : item.name;
    const auto days = *days_left(item, now);
    const auto at = nearest.try_emplace(name, days).first;
    at->second = std::min(at->second, days);
    if (item.warned) warn(item, now);
  }
  for (const auto& [name, days] : nearest)
    parts_.metrics.counter("sluis_trust_days_left", "Whole days until it ends; below 0: it has", label_of(name), core::Metrics::Kind::Gauge).set(days);
  failing_.set(failing);
}

void Horizon::start() {
  thread_ = std::thread([this] { rounds(); });
}

void Horizon::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Horizon::rounds() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      look();
    } catch (const std::exception& error) {
      parts_.log.error("trust_unreadable", {{"why", error.what()}});
    }
    lock.lock();
    stopped_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

}  // namespace sluis::daemon
