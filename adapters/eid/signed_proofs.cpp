#include "adapters/eid/signed_proofs.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::adapters::eid {
namespace {

namespace hub = mappings::hubservices_v2;

constexpr int kRsaBits = 2048;
constexpr int kEcBits = 256;
constexpr native::ParseLimits kLimits{.bytes = 64 * 1024, .depth = 10, .nodes = 200, .attributes_per_element = 8};

bool is_strong(const native::PublicKey& key) {
  if (key.kind() == native::KeyKind::Rsa) return key.bits() >= kRsaBits;
  return key.kind() == native::KeyKind::Ec && key.bits() >= kEcBits;
}

// The signed document; nullopt when it is no single link between one patient and one party.
std::optional<model::LinkOrder> read_content(std::string_view xml) {
  const auto document = native::Document::parse(xml, kLimits);
  if (!document) return std::nullopt;
  const auto link = document->root();
  if (!link.is(hub::kCore, "therapeuticlink") || !hub::check_identifiers(link)) return std::nullopt;
  if (link.children(hub::kCore, "patient").size() != 1 || link.children(hub::kCore, "hcparty").size() != 1 ||
      link.children(hub::kCore, "cd").size() != 1)
    return std::nullopt;
  return hub::read_link_content(link);
}

class Proofs final : public spi::SignedProofs {
 public:
  explicit Proofs(ProofTrust trust) : trust_(std::move(trust)) {}

  std::variant<spi::SignedProof, std::string> open(std::span<const std::uint8_t> cms, core::Instant at) const override {
    const auto data = native::open_signed_data(cms, trust_.accept_sha1);
    if (!data) return "binary_invalid";
    if (auto failure = objection(*data, at); !failure.empty()) return failure;
    auto link = read_content(core::as_text(data->content));
    if (!link) return "binary_invalid";
    return spi::SignedProof{data->signer.serial_number_attribute(), std::move(link->patient),
                            std::move(link->parties.front())};
  }

 private:
  // Why the signer's certificate is not believed; "" when it is.
  std::string objection(const native::SignedData& data, core::Instant at) const {
    const auto& signer = data.signer;
    if (at + trust_.early < signer.not_before() || at > signer.not_after()) return "certificate_expired";
    if (trust_.revoked.revoked(signer, at) || !is_strong(signer.key())) return "certificate_invalid";
    if (!native::is_for_signatures(signer)) return "certificate_not_for_signing";
    const auto moment = std::max(at, signer.not_before());
    if (trust_.roots.empty() || !native::verify_chain(signer, data.carried, trust_.roots, moment))
      return "certificate_not_trusted";
    const auto revoked = [&](const auto& authority) { return trust_.revoked.revoked(authority, at); };
    if (std::ranges::any_of(data.carried, revoked)) return "certificate_invalid";
    const bool stands = trust_.standing == nullptr || trust_.standing->objection(signer, spi::CertificateUse::Proof, at).empty();
    return stands ? "" : "certificate_invalid";
  }

  const ProofTrust trust_;
};

}  // namespace

std::unique_ptr<spi::SignedProofs> make_signed_proofs(ProofTrust trust) {
  return std::make_unique<Proofs>(std::move(trust));
}

}  // namespace sluis::adapters::eid
