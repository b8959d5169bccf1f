#pragma once

#include "gateway/native/cms.hpp"
#include "tests/fuzz/support_people.hpp"

namespace sluis::fuzz {

// The key that sealed seeds are sealed with: recipients' keys would have to be RSA, which can't be derived from a name.
inline native::NamedKey shared_key() { return {"fuzz-key-1", std::string(32, 'k')}; }
inline native::OpenWith opening() { return {{}, {shared_key()}, {root().certificate}, now(), false}; }

}  // namespace sluis::fuzz
