#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/cli/arguments.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::cli {

// One identity that the sandbox made, as its sandbox.json lists it.
struct SandboxIdentity {
  std::string kind;   // citizen, professional, pharmacy, hospital, insurance, ...
  std::string name;
  std::string ssin;
  std::string nihii;
  std::string cbe;
  std::string ehp;
  std::string category;
  std::string pem;
  std::string p12;
  std::string password;
};

// What sandbox.json says, as far as a client needs it.
struct Sandbox {
  std::string sts_url;
  std::string sts_certificate;
  std::string sts_issuer;
  std::string roots;
  std::string etk_depot_url;      // "" when it has none
  std::string clock_start;        // moment the sandbox's clock started at, RFC 3339; "" when it follows the system
  std::string clock_started_at;   // system moment when it did
  std::vector<SandboxIdentity> identities;
  std::vector<SandboxIdentity> signatures;  // signature keys of citizens' cards
};

// The sandbox of --sandbox, of $SLUIS_SANDBOX, or of the demo that runs behind this gateway URL; nullopt when there is none.
std::optional<Sandbox> find_sandbox(const Arguments& arguments);

// Who a command speaks as, and where its token comes from.
struct Profile {
  native::Credential credential;
  std::string quality;   // row of policy/token_claims.table
  std::string ssin;
  std::string number;    // NIHII, CBE or EHP of an organisation; NIHII of a professional
  std::string sts_url;
  std::string sts_certificate;
  std::string sts_issuer;
  std::string roots;     // PEM file
};

// `author` is what the message says, for --as auto. UsageError when nothing fits.
Profile profile_of(const Arguments& arguments, const std::optional<Sandbox>& sandbox, const model::AuthorClaim& author);

// Options that profile_of and clock_of read: for the declaration of a command's arguments.
std::vector<std::string> profile_options();

// The moment to write messages at: --at, the sandbox's clock, or the system's.
std::unique_ptr<core::Clock> clock_of(const Arguments& arguments, const std::optional<Sandbox>& sandbox);

}  // namespace sluis::cli
