#include <Poco/URI.h>

#include <iostream>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/cli/profile.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/random.hpp"
#include "gateway/daemon/keys.hpp"
#include "gateway/daemon/key_set.hpp"
#include "gateway/daemon/scratch.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/open_registry.hpp"
#include "gateway/selftest/report.hpp"

namespace sluis::cli {
namespace {

constexpr std::size_t kRemembered = 100'000;

// One replay memory for all attacks: each has digests of its own in it, so that what one left behind says nothing to the next.
class OwnPart final : public spi::ReplayMemory {
 public:
  OwnPart(spi::ReplayMemory& whole, std::uint64_t number) : whole_(whole), number_(number) {}
  Result<spi::ReplayOutcome> remember(const spi::MessageDigest& message, core::Instant until, core::Instant now) override {
    auto own = message;
    for (std::size_t i = 0; i < 8; ++i) own[i] ^= static_cast<std::uint8_t>(number_ >> (8 * i));
    return whole_.remember(own, until, now);
  }

 private:
  spi::ReplayMemory& whole_;
  const std::uint64_t number_;
};

// What replays are judged by: a registry like the gateway's, in a folder that goes away.
struct Memory {
  daemon::Scratch scratch;
  core::SystemClock clock;
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = registry::open_registry(scratch.registry_url(), clock, random);
  std::unique_ptr<spi::ReplayMemory> whole = store->replay_memory(kRemembered);
  std::uint64_t attacks = 0;

