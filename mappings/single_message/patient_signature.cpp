#include "mappings/single_message/patient_signature.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/native/plain_signature.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {

std::string write_patient_signature(const SignedAccess& access) {
  native::XmlWriter out;
  out.open({"g", kParameters, "patientSignature"});
  out.element({"", "", "signature"}, core::to_base64(std::string_view(access.signature)));
  out.element({"", "", "publickey"}, access.public_key).close();
  return out.take();
}

std::optional<SignedAccess> read_patient_signature(std::string_view xml) {
  const auto document = native::Document::parse(xml);
  if (!document || !document->root().is(kParameters, "patientSignature")) return std::nullopt;
  const auto signature = core::from_base64(document->root().child("", "signature").text());
  if (!signature) return std::nullopt;
  return SignedAccess{std::string(core::as_text(*signature)), std::string(core::trim(document->root().child("", "publickey").text()))};
}

std::string text_to_sign(std::string_view about, core::Date day) {
  auto digits = core::to_text(day);
  std::erase(digits, '-');
  return std::string(about) + ";" + digits;
}

bool fits(const SignedAccess& access, std::string_view about, core::Date day) {
  const auto signature = core::from_base64(access.signature);
  const auto key = core::from_base64(access.public_key);
  return signature && key && native::is_sha1_rsa_signature(*key, text_to_sign(about, day), *signature);
}

}  // namespace sluis::mappings::single_message
