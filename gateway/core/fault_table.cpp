#include <array>

#include "gateway/core/fault.hpp"

namespace sluis::core {
namespace {

constexpr auto kCaller = Origin::Caller;
constexpr auto kUs = Origin::Us;
constexpr auto kNetwork = Origin::Network;
constexpr auto kTrail = AuditClass::Trail;
constexpr auto kStranger = AuditClass::SecurityLog;
constexpr auto kNone = AuditClass::None;

constexpr std::string_view kNotAuthenticated = "Service call not authenticated";
constexpr std::string_view kSeeSecurityLog =
    "Look up the correlation id in our log: it names the failing step, which the caller is never told";

constexpr std::array kTable{
    FaultEntry{FaultId::MessageTooLarge, "MessageTooLarge", kCaller, "SOA-03001", 413, false, kStranger,
               "Malformed message", "The message is larger than limits.message_bytes; send less or raise the limit"},
    FaultEntry{FaultId::NotHttp, "NotHttp", kCaller, "SOA-03001", 400, false, kStranger, "Malformed message",
               "The HTTP framing is wrong (lengths, header lines or chunks)"},
    FaultEntry{FaultId::WrongContentType, "WrongContentType", kCaller, "SOA-03002", 415, false, kStranger,
               "Message must be SOAP", "Send Content-Type: text/xml; charset=utf-8 (SOAP) or application/json"},
    FaultEntry{FaultId::WrongMethod, "WrongMethod", kCaller, "SOA-03002", 405, false, kNone, "Message must be SOAP",
               "Use POST; GET serves only ?wsdl, schemas and probes"},
    FaultEntry{FaultId::UnknownPath, "UnknownPath", kCaller, "SOA-03005", 404, false, kNone, "WSDL compliance failure",
               "No service listens on this path; see README for the list"},
    FaultEntry{FaultId::Malformed, "Malformed", kCaller, "SOA-03001", 400, false, kStranger, "Malformed message",
               "The message is not well-formed XML"},
    FaultEntry{FaultId::DoctypeRefused, "DoctypeRefused", kCaller, "SOA-03001", 400, false, kStranger,
               "Malformed message", "A DOCTYPE is never accepted; remove it"},
    FaultEntry{FaultId::TooDeep, "TooDeep", kCaller, "SOA-03001", 400, false, kStranger, "Malformed message",
               "The message is nested too deeply or has too many nodes"},
    FaultEntry{FaultId::NotSoap, "NotSoap", kCaller, "SOA-03002", 400, false, kStranger, "Message must be SOAP",
               "The root element must be a SOAP 1.1 Envelope"},
    FaultEntry{FaultId::NoBody, "NoBody", kCaller, "SOA-03003", 400, false, kStranger,
               "Message must contain SOAP body", "The Envelope has no Body, or the Body is empty"},
    FaultEntry{FaultId::SeveralBodies, "SeveralBodies", kCaller, "SOA-03004", 400, false, kStranger,
               "WS-I compliance failure", "One Body with one element is allowed"},
    FaultEntry{FaultId::WrongEncoding, "WrongEncoding", kCaller, "SOA-03001", 400, false, kStranger,
               "Malformed message", "Only UTF-8 is accepted"},
    FaultEntry{FaultId::Busy, "Busy", kUs, "SOA-02002", 503, true, kNone, "Service temporarily not available",
               "All workers are taken; retry later, or raise limits.workers or limits.queue"},
    FaultEntry{FaultId::TooSlow, "TooSlow", kCaller, "SOA-03001", 408, false, kStranger, "Malformed message",
               "The message did not arrive within limits.receive_seconds"},
    FaultEntry{FaultId::NotJson, "NotJson", kCaller, "SOA-03001", 400, false, kTrail, "Malformed message",
               "The body is not the JSON that /api/v1/openapi.json describes"},
    FaultEntry{FaultId::NotUnderstood, "NotUnderstood", kCaller, "SOA-03004", 400, false, kStranger,
               "WS-I compliance failure", "A SOAP header with mustUnderstand=1 is not known to this service"},
    FaultEntry{FaultId::SecurityHeader, "SecurityHeader", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::TimestampRefused, "TimestampRefused", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::AlgorithmRefused, "AlgorithmRefused", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::AssertionSignature, "AssertionSignature", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::AssertionConditions, "AssertionConditions", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::AssertionIssuer, "AssertionIssuer", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::NotHolderOfKey, "NotHolderOfKey", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::MessageSignature, "MessageSignature", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::ReferencesRefused, "ReferencesRefused", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::Replayed, "Replayed", kCaller, "SOA-01001", 401, false, kStranger, kNotAuthenticated,
               kSeeSecurityLog},
    FaultEntry{FaultId::HolderCertificate, "HolderCertificate", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::NotAuthorised, "NotAuthorised", kCaller, "SOA-01002", 403, false, kTrail,
               "Service call not authorized", "The token lacks a certified attribute that this service asks for"},
    FaultEntry{FaultId::DuplicateId, "DuplicateId", kCaller, "SOA-01001", 401, false, kStranger, kNotAuthenticated,
               kSeeSecurityLog},
    FaultEntry{FaultId::TokenMissing, "TokenMissing", kCaller, "SOA-01001", 401, false, kStranger, kNotAuthenticated,
               "Send a client certificate or 'Authorization: SAML <deflated base64 assertion>'"},
    FaultEntry{FaultId::AttributesRefused, "AttributesRefused", kCaller, "SOA-01002", 403, false, kStranger,
               "Service call not authorized", "The token's attributes name nobody, or disagree with each other"},
    FaultEntry{FaultId::CommentRefused, "CommentRefused", kCaller, "SOA-01001", 401, false, kStranger,
               kNotAuthenticated, kSeeSecurityLog},
    FaultEntry{FaultId::SchemaViolation, "SchemaViolation", kCaller, "SOA-03006", 400, false, kTrail,
               "XSD compliance failure", "Run 'sluis validate' on the body: it names line, column and what is expected"},
    FaultEntry{FaultId::UnknownOperation, "UnknownOperation", kCaller, "SOA-03005", 404, false, kTrail,
               "WSDL compliance failure", "The body element is not an operation of this service; see ?wsdl"},
    FaultEntry{FaultId::ActionDisagrees, "ActionDisagrees", kCaller, "SOA-03005", 400, false, kTrail,
               "WSDL compliance failure", "The SOAPAction header names another operation than the body element"},
    FaultEntry{FaultId::QuestionRefused, "QuestionRefused", kCaller, "SOA-03007", 400, false, kTrail,
               "Message content validation failure", "A member of the question is missing or wrong; the text names it"},
    FaultEntry{FaultId::RuleRefused, "RuleRefused", kCaller, "SOA-01002", 403, false, kTrail,
               "Service call not authorized", "The decision refused; its reasons are in the answer"},
    FaultEntry{FaultId::EvidenceUnavailable, "EvidenceUnavailable", kUs, "SOA-02001", 503, true, kTrail,
               "Service not available", "A register or the registry can't be reached; without evidence no access"},
    FaultEntry{FaultId::NetworkUnreachable, "NetworkUnreachable", kNetwork, "SOA-02001", 502, true, kTrail,
               "Service not available", "Check the network's url, DNS, firewall and certificate"},
    FaultEntry{FaultId::NetworkTimedOut, "NetworkTimedOut", kNetwork, "SOA-02002", 504, true, kTrail,
               "Service temporarily not available", "The network is slower than its time limit"},
    FaultEntry{FaultId::NetworkFault, "NetworkFault", kNetwork, "SOA-02001", 502, true, kTrail,
               "Service not available", "The network answered with a fault; its code is in the log"},
    FaultEntry{FaultId::NetworkAnswerRefused, "NetworkAnswerRefused", kNetwork, "SOA-00001", 502, false, kTrail,
               "Service error", "The network's answer breaks its schema or its signature; report it to that network"},
    FaultEntry{FaultId::TokenServiceFault, "TokenServiceFault", kNetwork, "SOA-02001", 502, true, kTrail,
               "Service not available", "The token service refused or did not answer; check identity and claims"},
    FaultEntry{FaultId::NoRoute, "NoRoute", kUs, "SOA-02001", 503, false, kTrail, "Service not available",
               "No configured network serves this order"},
    FaultEntry{FaultId::RegistryUnavailable, "RegistryUnavailable", kUs, "SOA-02001", 503, true, kTrail,
               "Service not available", "The registry can't be read or written; check disk and registry.url"},
    FaultEntry{FaultId::TrailUnavailable, "TrailUnavailable", kUs, "SOA-02001", 503, true, kNone,
               "Service not available", "The audit trail can't be written, so nothing is answered; check disk and audit.path"},
    FaultEntry{FaultId::TrailAltered, "TrailAltered", kUs, "SOA-00001", 500, false, kNone, "Service error",
               "The audit trail was altered; keep the file and start an investigation"},
    FaultEntry{FaultId::SettingsRefused, "SettingsRefused", kUs, "SOA-00001", 500, false, kNone, "Service error",
               "Correct the settings file at the named line"},
    FaultEntry{FaultId::KeyUnreadable, "KeyUnreadable", kUs, "SOA-00001", 500, false, kNone, "Service error",
               "The key or certificate can't be read; check path, rights and password"},
    FaultEntry{FaultId::Usage, "Usage", kCaller, "SOA-00001", 400, false, kNone, "Service error", "See --help"},
    FaultEntry{FaultId::Internal, "Internal", kUs, "SOA-00001", 500, true, kTrail, "Service error",
               "Report the correlation id and the log lines that carry it"},
};

}  // namespace

std::span<const FaultEntry> fault_table() { return kTable; }

}  // namespace sluis::core
