#include "gateway/native/token_key.hpp"

#include <libp11.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "gateway/native/digest.hpp"
#include "gateway/native/openssl_handles.hpp"
#include "gateway/native/secret.hpp"
#include "gateway/native/token_uri.hpp"

namespace sluis::native {
namespace {

constexpr int kPinIncorrect = 0xA0;  // CKR_PIN_INCORRECT

Fault unreadable(const std::string& uri, const std::string& why) { return Fault(FaultId::KeyUnreadable, shown_token_uri(uri) + ": " + why); }

// One way to the tokens of a module. It is not closed once it was used: its keys live on in whoever uses them, and closing it would
// close the sessions of every other way to the same token in this process.
class Way final {
 public:
  static Result<std::shared_ptr<Way>> open(const std::string& path) {
    std::shared_ptr<Way> way(new Way(PKCS11_CTX_new()));
    if (way->context_ == nullptr) throw std::bad_alloc();
    if (PKCS11_CTX_load(way->context_, path.c_str()) != 0)
      return Fault(FaultId::KeyUnreadable, "the PKCS#11 module " + path + " can't be loaded: " + openssl_reason());
    return way;
  }

  // By a second instance of the module. Some modules don't find a token again that was away until they are initialised anew, and that
  // must not happen under the feet of threads that use keys of the first instance.
  static Result<std::shared_ptr<Way>> open_apart(const std::string& path) {
    auto module = read_key_file(path);
    const int copy = module ? ::memfd_create("pkcs11-module", MFD_CLOEXEC) : -1;
    const bool written = copy >= 0 && ::write(copy, module->data(), module->size()) == static_cast<ssize_t>(module->size());
    auto way = written ? open("/proc/self/fd/" + std::to_string(copy))
                       : Result<std::shared_ptr<Way>>(Fault(FaultId::KeyUnreadable, path + ": can't be loaded a second time"));
    if (copy >= 0) ::close(copy);
    return way;
  }

  // Only of an instance that nobody else uses, and whose keys nobody has.
  void close() {
    if (slots_ != nullptr) PKCS11_release_all_slots(context_, slots_, count_);
    PKCS11_CTX_unload(context_);
    PKCS11_CTX_free(context_);
    slots_ = nullptr;
    context_ = nullptr;
  }

  // The slots as they were when this way was opened.
  Result<std::span<PKCS11_SLOT>> slots() {
    if (slots_ == nullptr && PKCS11_enumerate_slots(context_, &slots_, &count_) != 0)
      return Fault(FaultId::KeyUnreadable, "the PKCS#11 module does not tell its slots: " + openssl_reason());
    return std::span(slots_, count_);
  }

