#pragma once

#include "tests/gateway/decision/support.hpp"

namespace sluis::test {

// Opens every blob to what a test says.
class FakeProofs final : public spi::SignedProofs {
 public:
  std::variant<spi::SignedProof, std::string> answer;
  mutable int opened = 0;
  std::variant<spi::SignedProof, std::string> open(std::span<const std::uint8_t>, core::Instant) const override {
    ++opened;
    return answer;
  }
};

// A bench whose decider can open proofs; at first they are right for Anna and Gert.
struct ProofBench : Bench {
  FakeProofs proofs;
  decision::Decider decider{{registry, &registers, &proofs}, clock, random, std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"};

  ProofBench() { proofs.answer = spi::SignedProof{kAnna, anna(), party(kGert, kGertNihii, "persphysician")}; }
  std::string proven(const model::Order& order) const { return codes_of(decider.decide(order)); }
  spi::SignedProof& signed_one() { return std::get<spi::SignedProof>(proofs.answer); }
};

inline model::Order put_signed(const std::string& type = "gpconsultation") {
  auto order = put_link(gert(), anna(), type, "");
  link_of(order).proofs.push_back({"eidsigning", "MIII9g=="});
  return order;
}

}  // namespace sluis::test
