#include "gateway/security/rules.hpp"

namespace sluis::security {
namespace {

// The three ways a signature is used here: over the message with an assertion, with a certificate, and inside an assertion.
constexpr std::size_t kPartsWithAssertion = 2;   // Body, Timestamp
constexpr std::size_t kPartsWithCertificate = 3;  // and the certificate itself

Result<native::SignatureView> check(native::Node signature, bool enveloped, std::size_t references) {
  auto view = native::describe_signature(signature);
  if (!view) return view;
  if (auto fine = native::check_algorithms(*view, enveloped); !fine) return std::move(fine).error();
  if (view->references.size() != references)
    return Fault(FaultId::ReferencesRefused, "not exactly " + std::to_string(references) + " references");
  return view;
}

}  // namespace

// Before any cryptography: nothing is computed by a method, over a transform or with a parameter that we did not choose. The
// assertion's own signature is looked at here too.
Status algorithm_rule(Case& c, const Ground&) {
  if (c.assertion.signature) {
    if (auto view = check(c.assertion.signature, true, 1); !view) return std::move(view).error();
  }
  if (!c.signature_node) return Done{};
  auto view = check(c.signature_node, false, c.binary_token ? kPartsWithCertificate : kPartsWithAssertion);
  if (!view) return std::move(view).error();
  c.signature = std::move(*view);
  return Done{};
}

}  // namespace sluis::security
