#pragma once

#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::crash_test {

// A token service of this run and who holds its tokens: one physician, and any number of patients who act for themselves.
class Callers final {
 public:
  Callers(core::Random& random, const core::Clock& clock);

  struct Token {
    std::string id, text;
  };
  static std::string patient(int n);        // the n-th of a row of valid numbers
  Token token_of_patient(int n) const;
  const Token& physician() const { return physician_; }
  std::string sts_certificate() const { return sts_.certificate.pem(); }

  // What a message asks; `unique` ends its number, so that it is found again in registry and trail.
  enum class Act { PutConsent, RevokeConsent, PutLink, RevokeLink, PutExclusion, RevokeExclusion };
  static bool is_by_physician(Act act) { return act == Act::PutLink || act == Act::RevokeLink; }
  static std::string path_of(Act act);
  static std::string request_id(Act act, int patient, const std::string& unique);
  // A signed SOAP message.
  std::string message(Act act, int patient, const std::string& unique, const Token& token) const;

 private:
  Token token(const std::string& ssin, bool physician) const;

  core::Random& random_;
  const core::Clock& clock_;
  native::Credential sts_, holder_;
  Token physician_;
};

}  // namespace sluis::crash_test
