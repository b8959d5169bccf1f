#include "gateway/cli/profile.hpp"

#include <algorithm>
#include <filesystem>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::cli {
namespace {

bool names(const SandboxIdentity& identity, const std::string& number) {
  return !number.empty() && (identity.nihii == number || identity.cbe == number || identity.ehp == number ||
                             (identity.nihii.size() >= 8 && number.size() >= 8 && identity.nihii.substr(0, 8) == number.substr(0, 8)));
}

const SandboxIdentity* find(const Sandbox& sandbox, auto fits) {
  const auto found = std::ranges::find_if(sandbox.identities, fits);
  return found == sandbox.identities.end() ? nullptr : &*found;
}

// The identity that a message's author must have: the organisation before the person, the citizen when a patient acts.
const SandboxIdentity* fitting(const Sandbox& sandbox, const model::AuthorClaim& author) {
  if (const auto* organisation = author.organisation()) {
    const auto number = organisation->value("ID-HCPARTY").value_or("");
    return find(sandbox, [&](const auto& i) { return i.kind != "professional" && i.kind != "citizen" && names(i, number); });
  }
  if (const auto* person = author.professional()) {
    const auto ssin = person->value("INSS").value_or("");
    const auto number = person->value("ID-HCPARTY").value_or("");
    return find(sandbox, [&](const auto& i) {
      return i.kind == "professional" && (ssin.empty() ? names(i, number) : i.ssin == ssin);
    });
  }
  const auto& citizen = author.patient ? author.patient : author.person;
  if (!citizen) return nullptr;
  const auto ssin = citizen->value("INSS").value_or("");
  return find(sandbox, [&](const auto& i) { return i.kind == "citizen" && i.ssin == ssin; });
}

// An eHealth certificate names its holder as OU=TYPE=number, an eID in its serialNumber (security.md section 7).
void read_holder(Profile& profile) {
  const auto& certificate = profile.credential.certificate;
  for (const auto& unit : certificate.organisational_units()) {
    const auto equals = unit.find('=');
    if (equals == std::string::npos) continue;
    const auto type = unit.substr(0, equals);
    (type == "SSIN" ? profile.ssin : profile.number) = unit.substr(equals + 1);
    if (profile.quality.empty() && type == "NIHII-HOSPITAL") profile.quality = "hospital";
    if (profile.quality.empty() && type == "NIHII-PHARMACY") profile.quality = "pharmacy";
    if (profile.quality.empty() && type == "NIHII-GROUP") profile.quality = "groupofnurses";
  }
  if (profile.ssin.empty()) profile.ssin = certificate.serial_number_attribute();
  if (profile.quality.empty() && profile.number.empty()) profile.quality = "citizen";
}

std::string quality_of(const SandboxIdentity& identity) {
  if (identity.category.starts_with("pers")) return identity.category.substr(4);
  return identity.kind;
}

void take_identity(Profile& profile, const SandboxIdentity& identity) {
  profile.quality = quality_of(identity);
  profile.ssin = identity.ssin;
  profile.number = !identity.nihii.empty() ? identity.nihii : !identity.cbe.empty() ? identity.cbe : identity.ehp;
}

native::Credential loaded(const std::string& path, const std::string& password) {
  auto credential = native::load_credential(path, password);
  if (!credential) throw UsageError(path + ": " + credential.error().log_text());
  return std::move(*credential);
}

}  // namespace

std::vector<std::string> profile_options() {
  return {"gateway", "as", "password-file", "quality", "sts", "sts-cert", "sts-issuer", "roots", "sandbox", "at"};
}

Profile profile_of(const Arguments& arguments, const std::optional<Sandbox>& sandbox, const model::AuthorClaim& author) {
  const auto as = arguments.value("as", "auto");
  const SandboxIdentity* identity = nullptr;
  if (as == "auto") {
    if (!sandbox) throw UsageError("--as auto needs a sandbox: no demo runs behind this gateway; name one with --sandbox FILE");
    identity = fitting(*sandbox, author);
    if (!identity) throw UsageError("the sandbox has no identity that fits the author in the message; name one with --as FILE");
  } else if (sandbox) {
    const auto wanted = std::filesystem::weakly_canonical(as);
    identity = find(*sandbox, [&](const auto& i) {
      return std::filesystem::weakly_canonical(i.p12) == wanted || std::filesystem::weakly_canonical(i.pem) == wanted;
    });
  }
  const auto file = as == "auto" ? identity->pem : as;
  std::string password = identity ? identity->password : "";
  if (arguments.has("password-file")) password = secret_of(arguments.value("password-file"));
  Profile profile{loaded(file, password), "", "", "", "", "", "", ""};
  if (identity) {
    take_identity(profile, *identity);
  } else {
    read_holder(profile);
  }
  if (arguments.has("quality")) profile.quality = arguments.value("quality");
  if (profile.quality.empty()) throw UsageError("the certificate does not tell the quality of its holder; name it with --quality");
  profile.sts_url = arguments.value("sts", sandbox ? sandbox->sts_url : "");
  profile.sts_certificate = arguments.value("sts-cert", sandbox ? sandbox->sts_certificate : "");
  profile.sts_issuer = arguments.value("sts-issuer", sandbox ? sandbox->sts_issuer : "urn:be:fgov:ehealth:sts:1_0");
  profile.roots = arguments.value("roots", sandbox ? sandbox->roots : "");
  if (profile.sts_url.empty() || profile.sts_certificate.empty()) throw UsageError("--sts and --sts-cert are needed");
  return profile;
}

}  // namespace sluis::cli
