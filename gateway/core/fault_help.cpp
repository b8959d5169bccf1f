#include "gateway/core/fault_help.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sluis::core {
namespace {

constexpr std::array kHelp{
    FaultHelp{FaultId::MessageTooLarge, "The body announced or sent is larger than the limit, so it was not read to its end",
              "a POST with Content-Length: 20000000 while limits.message_bytes is 10 MB"},
    FaultHelp{FaultId::NotHttp, "The bytes on the connection are no HTTP/1.1 request, or two lengths contradict each other",
              "Content-Length and Transfer-Encoding: chunked in one request"},
    FaultHelp{FaultId::WrongContentType, "The media type of the body is none that this path accepts",
              "Content-Type: application/soap+xml (SOAP 1.2) on /Consent/v1"},
    FaultHelp{FaultId::WrongMethod, "The path exists, but not for this HTTP method", "PUT /Consent/v1, or GET /api/v1/decisions"},
    FaultHelp{FaultId::UnknownPath, "Nothing is served on this path", "POST /Consent/v9"},
    FaultHelp{FaultId::Malformed, "An XML parser can't read the body", "an element that is opened and never closed"},
    FaultHelp{FaultId::DoctypeRefused, "The body has a document type declaration, the door to entity attacks",
              "<!DOCTYPE Envelope [ <!ENTITY x SYSTEM \"file:///...\"> ]>"},
    FaultHelp{FaultId::TooDeep, "Elements are nested deeper, or there are more of them, than any real message has",
              "an Envelope with five hundred elements inside each other"},
    FaultHelp{FaultId::NotSoap, "The body is XML, but its root is no SOAP 1.1 Envelope",
              "the bare <PutPatientConsentRequest> without an Envelope around it"},
    FaultHelp{FaultId::NoBody, "The Envelope has no Body, or nothing stands in it", "<soap:Envelope><soap:Body/></soap:Envelope>"},
    FaultHelp{FaultId::SeveralBodies, "There are two Body elements, or two elements in the Body",
              "two requests put into one Body to save a call"},
    FaultHelp{FaultId::WrongEncoding, "The bytes are not UTF-8, or the XML declaration names another encoding",
              "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"},
    FaultHelp{FaultId::Busy, "All workers are taken and the waiting line is full, or the gateway is stopping",
              "a burst of more calls at once than limits.workers and limits.queue allow"},
    FaultHelp{FaultId::TooSlow, "The request was still incomplete when its time was over",
              "a client that sends one byte a second"},
    FaultHelp{FaultId::NotJson, "The body of a JSON call is no JSON, or not of the described form",
              "{\"questions\": [ } on /api/v1/decisions"},
    FaultHelp{FaultId::NotUnderstood, "A SOAP header that must be understood is none that this service knows",
              "a WS-Addressing header with soap:mustUnderstand=\"1\""},
    FaultHelp{FaultId::SecurityHeader, "The WS-Security header is missing, double, addressed to another actor or incomplete",
              "a SOAP message without wsse:Security"},
    FaultHelp{FaultId::TimestampRefused, "The Timestamp is missing, unsigned, too old, in the future or lives too long",
              "a message made nine minutes ago, or a client whose clock runs two minutes ahead"},
    FaultHelp{FaultId::AlgorithmRefused, "A signature, digest or transform algorithm is not on the list of accepted ones",
              "a signature made with rsa-sha1"},
    FaultHelp{FaultId::AssertionSignature, "The token is not signed by a trusted token service, or was changed after signing",
              "a token of the acceptance service sent to production"},
    FaultHelp{FaultId::AssertionConditions, "The token is not valid at this moment, or lives longer than allowed",
              "a token that expired an hour ago and was not renewed"},
    FaultHelp{FaultId::AssertionIssuer, "The token names another issuer than the configured token service",
              "Issuer=\"urn:example:other-sts\""},
    FaultHelp{FaultId::NotHolderOfKey, "The message is not signed with the key that the token was issued for",
              "a token taken from another program and signed with one's own key"},
    FaultHelp{FaultId::MessageSignature, "The signature of the message does not match its content, or can't be checked",
              "a proxy that pretty-prints the XML on its way"},
    FaultHelp{FaultId::ReferencesRefused, "The signature does not cover Body, Timestamp and token, or covers something else in their place",
              "a toolkit that signs the Body only; or a second Body put beside the signed one"},
    FaultHelp{FaultId::Replayed, "The same signed message, or the same header token on a new connection where that is forbidden, came before",
              "the same bytes sent again after a time-out instead of a newly signed message"},
    FaultHelp{FaultId::HolderCertificate, "The certificate in the token is expired, revoked, of a wrong kind or of an unknown authority",
              "a self-made certificate, or last year's"},
    FaultHelp{FaultId::NotAuthorised, "The caller is known, but the token lacks a certified attribute that the service asks for",
              "a hub operation with a token that names no recognised profession or organisation"},
    FaultHelp{FaultId::DuplicateId, "Two elements of the message have the same identifier, so a reference would be ambiguous",
              "wsu:Id=\"body\" on two elements"},
    FaultHelp{FaultId::TokenMissing, "A JSON call came without a token that is bound to its client certificate",
              "POST /api/v1/decisions without an Authorization header"},
    FaultHelp{FaultId::AttributesRefused, "The attributes of the token name nobody, or contradict each other",
              "a person number in one attribute and another in the certified one"},
    FaultHelp{FaultId::CommentRefused, "A comment or processing instruction stands where it could cut an identifier in two",
              "<id S=\"INSS\" SV=\"1.0\">8507<!-- -->30...</id>"},
    FaultHelp{FaultId::SchemaViolation, "The body element breaks the schema of its service; the answer names line, column and what was expected",
              "<signdate>2026-02-30</signdate>, or an element in the wrong namespace"},
    FaultHelp{FaultId::UnknownOperation, "The body element is none that this service serves",
              "a PutTherapeuticLinkRequest sent to /Consent/v1"},
    FaultHelp{FaultId::ActionDisagrees, "The SOAPAction header and the body element name different operations",
              "SOAPAction ...:RevokePatientConsent above a PutPatientConsentRequest"},
    FaultHelp{FaultId::QuestionRefused, "The JSON is well formed, but a member is missing, unknown or has no possible value",
              "\"break_the_glass\": \"short\" (ten characters are needed)"},
    FaultHelp{FaultId::RuleRefused, "A rule of the decision refused the order before anything was asked or stored",
              "reading the accesses to the file of somebody else"},
    FaultHelp{FaultId::EvidenceUnavailable, "A register or the store of registrations could not be asked, and nothing is assumed",
              "the register of persons is down for maintenance"},
    FaultHelp{FaultId::NetworkUnreachable, "No connection to the network could be made, or its certificate is not trusted",
              "a firewall closes the port of a hub"},
    FaultHelp{FaultId::NetworkTimedOut, "The network accepted the call and did not answer within its time limit",
              "a hub that needs 12 seconds while its time_limit is 5"},
    FaultHelp{FaultId::NetworkFault, "The network answered with a technical fault of its own", "a hub that answers SOA-02002"},
    FaultHelp{FaultId::NetworkAnswerRefused, "The network's answer breaks its schema, its signature or its limits, so nothing of it was used",
              "an answer with a document list but without acknowledge"},
    FaultHelp{FaultId::TokenServiceFault, "The token service gave no token for our identity",
              "claims in the settings that our certificate is not entitled to"},
    FaultHelp{FaultId::NoRoute, "No configured network serves this kind of order", "a global search while no hub stands in the settings"},
    FaultHelp{FaultId::RegistryUnavailable, "The store of registrations can't be read or written", "the disk of registry.url is full"},
    FaultHelp{FaultId::TrailUnavailable, "The audit trail can't be written, and what can't be recorded is not done",
              "the folder of audit.path was made read-only"},
    FaultHelp{FaultId::TrailAltered, "A record of the audit trail does not match the chain of hashes", "a line removed with an editor"},
    FaultHelp{FaultId::SettingsRefused, "A key of the settings file, or a table of policy, is unknown, missing or has no possible value",
              "workers = many"},
    FaultHelp{FaultId::KeyUnreadable, "A key or certificate file can't be opened with the given password", "a PKCS#12 file with another password"},
    FaultHelp{FaultId::Usage, "A program was started with options that it does not know or that don't fit together",
              "sluis send without --gateway"},
    FaultHelp{FaultId::Internal, "Something happened that the program does not expect; nothing was answered beyond this fault",
              "the memory of the machine is exhausted"},
};

}  // namespace

std::span<const FaultHelp> fault_help() { return kHelp; }

const FaultHelp& help_of(FaultId id) {
  const auto found = std::ranges::find(kHelp, id, &FaultHelp::id);
  if (found == kHelp.end()) throw std::logic_error("fault without a row of help");
  return *found;
}

}  // namespace sluis::core
