// Accepted messages with bytes changed at random. What is still accepted must say the same: the same signed element in canonical form, and
// the same identity. (Bytes outside of what is signed may change: a prefix of the envelope, a blank in the header.)
//   hostile_mutants CORPUS POLICY_FOLDER TIMES [SEED]
#include <cstdio>
#include <iostream>
#include <random>

#include "gateway/native/xml_document.hpp"
#include "gateway/security/gate.hpp"
#include "gateway/selftest/nodes.hpp"

namespace {

using namespace sluis;
using namespace sluis::selftest;

// Every message is new to it, so that no mutant is refused for being a replay.
class Forgetful final : public security::ReplayGuard {
 public:
  Result<Outcome> remember(const native::Sha256&, core::Instant, core::Instant) override { return Outcome::New; }
};

message::Raw raw_of(const Attack& attack, std::string body) {
  message::Raw raw;
  raw.method = "POST";
  raw.path = attack.path;
  raw.headers["content-type"] = "text/xml; charset=utf-8";
  raw.body = std::move(body);
  return raw;
}

struct Said {
  std::string payload, who;
  friend bool operator==(const Said&, const Said&) = default;
};

Said said(const security::Verdict& verdict) {
  const auto& identity = verdict.identity;
  return {native::canonical(verdict.message->payload()), identity.category + " " + (identity.ssin ? identity.ssin->text() : "") + " " + identity.assertion_id + " " + identity.credential};
}

// One to three bytes: another value, a bit, away, twice, or exchanged with a neighbour.
std::string mutant(std::string text, std::mt19937_64& random) {
  const auto changes = 1 + random() % 3;
  for (std::uint64_t i = 0; i < changes; ++i) {
    const auto at = random() % (text.size() - 1);
    switch (random() % 5) {
      case 0: text[at] = static_cast<char>(random()); break;
      case 1: text[at] = static_cast<char>(text[at] ^ (1 << (random() % 8))); break;
      case 2: text.erase(at, 1); break;
      case 3: text.insert(at, 1, text[at]); break;
      default: std::swap(text[at], text[at + 1]);
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) throw std::runtime_error("usage: hostile_mutants CORPUS POLICY_FOLDER TIMES [SEED]");
  native::start_libraries();
  const auto corpus = Corpus::load(argv[1]);
  security::GateSettings settings;
  settings.policy_folder = argv[2];
  const auto times = std::stoul(argv[3]);
  const auto seed = argc > 4 ? std::stoul(argv[4]) : 20261120ul;
  std::mt19937_64 random(seed);
  core::ManualClock clock(corpus.attacks().front().clock);
  core::Log log(clock, [](std::string_view) {});
  Forgetful guard;
  const security::Gate gate(trusting(settings, corpus), clock, log, guard);
  std::size_t made = 0, same = 0, accepted = 0;
  for (const auto& attack : corpus.attacks()) {
    if (!attack.control() || attack.kind() != "xml" || attack.settings != "-") continue;
    const auto good = corpus.bytes(attack);
    const auto verdict = gate.judge(raw_of(attack, good));
    if (!verdict.accepted()) throw std::runtime_error(attack.file + " is not accepted itself");
    const auto original = said(verdict);
    for (std::size_t i = 0; i < times; ++i) {
      auto text = mutant(good, random);
      if (text == good) continue;
      ++made;
      const auto judged = gate.judge(raw_of(attack, text));
      if (!judged.accepted()) continue;
      if (said(judged) == original) {
        ++same;
        continue;
      }
      ++accepted;
      std::cout << "ACCEPTED, saying something else: a mutant of " << attack.file << "\n" << text << "\n";
    }
  }
  std::printf("seed %lu: %zu mutants, %zu still saying the same, %zu accepted saying something else\n", seed, made, same, accepted);
  return accepted == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "hostile_mutants: " << error.what() << "\n";
  return 1;
}
