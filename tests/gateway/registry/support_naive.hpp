#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gateway/spi/registry.hpp"

// What the registry should do, told a second time in the plainest way: lists, whole days as numbers, and a copy of everything after
// each act. Shares no code with the registry.
namespace sluis::registry_test {

enum class Kind { Consent, Link, Exclusion };

struct Act {
  Kind kind = Kind::Consent;
  bool put = true;
  long at = 0;                // seconds since 1970, in winter
  int party = 0;              // 0 doctor, 1 pharmacy; not of a consent
  int type = 0;               // 0 gpconsultation, 1 gpreferral; of a link
  int start = 0;              // days since 1970; of a consent the sign date
  std::optional<int> end;     // of a revocation of a consent: its date
};

// A random act of this kind at this moment, with dates around it.
Act random_act(std::mt19937& dice, Kind kind, long at);
Result<spi::Written> run(spi::Registry& registry, const model::Ssin& patient, const Act& act);
std::string text_of(spi::WriteState state);

class Naive final {
 public:
  // What should come of it; changes what is known accordingly.
  std::string apply(const Act& act);
  // What is known, record by record.
  std::string view() const;
  // What was known at that moment, taken from the copies made then.
  std::string view_at(long moment) const;

 private:
  struct Row {
    Act declared;
    int version = 1;
    std::optional<Act> revoked;
    std::optional<int> early_end;
  };
  bool over(const Row& row, int today) const;
  Row* newest(const Act& act);
  std::string revoke_link(Row& row, const Act& act);

  std::vector<Row> rows_;
  std::vector<std::pair<long, std::string>> copies_;
};

// The registry's file in the words of Naive::view().
std::string view_of(const spi::PatientFile& file);

}  // namespace sluis::registry_test
