#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sluis::core {

// Who has to do something about a fault.
enum class Origin : std::uint8_t { Caller, Us, Network };

// Where a fault is recorded: in the trail (known caller), in the security log (stranger), or nowhere.
enum class AuditClass : std::uint8_t { Trail, SecurityLog, None };

// Stable numbers, SLU-nnnn; a number is never reused. Ranges: 1 transport and form, 2 security, 3 message content,
// 4 decision, 5 networks, 6 registry and trail, 7 settings and programs.
enum class FaultId : std::uint16_t {
  MessageTooLarge = 1001,
  NotHttp = 1002,
  WrongContentType = 1003,
  WrongMethod = 1004,
  UnknownPath = 1005,
  Malformed = 1006,
  DoctypeRefused = 1007,
  TooDeep = 1008,
  NotSoap = 1009,
  NoBody = 1010,
  SeveralBodies = 1011,
  WrongEncoding = 1012,
  Busy = 1013,
  TooSlow = 1014,
  NotJson = 1015,
  NotUnderstood = 1016,
  SecurityHeader = 2001,
  TimestampRefused = 2002,
  AlgorithmRefused = 2003,
  AssertionSignature = 2004,
  AssertionConditions = 2005,
  AssertionIssuer = 2006,
  NotHolderOfKey = 2007,
  MessageSignature = 2008,
  ReferencesRefused = 2009,
  Replayed = 2010,
  HolderCertificate = 2011,
  NotAuthorised = 2012,
  DuplicateId = 2013,
  TokenMissing = 2014,
  AttributesRefused = 2015,
  CommentRefused = 2016,
  SchemaViolation = 3001,
  UnknownOperation = 3002,
  ActionDisagrees = 3003,
  QuestionRefused = 3004,
  ResumeRefused = 3005,
  NotFound = 3006,
  Conflict = 3007,
  RuleRefused = 4001,
  EvidenceUnavailable = 4002,
  NetworkUnreachable = 5001,
  NetworkTimedOut = 5002,
  NetworkFault = 5003,
  NetworkAnswerRefused = 5004,
  TokenServiceFault = 5005,
  NoRoute = 5006,
  SealRefused = 5007,
  RecipientUnknown = 5008,
  RegistryUnavailable = 6001,
  TrailUnavailable = 6002,
  TrailAltered = 6003,
  SettingsRefused = 7001,
  KeyUnreadable = 7002,
  Usage = 7003,
  Internal = 7999,
};

struct FaultEntry {
  FaultId id;
  std::string_view name;
  Origin origin;
  std::string_view soa_code;     // eHealth technical code, consent.md 5.2
  int http_status;               // on the JSON door; a SOAP fault is always 500 (SOAP 1.1)
  bool retry;                    // whether the same message may succeed later
  AuditClass audit;
  std::string_view caller_text;  // what the caller reads; never patient data, never which security check failed
  std::string_view hint;         // what the operator or integrator should do
};

// The one table; docs/faults.md is generated from it.
std::span<const FaultEntry> fault_table();

// What went wrong, as a value.
class Fault {
 public:
  // log_text is for our log only and holds no patient data.
  explicit Fault(FaultId id, std::string log_text = {}, std::string network = {});

  FaultId id() const { return entry_->id; }
  const FaultEntry& entry() const { return *entry_; }
  std::string number() const;  // "SLU-2004"
  const std::string& log_text() const { return log_text_; }
  const std::string& network() const { return network_; }  // which network, when origin is Network

  // What the caller may read beside the fixed text: where in his own message, what was expected. Never patient data,
  // and never for security faults.
  Fault& tell_caller(std::string detail) {
    caller_detail_ = std::move(detail);
    return *this;
  }
  const std::string& caller_detail() const { return caller_detail_; }

 private:
  const FaultEntry* entry_;
  std::string log_text_;
  std::string network_;
  std::string caller_detail_;
};

}  // namespace sluis::core

namespace sluis {
using core::Fault;
using core::FaultId;
}  // namespace sluis
