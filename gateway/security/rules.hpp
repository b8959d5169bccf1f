#pragma once

#include "gateway/security/case.hpp"

// The rules of the gate, each in the file that carries its name. Numbers are the steps of security.md section 4.1.
namespace sluis::security {

// 1. Size, encoding, hardened parse; one Envelope, at most one Header, one Body with one element.
Status form_rule(Case& c, const Ground& ground);
// 2. One Security header for us with exactly one Timestamp, Assertion and Signature; no comment, no doubled id, no header that we
//    don't understand and must.
Status header_rule(Case& c, const Ground& ground);
// 3. The Timestamp is of now.
Status timestamp_rule(Case& c, const Ground& ground);
// 4. Algorithms, transforms and the number of references, before any cryptography.
Status algorithm_rule(Case& c, const Ground& ground);
// 5. The assertion: issuer, period, signature of a pinned certificate.
Status assertion_rule(Case& c, const Ground& ground);
// 6. The key: from the verified assertion, holder-of-key only.
Status holder_rule(Case& c, const Ground& ground);
// 7. The signature of the message by that key, and the key named by this assertion's id.
Status message_signature_rule(Case& c, const Ground& ground);
// 8. The references are this Body and this Timestamp, by wsu:Id.
Status reference_rule(Case& c, const Ground& ground);
// 9. The message was not seen before.
Status replay_rule(Case& c, const Ground& ground);
// 10. The certified attributes name somebody. (What he may do is for the operations.)
Status identity_rule(Case& c, const Ground& ground);
// 11. The holder's certificate: chain and dates, when roots are configured. (The payload's schema is checked by the path.)
Status holder_certificate_rule(Case& c, const Ground& ground);
// 11, when TLS has checked chain and dates already: only whether it was revoked.
Status holder_standing_rule(Case& c, const Ground& ground);

// The JSON door: 1 the body, 2 the token of the Authorization header, 6 a client certificate beside it, 10 a client certificate alone.
Status json_form_rule(Case& c, const Ground& ground);
Status header_token_rule(Case& c, const Ground& ground);
Status same_holder_rule(Case& c, const Ground& ground);
Status client_certificate_rule(Case& c, const Ground& ground);

// What `sluis verify` judges beside messages: a document that is or holds an assertion, and a request to the token service, which is
// signed with a BinarySecurityToken (security.md section 2.1).
Status document_rule(Case& c, const Ground& ground);
Status lone_assertion_rule(Case& c, const Ground& ground);
Status certificate_header_rule(Case& c, const Ground& ground);
Status certificate_key_rule(Case& c, const Ground& ground);
Status certificate_identity_rule(Case& c, const Ground& ground);

}  // namespace sluis::security
