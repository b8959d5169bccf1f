#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/etee/sealer.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/cli/profile.hpp"
#include "gateway/cli/session.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/transport/wire.hpp"

namespace sluis::cli {
namespace {

namespace etee = adapters::etee;
using Words = std::vector<std::string>;

// Neither depot of encryption tokens nor own keys need a token of ours.
class NoTokens final : public spi::TokenSource {
 public:
  Result<spi::Token> token(const std::string&, spi::Deadline) override { return Fault(FaultId::TokenServiceFault, "no token is needed to seal"); }
};

// TYPE=NUMBER or TYPE=NUMBER,APPLICATION
spi::Recipient recipient_of(const std::string& text) {
  const auto equals = text.find('=');
  const auto comma = std::min(text.find(','), text.size());
  if (equals == std::string::npos || equals == 0 || equals + 1 >= comma) throw UsageError("--for takes TYPE=NUMBER or TYPE=NUMBER,APPLICATION");
  return {text.substr(0, equals), text.substr(equals + 1, comma - equals - 1), comma == text.size() ? "" : text.substr(comma + 1)};
}

// --for may be given several times; every other option once.
std::vector<spi::Recipient> take_recipients(Words& words) {
  std::vector<spi::Recipient> all;
  for (auto at = words.begin(); at != words.end();) {
    const bool apart = *at == "--for" && at + 1 != words.end();
    if (!apart && !at->starts_with("--for=")) {
      ++at;
      continue;
    }
    all.push_back(recipient_of(apart ? *(at + 1) : at->substr(6)));
    at = words.erase(at, at + (apart ? 2 : 1));
  }
  return all;
}

native::Credential credential_of(const Arguments& arguments, const std::optional<Sandbox>& sandbox, const std::string& file) {
  std::string password = arguments.has("password-file") ? secret_of(arguments.value("password-file")) : "";
  const auto is_it = [&](const auto& i) { return std::filesystem::weakly_canonical(i.p12) == std::filesystem::weakly_canonical(file); };
  if (sandbox && !arguments.has("password-file")) {
    const auto found = std::ranges::find_if(sandbox->identities, is_it);
    if (found != sandbox->identities.end()) password = found->password;
  }
  auto credential = native::load_credential(file, password);
  if (!credential) throw UsageError(credential.error().log_text());
  return std::move(*credential);
}

// What both commands need: our keys, whom we believe, and the depot.
struct Desk {
  explicit Desk(const Arguments& arguments)
      : sandbox(find_sandbox(arguments)), clock(clock_of(arguments, sandbox)), log(*clock, core::Log::standard_error()),
        wire({}, metrics) {
    etee::SealingSettings settings;
    settings.etk_depot = arguments.value("etk-depot", sandbox ? sandbox->etk_depot_url : "");
    settings.trusted_roots = arguments.value("roots", sandbox ? sandbox->roots : "");
    const auto roots = arguments.value("signer-roots", settings.trusted_roots);
    if (roots.empty()) throw UsageError("--signer-roots PEM is needed: whose signatures are believed");
    auto loaded = native::Certificate::load(roots);
    if (!loaded) throw UsageError(loaded.error().log_text());
    settings.signer_roots = std::move(*loaded);
    settings.identities.push_back({"", credential_of(arguments, sandbox, arguments.required("as"))});
    if (arguments.has("old-key")) settings.old_keys.push_back(credential_of(arguments, sandbox, arguments.value("old-key")));
    sealer = etee::make_sealer(std::move(settings), {wire, tokens, *clock, random, log});
  }

  std::optional<Sandbox> sandbox;
  std::unique_ptr<core::Clock> clock;
  core::Log log;
  core::SystemRandom random;
  core::Metrics metrics;
  transport::HttpWire wire;
  NoTokens tokens;
  std::unique_ptr<spi::Sealer> sealer;
};

Arguments arguments_of(const Words& words) {
  return {words, {"as", "password-file", "sandbox", "gateway", "roots", "at", "etk-depot", "signer-roots", "old-key"}, {}};
}

std::pair<std::string, std::string> files_of(const Arguments& arguments) {
  if (arguments.plain().size() != 2) throw UsageError("expected two files: IN OUT");
  return {arguments.plain()[0], arguments.plain()[1]};
}

int write(const std::string& path, const std::string& bytes) {
  if (path == "-") {
    std::cout << bytes;
    return kDone;
  }
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  out.close();
  if (out.fail()) throw UsageError(path + ": can't be written");
  return kDone;
}

int failed(const Fault& fault) {
  std::cerr << told(fault) << "\n";
  const bool refused = fault.id() == FaultId::SealRefused || fault.id() == FaultId::RecipientUnknown;
  return refused ? kRefused : kTechnical;
}

}  // namespace

int run_seal(const Words& given) {
  auto words = given;
  const auto recipients = take_recipients(words);
  if (recipients.empty()) throw UsageError("--for TYPE=NUMBER[,APPLICATION] is needed");
  const auto arguments = arguments_of(words);
  const auto [in, out] = files_of(arguments);
  constexpr std::chrono::seconds kPatience{30};
  Desk desk(arguments);
  const auto sealed = desk.sealer->seal(read_file(in), recipients, nullptr, "", std::chrono::steady_clock::now() + kPatience);
  return sealed ? write(out, *sealed) : failed(sealed.error());
}

int run_unseal(const Words& words) {
  const auto arguments = arguments_of(words);
  const auto [in, out] = files_of(arguments);
  Desk desk(arguments);
  const auto opened = desk.sealer->open(read_file(in));
  if (!opened) return failed(opened.error());
  std::cerr << "signed by " << opened->signer.subject() << "\n";
  return write(out, opened->content);
}

}  // namespace sluis::cli
