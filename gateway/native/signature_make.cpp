#include "gateway/native/signature_make.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/signature_names.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::native {
namespace {

XmlWriter::Name ds(std::string_view local) { return {"ds", kDsNamespace, local}; }

void write_algorithm(XmlWriter& out, std::string_view element, std::string_view algorithm) {
  out.open(ds(element)).attribute("Algorithm", algorithm).close();
}

void write_reference(XmlWriter& out, const DigestedPart& part) {
  out.open(ds("Reference")).attribute("URI", part.uri).open(ds("Transforms"));
  if (part.enveloped) write_algorithm(out, "Transform", kEnvelopedSignature);
  write_algorithm(out, "Transform", kExclusiveC14n);
  out.close();
  write_algorithm(out, "DigestMethod", kSha256);
  out.element(ds("DigestValue"), sha256_base64(part.canonical)).close();
}

void write_signed_info(XmlWriter& out, std::string_view algorithm, const std::vector<DigestedPart>& parts) {
  out.open(ds("SignedInfo"));
  write_algorithm(out, "CanonicalizationMethod", kExclusiveC14n);
  write_algorithm(out, "SignatureMethod", algorithm);
  for (const auto& part : parts) write_reference(out, part);
  out.close();
}

}  // namespace

Result<std::string> make_signature(const PrivateKey& key, const std::vector<DigestedPart>& parts, std::string_view key_info,
                                   std::string_view id) {
  if (key.kind() == KeyKind::Other) return Fault(FaultId::KeyUnreadable, "the signing key is neither RSA nor EC");
  const auto algorithm = key.kind() == KeyKind::Rsa ? kRsaSha256 : kEcdsaSha256;
  XmlWriter signed_info;  // alone, because its canonical form declares ds itself
  write_signed_info(signed_info, algorithm, parts);
  const auto value = key.sign_sha256(signed_info.str());
  if (!value) return value.error();

  XmlWriter out;
  out.open(ds("Signature"));
  if (!id.empty()) out.attribute("Id", id);
  write_signed_info(out, algorithm, parts);
  out.element(ds("SignatureValue"), core::to_base64(std::span<const std::uint8_t>(*value)));
  if (!key_info.empty()) out.open(ds("KeyInfo")).raw(key_info).close();
  out.close();
  return out.take();
}

std::string x509_key_info(const Certificate& certificate) {
  return "<ds:X509Data><ds:X509Certificate>" + certificate.base64() + "</ds:X509Certificate></ds:X509Data>";
}

}  // namespace sluis::native
