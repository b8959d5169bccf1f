#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::sandbox {

// One key pair with certificate of somebody in the world, as files of this run.
struct Identity {
  std::string kind;  // citizen, professional, pharmacy, hospital, insurance, organisation
  std::string name, ssin, nihii, cbe, ehp, category;
  std::string p12, pem;  // absolute paths; the PKCS#12 file is protected with kPassword
};

inline constexpr auto kPassword = "sluis";  // of throw-away keys

// An actor of the outside that receives sealed messages, as its encryption token names it (etee.md sections 2 and 3).
struct ServiceActor {
  std::string name;         // hub1, tip, kgss, ...
  std::string type;         // EHP, CBE
  std::string number;
  std::string application;  // "" when none
};
struct ServiceIdentity {
  ServiceActor actor;
  native::Credential authentication;  // signs
  native::Credential encryption;      // opens: the same key, with a certificate of its own
};

// The throw-away PKI of one run (security.md section 7): no key outlives its folder.
struct Pki {
  native::Certificate root, ehealth_ca, citizen_ca;
  native::Credential sts;       // signs assertions
  native::Credential dossier;   // signs and opens sealed messages of the dossier
  native::Credential stranger;  // of nobody's chain: for answers with a wrong signature
  std::string root_file, ehealth_ca_file, citizen_ca_file, sts_file, dossier_file;
  std::string server_certificate_file, server_key_file;    // of the sandbox
  std::string gateway_certificate_file, gateway_key_file;  // of the gateway's own door
  std::string stranger_certificate_file, stranger_key_file;  // a server's, of nobody's chain
  std::vector<Identity> identities;
  std::vector<Identity> signatures;  // the signature key of each citizen's card (kind "signature")
  std::vector<ServiceIdentity> services = {};
  std::vector<native::PrivateKey> issuing_keys = {};  // of ehealth_ca and citizen_ca

  std::vector<native::Certificate> authorities() const { return {ehealth_ca, citizen_ca}; }
};

struct PkiRequest {
  std::string folder;       // absolute; made when absent
  std::string dossier_cbe;  // whom the dossier's encryption certificate names
  std::string address;      // where the sandbox listens, besides localhost and 127.0.0.1
  std::string key_store;    // folder of keys kept from run to run; empty: every key is new
  core::Instant now;  // certificates hold two years before and three years after, of this and of the system's clock
  std::vector<ServiceActor> services = {};  // who receives sealed messages, beside the dossier
  std::vector<std::string> numbers = {};    // of a large world: who gets an identity beside the built-in people
};

// Makes or takes every key (RSA-2048, key_store.hpp) and every file. Throws std::runtime_error.
Pki make_pki(const World& world, const PkiRequest& request);

// Key pairs with certificates, and their files, for one number of the world at run time: a person has one as citizen, and another as
// professional. Empty when nobody has the number. Throws std::runtime_error.
std::vector<Identity> issue_identities(const World& world, const Pki& pki, const PkiRequest& request, std::string_view number);

// The number types that a certificate names: OU=TYPE=number of an eHealth certificate, or the serialNumber of an eID.
struct CertificateIdentity {
  std::string type;  // SSIN, NIHII-HOSPITAL, CBE, ...; empty when it names nobody
  std::string number;
};
CertificateIdentity identity_of(const native::Certificate& certificate);

}  // namespace sluis::sandbox
