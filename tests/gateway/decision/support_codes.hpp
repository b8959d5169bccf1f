#pragma once

#include <string>
#include <vector>

#include "gateway/core/table.hpp"

namespace sluis::test {

struct CodeRow {
  std::string failure;  // row of business_errors.table
  std::string code;
};

// fixtures/codes/SERVICE.table: every code of a service, its cause, and the test that shows it.
class CodeList final {
 public:
  explicit CodeList(std::string service);

  std::vector<CodeRow> shown_by(const std::string& test) const;  // "suite/case"
  // Every failure of the service is in the list, and every test that it names is written somewhere.
  void check_complete() const;
  // What the list says is never sent is no code of any failure.
  void check_never_sent() const;

 private:
  const std::string service_;
  const core::Table listed_;
  const core::Table errors_;
};

}  // namespace sluis::test
