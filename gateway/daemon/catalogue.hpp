#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/fault.hpp"

namespace sluis::daemon {

// A code of a service, as mappings/policy/code_help.table explains it.
struct CodeEntry {
  std::string service;  // consent, therlink, exclusion, intrahub, hub (what hubs send us), dossier (what TIP and PCDH send us)
  std::string code;
  std::string fault;    // party at fault: caller, patient, register, us, hub, dossier
  std::string cause;
  std::string what_to_do;
  std::string example;
  std::vector<std::string> texts;  // descriptions that go with the code, as its tables say them
};

// Every code that a reader may meet, of the services and of the hubs; our own numbers stand in core::fault_table().
class Catalogue final {
 public:
  // `mappings_folder` holds policy/, hubservices_v3/ and single_message/. Throws std::runtime_error "file:line: …" when a table is wrong.
  static Catalogue load(const std::string& mappings_folder);

  const std::vector<CodeEntry>& codes() const { return codes_; }
  // "service code" of every code that a service can report and that nothing explains; empty when the catalogue is complete.
  std::vector<std::string> unexplained() const;
  // Spelling is forgiving: case and blanks don't matter, "2004" is SLU-2004.
  std::vector<const core::FaultEntry*> faults_of(std::string_view wanted) const;  // by number, name or SOA code
  std::vector<const CodeEntry*> codes_of(std::string_view wanted) const;          // one a service that uses the code
  // What somebody may have meant: at most `count` codes, the nearest first.
  std::vector<std::string> nearest(std::string_view wanted, std::size_t count) const;

 private:
  void add_text(const std::string& service, const std::string& code, const std::string& text);
  std::vector<CodeEntry> codes_;
  std::vector<std::string> unexplained_;
};

std::string number_of(const core::FaultEntry& entry);  // "SLU-2004"
std::string_view origin_of(const core::FaultEntry& entry);    // caller, us, a network
std::string_view recorded_in(const core::FaultEntry& entry);  // trail, security log, log

}  // namespace sluis::daemon
