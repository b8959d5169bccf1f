#pragma once

#include <string>

#include "gateway/core/random.hpp"
#include "gateway/message/verified.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::test {

// Messages as the gate would hand them over; the gate itself has its own tests.
message::Verified verified_soap(const std::string& body_element, const model::Identity& identity);
message::Verified verified_json(const std::string& body, const model::Identity& identity);

model::Identity physician();
model::Identity hospital();
model::Identity citizen();

// Who answers, at a fixed moment.
class Speaker final {
 public:
  spi::Voice voice();

 private:
  core::SystemRandom random_;
};

}  // namespace sluis::test
