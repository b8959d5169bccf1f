#include "adapters/simulator_kit/pki.hpp"

#include <algorithm>
#include <tuple>

#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/key_store.hpp"
#include "adapters/simulator_kit/wanted_identity.hpp"

namespace sluis::sandbox {
namespace {

using native::Certificate;
using native::Credential;
using native::PrivateKey;

const std::vector<std::string> kSigning = {"digitalSignature", "nonRepudiation", "keyEncipherment"};

class Maker final {
 public:
  // One that issues identities later takes no key from the store.
  Maker(const PkiRequest& request, std::size_t keys, const std::string& key_store)
      : request_(request), keys_(take_keys(keys, key_store)) {
    const auto system = core::SystemClock{}.now();
    from_ = std::min(request.now, system) - std::chrono::days(730);
    to_ = std::max(request.now, system) + std::chrono::days(1095);
  }

  Pki make(const std::vector<WantedIdentity>& people) {
    make_folder(request_.folder, true);
    make_folder(request_.folder + "/identities", true);
    const auto root_key = take();
    const auto ehealth_key = take();
    const auto citizen_key = take();
    const auto root = certify(authority("Sluis Sandbox Root CA"), root_key, root_key, nullptr);
    const auto ehealth = certify(authority("Sluis Sandbox eHealth CA"), ehealth_key, root_key, &root);
    const auto citizens = certify(authority("Sluis Sandbox Citizen CA"), citizen_key, root_key, &root);
    const auto leaf = [&](const Subject& subject) {
      const auto key = take();
      return Credential{key, certify(plain(subject, kSigning), key, ehealth_key, &ehealth), {ehealth}};
    };
    Pki pki{root,
            ehealth,
            citizens,
            leaf({{"C", "BE"}, {"O", "Federal Government"}, {"OU", "eHealth-platform Belgium"}, {"CN", "sandbox STS"}}),
            leaf(ehealth_subject("Shared pharmaceutical dossier", "CBE", request_.dossier_cbe)),
            stranger(),
            save("ca.pem", root),
            save("ehealth-ca.pem", ehealth),
            save("citizen-ca.pem", citizens),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            {},
            {}};
    pki.sts_file = save("sts.pem", pki.sts.certificate);
    pki.dossier_file = save("dossier-encryption.pem", pki.dossier.certificate);
    std::tie(pki.server_certificate_file, pki.server_key_file) = server("sandbox", root_key, root);
    std::tie(pki.gateway_certificate_file, pki.gateway_key_file) = server("gateway", root_key, root);
    std::tie(pki.stranger_certificate_file, pki.stranger_key_file) =
        server("stranger", pki.stranger.key, pki.stranger.certificate);
    pki.issuing_keys = {ehealth_key, citizen_key};
    for (const auto& p : people) {
      pki.identities.push_back(issue(pki, p));
      if (p.citizen) pki.signatures.push_back(keep_signature(p, citizen_key, citizens));
    }
    for (const auto& actor : request_.services) {
      const auto key = take();
      const auto subject = service_subject(actor);
      const auto issued = [&](const std::vector<std::string>& usage) {
        return Credential{key, certify(plain(subject, usage), key, ehealth_key, &ehealth), {ehealth}};
      };
      pki.services.push_back({actor, issued({"digitalSignature", "nonRepudiation"}), issued({"keyEncipherment"})});
    }
    return pki;
  }

  Identity issue(const Pki& pki, const WantedIdentity& wanted) {
    const auto key = take();
    const auto& issuer_key = pki.issuing_keys[wanted.citizen ? 1 : 0];
    const auto& issuer = wanted.citizen ? pki.citizen_ca : pki.ehealth_ca;
    const auto usage = wanted.citizen ? std::vector<std::string>{"digitalSignature"} : kSigning;
    return keep(wanted, {key, certify(plain(wanted.subject, usage), key, issuer_key, &issuer), {issuer}});
  }

  static constexpr std::size_t kOwnKeys = 9;

 private:

  PrivateKey take() { return keys_.at(next_++); }

