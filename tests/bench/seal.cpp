// Messages sealed and opened in a second, against bare OpenSSL doing the same signatures and envelope, one after the other in
// one run. Prints figures, asserts none.
#include <openssl/cms.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/xml_document.hpp"

using namespace sluis;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 301;
constexpr int kMessages = 2;  // of each kind in a round: what else the machine does falls on both
constexpr std::size_t kSize = 10'000;

struct FreeBio {
  void operator()(BIO* bio) const noexcept { BIO_free_all(bio); }
};
struct FreeCms {
  void operator()(CMS_ContentInfo* cms) const noexcept { CMS_ContentInfo_free(cms); }
};
struct FreeStore {
  void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
};
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_free(stack); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Cms = std::unique_ptr<CMS_ContentInfo, FreeCms>;
using Store = std::unique_ptr<X509_STORE, FreeStore>;
using Stack = std::unique_ptr<STACK_OF(X509), FreeStack>;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

X509* x509(const native::Credential& of) { return static_cast<X509*>(of.certificate.raw()); }
EVP_PKEY* pkey(const native::Credential& of) { return static_cast<EVP_PKEY*>(of.key.raw()); }

struct People {
  core::Instant now = std::chrono::time_point_cast<core::Instant::duration>(std::chrono::system_clock::now());
  native::PrivateKey root_key = native::PrivateKey::generate_rsa(2048);
  native::Certificate root = certificate("root", root_key, nullptr);
  native::Credential sender = credential("sender"), reader = credential("reader");

  native::Certificate certificate(const std::string& name, const native::PrivateKey& key, const native::Certificate* issuer) const {
    native::CertificateRequest request;
    request.subject = {{"C", "BE"}, {"O", "Bench"}, {"CN", name}};
    request.not_before = now - std::chrono::hours(24);
    request.not_after = now + std::chrono::hours(24);
    request.authority = issuer == nullptr;
    request.key_usage = issuer == nullptr ? std::vector<std::string>{"keyCertSign"} : std::vector<std::string>{"digitalSignature", "keyEncipherment"};
    return native::make_certificate(request, key.public_key(), root_key, issuer);
  }
  native::Credential credential(const std::string& name) const {
    auto key = native::PrivateKey::generate_rsa(2048);
    auto made = certificate(name, key, &root);
    return {std::move(key), std::move(made), {}};
  }
};

// What sealing costs without us: CMS_sign, CMS_encrypt, CMS_sign, and back.
class Bare final {
 public:
  explicit Bare(const People& people) : people_(people), store_(X509_STORE_new()), readers_(sk_X509_new_null()) {
    must(store_ && X509_STORE_add_cert(store_.get(), static_cast<X509*>(people.root.raw())) == 1, "store");
    must(readers_ && sk_X509_push(readers_.get(), x509(people.reader)) > 0, "readers");
  }

  std::string seal(std::string_view clear) const { return sign(encrypt(sign(clear))); }
  std::string unseal(std::string_view sealed) const { return verify(decrypt(verify(sealed))); }

 private:
  static Bio from(std::string_view bytes) { return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }
  static std::string taken(const Bio& bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }
  static std::string encoded(const Cms& cms) {
    const Bio out(BIO_new(BIO_s_mem()));
    must(i2d_CMS_bio(out.get(), cms.get()) == 1, "encode");
    return taken(out);
  }
  static Cms decoded(std::string_view der) {
    Cms cms(d2i_CMS_bio(from(der).get(), nullptr));
    must(cms != nullptr, "decode");
    return cms;
  }
  std::string sign(std::string_view content) const {
    const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL));
    auto* signer = CMS_add1_signer(cms.get(), x509(people_.sender), pkey(people_.sender), EVP_sha256(),
                                   CMS_BINARY | CMS_NOSMIMECAP | CMS_KEY_PARAM | CMS_PARTIAL);
    must(signer != nullptr, "signer");
    auto* parameters = CMS_SignerInfo_get0_pkey_ctx(signer);
    must(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1, "padding");
    must(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1, "salt");
    must(CMS_final(cms.get(), from(content).get(), nullptr, CMS_BINARY) == 1, "sign");
    return encoded(cms);
  }
  std::string encrypt(std::string_view content) const {
    const Cms cms(CMS_encrypt(readers_.get(), from(content).get(), EVP_aes_256_cbc(), CMS_BINARY));
    must(cms != nullptr, "encrypt");
    return encoded(cms);
  }
  std::string verify(std::string_view der) const {
    const auto cms = decoded(der);
    const Bio out(BIO_new(BIO_s_mem()));
    must(CMS_verify(cms.get(), nullptr, store_.get(), nullptr, out.get(), CMS_BINARY) == 1, "verify");
    return taken(out);
  }
  std::string decrypt(std::string_view der) const {
    const auto cms = decoded(der);
    const Bio out(BIO_new(BIO_s_mem()));
    must(CMS_decrypt(cms.get(), pkey(people_.reader), x509(people_.reader), nullptr, out.get(), CMS_BINARY) == 1, "decrypt");
    return taken(out);
  }

  const People& people_;
  Store store_;
  Stack readers_;
};

template <class Work>
double per_second(const Work& work) {
  const auto began = Clock::now();
  for (int i = 0; i < kMessages; ++i) work();
  return kMessages / std::chrono::duration<double>(Clock::now() - began).count();
}

double median(std::vector<double> all) {
  std::ranges::sort(all);
  return all[all.size() / 2];
}

// Which of the two goes first alternates.
template <class Ours, class Theirs>
void compare(const char* what, const Ours& ours, const Theirs& theirs) {
  std::vector<double> our_rates, bare_rates, ratios;
  for (int round = -1; round < kRounds; ++round) {
    const double before = round % 2 == 0 ? per_second(ours) : 0;
    const double bare = per_second(theirs);
    const double own = before > 0 ? before : per_second(ours);
    if (round < 0) continue;  // warms up
    our_rates.push_back(own);
    bare_rates.push_back(bare);
    ratios.push_back(own / bare);
  }
  std::cout << what << " " << kSize << " bytes, one recipient: " << std::fixed << std::setprecision(0) << median(our_rates) << "/s, bare OpenSSL "
            << median(bare_rates) << "/s, ratio " << std::setprecision(2) << median(ratios) << " (medians of " << kRounds << " pairs)\n";
}

void run() {
  const People people;
  const Bare bare(people);
  const std::string clear(kSize, 'x');
  const std::vector<native::Certificate> readers{people.reader.certificate}, roots{people.root};
  const auto sealed = native::seal(core::as_bytes(clear), people.sender, readers, people.now);
  must(sealed.has_value(), "the message was not sealed");
  const std::string message(core::as_text(*sealed));
  const auto theirs = bare.seal(clear);
  must(bare.unseal(message) == clear, "bare OpenSSL does not open our message");
  const auto opened = native::unseal(core::as_bytes(theirs), people.reader, roots, people.now);
  must(opened && core::as_text(opened->clear) == clear, "we don't open bare OpenSSL's message");
  compare(
      "seal", [&] { must(native::seal(core::as_bytes(clear), people.sender, readers, people.now).has_value(), "seal"); },
      [&] { must(!bare.seal(clear).empty(), "bare seal"); });
  compare(
      "unseal", [&] { must(native::unseal(core::as_bytes(message), people.reader, roots, people.now).has_value(), "unseal"); },
      [&] { must(bare.unseal(message).size() == kSize, "bare unseal"); });
}

}  // namespace

int main() {
  try {
    native::start_libraries();
    run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_seal: " << error.what() << "\n";
    return 1;
  }
}
