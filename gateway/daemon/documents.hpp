#pragma once

#include <string>

namespace sluis::daemon {

// docs/faults.md, from the fault table.
std::string faults_document();
// The table of keys in docs/operations.md, from known_keys().
std::string keys_document();

}  // namespace sluis::daemon