  native::CertificateRequest plain(Subject subject, std::vector<std::string> usage) const {
    native::CertificateRequest r;
    r.subject = std::move(subject);
    r.not_before = from_;
    r.not_after = to_;
    r.key_usage = std::move(usage);
    return r;
  }

  native::CertificateRequest authority(const std::string& name) const {
    auto r = plain({{"C", "BE"}, {"O", "Sluis Sandbox"}, {"CN", name}}, {"keyCertSign", "cRLSign"});
    r.authority = true;
    return r;
  }

  static Certificate certify(const native::CertificateRequest& r, const PrivateKey& key, const PrivateKey& signer,
                             const Certificate* issuer) {
    return native::make_certificate(r, key.public_key(), signer, issuer);
  }

  Credential stranger() {
    const auto key = take();
    return {key, certify(plain({{"C", "BE"}, {"CN", "sandbox stranger"}}, kSigning), key, key, nullptr), {}};
  }

  std::string save(const std::string& name, const Certificate& certificate) const {
    auto path = request_.folder + "/" + name;
    write_file(path, certificate.pem());
    return path;
  }

  std::pair<std::string, std::string> server(const std::string& name, const PrivateKey& root_key,
                                             const Certificate& root) {
    const auto key = take();
    auto r = plain({{"C", "BE"}, {"O", "Sluis Sandbox"}, {"CN", "localhost"}}, {"digitalSignature", "keyEncipherment"});
    r.dns_names = {"localhost"};
    r.ip_addresses = {"127.0.0.1"};
    if (!request_.address.empty() && request_.address != "127.0.0.1") r.ip_addresses.push_back(request_.address);
    const auto certificate = save(name + "-server.pem", certify(r, key, root_key, &root));
    const auto key_file = request_.folder + "/" + name + "-server.key";
    write_file(key_file, key.pem(), true);
    return {certificate, key_file};
  }

  Identity keep(const WantedIdentity& wanted, const Credential& credential) const {
    auto identity = wanted.identity;
    const auto path = request_.folder + "/identities/" + wanted.file;
    const auto p12 = native::to_pkcs12(credential, kPassword, wanted.identity.name);
    identity.p12 = path + ".p12";
    identity.pem = path + ".pem";
    write_file(identity.p12, {reinterpret_cast<const char*>(p12.data()), p12.size()}, true);
    write_file(identity.pem, credential.key.pem() + credential.certificate.pem() + credential.chain.front().pem(),
               true);
    return identity;
  }

  // The second certificate of a card: it signs, and authenticates nobody. Curve keys, as today's cards have.
  Identity keep_signature(WantedIdentity wanted, const PrivateKey& issuer_key, const Certificate& issuer) const {
    const auto key = PrivateKey::generate_ec();
    wanted.identity.kind = "signature";
    wanted.file = "signature-" + wanted.identity.ssin;
    return keep(wanted, {key, certify(plain(wanted.subject, {"nonRepudiation"}), key, issuer_key, &issuer), {issuer}});
  }

  const PkiRequest& request_;
  std::vector<PrivateKey> keys_;
  std::size_t next_ = 0;
  core::Instant from_, to_;
};

}  // namespace

Pki make_pki(const World& world, const PkiRequest& request) {
  const auto people = wanted_identities(world, request.numbers);
  const auto keys = Maker::kOwnKeys + people.size() + request.services.size();
  return Maker(request, keys, request.key_store).make(people);
}

std::vector<Identity> issue_identities(const World& world, const Pki& pki, const PkiRequest& request, std::string_view number) {
  const auto people = identities_of(world, number);
  Maker maker(request, people.size(), "");
  std::vector<Identity> issued;
  for (const auto& p : people) issued.push_back(maker.issue(pki, p));
  return issued;
}

CertificateIdentity identity_of(const native::Certificate& certificate) {
  auto units = certificate.organisational_units();
  for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {  // from the end: the name before it may hold a '='
    const auto at = unit->find('=');
    if (at != std::string::npos) return {unit->substr(0, at), unit->substr(at + 1)};
  }
  const auto number = certificate.serial_number_attribute();
  return number.empty() ? CertificateIdentity{} : CertificateIdentity{"SSIN", number};
}

}  // namespace sluis::sandbox
