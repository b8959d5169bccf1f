#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::selftest {

// One step of an attack: what is sent, where, when.
struct Step {
  enum class What { Self, Base, Restart };
  What what = What::Self;
  bool refused = false;             // this one is to be refused although more follows
  bool second_node = false;
  std::chrono::seconds after{0};    // the attack's clock
  std::string path;                 // empty: the attack's own
};

// One line of attacks.table (what the columns mean is said in attacks.schema).
struct Attack {
  std::string file, family, door, path, base;
  std::vector<Step> steps;
  std::string certificate, settings, unless;
  core::Instant clock;
  std::string rule, fault;

  bool control() const { return rule == "-"; }
  std::string_view kind() const;  // of the file: xml, token, recipe, http
};

// The hostile corpus: messages that must be refused, each with the rule that has to do it, and a few that must be accepted.
class Corpus final {
 public:
  // Throws std::runtime_error with one clear line when the folder is not a corpus.
  static Corpus load(const std::string& folder);
  static std::string installed();  // share/sluis/hostile beside the running program

  const std::vector<Attack>& attacks() const { return attacks_; }
  std::string bytes(const Attack& attack) const;          // recipes expanded
  std::string file(const std::string& name) const;        // as it stands in the folder
  std::vector<native::Certificate> certificates(const std::string& name) const;

 private:
  std::string folder_;
  std::vector<Attack> attacks_;
};

// A recipe's text: {{N*TEXT}} stands for TEXT N times, {{N#TEXT}} for the same with every '%' replaced by the number of the turn, from 0.
// Recipes nest. Throws std::runtime_error when a brace has no end.
std::string expanded(std::string_view recipe);

}  // namespace sluis::selftest
