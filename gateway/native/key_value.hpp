#pragma once

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::native {

// The key of a ds:KeyValue with an RSAKeyValue, or a dsig11 ECKeyValue on P-256 (the bare holder key of the legacy token service,
// security.md section 3). Fault: KeyUnreadable.
Result<PublicKey> public_key_of(Node key_value);

}  // namespace sluis::native
