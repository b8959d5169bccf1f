#include "gateway/daemon/revocation.hpp"

#include <charconv>

#include "gateway/daemon/keys.hpp"

namespace sluis::daemon {
namespace {

long number(const Section& section, std::string_view key, long least, long most) {
  const auto value = section.integer(key);
  if (value < least || value > most)
    throw section.error(key, "expected a number from " + std::to_string(least) + " to " + std::to_string(most));
  return value;
}

std::set<spi::CertificateUse> uses_of(const Section& section) {
  std::set<spi::CertificateUse> uses;
  for (const auto& word : section.list("uses")) {
    if (word == "holders") uses.insert(spi::CertificateUse::Holder);
    else if (word == "token_services") uses.insert(spi::CertificateUse::TokenService);
    else if (word == "proofs") uses.insert(spi::CertificateUse::Proof);
    else if (word == "signers") uses.insert({spi::CertificateUse::Signer, spi::CertificateUse::EncryptionToken});
    else throw section.error("uses", "'" + word + "' is none of holders, token_services, proofs, signers");
  }
  return uses;
}

// "refuse", or "accept_for 12".
std::chrono::seconds accept_late_of(const Section& section) {
  const auto text = section.text("when_unreachable");
  if (text == "refuse") return std::chrono::seconds(0);
  constexpr std::string_view kWord = "accept_for ";
  int hours = 0;
  const auto digits = std::string_view(text).substr(text.starts_with(kWord) ? kWord.size() : text.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), hours);
  constexpr int kYear = 8760;
  if (error != std::errc{} || end != digits.data() + digits.size() || hours < 1 || hours > kYear)
    throw section.error("when_unreachable", "expected refuse, or accept_for and a number of hours");
  return std::chrono::hours(hours);
}

void add(std::vector<native::Certificate>& all, const std::vector<native::Certificate>& more) { all.insert(all.end(), more.begin(), more.end()); }

std::vector<std::string> lower(std::vector<std::string> hosts) {
  for (auto& host : hosts)
    for (auto& c : host) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return hosts;
}

}  // namespace

std::vector<native::Certificate> revocation_issuers(const SettingsFile& settings, const KeySet& keys) {
  std::vector<native::Certificate> all;
  const auto& section = settings.only("revocation");
  if (section.has("issuers")) add(all, certificates_of(section, "issuers"));
  add(all, keys.holder_roots);
  if (keys.tls) add(all, keys.tls->client_roots);
  if (keys.operators) add(all, keys.operators->client_roots);
  add(all, keys.proofs.roots);
  add(all, keys.sealing.signer_roots);
  return all;
}

security::RevocationRules revocation_rules(const SettingsFile& settings, const KeySet& keys) {
  const auto& section = settings.only("revocation");
  constexpr long kYear = 8760;
  security::RevocationRules rules;
  rules.issuers = revocation_issuers(settings, keys);
  rules.uses = uses_of(section);
  rules.responder = section.text("ocsp_url");
  rules.hosts = lower(section.list("hosts"));
  rules.list_oldest = std::chrono::hours(number(section, "crl_oldest_hours", 1, kYear));
  rules.answer_oldest = std::chrono::hours(number(section, "ocsp_oldest_hours", 1, kYear));
  rules.accept_late = accept_late_of(section);
  rules.refuse_uncovered = section.text("uncovered") == "refuse";
  rules.first_answer = std::chrono::milliseconds(number(section, "first_answer_ms", 0, 60'000));
  rules.any_source = section.has("crls") || section.has("crl_urls") || !rules.responder.empty() || !rules.hosts.empty();
  return rules;
}

security::FetchSettings revocation_sources(const SettingsFile& settings) {
  const auto& section = settings.only("revocation");
  constexpr long kDay = 86'400;
  security::FetchSettings fetch;
  fetch.files = section.list("crls");
  fetch.urls = section.list("crl_urls");
  for (const auto& url : fetch.urls)
    if (!url.starts_with("http://") && !url.starts_with("https://")) throw section.error("crl_urls", url + " is no http(s) address");
  fetch.trusted_roots = section.text("trusted_roots");
  fetch.cache = section.text("cache");
  fetch.every = std::chrono::seconds(number(section, "fetch_seconds", 1, kDay));
  fetch.retry = std::chrono::seconds(number(section, "retry_seconds", 1, kDay));
  fetch.time_limit = std::chrono::milliseconds(number(section, "time_limit_ms", 100, 60'000));
  return fetch;
}

Revocation::Revocation(const SettingsFile& settings, const KeySet& keys, const security::FetchParts& parts)
    : settings_(settings), book_(revocation_rules(settings, keys), parts.metrics), fetcher_(book_, revocation_sources(settings), parts) {
  const auto& section = settings.only("revocation");
  for (const auto& file : section.list("crls")) {
    auto lists = native::RevocationList::load(file);
    if (!lists) throw section.error("crls", lists.error().log_text());
    for (auto& list : *lists) {
      const auto believed = list.verify(book_.issuers());
      if (!believed) throw section.error("crls", file + ": " + believed.error().log_text() + "; name its authority in issuers");
    }
  }
}

void Revocation::use(const KeySet& keys) { book_.use_issuers(revocation_issuers(settings_, keys)); }

}  // namespace sluis::daemon
