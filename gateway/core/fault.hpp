#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/core/fault_id.hpp"

namespace sluis::core {

// Who has to do something about a fault.
enum class Origin : std::uint8_t { Caller, Us, Network };

// Where a fault is recorded: in the trail (known caller), in the security log (stranger), or nowhere.
enum class AuditClass : std::uint8_t { Trail, SecurityLog, None };

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
