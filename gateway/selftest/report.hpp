#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "gateway/selftest/bench.hpp"
#include "gateway/selftest/remote.hpp"

namespace sluis::selftest {

// Sums of one run. `bad` lines name what isn't as it should be, one each.
struct Verdict {
  std::string about;                 // what was tested: settings file, or the gateway's address
  int attacks = 0;                   // judged
  int accepted = 0;                  // of these
  int by_another_rule = 0;
  int controls = 0, controls_right = 0;
  int dear = 0;                      // over 50 ms of CPU or 32 MiB, where that was asked for
  std::vector<std::string> bad;
  std::vector<std::string> remarks;  // what the settings weaken, what was left out
  struct Family {
    std::string name;
    int attacks = 0, refused = 0, right = 0;
    double slowest_ms = 0;           // CPU; against a running gateway: time until the answer
    double most_mib = 0;
    std::vector<int> statuses;       // of a running gateway: how each was answered
  };
  std::vector<Family> families;
  bool remote = false;

  bool fine() const { return bad.empty() && accepted == 0; }
};

// `with_cost`: an attack over the limits of cost is bad too.
Verdict verdict_of(const std::vector<Row>& rows, bool with_cost);
Verdict verdict_of(const std::vector<RemoteRow>& rows);

void print_text(const Verdict& verdict, std::ostream& out);  // last line: "N attacks, 0 accepted"
void print_json(const Verdict& verdict, std::ostream& out);

}  // namespace sluis::selftest
