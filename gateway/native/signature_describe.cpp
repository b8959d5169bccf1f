#include <algorithm>
#include <array>
#include <initializer_list>

#include "gateway/core/encoding.hpp"
#include "gateway/native/document_handle.hpp"
#include "gateway/native/signature_check.hpp"
#include "gateway/native/signature_names.hpp"

namespace sluis::native {
namespace {

Fault odd_form(const char* what) { return Fault(FaultId::ReferencesRefused, what); }
Fault odd_algorithm(const char* what) { return Fault(FaultId::AlgorithmRefused, what); }

// Only attributes in no namespace, only these.
bool has_only_attributes(Node node, std::initializer_list<std::string_view> allowed) {
  for (const auto* attribute = tree_node(node)->properties; attribute != nullptr; attribute = attribute->next) {
    if (attribute->ns != nullptr) return false;
    if (std::find(allowed.begin(), allowed.end(), text_of(attribute->name)) == allowed.end()) return false;
  }
  return true;
}

bool has_text_between(Node node) {
  for (const auto* child = tree_node(node)->children; child != nullptr; child = child->next)
    if (child->type != XML_ELEMENT_NODE && !core::trim(text_of(child->content)).empty()) return true;
  return false;
}

bool is_ds(Node node, std::string_view local) { return node.is(kDsNamespace, local); }

struct Algorithm {
  std::string name;
  bool inclusive_namespaces = false;
};

// An element that only names an algorithm; the one parameter that is read is ec:InclusiveNamespaces.
Result<Algorithm> read_algorithm(Node node, bool may_have_prefixes) {
  auto name = node.attribute("Algorithm");
  if (!name || !has_only_attributes(node, {"Algorithm"}) || has_text_between(node))
    return odd_algorithm("an algorithm element is not as XML Signature wants it");
  Algorithm algorithm{*std::move(name)};
  const auto parameters = node.children();
  if (parameters.empty()) return algorithm;
  if (!may_have_prefixes || parameters.size() != 1 || !parameters[0].is(kExclusiveC14n, "InclusiveNamespaces"))
    return odd_algorithm("an algorithm has a parameter");
  algorithm.inclusive_namespaces = true;
  return algorithm;
}

Status read_transforms(Node transforms, ReferenceView& view) {
  if (!has_only_attributes(transforms, {}) || has_text_between(transforms)) return odd_form("ds:Transforms is not plain");
  for (const auto& child : transforms.children()) {
    if (!is_ds(child, "Transform")) return odd_form("an unknown element in ds:Transforms");
    auto algorithm = read_algorithm(child, true);
    if (!algorithm) return std::move(algorithm).error();
    view.inclusive_namespaces = view.inclusive_namespaces || algorithm->inclusive_namespaces;
    view.transforms.push_back(std::move(algorithm->name));
  }
  return Done{};
}

Result<ReferenceView> read_reference(Node reference) {
  ReferenceView view;
  auto uri = reference.attribute("URI");
  if (!uri || !has_only_attributes(reference, {"URI", "Id"}) || has_text_between(reference))
    return odd_form("a ds:Reference is not plain, or has no URI");
  view.uri = *std::move(uri);
  auto parts = reference.children();
  if (!parts.empty() && is_ds(parts[0], "Transforms")) {
    if (auto read = read_transforms(parts[0], view); !read) return std::move(read).error();
    parts.erase(parts.begin());
  }
  if (parts.size() != 2 || !is_ds(parts[0], "DigestMethod") || !is_ds(parts[1], "DigestValue") || parts[1].first_child())
    return odd_form("a ds:Reference does not have exactly one digest");
  auto digest = read_algorithm(parts[0], false);
  if (!digest) return std::move(digest).error();
  view.digest_method = std::move(digest->name);
  return view;
}

Status read_signed_info(Node signed_info, SignatureView& view) {
  const auto parts = signed_info.children();
  if (parts.size() < 3 || !is_ds(parts[0], "CanonicalizationMethod") || !is_ds(parts[1], "SignatureMethod"))
    return odd_form("ds:SignedInfo is not a method of canonicalization, one of signature, and references");
  if (!has_only_attributes(signed_info, {"Id"}) || has_text_between(signed_info)) return odd_form("ds:SignedInfo is not plain");
  auto c14n = read_algorithm(parts[0], true);
  if (!c14n) return std::move(c14n).error();
  auto method = read_algorithm(parts[1], false);
  if (!method) return std::move(method).error();
  view.canonicalization_method = std::move(c14n->name);
  view.inclusive_namespaces = c14n->inclusive_namespaces;
  view.signature_method = std::move(method->name);
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (!is_ds(parts[i], "Reference")) return odd_form("an unknown element in ds:SignedInfo");
    auto reference = read_reference(parts[i]);
    if (!reference) return std::move(reference).error();
    view.references.push_back(*std::move(reference));
  }
  return Done{};
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& allowed, std::string_view name) {
  return std::find(allowed.begin(), allowed.end(), name) != allowed.end();
}

constexpr std::array kSignatures = {kRsaSha256, kRsaSha384, kRsaSha512, kEcdsaSha256, kEcdsaSha384, kEcdsaSha512};
constexpr std::array kDigests = {kSha256, kSha384, kSha512};

}  // namespace

Result<SignatureView> describe_signature(Node signature) {
  if (!is_ds(signature, "Signature")) return odd_form("not a ds:Signature");
  if (signature.has_comment_or_instruction()) return odd_form("a comment or instruction inside ds:Signature");
  const auto parts = signature.children();
  const bool fits = (parts.size() == 2 || (parts.size() == 3 && is_ds(parts[2], "KeyInfo"))) &&
                    is_ds(parts[0], "SignedInfo") && is_ds(parts[1], "SignatureValue");
  if (!fits || !has_only_attributes(signature, {"Id"}) || has_text_between(signature))
    return odd_form("ds:Signature is not SignedInfo, SignatureValue and at most one KeyInfo");
  if (parts[1].first_child() || !has_only_attributes(parts[1], {"Id"})) return odd_form("ds:SignatureValue is not plain");
  SignatureView view;
  if (auto read = read_signed_info(parts[0], view); !read) return std::move(read).error();
  view.signature_value = parts[1].text();
  if (parts.size() == 3) view.key_info = parts[2];
  return view;
}

Status check_algorithms(const SignatureView& view, bool enveloped) {
  if (view.canonicalization_method != kExclusiveC14n || view.inclusive_namespaces)
    return odd_algorithm("ds:SignedInfo is not under plain exclusive canonicalization");
  if (!is_one_of(kSignatures, view.signature_method)) return odd_algorithm("the signature method is not allowed");
  std::vector<std::string> expected{std::string(kExclusiveC14n)};
  if (enveloped) expected.insert(expected.begin(), std::string(kEnvelopedSignature));
  for (const auto& reference : view.references) {
    if (!is_one_of(kDigests, reference.digest_method)) return odd_algorithm("a digest method is not allowed");
    if (reference.transforms != expected || reference.inclusive_namespaces)
      return odd_algorithm("the transforms of a reference are not allowed");
  }
  return Done{};
}

}  // namespace sluis::native
