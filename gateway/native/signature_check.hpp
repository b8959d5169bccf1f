#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::native {

// One ds:Reference as written, before any cryptography.
struct ReferenceView {
  std::string uri;
  std::vector<std::string> transforms;
  std::string digest_method;
  bool inclusive_namespaces = false;
};

// A ds:Signature as written. describe_signature() is strict: unknown children, several SignedInfo, a ds:Object, an HMAC length,
// a comment anywhere, a missing or odd algorithm parameter all give AlgorithmRefused or ReferencesRefused.
struct SignatureView {
  std::string canonicalization_method;
  bool inclusive_namespaces = false;
  std::string signature_method;
  std::vector<ReferenceView> references;
  Node key_info;               // empty when absent
  std::string signature_value;  // text
};
Result<SignatureView> describe_signature(Node signature);

// What the allow-list of security.md section 6 asks: exc-C14N, rsa/ecdsa with SHA-256/384/512, digests SHA-256/384/512,
// transforms only enveloped-signature (first, once, only when `enveloped`) and exc-C14N, no InclusiveNamespaces.
Status check_algorithms(const SignatureView& view, bool enveloped);

// The element a reference must cover, with the identifier by which it is named.
struct SignedNode {
  Node element;
  std::string id;  // value of its identifying attribute
};

// Verifies the signature with `key` and nothing else (KeyInfo is not read), over exactly `expected`: as many references as nodes,
// each "#id" resolving to that very node, by node identity. Key kind must fit the algorithm, RSA at least 2048 bits.
// The caller has refused duplicate ids before. Faults: AlgorithmRefused, ReferencesRefused, MessageSignature.
Status verify_signature(const Document& document, Node signature, const PublicKey& key,
                        const std::vector<SignedNode>& expected, bool enveloped);

}  // namespace sluis::native
