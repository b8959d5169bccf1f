#pragma once

#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::fence {

enum class Act { PutConsent, RevokeConsent, PutLink, PutExclusion, RevokeExclusion };

// A token service, a physician and his patients, made for one run. All numbers are invented.
class People final {
 public:
  People(int patients, core::Instant now);

  int count() const { return static_cast<int>(patients_.size()); }
  std::string sts_certificate() const { return sts_.certificate.pem(); }
  // Path and a fresh signed message: by the patient himself, a link by the physician.
  struct Letter {
    std::string path;
    std::string message;
  };
  Letter letter(Act act, int patient) const;
  // May the physician see laboratory results of these patients? A bulk of questions, and the header that says who asks.
  std::string questions(const std::vector<int>& patients) const;
  const std::string& authorization() const { return authorization_; }

 private:
  struct Speaker {
    std::string id;         // of the assertion
    std::string assertion;
  };
  struct Patient {
    std::string ssin;
    Speaker speaker;
  };
  Speaker speaker(const std::string& ssin, bool physician, core::Instant now) const;

  mutable core::SystemRandom random_;
  native::Credential sts_, holder_;
  Speaker physician_;
  std::vector<Patient> patients_;
  std::string authorization_;
};

}  // namespace sluis::fence
