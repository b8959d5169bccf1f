#include "tests/simulators/support_hub.hpp"

#include <filesystem>

#include "gateway/core/encoding.hpp"
#include "gateway/native/schema.hpp"

namespace sluis::sandbox::test {
namespace {

constexpr auto kActions = "urn:be:fgov:ehealth:intrahub:protocol:v3:";

void check_official(const Opened& message) {
  const std::string file = SLUIS_SOURCE_DIR "/../shared/schemas/ehealth-hubservices/XSD/hubservices_protocol-3_5.xsd";
  if (!std::filesystem::exists(file)) {
    BOOST_TEST_MESSAGE("no official schema here");
    return;
  }
  static const auto schema = native::Schema::compile({file});
  BOOST_REQUIRE_MESSAGE(schema.has_value(), (schema.has_value() ? std::string() : schema.error().log_text()));
  for (const auto& e : schema->validate(message.content)) BOOST_ERROR(e.path + ": " + e.expected);
}

}  // namespace

Result<std::string> OpenSeal::open(std::string_view sealed) {
  const auto mark = "for " + own_ + ":";
  if (!sealed.starts_with(mark)) return Fault(FaultId::SealRefused);
  return std::string(sealed.substr(mark.size()));
}

Result<std::string> OpenSeal::seal(std::string_view clear, const EncryptionActor& reader) {
  if (reader.value == "00000000") return Fault(FaultId::RecipientUnknown);
  return "for " + reader.type + "=" + reader.value + ":" + std::string(clear);
}

HubStage::HubStage() {
  a.use_seal(seal_a);
  b.use_seal(seal_b);
  vault.use_seal(seal_vault);
  a.knows(b, [this] { return b_answers; });
  a.knows(vault, [] { return true; });
  b.knows(a, [] { return true; });
  const HubFeed feed{[this](const auto& hub, const auto& ssin) { told.push_back("+" + hub + " " + ssin); },
                     [this](const auto& hub, const auto& ssin) { told.push_back("-" + hub + " " + ssin); }};
  a.feed(feed);
  vault.feed(feed);
}

std::string HubStage::head(const std::string& more) const {
  const std::string actor = with_actor ? "<k:id S=\"ID-ENCRYPTION-ACTOR\" SV=\"1.0\">71099911</k:id>" : "";
  const std::string actor_type = with_actor ? "<k:cd S=\"CD-ENCRYPTION-ACTOR\" SV=\"1.1\">NIHII-HOSPITAL</k:cd>" : "";
  return "<c:request><c:id S=\"ID-KMEHR\" SV=\"1.0\">71099911.1</c:id><c:author><k:hcparty>"
         "<k:id S=\"ID-HCPARTY\" SV=\"1.0\">71099911</k:id>" + actor + "<k:cd S=\"CD-HCPARTY\" SV=\"1.1\">orghospital</k:cd>" +
         actor_type + "<k:name>Testziekenhuis</k:name></k:hcparty><k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">" + person +
         "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">" + category + "</k:cd><k:firstname>An</k:firstname>"
         "<k:familyname>Vrager</k:familyname></k:hcparty><k:hcparty><k:id S=\"LOCAL\" SV=\"1.0\" SL=\"endusersoftwareinfo\">"
         "test</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">application</k:cd></k:hcparty></c:author><c:date>2026-11-20</c:date>"
         "<c:time>10:15:00+01:00</c:time>" + more + "</c:request>";
}

Answer HubStage::ask(Hub& hub, const std::string& operation, const std::string& subject, const std::string& request_more) {
  static const auto hospital = s.credential("hospital", "71099911");
  static const auto token = organisation_token("hospital");
  const auto body = "<p:" + operation + "Request xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v3\" xmlns:c=\"" +
                    std::string(kHubCore) + "\" xmlns:k=\"" + kKmehrSpace + "\">" + head(request_more) + subject + "</p:" +
                    operation + "Request>";
  Signing how;
  how.token = token;
  return hub.answer(soap_question(kHubPath, kActions + operation, signed_message(hospital, body, how)));
}

Opened HubStage::asked(Hub& hub, const std::string& operation, const std::string& subject, const std::string& request_more) {
  const auto answer = ask(hub, operation, subject, request_more);
  BOOST_REQUIRE_MESSAGE(soa_code(answer).empty(), operation + ": " + soa_code(answer) + " " + answer.log);
  auto message = opened(answer);
  check_official(message);
  return message;
}

Opened HubStage::put_folder(Hub& hub, const std::string& operation, const std::string& transactions, const std::string& patient) {
  const auto folder = "<k:folder xmlns:k=\"" + std::string(kKmehrSpace) + "\"><k:id S=\"ID-KMEHR\" SV=\"1.0\">1</k:id><k:patient>"
                      "<k:id S=\"INSS\" SV=\"1.0\">" + patient + "</k:id><k:firstname>Anna</k:firstname><k:familyname>Test"
                      "</k:familyname><k:sex><k:cd S=\"CD-SEX\" SV=\"1.0\">female</k:cd></k:sex></k:patient>" + transactions +
                      "</k:folder>";
  const auto number = hub.parts().identity.ehp;
  const auto sealed = core::to_base64("for " + number + ":" + folder);
  return asked(hub, operation,
               "<c:kmehrmessage><k:header><k:standard><k:cd S=\"CD-STANDARD\" SV=\"1.18\">20180601</k:cd></k:standard>"
               "<k:id S=\"ID-KMEHR\" SV=\"1.0\">71099911.2</k:id><k:date>2026-11-20</k:date><k:time>10:15:00</k:time><k:sender>"
               "<k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">71099911</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">orghospital</k:cd>"
               "</k:hcparty></k:sender><k:recipient><k:hcparty><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">hub</k:cd></k:hcparty>"
               "</k:recipient></k:header><k:Base64EncryptedData><k:cd S=\"CD-ENCRYPTION-METHOD\" SV=\"1.0\">CMS</k:cd>"
               "<k:Base64EncryptedValue>" + sealed + "</k:Base64EncryptedValue></k:Base64EncryptedData></c:kmehrmessage>");
}

std::string HubStage::put(Hub& hub, const std::string& transaction, const std::string& operation) {
  const auto answer = put_folder(hub, operation, transaction);
  for (const auto& id : core_at(answer, "transaction").children(kHubCore, "id")) {
    if (id.attribute("SL").value_or("") == hub.parts().identity.sl) return id.text();
  }
  return {};
}

std::string select(const std::string& rest, const std::string& patient) {
  return "<c:select><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + patient + "</c:id></c:patient>" + rest + "</c:select>";
}

std::string by_local_id(const std::string& sl, const std::string& id, const std::string& more) {
  return "<c:transaction><c:id S=\"LOCAL\" SV=\"1.0\" SL=\"" + sl + "\">" + id + "</c:id>" + more + "</c:transaction>";
}

std::string kmehr_transaction(int number, const std::string& type, const std::string& ids, const std::string& body) {
  return "<k:transaction><k:id S=\"ID-KMEHR\" SV=\"1.0\">" + std::to_string(number) + "</k:id>" + ids +
         "<k:cd S=\"CD-TRANSACTION\" SV=\"1.6\">" + type + "</k:cd><k:date>2026-11-19</k:date><k:time>09:00:00</k:time><k:author>"
         "<k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">19997638004</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd>"
         "<k:firstname>Gert</k:firstname><k:familyname>Huisarts</k:familyname></k:hcparty></k:author>"
         "<k:iscomplete>true</k:iscomplete><k:isvalidated>true</k:isvalidated>" + body + "</k:transaction>";
}

std::vector<std::string> codes(const Opened& answer) {
  std::vector<std::string> all;
  for (const auto& error : core_at(answer, "acknowledge").children(kHubCore, "error"))
    all.push_back(error.child(kKmehrSpace, "cd").text());
  return all;
}

bool complete(const Opened& answer) {
  return core_at(answer, "acknowledge").child(kHubCore, "iscomplete").text() == "true";
}

native::Node core_at(const Opened& answer, std::string_view path) {
  auto node = answer.content;
  while (!path.empty()) {
    const auto slash = path.find('/');
    node = node.child(kHubCore, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return node;
}

std::vector<std::string> local_ids(const Opened& list) {
  std::vector<std::string> all;
  for (const auto& summary : core_at(list, "kmehrheader/folder").children(kHubCore, "transaction")) {
    for (const auto& id : summary.children(kHubCore, "id")) {
      if (id.attribute("S").value_or("") == "LOCAL") all.push_back(id.text());
    }
  }
  return all;
}

std::string unsealed(const Opened& answer) {
  const auto value = core_at(answer, "kmehrmessage").child(kKmehrSpace, "Base64EncryptedData").child(kKmehrSpace, "Base64EncryptedValue");
  const auto bytes = core::from_base64(value.text());
  const auto text = std::string(core::as_text(bytes.value()));
  return text.substr(text.find(':') + 1);
}

}  // namespace sluis::sandbox::test
