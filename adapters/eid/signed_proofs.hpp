#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "gateway/native/signed_data.hpp"
#include "gateway/spi/signed_proofs.hpp"
#include "gateway/spi/standing.hpp"

namespace sluis::adapters::eid {

struct ProofTrust {
  std::vector<native::Certificate> roots;  // empty: nothing is believed
  native::RevocationLists revoked;
  bool accept_sha1 = false;
  std::chrono::seconds early{60};          // how long before its period a certificate is taken
  spi::Standing* standing = nullptr;       // beside these lists: what is fetched, with its rules of freshness
};

// Opens what patients sign with the signature certificate of their card, in the order of therapeutic-link.md section 5.1.
std::unique_ptr<spi::SignedProofs> make_signed_proofs(ProofTrust trust);

}  // namespace sluis::adapters::eid
