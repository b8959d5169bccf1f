#include <algorithm>
#include <iostream>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/profile.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/signed_data.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::cli {
namespace {

namespace hub = mappings::hubservices_v2;
namespace kmehr = mappings::kmehr;

native::Credential loaded(const std::string& file, const std::string& password) {
  auto credential = native::load_credential(file, password);
  if (!credential) throw UsageError(file + ": " + credential.error().log_text());
  return *std::move(credential);
}

std::string password_of(const Arguments& arguments) {
  if (!arguments.has("password-file")) return {};
  return secret_of(arguments.value("password-file"));
}

// --as FILE, or the signature key of the patient's card in the sandbox.
native::Credential signer_of(const Arguments& arguments, const std::string& patient) {
  const auto as = arguments.value("as", "auto");
  const auto sandbox = find_sandbox(arguments);
  if (as == "auto") {
    if (!sandbox) throw UsageError("--as auto needs a sandbox; name one with --sandbox FILE, or a key with --as FILE");
    const auto card = std::ranges::find(sandbox->signatures, patient, &SandboxIdentity::ssin);
    if (card == sandbox->signatures.end()) throw UsageError("the sandbox has no card of this patient; name a key with --as FILE");
    return loaded(card->pem, "");
  }
  if (!arguments.has("password-file") && sandbox) {
    for (const auto* known : {&sandbox->signatures, &sandbox->identities}) {
      const auto found = std::ranges::find(*known, as, &SandboxIdentity::p12);
      if (found != known->end()) return loaded(as, found->password);
    }
  }
  return loaded(as, password_of(arguments));
}

// The message with the proof as the last child of its body element.
std::string with_proof(native::Node body, const std::string& value) {
  auto text = native::canonical(body);
  const auto core = std::string(hub::kCore);
  const auto kmehr_namespace = std::string(kmehr::kNamespace);
  const auto proof = "<proof xmlns=\"" + core + "\"><cd S=\"CD-PROOFTYPE\" SV=\"1.1\">eidsigning</cd><binaryproof>" +
                     "<cd xmlns=\"" + kmehr_namespace + "\" S=\"CD-ENCRYPTION-METHOD\" SV=\"1.0\">CMS</cd>" +
                     "<Base64EncryptedValue xmlns=\"" + kmehr_namespace + "\" encoding=\"CMS\">" + value +
                     "</Base64EncryptedValue></binaryproof></proof>";
  text.insert(text.rfind("</"), proof);
  return text;
}

}  // namespace

int run_proof(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"as", "password-file", "sandbox", "gateway"}, {"base64"});
  const auto text = read_file(arguments.only_plain("FILE with the body element"));
  const auto document = native::Document::parse(text);
  if (!document) throw UsageError("the file can't be read: " + document.error().log_text());
  const auto body = document->root();
  const auto link = body.is(hub::kCore, "therapeuticlink") ? body : body.child(hub::kCore, "therapeuticlink");
  if (!link) throw UsageError("the file holds no therapeuticlink");
  if (body.child(hub::kCore, "proof")) throw UsageError("the message has a proof already; take it out first");
  const auto content = native::canonical(link);
  const auto signer = signer_of(arguments, hub::read_link_content(link).patient.value("INSS").value_or(""));
  const auto cms = native::make_signed_data(core::as_bytes(content), signer);
  if (!cms) throw UsageError(cms.error().log_text());
  const auto value = core::to_base64(std::span<const std::uint8_t>(*cms));
  std::cout << (arguments.has("base64") || body == link ? value : with_proof(body, value)) << "\n";
  return kDone;
}

}  // namespace sluis::cli
