#include "adapters/hub/simulator/sealed_folders.hpp"

#include "adapters/simulator_kit/sealing.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {

Result<std::string> SealedFolders::open(std::string_view sealed) {
  auto opened = unseal(sealed, keys_.encryption, {}, keys_.roots, clock_.now());
  if (!opened) return std::move(opened).error();
  return std::move(opened->content);
}

Result<std::string> SealedFolders::seal(std::string_view clear, const EncryptionActor& reader) {
  std::optional<std::string> token;
  if (reader.token.empty()) {
    token = keys_.token_of(reader.type, reader.value, reader.application);
  } else if (const auto given = core::from_base64(reader.token)) {
    token = std::string(core::as_text(*given));
  }
  if (!token) return Fault(FaultId::RecipientUnknown, "no encryption token");
  const auto certificate = open_etk(*token, keys_.roots, clock_.now());
  if (!certificate) return certificate.error();
  return sandbox::seal(clear, keys_.signer, SealReaders{{*certificate}}, clock_.now());
}

}  // namespace sluis::sandbox