 private:
  explicit Way(PKCS11_CTX* context) : context_(context) {}
  PKCS11_CTX* context_;
  PKCS11_SLOT* slots_ = nullptr;
  unsigned int count_ = 0;
};

// A module is initialised once a process, whoever needs it (PKCS#11 2.40 section 5.4): like the start of a library, this is the one
// thing here that all houses of a process share. Loading is serialised; using keys is not.
struct Modules {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Way>> ways;
  std::vector<std::shared_ptr<Way>> spent;  // no longer taken for new keys
  std::set<std::string> refused_pins;  // digests; a token that is asked again and again with a wrong PIN locks itself
};

Modules& modules() {
  static auto* all = new Modules;  // outlives every key
  return *all;
}

bool fits(const std::string& wanted, const char* text) { return wanted.empty() || (text != nullptr && wanted == text); }

bool is_meant(const TokenUri& uri, const PKCS11_TOKEN& token) {
  return fits(uri.token, token.label) && fits(uri.serial, token.serialnr) && fits(uri.manufacturer, token.manufacturer) &&
         fits(uri.model, token.model);
}

template <class Object>
bool has_id(const Object& object, std::string_view id) {
  return object.id_len == id.size() && std::equal(id.begin(), id.end(), reinterpret_cast<const char*>(object.id));
}

Result<PKCS11_SLOT*> slot_of(const TokenUri& uri, std::span<PKCS11_SLOT> slots) {
  PKCS11_SLOT* found = nullptr;
  for (auto& slot : slots) {
    if (slot.token == nullptr || !slot.token->initialized || !is_meant(uri, *slot.token)) continue;
    if (found != nullptr) return Fault(FaultId::KeyUnreadable, "several tokens are of this name: give its serial as well");
    found = &slot;
  }
  if (found == nullptr) return Fault(FaultId::KeyUnreadable, "there is no such token now");
  return found;
}

std::string refused_by(const PKCS11_SLOT& slot, const Secret& pin) {
  const Secret both(std::string(slot.token->serialnr) + "/" + pin.text());
  return sha256_hex(both.text());
}

Status log_in(PKCS11_SLOT& slot, const std::string& pin_source) {
  int logged_in = 0;
  const bool known = PKCS11_is_logged_in(&slot, 0, &logged_in) == 0 && logged_in != 0;
  if (known || !slot.token->loginRequired) return Done{};
  if (pin_source.empty()) return Fault(FaultId::KeyUnreadable, "the token wants a PIN: give pin-source in the URI, or [keys] pin_file");
  const auto pin = read_secret(pin_source);
  if (!pin) return Fault(FaultId::KeyUnreadable, "PIN from " + pin.error().log_text());
  const auto tried = refused_by(slot, *pin);
  if (modules().refused_pins.contains(tried))
    return Fault(FaultId::KeyUnreadable, "the token has refused the PIN of " + pin_source + " before and is not asked again, lest it locks itself");
  if (PKCS11_login(&slot, 0, pin->text().c_str()) == 0) return Done{};
  if (ERR_GET_REASON(ERR_peek_last_error()) == kPinIncorrect) modules().refused_pins.insert(tried);
  return Fault(FaultId::KeyUnreadable, "the token refuses the PIN of " + pin_source + ": " + openssl_reason());
}

Result<PKCS11_KEY*> key_in(PKCS11_TOKEN* token, const TokenUri& uri) {
  PKCS11_KEY* keys = nullptr;
  unsigned int count = 0;
  if (PKCS11_enumerate_keys(token, &keys, &count) != 0) return Fault(FaultId::KeyUnreadable, "the token does not tell its keys: " + openssl_reason());
  PKCS11_KEY* found = nullptr;
  for (auto& key : std::span(keys, count)) {
    if (!fits(uri.object, key.label) || (!uri.id.empty() && !has_id(key, uri.id))) continue;
    if (found != nullptr) return Fault(FaultId::KeyUnreadable, "several keys in the token are of this name: give its id as well");
    found = &key;
  }
  if (found == nullptr) return Fault(FaultId::KeyUnreadable, "there is no such private key in the token");
  return found;
}

Result<Certificate> certificate_in(PKCS11_TOKEN* token, const PKCS11_KEY& key) {
  PKCS11_CERT* certificates = nullptr;
  unsigned int count = 0;
  if (PKCS11_enumerate_certs(token, &certificates, &count) != 0)
    return Fault(FaultId::KeyUnreadable, "the token does not tell its certificates: " + openssl_reason());
  for (auto& certificate : std::span(certificates, count)) {
    if (certificate.x509 == nullptr || !has_id(certificate, {reinterpret_cast<const char*>(key.id), key.id_len})) continue;
    const X509Handle copy(X509_dup(certificate.x509));
    if (!copy) throw std::bad_alloc();
    X509_up_ref(copy.get());
    return Certificate(std::shared_ptr<void>(copy.get(), [](X509* c) { X509_free(c); }));
  }
  return Fault(FaultId::KeyUnreadable, "the token holds no certificate of the key's id: name a file with it");
}

struct Found {
  PrivateKey key;
  std::optional<Certificate> certificate;
};

Result<Found> take(Way& way, const TokenUri& uri, const std::string& pin_source, bool with_certificate) {
  auto slots = way.slots();
  if (!slots) return std::move(slots).error();
  const auto slot = slot_of(uri, *slots);
  if (!slot) return slot.error();
  if (auto open = log_in(**slot, pin_source); !open) return open.error();
  const auto object = key_in((*slot)->token, uri);
  if (!object) return object.error();
  EVP_PKEY* key = PKCS11_get_private_key(*object);
  if (key == nullptr) return Fault(FaultId::KeyUnreadable, "the token does not lend its key: " + openssl_reason());
  Found found{PrivateKey(std::shared_ptr<void>(key, [](EVP_PKEY* k) { EVP_PKEY_free(k); })), std::nullopt};
  if (with_certificate) {
    auto certificate = certificate_in((*slot)->token, **object);
    if (!certificate) return std::move(certificate).error();
    found.certificate = std::move(*certificate);
  }
  if (auto usable = check_usable(found.key); !usable) return usable.error();
  return found;
}

// By the way that is open; when the key can't be had or used there, by a new one: a token that was away needs new sessions, or a new
// instance of its module.
Result<Found> find(const std::string& text, const TokenAccess& access, bool with_certificate) {
  const auto uri = parse_token_uri(text);
  if (!uri) return uri.error();
  const auto& path = uri->module_path.empty() ? access.module : uri->module_path;
  if (path.empty()) return unreadable(text, "no PKCS#11 module is named: give module-path in the URI, or [keys] pkcs11_module");
  const auto& pin_source = uri->pin_source.empty() ? access.pin_source : uri->pin_source;
  const std::lock_guard lock(modules().mutex);
  auto& known = modules().ways[path];
  if (known) {
    if (auto found = take(*known, *uri, pin_source, with_certificate)) return found;
  }
  auto way = Way::open(path);
  if (!way) return unreadable(text, way.error().log_text());
  auto found = take(**way, *uri, pin_source, with_certificate);
  if (!found && known) {
    if (auto apart = Way::open_apart(path)) {
      auto again = take(**apart, *uri, pin_source, with_certificate);
      if (again) {
        modules().spent.insert(modules().spent.end(), {known, *way});
        known = *apart;
        return again;
      }
      (*apart)->close();
    }
  }
  modules().spent.push_back(found ? known : *way);
  if (!found) return unreadable(text, found.error().log_text());
  known = *way;
  return found;
}

}  // namespace

Result<PrivateKey> load_token_key(const std::string& uri, const TokenAccess& access) {
  auto found = find(uri, access, false);
  if (!found) return std::move(found).error();
  return std::move(found->key);
}

Result<Credential> load_token_credential(const std::string& uri, const std::string& certificate_file, const TokenAccess& access) {
  auto found = find(uri, access, certificate_file.empty());
  if (!found) return std::move(found).error();
  if (certificate_file.empty()) return Credential{std::move(found->key), std::move(*found->certificate), {}};
  auto chain = Certificate::load(certificate_file);
  if (!chain) return std::move(chain).error();
  if (!(chain->front().key() == found->key.public_key()))
    return unreadable(uri, "it is not the key of the first certificate in " + certificate_file);
  const auto own = chain->front();
  chain->erase(chain->begin());
  return Credential{std::move(found->key), own, std::move(*chain)};
}

Status check_usable(const PrivateKey& key) {
  const auto signature = key.sign_sha256("sluis");
  if (!signature) return Fault(FaultId::KeyUnreadable, "the key can't be used: " + signature.error().log_text());
  return Done{};
}

}  // namespace sluis::native
