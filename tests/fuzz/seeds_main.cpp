#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/tree_head.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/encryption_token.hpp"
#include "gateway/native/signed_data.hpp"
#include "gateway/security/deflated_token.hpp"
#include "mappings/schemas.hpp"
#include "mappings/wss/envelope.hpp"
#include "mappings/wstrust/request.hpp"
#include "tests/fuzz/seeds.hpp"
#include "tests/fuzz/support_cms.hpp"
#include "tests/fuzz/support_mutator.hpp"
#include "tests/fuzz/targets.hpp"

// Writes the seeds that are made of keys, of our own writers, or by hand: fuzz_seeds tests/fuzz/seeds. Run it once more when a format
// has changed; signatures come out differently every time and mean the same.
namespace sluis::fuzz {
namespace {

std::string seeds_folder;

void seed(const std::string& target, const std::string& name, const std::vector<std::uint8_t>& content) {
  fuzz::seed(target, name + ".base64", core::to_base64(content) + "\n");  // no binary files in the tree
}
using fuzz::seed;

std::string wrapped(std::string_view body) {
  return mappings::wss::plain_envelope(mappings::wss::canonical_element(body).value());
}

// Our own messages of other tests, by the element that they begin with.
void of_messages(const std::string& folder) {
  for (const auto& file : std::filesystem::directory_iterator(SLUIS_SOURCE_DIR + folder)) {
    const auto name = file.path().filename().string();
    if (!name.ends_with(".xml")) continue;
    std::ifstream in(file.path());
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto document = native::Document::parse(text);
    if (!document) continue;
    const std::string element(document->root().name());
    auto target = std::string(mappings::service_of(document->root().namespace_uri(), element));
    if (target == "intrahub") {
      target = element.find("TransactionList") != std::string::npos ? "transaction_list"
               : element.find("AccessRight") != std::string::npos   ? "access_right"
               : element.find("AuditTrail") != std::string::npos    ? "audit_trail"
                                                                     : "hub_order";
    }
    if (target.empty()) continue;
    if (element.ends_with("Response") && target != "transaction_list" && target != "access_right" && target != "audit_trail" && target != "hub_order")
      target = "federal_answer";
    seed(target, name, text);
    if (element.ends_with("Request")) seed("soap_operations", name, text);
    else seed("soap_answer", name, wrapped(text));
  }
}

void of_the_gate() {
  int number = 0;
  for (const auto& payload : signed_payloads()) seed("envelope", "signed_" + std::to_string(++number) + ".xml", envelope(payload));
  seed("envelope", "unsigned.xml", wrapped(signed_payloads().front()));
  seed("assertion", "signed.xml", assertion());
  seed("file", "message.xml", envelope(signed_payloads().front()));
  seed("file", "assertion.xml", assertion());
  const mappings::wstrust::IssueRequest issue{"c-1", {{"urn:be:fgov:person:ssin", {"72051999381"}}}, now(), now() + std::chrono::hours(1), holder().certificate};
  seed("file", "token_request.xml", token_request(mappings::wstrust::write_issue(issue)));
  seed("header_token", "packed.txt", security::authorization_of_token(assertion()));
  seed("header_token", "clear.xml", assertion());
  StillRandom random;
  seed("soap_answer", "signed.xml", mappings::wss::signed_answer(signed_payloads().front(), hospital(), {now(), random}).value());
  seed("soap_answer", "fault.xml", wrapped("<s:Fault xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>s:Client</faultcode><faultstring>SOA-01001</faultstring>"
    "<detail><e:SystemError xmlns:e=\"urn:be:fgov:ehealth:errors:soa:v1\" Id=\"t-1\"><Origin>Consumer</Origin><Code>SOA-01001</Code><Message xml:lang=\"en\">no</Message></e:SystemError></detail></s:Fault>"));
  const std::string wst = "<t:RequestSecurityTokenResponseCollection xmlns:t=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\"><t:RequestSecurityTokenResponse Context=\"c-1\">";
  const std::string end = "</t:RequestSecurityTokenResponse></t:RequestSecurityTokenResponseCollection>";
  seed("wstrust", "token.xml", wst + "<t:RequestedSecurityToken>" + assertion() + "</t:RequestedSecurityToken>" + end);
  seed("wstrust", "challenge.xml", wst + "<c:SignChallenge xmlns:c=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\"><c:Challenge>abc</c:Challenge></c:SignChallenge>" + end);
}

void of_the_json_door() {
  const std::string patient = R"("patient":{"ssin":"85073099833"})";
  const std::string caller = R"("caller":{"ssin":"72051999381","nihii":"19997638004","category":"persphysician","organisation":"71099911"})";
  const std::string document = R"("transaction":{"id":"D-1","sl":"HUBAID","hub":"1999990144"})";
  const std::pair<std::string, std::string> all[] = {
      {"accesses", patient + R"(,"proofs":true,"from":"2026-01-01","to":"2026-02-01")"},
      {"decisions", R"("questions":[{)" + caller + "," + patient + R"(,"source":"hub:1999990144","category":"labresult","action":"read","at":"2026-11-20T10:00:00Z","break_the_glass":"unconscious",)" + document + "}]"},
      {"decisions/rerun", R"("decision":"d-1","tables":"0011223344556677")"},
      {"dispensations", caller + R"(,"message":"PGEvPg==")"},
      {"dispensations/status", caller + "," + patient + R"(,"session":"00000000-0000-0000-0000-000000000001")"},
      {"documents", caller + "," + patient + "," + document},
      {"documents/sets", caller + "," + patient + "," + document},
      {"dossier-types", caller + "," + patient + R"(,"from":"2026-01-01","to":"2026-02-01")"},
      {"dossier/services", R"("what":"check")"},
      {"evidence", R"("record":"record-1")"},
      {"exclusions/preview", patient + R"(,"party":{"nihii":"19997638004"})"},
      {"medication-history", caller + "," + patient + R"(,"range":"FULL","patient_signature":{"date_time":"2026-11-20T10:00:00Z","signature":"YWJj","public_key":"YWJj"})"},
      {"notifications", patient},
      {"pharmacy-details", caller + R"(,"dispensation":"00000000-0000-0000-0000-000000000001","motivation":{"type":"x","text":"y"})"},
      {"references", caller + "," + patient + R"(,"scope":"global","categories":["labresult"],"from":"2026-01-01","to":"2026-02-01","page_size":10,"resume":"YWJj","page":"YWJj")"},
      {"reviews", R"("state":"open")"},
      {"reviews/verdict", R"("review":"r-1","justified":true,"text":"was needed at night")"}};
  for (const auto& [resource, question] : all) {
    auto name = resource;
    std::ranges::replace(name, '/', '_');
    seed("json_door", name + ".txt", "/api/v1/" + resource + "\n{" + question + "}");
  }
  const std::string found = R"({"found":true,"ssin":"85073099833","first":"Anna","family":"Test","birth":"1985-07-30","cards":{"EID-CARDNO":"599000001748"},)";
  seed("registers", "person.json", found + R"("nihii":[{"number":"19997638004","category":"persphysician"}]})");
  seed("registers", "organisation.json", R"({"found":true,"category":"orghospital","name":"Huis","nihii":"71099911","staff_ssin":["72051999381"]})");
  seed("registers", "relations.json", R"({"relations":[{"kind":"mandate","scope":["consent"],"from":"2026-01-01","to":"2027-12-31"}],"representatives":[{"ssin":"85073099833","kind":"parent"}]})");
  seed("registers", "gmd.json", R"({"found":true,"patient":"85073099833","holder_ssin":"72051999381","holder_nihii":"19997638004","start":"2026-01-01"})");
  seed("registers", "lists.json", R"({"providers":[{"ssin":"72051999381","nihii":[{"number":"19997638004","category":"persphysician"}]}],"organisations":[{"category":"orghospital","nihii":"71099911"}]})");
}

void of_cms() {
  int number = 0;
  for (const auto& content : signed_contents()) {
    const auto name = std::to_string(++number) + ".der";
    seed("signed_proof", name, native::make_signed_data(core::as_bytes(content), holder()).value());
    seed("sealed_message", name, native::seal(core::as_bytes(content), holder(), native::SealFor{{}, {shared_key()}}, now()).value());
  }
  // The offered key has to be RSA, so this one seed comes out differently every time; nobody keeps its key.
  const auto offered = native::PrivateKey::generate_rsa(2048);
  const auto certificate = certificate_of(offered.public_key(), "hospital", "NIHII-HOSPITAL=71099911", "keyEncipherment");
  const auto token = native::make_encryption_token(certificate, hospital()).value();
  seed("encryption_token", "token.der", token);
  std::cerr << "the encryption token opens: " << native::open_encryption_token(token, {root().certificate}, now()).has_value() << "\n";
  seed("certificate", "holder.der", holder().certificate.der());
  seed("certificate", "sts.pem", sts().certificate.pem() + hospital().certificate.pem());
  seed("certificate", "hospital.b64", hospital().certificate.base64());
  seed("certificate", "rsa.der", certificate.der());
}

void of_lines() {
  seed("http_request", "post.txt", "POST /Consent/v1?a=b HTTP/1.1\r\nHost: localhost:8443\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: 4\r\nSOAPAction: \"x\"\r\n\r\n<a/>");
  seed("http_request", "chunked.txt", "POST /api/v1/decisions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n2;x=y\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n");
  seed("http_request", "pipeline.txt", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET http://a/readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  seed("http_request", "old.txt", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  seed("http_request", "both.txt", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  seed("http_answer", "length.txt", "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>");
  seed("http_answer", "chunked.txt", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n\r\n");
  seed("http_answer", "close.txt", "HTTP/1.0 503 Busy\r\nRetry-After: 1\r\n\r\nlater");
  seed("settings_file", "whole.conf", "# all\n[gateway]\nenvironment = Test\nnumber = 71099911\nname = Sint-Jan\n\n[listen]\nplain = 127.0.0.1:0\n\n[trust]\nsts_certificates = a.pem, b.pem\nskew_future_seconds = 60\n\n[registry]\nurl = sqlite:///tmp/r.sqlite\n[audit]\npath = /tmp/t.jsonl\n[limits]\nworkers = 4\n[identity hospital]\nfile = h.p12\nquality = hospital\nnumber = 71099911\n[network rsw]\nkind = hub\nurl = https://hub.example/v3\nhub_id = 1999990144\nhome = true\n");
  seed("settings_file", "wrong.conf", "[gateway]\nenvironment = Nowhere\n[listen\nplain = x\n= y\n");
  seed("table", "rows.table", "name | kind | text\na | one | x  # more\nb_c |  | \"y\"\n");
  seed("table", "wrong.table", "name | kind\nA | three |\n");
  seed("table", "long_cell.table", "name | kind | text\n" + std::string(30'000, 'a') + " | one | x\n");
  const auto chained = audit::chain(1, audit::kNoHash, audit::genesis_members(now(), "trail"));
  seed("trail_line", "genesis.txt", std::string_view(chained.text).substr(0, chained.text.size() - 1));
  seed("trail_line", "text.txt", "Gert \"Huisarts\" \\ \xc3\xa9\n");
  model::AuditEvent event;
  event.at = now();
  event.operation = "GetTransactionList", event.caller_name = "Gert Huisarts", event.patient_ssin = "85073099833", event.outcome = "permitted";
  const auto line = audit::chain(1, audit::kNoHash, audit::event_members(event, "0011"));
  seed("trail_line", "event.txt", std::string_view(line.text).substr(0, line.text.size() - 1));
  seed("trail_line", "head.json", audit::to_json(audit::signed_head(3, {}, now(), sts().key).value()));
  seed("resume_token", "text.txt", "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo");
  int number = 0;
  for (const auto* text : {"85073099833", "19997638004", "71099911", "0999999922", "599000001748", "B123456789", "YWJjZA==", "2026-11-20+01:00", "2026-11-20T10:15:00.123+01:00", "1969-12-31T23:59:59.999Z"})
    seed("values", std::to_string(++number) + ".txt", text);
}

}  // namespace

void seed(const std::string& target, const std::string& name, std::string_view content) {
  std::filesystem::create_directories(seeds_folder + "/" + target);
  std::ofstream(seeds_folder + "/" + target + "/" + name, std::ios::binary) << content;
}

}  // namespace sluis::fuzz

int main(int count, char** arguments) {
  using namespace sluis::fuzz;
  if (count != 2) return std::cerr << "fuzz_seeds FOLDER\n", 2;
  seeds_folder = arguments[1];
  sluis::native::start_libraries();
  of_messages("/tests/mappings/rich");
  of_messages("/fixtures/translation");
  of_the_gate();
  of_the_json_door();
  of_networks();
  of_hub_lists();
  of_the_dossier();
  of_cms();
  of_lines();
  for (const auto& target : targets()) {
    if (read_seeds(seeds_folder + "/" + std::string(target.name)).empty()) std::cerr << target.name << " has no seeds\n";
  }
  return 0;
}