  selftest::SharedMemory parts() {
    return [this] { return std::make_unique<OwnPart>(*whole, ++attacks); };
  }
};

struct Subject {
  std::string about = "this build with the default settings";
  security::GateSettings gate;
  transport::ServerSettings server;
  std::vector<std::string> remarks;
};

void remark_if(std::vector<std::string>& remarks, bool weak, std::string what) {
  if (weak) remarks.push_back(std::move(what));
}

std::vector<std::string> weakened(const security::GateSettings& gate) {
  const security::GateSettings usual;
  std::vector<std::string> all;
  remark_if(all, gate.bare_holder_keys, "trust.accept_key_value = true: a holder may be a bare key, which no certificate, date or revocation list speaks of");
  remark_if(all, !gate.header_token_needs_certificate, "trust.json_token_needs_certificate = false: who holds a token of the JSON door may use it");
  remark_if(all, gate.holder_roots.empty(), "trust.holder_roots is not set: certificates of holders are not chained; the token service vouches for them");
  remark_if(all, gate.future_skew > usual.future_skew || gate.past_skew > usual.past_skew, "trust.skew_future_seconds or skew_past_seconds is longer than the default");
  remark_if(all, gate.trust.skew > usual.trust.skew, "trust.skew_assertion_seconds is longer than the default");
  remark_if(all, gate.longest_timestamp > usual.longest_timestamp, "trust.timestamp_life_seconds is longer than the default");
  remark_if(all, gate.trust.longest_life > usual.trust.longest_life, "trust.assertion_life_seconds is longer than the default");
  remark_if(all, gate.limits.bytes > usual.limits.bytes, "limits.message_bytes is larger than the default: an attack may cost more than 50 ms and 32 MiB");
  for (const auto& certificate : gate.trust.sts_certificates)
    remark_if(all, certificate.key().kind() == native::KeyKind::Rsa && certificate.key().bits() < 2048, "trust.sts_certificates: " + certificate.subject() + " has an RSA key under 2048 bits; nothing of it is accepted");
  return all;
}

Subject subject_of(const Arguments& arguments) {
  Subject subject;
  subject.gate.policy_folder = core::installed_mappings() + "/policy";
  if (!arguments.has("config")) return subject;
  const auto path = arguments.value("config");
  const auto settings = daemon::SettingsFile::load(path);
  if (!settings.all("tenant").empty()) throw UsageError(path + " serves several organisations: name the settings file of one of them");
  daemon::KeySet keys;  // no private key is needed, and none is read
  const auto& trust = settings.only("trust");
  keys.sts_certificates = daemon::certificates_of(trust, "sts_certificates");
  if (trust.has("holder_roots")) keys.holder_roots = daemon::certificates_of(trust, "holder_roots");
  subject.gate = daemon::gate_settings(settings, core::installed_mappings(), keys, nullptr);
  const auto server = daemon::server_settings(settings);
  subject.server.body_bytes = server.body_bytes;
  subject.server.receive_time = server.receive_time;
  subject.about = path;
  subject.remarks = weakened(subject.gate);
  return subject;
}

selftest::Verdict test_here(const Arguments& arguments, const selftest::Corpus& corpus) {
  const auto subject = subject_of(arguments);
  Memory memory;
  selftest::Bench bench(corpus, subject.gate, subject.server, memory.parts());
  bench.run(corpus.attacks().front());  // what is loaded once isn't a cost of the first attack
  std::vector<selftest::Row> rows;
  for (const auto& attack : corpus.attacks()) rows.push_back(bench.run(attack));
  auto verdict = selftest::verdict_of(rows, arguments.has("measure"));
  verdict.about = subject.about;
  verdict.remarks.insert(verdict.remarks.begin(), subject.remarks.begin(), subject.remarks.end());
  return verdict;
}

std::vector<native::Certificate> roots_of(const Arguments& arguments) {
  auto path = arguments.value("roots");
  if (path.empty()) {
    const auto sandbox = find_sandbox(arguments);
    if (!sandbox) throw UsageError("--roots is missing: the roots (PEM) of the gateway's server certificate");
    path = sandbox->roots;
  }
  auto roots = native::Certificate::load(path);
  if (!roots) throw UsageError("--roots " + path + ": " + roots.error().log_text());
  return *std::move(roots);
}

transport::RawTarget target_of(const Arguments& arguments) try {
  const Poco::URI url(arguments.value("gateway"));
  if ((url.getScheme() != "http" && url.getScheme() != "https") || url.getHost().empty()) throw UsageError("--gateway takes a URL such as https://gateway:8443");
  transport::RawTarget target{url.getHost(), url.getPort(), url.getScheme() == "https", {}, std::nullopt};
  if (!target.tls) return target;
  target.roots = roots_of(arguments);
  if (!arguments.has("as")) return target;
  std::string password;
  if (arguments.has("password-file")) {
    password = read_file(arguments.value("password-file"));
    password = password.substr(0, password.find('\n'));
  }
  auto credential = native::load_credential(arguments.value("as"), password);
  if (!credential) throw UsageError("--as: " + credential.error().log_text());
  target.credential = *std::move(credential);
  return target;
} catch (const Poco::Exception&) {
  throw UsageError("--gateway takes a URL such as https://gateway:8443");
}

selftest::Verdict test_there(const Arguments& arguments, const selftest::Corpus& corpus) {
  const auto target = target_of(arguments);
  auto verdict = selftest::verdict_of(selftest::send_all(corpus, target));
  verdict.about = arguments.value("gateway");
  return verdict;
}

}  // namespace

int run_selftest(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"config", "gateway", "corpus", "roots", "sandbox", "as", "password-file"}, {"json", "measure"});
  if (!arguments.plain().empty()) throw UsageError("takes no file");
  if (arguments.has("config") && arguments.has("gateway")) throw UsageError("--config and --gateway are two runs: one judges the settings here, the other asks a running gateway");
  const auto corpus = selftest::Corpus::load(arguments.value("corpus", selftest::Corpus::installed()));
  const auto verdict = arguments.has("gateway") ? test_there(arguments, corpus) : test_here(arguments, corpus);
  arguments.has("json") ? selftest::print_json(verdict, std::cout) : selftest::print_text(verdict, std::cout);
  return verdict.fine() ? kDone : kRefused;
}

}  // namespace sluis::cli
