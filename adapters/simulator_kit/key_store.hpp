#pragma once

#include <string>
#include <vector>

#include "gateway/native/private_key.hpp"

namespace sluis::sandbox {

// RSA-2048 keys, made on all cores. With a folder, keys of an earlier run are taken from there first and new ones are
// kept there (mode 0600): making a key takes a fifth of a second, reading one nothing. Throws std::runtime_error.
std::vector<native::PrivateKey> take_keys(std::size_t count, const std::string& folder);

}  // namespace sluis::sandbox
