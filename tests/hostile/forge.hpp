#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/native/private_key.hpp"

// What the generator of the hostile corpus writes messages with. It signs with whatever an attacker might sign with, so it goes to
// OpenSSL itself: the gateway's own maker of signatures can't make a bad one.
namespace sluis::hostile {

inline constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kWsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
inline constexpr std::string_view kWsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
inline constexpr std::string_view kSaml = "urn:oasis:names:tc:SAML:1.0:assertion";
inline constexpr std::string_view kDs = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
inline constexpr std::string_view kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
inline constexpr std::string_view kEcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
inline constexpr std::string_view kCm = "urn:oasis:names:tc:SAML:1.0:cm:";
inline constexpr std::string_view kPhysician = "72051999381";
inline constexpr std::string_view kOtherPhysician = "75052298760";
inline constexpr std::string_view kPatient = "85073099833";

core::Instant moment();  // the corpus' clock: 2026-11-20T09:15:00Z

// Throw-away keys: made when the generator starts, gone when it ends. Only the certificates are written.
struct Keys {
  native::Credential sts, sts_rsa, sts_weak;            // the corpus' token service: EC, RSA 2048, RSA 1024
  native::Credential impostor;                          // calls itself by the same names, trusted by nobody
  native::Credential root;                              // issues the holders' certificates
  native::Credential holder, holder_rsa, holder_weak;   // one physician: EC, RSA 2048, RSA 1024
  native::Credential holder_short_curve, holder_ed25519;
  native::Credential holder_expired, holder_foreign;    // an expired certificate; one of another root
  native::Credential other;                             // another physician
  native::Credential attacker;                          // self-signed
  native::Credential hospital, nobody;                  // client certificates: of a hospital; of nobody in particular
};
const Keys& keys();

// How bytes become a SignatureValue (base64), and how bytes become a DigestValue.
using Signer = std::function<std::string(std::string_view)>;
Signer signer(const native::PrivateKey& key, const char* digest = "SHA256");     // RSA PKCS#1 or ECDSA as r||s
Signer pss_signer(const native::PrivateKey& key);                                // RSASSA-PSS with SHA-256
Signer der_signer(const native::PrivateKey& key);                                // ECDSA as DER, not as XML Signature wants it
Signer hmac_signer(std::string key, const char* digest = "SHA256");
Signer constant(std::string base64);
std::string digest_of(std::string_view bytes, const char* digest = "SHA256");
std::string public_key_der(const native::PublicKey& key);
std::string public_key_pem(const native::PublicKey& key);
std::string other_ecdsa_form(const std::string& base64);  // (r, n - s): as valid as (r, s), without the key

struct Reference {
  std::string uri;
  std::string canonical;     // what is digested
  std::string transforms = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";
  std::string method{kSha256};
  std::string attributes = {};                   // canonical, after URI's place: ' Type="..."'
  const char* digest = "SHA256";
  bool has_uri = true;
};

// A ds:Signature as text in canonical form; everything can be other than it should be.
struct SignaturePlan {
  std::vector<Reference> references;
  std::string method{kEcdsaSha256};
  Signer sign = {};
  std::string key_info = {};                      // content of ds:KeyInfo; empty: none
  std::string canonicalization{kExclusive};
  std::string canonicalization_content = {};      // canonical
  std::string method_content = {};
  std::string after = {};                         // behind KeyInfo: a ds:Object
};
std::string write(const SignaturePlan& plan);
std::string x509(const native::Certificate& certificate);  // ds:X509Data, where ds is declared

struct Attribute {
  std::string name, name_space, value;
};
inline constexpr std::string_view kIdentification = "urn:be:fgov:identification-namespace";
inline constexpr std::string_view kCertified = "urn:be:fgov:certified-namespace:ehealth";
std::vector<Attribute> physician(std::string_view ssin = kPhysician, std::string_view nihii = "19997638004");

struct AssertionPlan {
  std::string id = "_a1";
  std::string issuer = "urn:be:fgov:ehealth:sts:1_0";
  std::string issued = {}, from = {}, until = {};  // empty: of the corpus' clock, 12 hours
  std::string conditions = {};                    // inside Conditions
  std::string confirmation = {};                  // inside SubjectConfirmation; empty: holder-of-key with `holder`
  std::string subject = "CN=SSIN=72051999381";
  std::string second_subject = {};                // of the attribute statement; empty: the same
  std::string minor_version = "1", major_version = "1";
  std::string extra = {};                         // before the signature
  std::vector<Attribute> attributes = physician();
  const native::Credential* holder = &keys().holder;
  const native::Credential* sts = &keys().sts;    // null: unsigned
  std::function<void(SignaturePlan&)> bend = {};  // changes the signature before it is computed
};
std::string confirmation(std::string_view method, const std::string& key_info_content);
std::string write(const AssertionPlan& plan);

struct MessagePlan {
  std::string assertion = {};                     // empty: the plain one
  std::string assertion_id = "_a1";
  const native::Credential* holder = &keys().holder;
  std::string created = {}, expires = {};         // empty: of the corpus' clock, 60 seconds
  std::string body_attribute = "wsu:Id", timestamp_attribute = "wsu:Id";
  std::string body_id = "body-1", timestamp_id = "ts-1";
  std::string payload = {};                       // empty: GetPatientConsentStatus
  std::string body_declarations = {};             // more namespace declarations on Body, used by body_attribute
  std::function<void(SignaturePlan&)> bend = {};
};
// A message in pieces, so that an attack can put them together wrongly.
struct Pieces {
  std::string timestamp, assertion, signature, body;
  std::string security() const { return security_of(timestamp + assertion + signature); }
  std::string message() const { return envelope(security(), body); }
  static std::string security_of(const std::string& content, const std::string& attributes = " soap:mustUnderstand=\"1\"");
  static std::string envelope(const std::string& header, const std::string& body);
};
Pieces write(const MessagePlan& plan);
std::string key_reference(const std::string& assertion_id);
std::string timestamp(const std::string& created, const std::string& expires, const std::string& id = "ts-1",
                      const std::string& attribute = "wsu:Id");
std::string body(const std::string& payload, const std::string& id = "body-1", const std::string& attribute = "wsu:Id",
                 const std::string& declarations = {});
// Bodies of requests.
std::string ask_consent(std::string_view patient = kPatient);
std::string ask_links();
std::string ask_exclusions();
std::string ask_list();
std::string stolen();  // what an attacker would like to have asked: another patient's consents, or its revocation

std::string replaced(std::string text, std::string_view what, std::string_view by);  // first; throws when absent
std::string replaced_last(std::string text, std::string_view what, std::string_view by);

}  // namespace sluis::hostile
