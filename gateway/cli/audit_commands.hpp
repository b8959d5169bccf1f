#pragma once

#include <string>

#include "gateway/cli/arguments.hpp"
#include "gateway/native/detached_signature.hpp"

// What `sluis audit` can do, beside verifying; a file each. All give the exit status.
namespace sluis::cli {

// The trail that is named behind the verb, or the one of the settings (--config). UsageError.
std::string trail_named(const Arguments& arguments);
// The public key of --key: PEM, or a certificate. UsageError.
native::PublicKey key_given(const Arguments& arguments);

int audit_heads(const Arguments& arguments);  // the signed heads of a trail
int audit_key(const Arguments& arguments);    // the public key that judges them
int audit_prove(const Arguments& arguments);  // whether downloaded records stood in the trail; needs no trail

}  // namespace sluis::cli
