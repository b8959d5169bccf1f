#include "gateway/native/signature_check.hpp"

#include <xmlsec/xmlsec.h>
// after xmlsec.h, which they need
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>

#include <algorithm>
#include <array>

#include "gateway/native/document_handle.hpp"
#include "gateway/native/openssl_handles.hpp"
#include "gateway/native/signature_names.hpp"

namespace sluis::native {
namespace {

using SignatureContextHandle = std::unique_ptr<xmlSecDSigCtx, FreeWith<xmlSecDSigCtxDestroy>>;
using SecKeyHandle = std::unique_ptr<xmlSecKey, FreeWith<xmlSecKeyDestroy>>;
using SecKeyDataHandle = std::unique_ptr<xmlSecKeyData, FreeWith<xmlSecKeyDataDestroy>>;

Status check_key(const PublicKey& key, const std::string& method) {
  constexpr int kLeastRsaBits = 2048;
  constexpr int kLeastEcBits = 256;
  const bool wants_rsa = method == kRsaSha256 || method == kRsaSha384 || method == kRsaSha512;
  if (key.kind() != (wants_rsa ? KeyKind::Rsa : KeyKind::Ec))
    return Fault(FaultId::AlgorithmRefused, "the key does not fit the signature method");
  if (key.bits() < (wants_rsa ? kLeastRsaBits : kLeastEcBits))
    return Fault(FaultId::AlgorithmRefused, "the key is too short: " + std::to_string(key.bits()) + " bits");
  return Done{};
}

// The identifier goes into a look-up; nothing in it may be read as an XPointer.
bool is_plain_name(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
  });
}

// The attribute of `element` by which it is named `id`.
xmlAttr* naming_attribute(Node element, const std::string& id) {
  constexpr std::array<std::string_view, 6> kNames = {"Id", "AssertionID", "ID", "id", "ResponseID", "RequestID"};
  for (auto* attribute = tree_node(element)->properties; attribute != nullptr; attribute = attribute->next) {
    if (std::find(kNames.begin(), kNames.end(), text_of(attribute->name)) == kNames.end()) continue;
    const auto uri = attribute->ns == nullptr ? std::string_view{} : text_of(attribute->ns->href);
    if (element.attribute(text_of(attribute->name), uri) == id) return attribute;
  }
  return nullptr;
}

// Makes exactly these nodes known by their identifier while it lives; the tree is as before afterwards.
class RegisteredIds final {
 public:
  explicit RegisteredIds(xmlDoc* doc) : doc_(doc) {}
  ~RegisteredIds() { forget_ids(doc_); }
  RegisteredIds(const RegisteredIds&) = delete;
  RegisteredIds& operator=(const RegisteredIds&) = delete;

  Status add(const SignedNode& node) {
    if (!is_plain_name(node.id)) return Fault(FaultId::ReferencesRefused, "an identifier is not a plain name");
    auto* attribute = naming_attribute(node.element, node.id);
    if (attribute == nullptr || xmlAddID(nullptr, doc_, xml_text(node.id.c_str()), attribute) == nullptr)
      return Fault(FaultId::ReferencesRefused, "a signed element does not carry its identifier");
    return Done{};
  }

  bool resolves(const SignedNode& node) const {
    const auto* attribute = xmlGetID(doc_, xml_text(node.id.c_str()));
    return attribute != nullptr && attribute->parent == tree_node(node.element);
  }

 private:
  xmlDoc* doc_;
};

Status check_references(const SignatureView& view, const std::vector<SignedNode>& expected) {
  if (expected.empty() || view.references.size() != expected.size())
    return Fault(FaultId::ReferencesRefused, std::to_string(view.references.size()) + " references where " +
                                                 std::to_string(expected.size()) + " are wanted");
  for (const auto& node : expected) {
    const auto named = [&](const ReferenceView& reference) { return reference.uri == "#" + node.id; };
    if (std::count_if(view.references.begin(), view.references.end(), named) != 1)
      return Fault(FaultId::ReferencesRefused, "a required element is not among the references, or twice");
  }
  return Done{};
}

