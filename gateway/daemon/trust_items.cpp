#include <algorithm>

#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/trust_list.hpp"
#include "gateway/native/certificate_details.hpp"
#include "gateway/native/detached_signature.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::daemon {
namespace {

std::string title_of(const Section& section) { return section.name.empty() ? section.kind : section.kind + " " + section.name; }

// Collects what one settings file names.
class Collector final {
 public:
  Collector(const SettingsFile& settings, const KeySet& keys, const TrustPolicy& policy) : settings_(settings), keys_(keys), policy_(policy) {}

  std::vector<TrustItem> all() {
    listen();
    roots(settings_.only("trust"), "sts_certificates", keys_.sts_certificates, "sts_certificate");
    roots(settings_.only("trust"), "holder_roots", keys_.holder_roots, "holder_roots");
    roots(settings_.only("trust"), "eid_roots", keys_.proofs.roots, "eid_roots");
    lists(settings_.only("trust"), "eid_crls", "eid_crls");
    identities();
    sealing();
    trail();
    for (const auto& section : settings_.sections()) {
      if (section.has("trusted_roots")) roots(section, "trusted_roots", server_roots(section), "server_roots");
      for (const std::string_view key : {"etk", "tip_etk"})
        if (section.kind == "network" && section.has(key)) roots(section, key, certificates_of(section, key), "encryption_certificate");
    }
    secrets();
    const auto& revocation = settings_.only("revocation");
    if (revocation.has("issuers")) roots(revocation, "issuers", certificates_of(revocation, "issuers"), "revocation_issuer");
    lists(revocation, "crls", "revocation_list");
    note_revocation();
    sort_by_end(items_);
    return std::move(items_);
  }

 private:
  // Two items never share a name: metrics and warnings go by it.
  void add(TrustItem item) {
    const auto same = std::ranges::count_if(items_, [&](const auto& i) { return i.name == item.name || i.name.starts_with(item.name + "#"); });
    if (same > 0) item.name += "#" + std::to_string(same + 1);
    policy_.describe(item);
    items_.push_back(std::move(item));
  }

  void chain(const native::Credential& credential, const std::string& name, const std::string& use, const std::string& chain_use, const std::string& source) {
    add(item_of(credential.certificate, name, use, source));
    for (const auto& link : credential.chain)
      if (!(link.der() == credential.certificate.der())) add(item_of(link, name, chain_use, source));
  }

  // The file of a list in which a certificate stands.
  static std::string file_of(const Section& section, std::string_view key, const native::Certificate& certificate) {
    const auto files = section.list(key);
    for (const auto& file : files) {
      if (files.size() == 1) break;
      const auto inside = native::Certificate::load(file);
      if (inside && std::ranges::any_of(*inside, [&](const auto& c) { return c.der() == certificate.der(); })) return file;
    }
    return section.text(key);
  }

  void roots(const Section& section, std::string_view key, const std::vector<native::Certificate>& certificates, const std::string& use) {
    for (const auto& certificate : certificates)
      add(item_of(certificate, title_of(section) + "." + std::string(key), use, file_of(section, key, certificate)));
  }

  void lists(const Section& section, std::string_view key, const std::string& use) {
    for (const auto& file : section.list(key)) {
      const auto lists = native::RevocationList::load(file);
      if (!lists) throw section.error(key, lists.error().log_text());
      for (const auto& list : *lists) add(item_of(list, title_of(section) + "." + std::string(key), use, file));
    }
  }

  void listen() {
    const auto& section = settings_.only("listen");
    const auto& tls = keys_.tls ? keys_.tls : keys_.operators;
    if (tls) chain(tls->credential, "listen.certificate", "server_certificate", "server_chain", section.text("certificate"));
    if (keys_.tls) roots(section, "client_roots", keys_.tls->client_roots, "client_roots");
    if (keys_.operators) roots(section, "operator_roots", keys_.operators->client_roots, "operator_roots");
  }

  void identities() {
    const auto sections = settings_.all("identity");
    for (const auto& identity : keys_.identities) {
      const auto own = std::ranges::find_if(sections, [&](const auto* s) { return s->name == identity.name; });
      const auto name = "identity " + identity.name + ".file";
      chain(identity.holder, name, "identity", "identity_chain", own == sections.end() ? "" : (*own)->text("file"));
    }
  }

  void sealing() {
    const auto& section = settings_.only("sealing");
    for (const auto& old : keys_.sealing.old_keys) add(item_of(old.certificate, "sealing.old_keys", "old_sealing_key", section.text("old_keys")));
    if (section.has("signer_roots")) roots(section, "signer_roots", keys_.sealing.signer_roots, "signer_roots");
  }

  void trail() {
    const auto& section = settings_.only("audit");
    if (!keys_.trail_signer) return;
    TrustItem item;
    item.name = section.has("key") ? "audit.key" : "audit.identity";
    item.use = "audit_key";
    item.kind = "key";
    item.subject = "signs the heads of the trail";
    item.fingerprint = native::sha256_hex(native::public_pem(keys_.trail_signer->public_key()));
    item.source = section.has("key") ? section.text("key") : "[identity " + section.text("identity") + "]";
    if (!section.has("key") && !section.has("identity") && !keys_.identities.empty()) item.source = "[identity " + keys_.identities.front().name + "]";
    add(std::move(item));
  }

  const std::vector<native::Certificate>& server_roots(const Section& section) {
    const auto found = keys_.server_roots.find(section.text("trusted_roots"));
    if (found != keys_.server_roots.end()) return found->second;
    loaded_ = certificates_of(section, "trusted_roots");
    return loaded_;
  }

  void without_end(const std::string& name, const std::string& use, const std::string& kind, const std::string& subject, const std::string& source) {
    TrustItem item;
    item.name = name;
    item.use = use;
    item.kind = kind;
    item.subject = subject;
    item.source = source;
    add(std::move(item));
  }

  void secrets() {
    const auto& routing = settings_.only("routing");
    without_end("routing.resume_key_file", "resume_key", "key", "resume tokens", routing.has("resume_key_file") ? routing.text("resume_key_file") : "made at each start");
    const auto& registers = settings_.only("registers");
    if (registers.has("secret_file")) without_end("registers.secret_file", "secret", "secret", "authenticates us to the registers", registers.text("secret_file"));
  }

  // Offline only files tell: whether anything is set that could tell of a certificate's revocation. The live list knows more.
  void note_revocation() {
    const auto& section = settings_.only("revocation");
    const bool asks = section.has("ocsp_url") || section.has("crl_urls") || section.has("hosts");
    for (auto& item : items_) {
      constexpr std::string_view kAsked[]{"sts_certificate", "holder_roots", "client_roots", "eid_roots", "signer_roots"};
      if (std::ranges::find(kAsked, item.use) == std::end(kAsked)) continue;
      const bool listed = std::ranges::any_of(items_, [&](const auto& i) {
        return i.use == "revocation_list" && (i.subject == item.subject || item.use == "sts_certificate");
      });
      item.revocation = listed || asks ? "checked" : item.use == "eid_roots" && settings_.only("trust").has("eid_crls") ? "by eid_crls" : "not checked";
    }
  }

  const SettingsFile& settings_;
  const KeySet& keys_;
  const TrustPolicy& policy_;
  std::vector<TrustItem> items_;
  std::vector<native::Certificate> loaded_;
};

}  // namespace

std::vector<TrustItem> trust_items(const SettingsFile& settings, const KeySet& keys, const TrustPolicy& policy) {
  return Collector(settings, keys, policy).all();
}

}  // namespace sluis::daemon
