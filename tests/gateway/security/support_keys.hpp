#pragma once

#include <string>
#include <vector>

#include "gateway/native/private_key.hpp"

namespace sluis::tests {

// Throw-away keys, made once a test run.
struct Keys {
  native::Credential sts;
  native::Credential other_sts;     // calls itself by the same issuer name
  native::Credential holder;        // a physician's
  native::Credential ec_holder;
  native::Credential attacker;
  native::Credential hospital;      // OU NIHII-HOSPITAL=...
  native::Credential chained;       // issued by `root`
  native::Certificate root;
};
const Keys& keys();

std::string read_file(const std::string& path);
std::string replaced(std::string text, const std::string& what, const std::string& by);  // first; fails the test when absent

}  // namespace sluis::tests
