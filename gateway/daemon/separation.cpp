#include "gateway/daemon/separation.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/core/installed.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/core/table.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/tenants.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::daemon {
namespace {

namespace fs = std::filesystem;

// Something that belongs to one organisation alone.
struct Belonging {
  const Section* section;
  std::string_view key;
  std::string what;
};

// What must be of one organisation, beside written files, which are found by their kind: who has such a secret is that organisation, or
// reads what was meant for it. Passwords aren't here: one opens no key but its own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kOwn{{{"listen", "key"},
                                                                             {"audit", "key"},
                                                                             {"identity", "file"},
                                                                             {"registers", "secret_file"},
                                                                             {"routing", "resume_key_file"},
                                                                             {"sealing", "old_keys"},
                                                                             {"revocation", "cache"}}};

bool is_own(const KeyFacts& facts) {
  return facts.kind == ValueKind::OutFile || std::ranges::find(kOwn, std::pair{facts.section, facts.key}) != kOwn.end();
}

std::string real_path(const std::string& path) {
  std::error_code unreachable;
  const auto real = fs::weakly_canonical(path, unreachable);
  return unreachable ? path : real.string();
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code absent;  // of a file that isn't there yet the name decides
  return a == b || fs::equivalent(a, b, absent);
}

// A registry without what may differ while the tables are the same: who logs in, and how.
std::string place_of(const std::string& url) {
  constexpr std::string_view kFile = "sqlite://";
  if (url.starts_with(kFile)) return real_path(url.substr(kFile.size()));
  auto place = url.substr(0, url.find('?'));
  const auto host = place.find("://");
  const auto at = place.rfind('@');
  if (host != std::string::npos && at != std::string::npos && at > host) place.erase(host + 3, at - host - 2);
  return place;
}

std::vector<Belonging> files_of(const SettingsFile& settings) {
  std::vector<Belonging> all;
  for (const auto& facts : known_keys()) {
    if (!is_own(facts)) continue;
    for (const auto* section : settings.all(facts.section)) {
      if (!section->has(facts.key)) continue;
      for (const auto& one : core::split(section->text(facts.key), ',')) all.push_back({section, facts.key, real_path(one)});
    }
  }
  const auto& registry = settings.only("registry");
  all.push_back({&registry, "url", place_of(registry.text("url"))});
  return all;
}

std::vector<Belonging> addresses_of(const SettingsFile& settings) {
  std::vector<Belonging> all;
  const auto& listen = settings.only("listen");
  for (const auto& facts : known_keys()) {
    if (facts.section == "listen" && facts.kind == ValueKind::Address && listen.has(facts.key)) all.push_back({&listen, facts.key, listen.text(facts.key)});
  }
  return all;
}

bool same_address(const std::string& a, const std::string& b) {
  const auto colon_a = a.rfind(':');
  const auto colon_b = b.rfind(':');
  const auto port = a.substr(colon_a);
  if (port == ":0" || port != b.substr(colon_b)) return false;
  const auto host = [](const std::string& text) { return text == "localhost" ? std::string("127.0.0.1") : text; };
  const auto anywhere = [](const std::string& text) { return text == "0.0.0.0" || text == "::" || text == "[::]"; };
  const auto host_a = host(a.substr(0, colon_a));
  const auto host_b = host(b.substr(0, colon_b));
  return host_a == host_b || anywhere(host_a) || anywhere(host_b);
}

int line_of(const Belonging& belonging) {
  const auto found = belonging.section->values.find(std::string(belonging.key));
  return found == belonging.section->values.end() ? belonging.section->line : found->second.line;
}

// "…b.conf:9: [audit] path: tenants a and b share trail.jsonl (also …a.conf:11, [audit] path); …"
SettingsError shared(const Tenant& a, const Belonging& of_a, const Tenant& b, const Belonging& of_b, const std::string& what) {
  return of_b.section->error(of_b.key, "tenants " + a.name + " and " + b.name + " share " + what + " (also " + of_a.section->file + ":" +
                                           std::to_string(line_of(of_a)) + ", [" + of_a.section->kind + "] " +
                                           std::string(of_a.key) + "); each needs its own");
}

using Same = std::function<bool(const std::string&, const std::string&)>;

void compare(const Tenant& a, const std::vector<Belonging>& of_a, const Tenant& b, const std::vector<Belonging>& of_b, const Same& same) {
  for (const auto& mine : of_a) {
    for (const auto& other : of_b) {
      if (same(mine.what, other.what)) throw shared(a, mine, b, other, other.section->text(other.key));
    }
  }
}

struct HeldKey {
  Belonging place;
  native::PublicKey key;
};

std::vector<HeldKey> keys_of(const Tenant& tenant) {
  std::vector<HeldKey> all;
  const auto sections = tenant.settings.all("identity");
  const auto identities = identities_of(tenant.settings, core::installed_mappings());
  for (std::size_t i = 0; i < identities.size(); ++i) {
    all.push_back({{sections[i], "file", ""}, identities[i].holder.certificate.key()});
  }
  const auto listen = server_settings(tenant.settings);
  if (listen.tls) all.push_back({{&tenant.settings.only("listen"), "key", ""}, listen.tls->credential.certificate.key()});
  return all;
}

}  // namespace

void refuse_sharing(const std::vector<Tenant>& tenants) {
  for (std::size_t b = 1; b < tenants.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      compare(tenants[a], files_of(tenants[a].settings), tenants[b], files_of(tenants[b].settings), same_file);
      compare(tenants[a], addresses_of(tenants[a].settings), tenants[b], addresses_of(tenants[b].settings), same_address);
    }
  }
}

void refuse_shared_keys(const std::vector<Tenant>& tenants) {
  if (tenants.size() < 2) return;
  native::start_libraries();
  std::vector<std::vector<HeldKey>> keys;
  for (const auto& tenant : tenants) {
    try {
      keys.push_back(keys_of(tenant));
    } catch (const std::exception& error) {
      throw SettingsError("tenant " + tenant.name + ": " + error.what());
    }
  }
  for (std::size_t b = 1; b < tenants.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      for (const auto& mine : keys[a]) {
        for (const auto& other : keys[b]) {
          if (mine.key == other.key) throw shared(tenants[a], mine.place, tenants[b], other.place, "one key");
        }
      }
    }
  }
}

core::Log::Sink labelled(core::Log::Sink sink, const std::string& tenant) {
  if (tenant.empty()) return sink;
  return [sink = std::move(sink), start = "{\"tenant\":" + core::json_quoted(tenant) + ","](std::string_view line) {
    sink(start + std::string(line.substr(1)));
  };
}

}  // namespace sluis::daemon