void allow_only_our_list(xmlSecDSigCtx& context) {
  context.enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  // Identifiers are looked up directly, not through XPointer.
  context.flags |= XMLSEC_DSIG_FLAGS_USE_VISA3D_HACK;
  const std::array for_references = {xmlSecTransformExclC14NId, xmlSecTransformEnvelopedId, xmlSecOpenSSLTransformSha256Id,
                                     xmlSecOpenSSLTransformSha384Id, xmlSecOpenSSLTransformSha512Id};
  for (const auto id : for_references) xmlSecDSigCtxEnableReferenceTransform(&context, id);
  const std::array for_signature = {
      xmlSecTransformExclC14NId,           xmlSecOpenSSLTransformRsaSha256Id,   xmlSecOpenSSLTransformRsaSha384Id,
      xmlSecOpenSSLTransformRsaSha512Id,   xmlSecOpenSSLTransformEcdsaSha256Id, xmlSecOpenSSLTransformEcdsaSha384Id,
      xmlSecOpenSSLTransformEcdsaSha512Id};
  for (const auto id : for_signature) xmlSecDSigCtxEnableSignatureTransform(&context, id);
}

SecKeyHandle sec_key_of(const PublicKey& key) {
  EVP_PKEY_up_ref(pkey_of(key));
  SecKeyDataHandle data(xmlSecOpenSSLEvpKeyAdopt(pkey_of(key)));
  SecKeyHandle sec_key(xmlSecKeyCreate());
  if (!data) {
    EVP_PKEY_free(pkey_of(key));
    return nullptr;
  }
  if (!sec_key || xmlSecKeySetValue(sec_key.get(), data.get()) < 0) return nullptr;
  data.release();
  return sec_key;
}

Status run_xmlsec(Node signature, const PublicKey& key, std::size_t references) {
  const SignatureContextHandle context(xmlSecDSigCtxCreate(nullptr));
  if (!context) throw std::bad_alloc();
  allow_only_our_list(*context);
  context->signKey = sec_key_of(key).release();  // with a key set, KeyInfo is not read
  if (context->signKey == nullptr) return Fault(FaultId::AlgorithmRefused, "the key can't be used for verification");
  const int done = xmlSecDSigCtxVerify(context.get(), tree_node(signature));
  ERR_clear_error();
  if (done < 0) return Fault(FaultId::MessageSignature, "the signature can't be processed");
  if (context->status != xmlSecDSigStatusSucceeded) return Fault(FaultId::MessageSignature, "digest or signature value is wrong");
  if (xmlSecPtrListGetSize(&context->signedInfoReferences) != references)
    return Fault(FaultId::ReferencesRefused, "xmlsec saw another number of references");
  return Done{};
}

}  // namespace

Status verify_signature(const Document& document, Node signature, const PublicKey& key,
                        const std::vector<SignedNode>& expected, bool enveloped) {
  start_libraries();
  const auto view = describe_signature(signature);
  if (!view) return view.error();
  if (auto checked = check_algorithms(*view, enveloped); !checked) return checked;
  if (auto checked = check_key(key, view->signature_method); !checked) return checked;
  if (auto checked = check_references(*view, expected); !checked) return checked;
  if (enveloped && (expected.size() != 1 || signature.parent() != expected[0].element))
    return Fault(FaultId::ReferencesRefused, "an enveloped signature must cover the element around it");
  auto* doc = static_cast<xmlDoc*>(document.raw());
  forget_ids(doc);
  RegisteredIds ids(doc);
  for (const auto& node : expected) {
    if (tree_node(node.element) == nullptr || tree_node(node.element)->doc != doc)
      return Fault(FaultId::ReferencesRefused, "a signed element is not in this document");
    if (auto added = ids.add(node); !added) return added;
  }
  if (auto verified = run_xmlsec(signature, key, expected.size()); !verified) return verified;
  for (const auto& node : expected)
    if (!ids.resolves(node)) return Fault(FaultId::ReferencesRefused, "a reference does not resolve to the element that is used");
  return Done{};
}

}  // namespace sluis::native
